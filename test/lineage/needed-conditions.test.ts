import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const workflow = (release: string): string => `on: { push: { tags: ['v*'] } }
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: { go: '\${{ steps.ask.outputs.go }}' }
    steps:
      - id: ask
        run: echo "go=$(curl -s https://example.com/go)" >> "$GITHUB_OUTPUT"
  build:
    needs: plan
    if: needs.plan.outputs.go == 'yes'
    runs-on: ubuntu-latest
    permissions: { id-token: write, attestations: write, contents: read }
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lamp ./cmd/lamp
      - uses: actions/attest-build-provenance@v3
        with: { subject-path: lamp }
      - uses: actions/upload-artifact@v4
        with: { name: lamp, path: lamp }
  release:
${release}
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: lamp }
      - run: gh release create "$GITHUB_REF_NAME" lamp
`;

const cases = [
  { what: 'a job that needs another runs under its conditions, so they weaken nothing', release: '    needs: build', strength: 'wired' },
  { what: 'one that runs after a skip does not', release: '    needs: build\n    if: ${{ !failure() && !cancelled() }}', strength: 'best-effort' },
];

for (const c of cases) {
  test(c.what, () => {
    const lamp = surfacesOf({ '.github/workflows/release.yml': workflow(c.release) }).find((s) => s.name === 'lamp');
    assert.equal(lamp?.full.controls.provenance.strength, c.strength);
  });
}
