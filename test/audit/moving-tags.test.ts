import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';

const release = `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens . && gh release create "$GITHUB_REF_NAME" lens
`;

/** The tags of a repository whose releases are tags `v*`, and the answers for their signatures, where a workflow on branches runs a script. */
function tagsOf(branches: string, script: string): Readonly<Record<string, string>> {
  const other = `on: { push: { branches: ${branches} } }
permissions: { contents: write }
jobs:
  mark:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: ${script}
`;
  const { report } = auditTexts({ '.github/workflows/release.yml': release, '.github/workflows/mark.yml': other, 'go.mod': 'module lens\n' }, 'acme', 'lens');
  return Object.fromEntries(report.surfaces.flatMap((one) => (one.kind === 'git-tag' ? [[one.name, one.controls.signature.status]] : [])));
}

test('a tag that moves along with a branch is no tag of a release', () => {
  const script = 'gh release create --latest=false "$GITHUB_REF_NAME-latest"';
  assert.deepEqual(tagsOf("[main, 'v*.*']", script), { 'git tag <branch>-latest': 'absent', 'git tag v*': 'unknown' });
  // A name that goes on with a number may be one of a release.
  const numbered = 'gh release create "$GITHUB_REF_NAME.$GITHUB_RUN_NUMBER"';
  assert.deepEqual(Object.keys(tagsOf("['v*.x']", numbered)), ['git tag v*']);
});

test('a push of all tags pushes those that the job made', () => {
  assert.deepEqual(tagsOf('[main]', 'git tag "main-$(date +%s)" && git push origin --tags'), { 'git tag main-<date>': 'absent', 'git tag v*': 'unknown' });
  assert.deepEqual(tagsOf('[main]', 'git push origin --tags'), tagsOf('[main]', 'git push --tags'));
});
