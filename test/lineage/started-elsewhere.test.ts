import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf, unreadOf } from './surfaces-of.ts';

const cases = [
  {
    what: 'a workflow of another repository of the same owner',
    run: 'gh workflow run packages.yml --repo "$GITHUB_REPOSITORY_OWNER/lantern-repo" --ref main',
    gives: ['starts acme/lantern-repo: packages.yml: what a workflow of another repository publishes is not read'],
  },
  { what: 'an own workflow', run: 'gh workflow run packages.yml --repo "$GITHUB_REPOSITORY"', gives: [] },
  { what: 'an own workflow, without a word about it', run: 'gh workflow run packages.yml', gives: [] },
];

for (const c of cases) {
  test(`what is started elsewhere: ${c.what}`, () => {
    const files = { '.github/workflows/release.yml': onTag(`- run: ${c.run}`) };
    assert.deepEqual(
      unreadOf(files).filter((reason) => reason.startsWith('starts ')),
      c.gives,
    );
  });
}

// A job that runs in any case and asks for the result of another stops with all that the other needs.
const publisher = (condition: string): string => `on: { push: { tags: ['v*'] } }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: tar czf lantern.tar.gz src && sha256sum lantern.tar.gz > SHA256SUMS
      - uses: actions/upload-artifact@v4
        with: { name: files, path: "lantern.tar.gz\\nSHA256SUMS" }
  check:
    needs: build
    runs-on: ubuntu-latest
    steps: [{ run: ls }]
  publish:
    needs: [build, check]
    if: \${{ ${condition} }}
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: files }
      - run: gh release create "$GITHUB_REF_NAME" lantern.tar.gz SHA256SUMS
`;

const conditions = [
  { what: 'asks for the last job', condition: "always() && needs.check.result == 'success'", strength: 'wired' },
  { what: 'asks for the first job alone', condition: "always() && needs.build.result == 'success'", strength: 'best-effort' },
  { what: 'asks for nothing', condition: 'always()', strength: 'best-effort' },
];

for (const c of conditions) {
  test(`a publisher that always runs: ${c.what}`, () => {
    const [asset] = surfacesOf({ '.github/workflows/release.yml': publisher(c.condition) });
    assert.equal(asset?.full.controls.hashes.strength, c.strength);
  });
}
