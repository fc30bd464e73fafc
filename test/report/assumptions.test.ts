import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assumedIn, joinAlike } from '../../src/report/assumptions.ts';
import { controls, evidence, surface } from '../support/sample-report.ts';

test('what is taken on trust by the same cells stands together', () => {
  const both = evidence('present', { assumes: ['a is made here', 'b is made here'] });
  const surfaces = [
    surface('release-asset', 'x', controls({ signature: both, sbom: both })),
    surface('release-asset', 'y', controls({ signature: evidence('present', { assumes: ['the tag is pushed by people'] }) })),
  ];
  assert.deepEqual(assumedIn(surfaces), [
    { statements: ['a is made here', 'b is made here'], cells: 2, first: 'x Signed' },
    { statements: ['the tag is pushed by people'], cells: 1, first: 'y Signed' },
  ]);
});

test('the same said of several things is said once', () => {
  assert.deepEqual(joinAlike(['a is made here', 'c runs', 'b is made here', 'c is old']), ['a, b: each is made here', 'c runs', 'c is old']);
  assert.deepEqual(joinAlike([]), []);
});
