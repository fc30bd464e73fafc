import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const rows = [
  { what: 'with an identity', run: 'npx jsr publish', permissions: 'id-token: write', is: ['present', 'present'] },
  { what: 'without an identity', run: 'npx jsr publish --token $T', permissions: 'contents: read', is: ['absent', 'absent'] },
  { what: 'refused', run: 'deno publish --no-provenance', permissions: 'id-token: write', is: ['absent', 'absent'] },
  { what: 'refused by a variable', run: 'DISABLE_JSR_PROVENANCE=1 deno publish', permissions: 'id-token: write', is: ['absent', 'absent'] },
] as const;

for (const { what, run, permissions, is } of rows)
  test(`provenance of JSR: ${what}`, () => {
    const found = surfacesOf({ '.github/workflows/publish.yml': onTag(`- uses: actions/checkout@v4\n- run: ${run}`, permissions) });
    assert.deepEqual(
      found.map((s) => [s.kind, s.signature, s.provenance]),
      [['other', ...is]],
    );
  });

test('provenance of JSR says nothing of the npm package beside it', () => {
  const found = surfacesOf({
    'package.json': '{ "name": "lantern", "version": "1.0.0" }',
    '.github/workflows/publish.yml': onTag(
      "- uses: actions/checkout@v4\n- run: npm publish --provenance=false && npx jsr publish\n  env: { NODE_AUTH_TOKEN: '${{ secrets.NPM }}' }",
      'id-token: write',
    ),
  });
  assert.deepEqual(
    found.map((s) => [s.kind, s.provenance]),
    [
      ['npm-package', 'absent'],
      ['other', 'present'],
    ],
  );
});
