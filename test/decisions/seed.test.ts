import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rules } from '../../src/audit/index.ts';
import type { AuditReport } from '../../src/index.ts';
import { renderDecisionRecord, renderMarkdown } from '../../src/report/index.ts';
import { auditConfigured, loadRepo } from '../support/little-repo.ts';

/** The eight decisions that the human audit came to, on the repository as it was before and after its fix. */
const folder = new URL('./seed/', import.meta.url);
const config = readFileSync(new URL('sealwright.yaml', folder), 'utf8');
const write = process.env['SEALWRIGHT_WRITE_EXPECTED'] === '1';

async function decided(name: string, more: Readonly<Record<string, string>> = {}): Promise<AuditReport> {
  return (await auditConfigured({ ...loadRepo(name).texts, 'sealwright.yaml': config, ...more }, 'vidscore', 'vidscore')).report;
}

const before = await decided('seed-before');
const after = await decided('seed-after');

const gaps: readonly { readonly gap: string; readonly disposition: string; readonly on: RegExp; readonly before: string }[] = [
  { gap: 'G1', disposition: 'deferred', on: /tag-unsigned > git-tag/, before: 'current' },
  { gap: 'G2', disposition: 'fixed', on: /provenance-unsigned > container-image/, before: 'not-fixed' },
  { gap: 'G3', disposition: 'fixed', on: /used-before-verified > container-image/, before: 'not-fixed' },
  { gap: 'G4', disposition: 'fixed', on: /recipe-elided > - > docs\/development\/release\.md/, before: 'not-fixed' },
  { gap: 'G5', disposition: 'out-of-scope', on: /sign-off/, before: 'current' },
  { gap: 'G6', disposition: 'deferred', on: /Helm chart vidscore/, before: 'current' },
  { gap: 'G7', disposition: 'deferred', on: /Go program vidscore-serve/, before: 'current' },
  { gap: 'G8', disposition: 'accepted', on: /evidence-tool-not-installed > .*cuda12/, before: 'current' },
];

for (const [i, row] of gaps.entries()) {
  test(`${row.gap}: ${row.disposition}, on what the audit finds of it`, () => {
    const own = before.dispositions[i];
    assert.equal(own?.disposition, row.disposition);
    assert.match([...own.findings, ...own.rows].join('\n'), row.on);
    assert.equal(own.standing, row.before, 'before the fix');
    assert.equal(after.dispositions[i]?.standing, 'current', `after the fix: ${after.dispositions[i]?.why}`);
  });
}

test('all eight and no other are there', () => {
  assert.equal(gaps.length, 8);
  assert.deepEqual([before.dispositions.length, after.dispositions.length], [8, 8]);
  assert.deepEqual(
    after.findings.filter((one) => one.rule.startsWith('disposition-') && one.audience === 'everyone').map((one) => one.message),
    [],
  );
  assert.equal(before.findings.filter((one) => one.rule === 'disposition-not-fixed').length, 3);
});

test('the day that a chart is published, or the program is released, the decision is due', async () => {
  const workflow = `on: { push: { tags: ['v*'] } }
jobs:
  chart:
    runs-on: ubuntu-latest
    permissions: { packages: write }
    steps:
      - uses: actions/checkout@v4
      - run: |
          helm package deploy/helm/vidscore
          helm push vidscore-1.0.0.tgz oci://ghcr.io/vidscore/charts
`;
  const later = await decided('seed-after', { '.github/workflows/chart.yml': workflow, '.goreleaser.yaml': 'version: 2\n' });
  assert.deepEqual(
    later.dispositions.map((one) => one.standing),
    ['current', 'current', 'current', 'current', 'current', 'due', 'due', 'current'],
  );
});

test('the record and the report of it read as reviewed', async () => {
  const texts = {
    'report.md': renderMarkdown(after),
    'record.md': await renderDecisionRecord(after, { day: '2026-06-01', number: '0902', summaries: new Map(rules.map((rule) => [rule.id, rule.summary])) }),
  };
  for (const [name, text] of Object.entries(texts)) {
    const path = fileURLToPath(new URL(name, folder));
    if (write) writeFileSync(path, text);
    else assert.equal(text, readFileSync(path, 'utf8'), name);
  }
});
