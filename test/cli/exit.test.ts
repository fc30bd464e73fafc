import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorTable } from '../../src/base/index.ts';
import { checkoutOutcome, exitCode, type Outcome } from '../../src/cli/exit.ts';
import type { AuditReport, DispositionReport, FindingReport } from '../../src/audit/index.ts';
import type { FailOn } from '../../src/report/index.ts';
import { sampleDisposition, sampleReport } from '../support/sample-report.ts';

test('every outcome has its exit code', () => {
  const table: readonly { readonly what: string; readonly outcome: Outcome; readonly code: number }[] = [
    { what: 'shown', outcome: { kind: 'shown' }, code: 0 },
    { what: 'sound', outcome: { kind: 'audited', checkouts: [{ kind: 'sound' }] }, code: 0 },
    { what: 'findings', outcome: { kind: 'audited', checkouts: [{ kind: 'sound' }, { kind: 'findings' }] }, code: 1 },
    { what: 'nothing could be read', outcome: { kind: 'audited', checkouts: [{ kind: 'unread' }] }, code: 3 },
    {
      what: 'a failed checkout outweighs findings',
      outcome: { kind: 'audited', checkouts: [{ kind: 'findings' }, { kind: 'failed', code: 'FOLDER_MISSING' }] },
      code: 2,
    },
    {
      what: 'a fault in one checkout outweighs all',
      outcome: {
        kind: 'audited',
        checkouts: [
          { kind: 'failed', code: 'INTERNAL' },
          { kind: 'failed', code: 'FOLDER_MISSING' },
        ],
      },
      code: 70,
    },
    { what: 'an audit of nothing is not sound', outcome: { kind: 'audited', checkouts: [] }, code: 3 },
    { what: 'usage', outcome: { kind: 'usage' }, code: 2 },
    { what: 'git failed', outcome: { kind: 'failed', code: 'GIT_FAILED' }, code: 3 },
    { what: 'a fault', outcome: { kind: 'fault' }, code: 70 },
  ];
  for (const row of table) assert.equal(exitCode(row.outcome), row.code, row.what);
});

test('no error exits with success', () => {
  for (const code of Object.keys(errorTable) as (keyof typeof errorTable)[]) assert.ok([2, 3, 70].includes(exitCode({ kind: 'failed', code })), code);
});

const failOn = { severity: 'low', audience: 'everyone' } as const;

test('an audit has findings, was not readable, or is sound', () => {
  const report = sampleReport();
  const clean = { ...report, findings: [] };
  assert.deepEqual(checkoutOutcome(report, failOn), { kind: 'findings' });
  assert.deepEqual(checkoutOutcome(clean, failOn), { kind: 'sound' });
  const blind = { ...clean, surfaces: [], repository: { ...report.repository, workflows: 0 } };
  assert.deepEqual(checkoutOutcome(blind, failOn), { kind: 'unread' });
  assert.deepEqual(
    checkoutOutcome({ ...blind, findings: report.findings }, failOn),
    { kind: 'unread' },
    'what nothing was read of is not decided by a finding',
  );
  assert.deepEqual(checkoutOutcome({ ...blind, unread: [] }, failOn), { kind: 'sound' });
});

test('a workflow that could not be read decides where no finding does', () => {
  const report = sampleReport();
  const torn = { ...report, repository: { ...report.repository, unreadWorkflows: ['.github/workflows/release.yml'] } };
  assert.deepEqual(checkoutOutcome({ ...torn, findings: [] }, failOn), { kind: 'unread' });
  assert.deepEqual(checkoutOutcome(torn, failOn), { kind: 'findings' });
  assert.deepEqual(checkoutOutcome(torn, { ...failOn, severity: 'never' }), { kind: 'unread' });
});

test('which findings fail a run', () => {
  const [first] = sampleReport().findings;
  assert.ok(first !== undefined);
  const one = (rest: Partial<FindingReport>, decision: Partial<DispositionReport> | null = null): AuditReport => ({
    ...sampleReport(),
    findings: [{ ...first, severity: 'medium', ...(decision === null ? {} : { disposition: 'd' }), ...rest }],
    dispositions: decision === null ? [] : [{ ...sampleDisposition(), ...decision }],
  });
  const withStory = (story: Partial<FindingReport>): AuditReport => {
    const parts = one({ within: 'story' });
    return { ...parts, findings: [{ ...first, id: 'story', ...story }, ...parts.findings] };
  };
  const table: readonly { readonly what: string; readonly report: AuditReport; readonly on?: Partial<FailOn>; readonly fails: boolean }[] = [
    { what: 'any, by default', report: one({}), fails: true },
    { what: 'as bad as asked for', report: one({}), on: { severity: 'medium' }, fails: true },
    { what: 'less than asked for', report: one({}), on: { severity: 'high' }, fails: false },
    { what: 'never', report: one({ severity: 'high' }), on: { severity: 'never' }, fails: false },
    { what: 'a remark', report: one({ severity: 'info' }), fails: false },
    { what: 'a remark that is asked for', report: one({ severity: 'info' }), on: { severity: 'info' }, fails: true },
    { what: 'for the careful', report: one({ audience: 'careful' }), fails: false },
    { what: 'for the careful, who ask', report: one({ audience: 'careful' }), on: { audience: 'careful' }, fails: true },
    { what: 'for auditors, when the careful ask', report: one({ audience: 'auditor' }), on: { audience: 'careful' }, fails: false },
    { what: 'a part of another', report: one({ within: 'x' }), fails: false },
    { what: 'a part of what is known', report: withStory({ baseline: 'known' }), fails: true },
    { what: 'a part of what is not', report: withStory({ severity: 'info' }), fails: false },
    { what: 'decided', report: one({}, {}), fails: false },
    { what: 'decided to be open', report: one({}, { disposition: 'open' }), fails: true },
    { what: 'decided, and due', report: one({}, { standing: 'due' }), fails: true },
    { what: 'decided of something else', report: one({}, { standing: 'premise-changed' }), fails: true },
    { what: 'said to be fixed', report: one({}, { disposition: 'fixed', standing: 'not-fixed' }), fails: true },
    { what: 'decided by what is not in the report', report: one({ disposition: 'e' }, {}), fails: true },
    { what: 'known to the baseline', report: one({ baseline: 'known' }), fails: false },
  ];
  for (const row of table) {
    const expected = { kind: row.fails ? 'findings' : 'sound' };
    assert.deepEqual(checkoutOutcome(row.report, { ...failOn, ...row.on }), expected, row.what);
  }
});
