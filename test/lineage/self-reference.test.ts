import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

test('a workflow and an action called with `$/` are those of this checkout', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }
jobs:
  publish:
    uses: $/.github/workflows/upload.yml
    permissions: { contents: write }
`,
    '.github/workflows/upload.yml': `on: { workflow_call: {} }
jobs:
  upload:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: $/.github/actions/upload
`,
    '.github/actions/upload/action.yml': `name: upload
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        go build -o lamp ./cmd/lamp
        gh release upload "$GITHUB_REF_NAME" lamp
`,
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.name, s.job]),
    [['release-asset', 'lamp', 'upload']],
  );
});
