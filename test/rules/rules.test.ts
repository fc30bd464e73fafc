import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { rules } from '../../src/rules/index.ts';
import { auditConfigured } from '../support/little-repo.ts';
import { changedLines, rulePairs } from '../support/rule-repos.ts';
import { showFindings } from '../support/show-findings.ts';

const pairs = rulePairs();
const write = process.env['SEALWRIGHT_WRITE_EXPECTED'] === '1';
/** More lines than these are no smallest edit. */
const mostLines = 7;

test('every rule has a little repository that it complains of and one that it does not', () => {
  const covered = new Set(pairs.map((pair) => pair.rule));
  assert.deepEqual(
    rules.map((rule) => rule.id).filter((id) => !covered.has(id)),
    [],
  );
  assert.deepEqual(
    [...covered].filter((id) => !rules.some((rule) => rule.id === id)),
    [],
    'a folder without a rule',
  );
});

for (const pair of pairs) {
  test(`${pair.rule}: ${pair.name} is found, and gone with the smallest edit`, async () => {
    const flagged = (await auditConfigured(pair.flagged, 'acme', 'lens')).report.findings;
    const clean = (await auditConfigured(pair.clean, 'acme', 'lens')).report.findings;
    assert.ok(
      flagged.some((one) => one.rule === pair.rule),
      `nothing of this rule in\n${showFindings(flagged)}`,
    );
    assert.deepEqual(
      clean.filter((one) => one.rule === pair.rule).map((one) => one.message),
      [],
    );
    const paths = new Set([...Object.keys(pair.flagged), ...Object.keys(pair.clean)]);
    const edited = [...paths].filter((path) => pair.flagged[path] !== pair.clean[path]);
    assert.equal(edited.length, 1, `they differ in ${edited.join(', ')}`);
    const path = edited[0]!;
    const lines = changedLines(pair.clean[path] ?? '', pair.flagged[path] ?? '');
    assert.ok(lines.length <= mostLines, `they differ by\n${lines.join('\n')}`);
  });

  test(`${pair.rule}: ${pair.name} reads as reviewed`, async () => {
    const got = showFindings((await auditConfigured(pair.flagged, 'acme', 'lens')).report.findings.filter((one) => one.rule === pair.rule));
    if (write) writeFileSync(pair.expectedPath, got);
    else assert.equal(got, pair.expected, pair.expectedPath);
  });
}
