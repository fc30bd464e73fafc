import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditReport, FindingReport } from '../../src/index.ts';
import type { LateInput } from '../../src/report/formats/input.ts';
import { renderGithub } from '../../src/report/formats/github.ts';
import { lateInput } from '../support/little-repo.ts';
import { at, decided, sampleLineage, sampleReport } from '../support/sample-report.ts';

function finding(rest: Partial<FindingReport>): FindingReport {
  const first = sampleReport().findings[0];
  assert.ok(first !== undefined);
  return { ...first, ...rest };
}

function lines(findings: readonly FindingReport[], rest: Partial<AuditReport> = {}, options: Partial<LateInput> = {}): readonly string[] {
  const report = { ...sampleReport(), findings, ...rest };
  return renderGithub(lateInput({ report, lineage: sampleLineage() }, { 'a.yml': 'one\ntwo three\nfour\n' }, options))
    .trimEnd()
    .split('\n');
}

const place = { file: 'a.yml', start: 8, end: 13, line: 2, column: 5, endLine: 2 };

test('a finding is an annotation of its lines, with the level of its severity', () => {
  const table: readonly { readonly what: string; readonly rest: Partial<FindingReport>; readonly is: string }[] = [
    {
      what: 'high',
      rest: { rule: 'r', message: 'm', action: 'do', at: place },
      is: '::error file=a.yml,line=2,endLine=2,col=5,endColumn=10,title=r::m%0Aghcr.io/acme/lens:*-cuda%0Ado',
    },
    {
      what: 'medium',
      rest: { severity: 'medium', rule: 'r', message: 'm', action: 'd', at: at('gone.yml', 3) },
      is: '::warning file=gone.yml,line=3,endLine=3,col=1,endColumn=6,title=r::m%0Aghcr.io/acme/lens:*-cuda%0Ad',
    },
    {
      what: 'info, over several lines',
      rest: { severity: 'info', rule: 'r', message: 'm', action: 'd', at: { ...place, start: 0, end: 19, line: 1, column: 1, endLine: 3 } },
      is: '::notice file=a.yml,line=1,endLine=3,title=r::m%0Aghcr.io/acme/lens:*-cuda%0Ad',
    },
    {
      what: 'what would end the line or the value',
      rest: { rule: 'r', message: '50% of a:b, c\n::set-output name=x::y\r\u001b[2J', action: 'd', at: { ...place, file: 'a:b,c%0A\n.yml' } },
      is: '::error file=a%3Ab%2Cc%250A\\u000a.yml,line=2,endLine=2,col=5,endColumn=10,title=r::50%25 of a:b, c\\u000a::set-output name=x::y\\u000d\\u001b[2J%0Aghcr.io/acme/lens:*-cuda%0Ad',
    },
    {
      what: 'of the whole repository',
      rest: { rule: 'r', message: 'm', action: 'd', at: place, surface: null },
      is: '::error file=a.yml,line=2,endLine=2,col=5,endColumn=10,title=r::m%0Ad',
    },
    {
      what: 'new',
      rest: { rule: 'r', message: 'm', action: 'd', at: place, change: 'new' },
      is: '::error file=a.yml,line=2,endLine=2,col=5,endColumn=10,title=new%3A r::m%0Aghcr.io/acme/lens:*-cuda%0Ad',
    },
  ];
  for (const { what, rest, is } of table) assert.deepEqual(lines([finding(rest)]), [is], what);
});

test('a file name that a log would be misled by is written with escapes', () => {
  const [line] = lines([finding({ at: { ...place, file: 'a\u001b[31m\u202eb.yml' } })]);
  assert.match(line ?? '', /^::error file=a\\u001b\[31m\\u202eb\.yml,/);
});

test('a workflow of which nothing could be read is a warning at its file, before all findings', () => {
  const { repository } = sampleReport();
  const unread = [{ path: '.github/workflows/b.yml', line: 7, reason: 'not valid YAML: a\n::x' }];
  const rest = { repository: { ...repository, unreadWorkflows: ['.github/workflows/b.yml'] }, unread, surfaces: [] };
  assert.deepEqual(lines([], rest), [
    '::warning file=.github/workflows/b.yml,line=7,title=workflow not read::what this workflow publishes is not known: not valid YAML: a\\u000a::x',
  ]);
});

test('a file is named from the folder of the run', () => {
  for (const [target, file] of [
    ['.', 'a.yml'],
    ['./', 'a.yml'],
    ['./sub//', 'sub/a.yml'],
    ['../lens', '../lens/a.yml'],
  ] as const)
    assert.match(lines([finding({ at: place })], {}, { target })[0] ?? '', new RegExp(`^::error file=${file.replaceAll('.', '\\.')},`), target);
});

test('no more of a level than GitHub shows, the new ones first, and the rest as a number', () => {
  const many = Array.from({ length: 13 }, (_, i) =>
    finding({ id: String(i), rule: 'r', message: `m${i}`, at: place, ...(i === 12 ? { change: 'new' as const } : {}) }),
  );
  const got = lines([...many, finding({ severity: 'low', at: place })]);
  assert.match(got[0] ?? '', /title=new%3A r::m12%0A/);
  assert.equal(got.filter((line) => line.startsWith('::error')).length, 10);
  assert.equal(got.filter((line) => line.startsWith('::notice')).length, 1);
  assert.equal(got.at(-1), '3 more errors, which GitHub would not show in this step');
});

test('one line to mend is said once, and what is for others or decided is a number', () => {
  const twice = [finding({ id: '1', at: place }), finding({ id: '2', at: place, surface: null })];
  assert.equal(lines(twice).length, 1);
  assert.deepEqual(lines([finding({ audience: 'careful' })]), ['1 finding for careful readers: add --all']);
  assert.match(lines([finding({ audience: 'careful' })], {}, { audience: 'careful' })[0] ?? '', /^::error /);
  assert.deepEqual(lines([]), ['no finding']);
  const one = finding({ id: '1', disposition: 'd1' });
  assert.deepEqual(lines([one], { dispositions: [decided('d1', ['1'])] }), ['1 finding answered by a decision']);
  // A decision that is due, or of another premise, answers nothing.
  for (const standing of ['due', 'stale', 'premise-changed', 'not-fixed'] as const)
    assert.match(lines([one], { dispositions: [decided('d1', ['1'], { standing })] })[0] ?? '', /^::error /, standing);
  assert.match(lines([one], { dispositions: [decided('d1', ['1'], { disposition: 'open' })] })[0] ?? '', /^::error /);
  assert.deepEqual(lines([finding({ baseline: 'known' })]), ['1 finding known to the baseline']);
});

test('what the checkout decides on itself is its word, and nothing new disappears under a decision', () => {
  const one = finding({ id: '1', rule: 'r', message: 'm\n::error::x', severity: 'high', change: 'new', disposition: 'd1' });
  const configuration = { files: ['sealwright.yaml'], told: [], ignored: [] };
  const exposed = [{ surface: 's', name: 'lens.exe', scenario: null, lacks: 'signature' as const }];
  const against = { ref: 'main', commit: null, gone: [], exposed, cured: [], decisions: 'all' as const };
  const said = lines([one], { dispositions: [decided('d1', ['1'])], configuration, against });
  assert.equal(said[0], 'newly exposed: by hand this change publishes lens.exe, which nothing signs');
  assert.match(said[1] ?? '', /^new with this change and answered by a decision: high: m.*x \(r\)$/);
  assert.deepEqual(said.slice(2), ['1 finding answered by a decision, as sealwright.yaml of this checkout says']);
});
