import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, renderJson, renderJsonl } from '../../src/report/json.ts';
import { hostileReport, sampleReport } from '../support/sample-report.ts';

/** The same data with its keys put in the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, one]) => [key, reversed(one)]),
  );
}

test('equal reports give equal bytes, whatever the order of their keys', () => {
  const report = sampleReport();
  assert.equal(canonicalJson(reversed(report), { indent: 2 }), canonicalJson(report, { indent: 2 }));
});

test('the report comes through unchanged, first keys first', () => {
  for (const report of [sampleReport(), hostileReport()]) assert.deepEqual(JSON.parse(renderJson(report)), report);
  assert.deepEqual(Object.keys(JSON.parse(renderJson(sampleReport())) as object), [
    'schemaVersion',
    'tool',
    'repository',
    'scenarios',
    'surfaces',
    'inventory',
    'findings',
    'recipes',
    'claims',
    'dispositions',
    'service',
    'unread',
  ]);
});

test('the output holds no character that a terminal acts on', () => {
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(renderJson(hostileReport()), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('a line per checkout holds its report or its error', () => {
  const line = renderJsonl({ kind: 'audited', checkout: 'a', report: sampleReport() });
  assert.equal(line.indexOf('\n'), line.length - 1);
  assert.deepEqual(Object.keys(JSON.parse(line) as object), ['checkout', 'report']);
  const failed = renderJsonl({ kind: 'failed', checkout: 'b', error: { code: 'FOLDER_MISSING', message: 'no such folder', hint: null } });
  assert.equal(failed, '{"checkout":"b","error":{"code":"FOLDER_MISSING","message":"no such folder","hint":null}}\n');
});
