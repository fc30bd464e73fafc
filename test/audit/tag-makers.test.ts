import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

test('the tags of every maker are named', () => {
  const workflow = `on: workflow_dispatch
permissions: { contents: write }
jobs:
  program:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: git tag program-1 && git push origin program-1
  chart:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: git tag chart-1 && git push origin chart-1
`;
  const found = surfacesOf({ '.github/workflows/release.yml': workflow }, { tags: true }).filter((s) => s.kind === 'git-tag');
  assert.deepEqual(
    found.map((s) => s.name),
    ['git tag program-1, chart-1'],
  );
});

test('a file called RELEASES that tells to make the tag is no list of releases', () => {
  const workflow =
    'on: { push: { tags: ["*"] } }\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make && gh release upload ${{ github.ref_name }} lantern.tgz\n';
  const said = (text: string) => surfacesOf({ '.github/workflows/release.yml': workflow, 'docs/releases.md': text }, { tags: true });
  const steps = '## What to do\n\n* Merge the version\n    * `git tag -s -m "<tag>" -a <tag> && git push origin <tag>`\n';
  assert.deepEqual(
    said(steps).map((s) => [s.kind, s.signature]),
    [
      ['release-asset', 'absent'],
      ['git-tag', 'partial'],
    ],
  );
  assert.deepEqual(
    said('## 1.2.0\n\n* `git tag -s` is what we use from now on, and tags are signed.\n').map((s) => [s.kind, s.signature]),
    [
      ['release-asset', 'absent'],
      ['git-tag', 'unknown'],
    ],
  );
});

test('the front page tells how the tag is made, under a heading about releasing', () => {
  const workflow =
    'on: { push: { tags: [v*] } }\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make && gh release upload ${{ github.ref_name }} lantern.tgz\n';
  const signature = (text: string) =>
    surfacesOf({ '.github/workflows/release.yml': workflow, 'README.md': text }, { tags: true }).find((s) => s.kind === 'git-tag')?.signature;
  assert.equal(
    signature('# Lantern\n\n## How to release a new version?\n\n1. Push a tag:\n\n    ```shell\n    git tag -a -m "Out" v1.2.3\n    ```\n'),
    'absent',
  );
  assert.equal(signature('# Lantern\n\n## Releasing\n\n    git tag -s v1.2.3\n'), 'partial');
  assert.equal(signature('# Lantern\n\n## Usage\n\n    git tag -s v1.2.3\n'), 'unknown');
});

test('a draft that its own run makes public gets its tag then', () => {
  const workflow = (last: string) => `on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  version:
    runs-on: ubuntu-latest
    outputs: { tag: '\${{ steps.next.outputs.tag }}' }
    steps:
      - id: next
        run: ./next-version.sh
  release:
    needs: version
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: zip -r lantern.zip src
      - uses: softprops/action-gh-release@v2
        with: { tag_name: '\${{ needs.version.outputs.tag }}', draft: true, files: lantern.zip }
${last}`;
  const signature = (last: string) =>
    surfacesOf({ '.github/workflows/release.yml': workflow(last) }, { tags: true }).find((s) => s.kind === 'git-tag')?.full.controls.signature;
  const flipped = signature('      - run: gh release edit ${{ needs.version.outputs.tag }} --draft=false\n        env: { GH_TOKEN: "${{ secrets.PAT }}" }\n');
  assert.deepEqual([flipped?.status, flipped?.reason], ['absent', 'the tag is made by softprops/action-gh-release through the API, unsigned']);
  assert.equal(signature('')?.status, 'unknown');
});
