import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../../support/little-repo.ts';

/** The lines of the recipes for a file whose list a command makes. */
function linesOf(make: string, list: string): string {
  const text = `on: { push: { tags: ['v*'] } }
permissions: { contents: write, id-token: write, attestations: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
      - run: ${make}
      - uses: actions/attest@v4
        with: { subject-path: ${list} }
      - uses: softprops/action-gh-release@v2
        with: { files: "lens\\n${list}" }
`;
  const { recipes } = auditTexts({ '.github/workflows/release.yml': text }, 'acme', 'lens');
  return recipes.flatMap((one) => one.recipes.flatMap((recipe) => (recipe.kind === 'written' ? recipe.lines : []))).join('\n');
}

test('a list is checked by the program of its own algorithm', () => {
  for (const [make, list, program] of [
    ['sha256sum lens > SHA256SUMS', 'SHA256SUMS', 'sha256sum'],
    ['sha512sum lens > SHA512SUMS', 'SHA512SUMS', 'sha512sum'],
    ['b2sum lens > B2SUMS', 'B2SUMS', 'b2sum'],
    ['b3sum lens > B3SUMS', 'B3SUMS', 'b3sum'],
  ] as const) {
    const lines = linesOf(make, list);
    assert.match(lines, new RegExp(`"${list}" \\| ${program} -c -`), list);
    assert.equal(/\| (\w+) -c -/.exec(lines)?.[1], program, list);
  }
  assert.doesNotMatch(linesOf('openssl dgst -sha3-256 -r lens > SUMS', 'SUMS'), / -c -/, 'no program checks it that strangers have');
});
