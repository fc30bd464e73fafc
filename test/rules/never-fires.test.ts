import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';

const publisher = (on: string): string => `name: Publish
on:
  ${on}
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
      - uses: softprops/action-gh-release@v2
        with:
          files: lens
`;

const maker = (on: string, step: string): string => `name: Cut
on:
  ${on}
permissions: {}
jobs:
  cut:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v4
      - run: ${step}
        env:
          GH_TOKEN: \${{ github.token }}
`;

const main = 'push: { branches: [main] }';
const tags = "push: { tags: ['v*'] }";
const rows: readonly { what: string; waits: string; makes: string; found: boolean }[] = [
  { what: 'a tag that the publisher waits for', waits: tags, makes: maker(main, 'gh release create "v$(cat VERSION)"'), found: true },
  { what: 'a draft, whose tag is made by who publishes it', waits: tags, makes: maker(main, 'gh release create "v$(cat VERSION)" --draft'), found: false },
  { what: 'a tag of another name', waits: tags, makes: maker(main, 'gh release create canary --prerelease'), found: false },
  {
    what: 'a tag that a person names',
    waits: tags,
    makes: maker('workflow_dispatch: { inputs: { tag: { required: true } } }', 'gh release create "${{ inputs.tag }}"'),
    found: false,
  },
];

for (const { what, waits, makes, found } of rows) {
  test(what, () => {
    const { findings } = auditTexts({ '.github/workflows/publish.yml': publisher(waits), '.github/workflows/cut.yml': makes }, 'acme', 'lens').report;
    assert.equal(
      findings.some((one) => one.rule === 'release-never-fires'),
      found,
    );
  });
}

test('a workflow that starts on releases does not wait for its own', () => {
  const text = publisher('release: { types: [published] }\n  workflow_dispatch:').replace(
    'files: lens',
    'files: lens\n          tag_name: v${{ github.run_number }}',
  );
  const { findings } = auditTexts({ '.github/workflows/publish.yml': text }, 'acme', 'lens').report;
  assert.ok(!findings.some((one) => one.rule === 'release-never-fires'));
});
