import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingReport } from '../../src/index.ts';
import type { LateInput } from '../../src/report/formats/input.ts';
import { renderSummary } from '../../src/report/formats/summary.ts';
import { lateInput } from '../support/little-repo.ts';
import { at, controls, decided, evidence, sampleLineage, sampleReport, surface } from '../support/sample-report.ts';

function summary(rest: Partial<LateInput['report']> = {}, options: Partial<LateInput> = {}): string {
  return renderSummary(lateInput({ report: { ...sampleReport(), ...rest }, lineage: sampleLineage() }, {}, options));
}

function finding(rest: Partial<FindingReport>): FindingReport {
  const first = sampleReport().findings[0];
  assert.ok(first !== undefined);
  return { ...first, ...rest };
}

test('the verdict, the matrix, the worst and what to type', () => {
  const text = summary();
  assert.match(text, /^## Release trust: \d+ high, /);
  assert.match(text, /\| `ghcr\.io\/acme\/lens` \| digest \|/);
  assert.match(
    text,
    /\n- \*\*high\*\* `ghcr\.io\/acme\/lens:\*-cuda`, [^\n]*: the SBOM can never be made: syft is not installed in this job \(\[`images\.yml:30`\]\(https:\/\/github\.com\/acme\/lens\/blob\/[0-9a-f]{40}\/\.github\/workflows\/images\.yml#L30\), /,
  );
  assert.match(text, /```sh\nsealwright explain [^\n]+\n```\n$/);
  assert.match(summary({ findings: [] }), /^## Release trust: no finding\n/);
  assert.match(summary({ findings: [], surfaces: [] }), /^## Release trust: nothing that is published was found\n/);
});

test('a workflow of which nothing could be read is named first, and leaves no verdict', () => {
  const repository = { ...sampleReport().repository, unreadWorkflows: ['.github/workflows/b.yml'] };
  const text = summary({ repository, unread: [{ path: '.github/workflows/b.yml', line: 7, reason: 'not valid YAML' }], findings: [], surfaces: [] });
  assert.match(text, /^## Release trust: not decided, 1 workflow could not be read\n/);
  assert.match(text, /\n- \*\*not read\*\* \[`b\.yml:7`\]\([^)]+\): not valid YAML\./);
});

test('with another commit, what is new comes first', () => {
  const against = {
    ref: 'origin/main',
    commit: null,
    gone: ['lens.deb'],
    exposed: [{ surface: 's', name: 'x.deb', scenario: 'push:tag', lacks: 'signature' as const }],
    cured: ['a', 'b'],
    decisions: 'all' as const,
  };
  const old = finding({ id: '1', rule: 'old-one', message: 'it was so', severity: 'high' });
  const text = summary({ against, findings: [old, finding({ id: '2', rule: 'new-one', message: 'it became so', severity: 'low', change: 'new' })] });
  assert.match(text, /Compared with `origin\/main`: 1 new finding, 2 gone; gone: `lens\.deb`\./);
  assert.match(text, /- \*\*Newly exposed:\*\* on a tag push this change publishes x\.deb, which nothing signs\./);
  // The same fault in two places, one of them new.
  const both = summary({ against, findings: [finding({ id: '1', at: at('w.yml', 1) }), finding({ id: '2', at: at('w.yml', 2), change: 'new' })] });
  assert.match(both, /### New with this change\n\n[^\n]*w\.yml:2[^]*### Here before\n\n[^\n]*w\.yml:1/);
  assert.equal(both.match(/w\.yml:1/g)?.length, 1);
  assert.match(text, /### New with this change\n\n- \*\*low\*\* `[^`]+`: it became so[^]*### Here before\n\n- \*\*high\*\* `[^`]+`: it was so/);
});

test('what is decided is a number, what can be mended a command', () => {
  const findings = [finding({ id: '1', disposition: 'd1' }), finding({ id: '2', message: 'another' })];
  const text = summary(
    { findings, dispositions: [decided('d1', ['1'])] },
    { target: '../lens', fixes: new Map([['2', { finding: '2', kind: 'safe', title: 't', notes: [], edits: [] }]]) },
  );
  assert.match(text, /^## Release trust: 1 high\n/);
  assert.match(text, /1 finding is answered by a decision\./);
  assert.match(
    text,
    /To see why a cell says so, and what can be mended \(edits for 1 finding, each tried first\):[^]*--dir \.\.\/lens\nsealwright fix \.\.\/lens\n```/,
  );
});

test('what the checkout decides on itself is its word, and nothing new disappears under a decision', () => {
  const one = finding({ id: '1', message: 'it is not signed', change: 'new', disposition: 'd1' });
  const configuration = { files: ['sealwright.yaml'], told: [], ignored: [] };
  const rest = { findings: [one], dispositions: [decided('d1', ['1'])] };
  const text = summary({ ...rest, configuration, against: { ref: 'main', commit: null, gone: [], exposed: [], cured: [], decisions: 'all' as const } });
  assert.match(text, /^## Release trust: no open finding\n/);
  assert.match(text, /### New with this change, and answered by a decision\n\n- \*\*high\*\* [^\n]*it is not signed/);
  assert.match(text, /1 finding is answered by a decision, as sealwright\.yaml of this checkout says\./);
  assert.doesNotMatch(summary(rest), /checkout says|answered by a decision\n/, 'a person named the file');
  const careful = finding({ id: '2', audience: 'careful' });
  assert.match(summary({ findings: [careful] }), /^## Release trust: findings for careful readers alone\n/);
});

test('a comment takes it, however much there is to say, and no name is markup', () => {
  const surfaces = Array.from({ length: 400 }, (_, i) =>
    surface('release-asset', `<img src=x>${i} ${'n'.repeat(300)}|`, controls({ sbom: evidence('present', { how: `made ${i}` }) }), {
      id: `s${i}`,
      members: [`m${i}`],
    }),
  );
  const findings = Array.from({ length: 900 }, (_, i) => finding({ id: String(i), message: `</details> @acme/all ${i} ${'m'.repeat(3_000)}` }));
  const text = summary({ surfaces, findings });
  assert.ok(text.length <= 65_536, `${text.length}`);
  assert.match(text, /too long for a comment/);
  const few = summary({ surfaces: surfaces.slice(0, 40), findings: findings.slice(0, 60).map((one, i) => ({ ...one, message: `</details> @acme/all ${i}` })) });
  assert.match(few, /and 10 more rows\./);
  assert.match(few, /<summary>and 52 more<\/summary>[^]*- and 12 more\n\n<\/details>/);
  assert.equal(few.match(/<\/details>/g)?.length, 1);
  assert.doesNotMatch(few, /(?<!\\)@acme/);
  assert.doesNotMatch(few.replaceAll(/`[^`\n]*`/g, ''), /<img/);
});
