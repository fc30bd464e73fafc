import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const released = (files: string, make = './tools/forge'): Readonly<Record<string, string>> => ({
  '.github/workflows/release.yml': onTag(`
- uses: actions/checkout@v4
- run: ${make}
- run: gh release create "$GITHUB_REF_NAME" ${files}
  env: { GH_TOKEN: '\${{ github.token }}' }`),
});

const cases: readonly { readonly what: string; readonly files: string; readonly make?: string; readonly is: readonly string[] }[] = [
  { what: 'nothing but the file', files: 'out/lens.zip', is: ['absent', 'absent', 'absent', 'absent'] },
  { what: 'a checksum list', files: 'out/lens.zip out/SHA256SUMS', is: ['unknown', 'absent', 'absent', 'absent'] },
  { what: 'a pattern of checksum lists', files: 'out/lens.zip out/sha*.txt', is: ['unknown', 'absent', 'absent', 'absent'] },
  { what: 'its signature', files: 'out/lens.zip out/lens.zip.asc', is: ['absent', 'unknown', 'absent', 'absent'] },
  { what: 'a signed checksum list', files: 'out/lens.zip out/SHA256SUMS out/SHA256SUMS.asc', is: ['unknown', 'unknown', 'absent', 'absent'] },
  { what: 'an SBOM', files: 'out/lens.zip out/lens.spdx.json', is: ['absent', 'absent', 'unknown', 'absent'] },
  { what: 'provenance', files: 'out/lens.zip out/lens.intoto.jsonl', is: ['absent', 'absent', 'absent', 'unknown'] },
  { what: 'a signature of another file', files: 'out/lens.zip out/lamp.zip.asc', is: ['absent', 'absent', 'absent', 'absent'] },
];

for (const { what, files, is } of cases) {
  test(`what nothing that was read makes is neither there nor missing: ${what}`, () => {
    const seen = surfacesOf(released(files)).filter((one) => one.full.members.includes('lens.zip'));
    assert.deepEqual(
      seen.map((one) => [one.hashes, one.signature, one.sbom, one.provenance]),
      [is],
    );
    assert.equal(surfacesOf(released(files)).length, 1);
  });
}
