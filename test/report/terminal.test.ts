import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from '../../src/report/width.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { markAgainst } from '../../src/report/against.ts';
import { controls, evidence, hostileReport, sampleReport, surface } from '../support/sample-report.ts';

const plain = { width: 100, colour: false, all: false, target: '.' };

test('the matrix has one line per surface and folds variants with equal cells', () => {
  const text = renderTerminal(sampleReport(), { ...plain, width: 160 });
  assert.match(text, /^ {2}Surface +Hashes +Signed +SBOM +Provenance +Recipe$/m);
  assert.match(text, /^ {2}sbom\.spdx\.json +no +no +– +no +no$/m);
  assert.match(text, /^ {2}ghcr\.io\/acme\/lens +digest +cosign keyless \(partly\) +cosign attest \(best effort\) +/m);
  assert.match(text, /^ {4}-cuda, -server +digest +cosign keyless \(partly\) +cannot work \(!\) +/m);
  assert.match(text, /^ {4}-rocm +digest +cosign keyless \(partly\) +no +/m);
  assert.match(text, /^ {2}v\* \(git tag\) +– +unknown +– +– +no$/m);
});

test('equal rows of the same workflow fold, other workflows and other cells do not', () => {
  const report = sampleReport();
  const one = surface('container-image', 'ghcr.io/acme/a', controls());
  const two = surface('container-image', 'docker.io/acme/b', controls());
  const elsewhere = surface('container-image', 'quay.io/acme/c', controls(), { publishedBy: { workflow: 'other.yml', job: 'j', step: 's', config: '' } });
  const better = surface('container-image', 'ghcr.io/acme/d', controls({ sbom: evidence('present') }));
  const text = renderTerminal({ ...report, surfaces: [one, two, elsewhere, better] }, { ...plain, width: 140 });
  assert.match(text, /^ {2}ghcr\.io\/acme\/a, docker\.io\/acme\/b +no/m);
  assert.match(text, /^ {2}quay\.io\/acme\/c +no/m);
  assert.match(text, /^ {2}ghcr\.io\/acme\/d +no +no +yes/m);
});

test('no line is wider than asked, and no mark is lost', () => {
  for (const width of [100, 80, 68]) {
    for (const report of [sampleReport(), hostileReport()]) {
      const text = renderTerminal(report, { ...plain, width, all: true });
      for (const line of text.split('\n')) assert.ok(columnsOf(line) <= width, `${width}: ${line}`);
      const marks = (one: string): number => one.match(/\(partly\)|\(!\)/g)?.length ?? 0;
      assert.equal(marks(text), marks(renderTerminal(report, { ...plain, width: 400, all: true })));
    }
  }
});

test('the words are the same with colour', () => {
  const coloured = renderTerminal(sampleReport(), { ...plain, colour: true });
  assert.ok(coloured.includes('\u001b[1;31mcannot work'));
  // oxlint-disable-next-line no-control-regex
  assert.equal(coloured.replace(/\u001b\[[0-9;]*m/g, ''), renderTerminal(sampleReport(), plain));
});

test('a hostile repository sends no control character to the terminal', () => {
  const text = renderTerminal(hostileReport(), { ...plain, target: 'a\u001b[2Jb' });
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('gaps come worst first, grouped, with the rest counted', () => {
  const report = sampleReport();
  const many = Array.from({ length: 9 }, (_, i) => ({ ...report.findings[2]!, id: `g${i}`, message: `gap number ${i}` }));
  const text = renderTerminal({ ...report, findings: [...many, ...report.findings] }, plain);
  assert.ok(text.indexOf('high    the SBOM can never be made') < text.indexOf('medium  gap number 0'));
  assert.match(text, /images\.yml:30 and 1 other place: ghcr/);
  assert.match(text, /evidence-tool-not-installed {2}images\.yml:30/, 'the rule is named');
  assert.match(text, /and 5 medium, 2 low: add --all/);
  assert.doesNotMatch(renderTerminal(report, plain), /its platforms are not/, 'what is not for everyone waits for --all');
  assert.match(renderTerminal(report, { ...plain, all: true }), /its platforms are not/);
  assert.doesNotMatch(renderTerminal({ ...report, findings: many }, { ...plain, all: true }), /add --all/);
});

test('a report without surfaces says why, not that all is well', () => {
  const empty = { ...sampleReport(), surfaces: [], findings: [] };
  assert.match(renderTerminal(empty, plain), /no release surface found: nothing that was read in 19 workflows publishes; see what was not\s+analysed/);
  const none = { ...empty, repository: { ...empty.repository, workflows: 0 } };
  assert.match(renderTerminal(none, plain), /no workflow could be read; see what was not analysed/);
  assert.match(renderTerminal({ ...none, unread: [] }, plain), /there is no workflow here/);
});

test('changes since another commit are words in the cells', () => {
  const now = sampleReport();
  const then = {
    ...now,
    surfaces: now.surfaces.slice(1).map((one) => (one.kind === 'git-tag' ? { ...one, controls: { ...one.controls, verifyRecipe: evidence('present') } } : one)),
  };
  const text = renderTerminal(markAgainst(now, then, { ref: 'main', changed: new Map(), decisions: 'all' }), { ...plain, width: 160 });
  assert.match(text, /lens, liblens\.so\*, models\.tar\.gz +no \[new\] +cosign keyless \[new\]/);
  assert.match(text, /v\* \(git tag\).* no \[worse\]/);
});

test('events with one reason are one line, and what may keep a policy is told as such', () => {
  const report = sampleReport();
  const scenario = (id: string) => ({ id, event: id, refKind: 'pull-request' as const, workflows: [], doubt: 'not followed' });
  const policy = {
    kind: 'policy' as const,
    what: 'changes are reviewed',
    enforcedBy: 'a branch rule',
    strength: 'unknown' as const,
    at: report.surfaces[0]!.at,
  };
  const text = renderTerminal({ ...report, scenarios: [scenario('issues'), scenario('label')], inventory: [policy] }, plain);
  assert.match(text, /^ {2}events issues, label: not followed$/m);
  assert.match(text, /^ {2}policy: changes are reviewed, perhaps enforced by a branch rule$/m);
});

test('long names break at their marks', () => {
  const text = renderTerminal(
    { ...sampleReport(), surfaces: [surface('container-image', 'registry.example.com/acme/lantern-controller', controls())] },
    { ...plain, width: 68 },
  );
  assert.match(text, /^ {2}\S*[/-] +no/m);
});

test('a name of the repository is no command in the log of a workflow run, wherever a line is broken', () => {
  const first = sampleReport().findings[0];
  assert.ok(first !== undefined);
  for (let width = 68; width < 100; width++) {
    const message = `${'word '.repeat(11)}::stop-commands::x ${'w'.repeat(width - 30)}-::error::y ##[group]z`;
    const text = renderTerminal({ ...sampleReport(), findings: [{ ...first, message }] }, { width, colour: false, all: true, target: '.' });
    assert.doesNotMatch(text, /^\s*::|##\[/m);
  }
});
