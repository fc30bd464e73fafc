import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as z from 'zod';
import type { AuditReport } from '../../src/audit/index.ts';
import { canonicalJson } from '../../src/report/json.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { hostileReport, sampleReport } from '../support/sample-report.ts';

type DeepReadonly<T> = T extends readonly (infer One)[] ? readonly DeepReadonly<One>[] : T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Does not compile when the schema and the type part ways. */
const same: Same<DeepReadonly<z.infer<typeof reportSchema>>, AuditReport> = true;

test('the schema says what the type says, and reports fit it', () => {
  assert.ok(same);
  for (const report of [sampleReport(), hostileReport()]) assert.deepEqual(reportSchema.parse(JSON.parse(canonicalJson(report, { indent: 0 }))), report);
});

/** The JSON Schema that ships, as a checker. */
const shipped = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL('../../schemas/audit-report.schema.json', import.meta.url), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0],
);

test('the JSON Schema that ships takes the reports that are written', () => {
  for (const report of [sampleReport(), hostileReport()])
    assert.deepEqual(shipped.safeParse(JSON.parse(canonicalJson(report, { indent: 0 }))).error, undefined);
});

test('what is not in the schema does not fit it', () => {
  const report = sampleReport();
  const first = report.surfaces[0]!;
  const table = [
    { what: 'an unknown key', report: { ...report, extra: 1 } },
    { what: 'an unknown key inside', report: { ...report, surfaces: [{ ...first, colour: 'red' }] } },
    {
      what: 'an unknown status',
      report: { ...report, surfaces: [{ ...first, controls: { ...first.controls, sbom: { ...first.controls.sbom, status: 'yes' } } }] },
    },
    { what: 'a missing control', report: { ...report, surfaces: [{ ...first, controls: { hashes: first.controls.hashes } }] } },
    { what: 'a missing key', report: { ...report, unread: undefined } },
    { what: 'another version', report: { ...report, schemaVersion: 2 } },
    { what: 'an unknown change', report: { ...report, surfaces: [{ ...first, change: { sbom: 'fine' } }] } },
    { what: 'an unknown entry of the inventory', report: { ...report, inventory: [{ kind: 'other', at: first.at }] } },
  ];
  for (const row of table) {
    assert.equal(reportSchema.safeParse(row.report).success, false, row.what);
    assert.equal(shipped.safeParse(row.report).success, false, `${row.what}, by the JSON Schema`);
  }
});
