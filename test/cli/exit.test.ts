import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorTable } from '../../src/base/index.ts';
import { checkoutOutcome, exitCode, type Outcome } from '../../src/cli/exit.ts';
import { sampleReport } from '../support/sample-report.ts';

test('every outcome has its exit code', () => {
  const table: readonly { readonly what: string; readonly outcome: Outcome; readonly code: number }[] = [
    { what: 'shown', outcome: { kind: 'shown' }, code: 0 },
    { what: 'sound', outcome: { kind: 'audited', checkouts: [{ kind: 'sound' }], onFindings: 'fail' }, code: 0 },
    { what: 'findings', outcome: { kind: 'audited', checkouts: [{ kind: 'sound' }, { kind: 'findings' }], onFindings: 'fail' }, code: 1 },
    { what: 'nothing could be read', outcome: { kind: 'audited', checkouts: [{ kind: 'unread' }], onFindings: 'fail' }, code: 3 },
    {
      what: 'a failed checkout outweighs findings',
      outcome: { kind: 'audited', checkouts: [{ kind: 'findings' }, { kind: 'failed', code: 'FOLDER_MISSING' }], onFindings: 'fail' },
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
        onFindings: 'fail',
      },
      code: 70,
    },
    { what: 'an audit of nothing is not sound', outcome: { kind: 'audited', checkouts: [], onFindings: 'fail' }, code: 3 },
    { what: 'findings that are only to be shown', outcome: { kind: 'audited', checkouts: [{ kind: 'findings' }], onFindings: 'report' }, code: 0 },
    {
      what: 'a failure is one all the same',
      outcome: { kind: 'audited', checkouts: [{ kind: 'findings' }, { kind: 'unread' }], onFindings: 'report' },
      code: 3,
    },
    { what: 'usage', outcome: { kind: 'usage' }, code: 2 },
    { what: 'git failed', outcome: { kind: 'failed', code: 'GIT_FAILED' }, code: 3 },
    { what: 'a fault', outcome: { kind: 'fault' }, code: 70 },
  ];
  for (const row of table) assert.equal(exitCode(row.outcome), row.code, row.what);
});

test('no error exits with success', () => {
  for (const code of Object.keys(errorTable) as (keyof typeof errorTable)[]) assert.ok([2, 3, 70].includes(exitCode({ kind: 'failed', code })), code);
});

test('an audit has findings, was not readable, or is sound', () => {
  const report = sampleReport();
  const clean = { ...report, findings: [] };
  assert.deepEqual(checkoutOutcome(report), { kind: 'findings' });
  assert.deepEqual(checkoutOutcome(clean), { kind: 'sound' });
  const blind = { ...clean, surfaces: [], repository: { ...report.repository, workflows: 0 } };
  assert.deepEqual(checkoutOutcome(blind), { kind: 'unread' });
  assert.deepEqual(checkoutOutcome({ ...blind, unread: [] }), { kind: 'sound' });
});
