import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

/** The folders `lamp-…` come from legs whose names are not known. */
const workflow = (body: string): string => `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  build:
    strategy: { matrix: { target: "\${{ fromJSON(vars.TARGETS) }}" } }
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: go build -o out/lamp .
      - uses: actions/upload-artifact@v4
        with: { name: "lamp-\${{ matrix.target }}", path: out }
  release:
    needs: build
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
      - shell: bash
        run: |
          for d in lamp-*; do
${body
  .split('\n')
  .map((line) => `            ${line}`)
  .join('\n')}
          done
      - run: gh release upload "$GITHUB_REF_NAME" lamp-*.zip lamp-*.sha256
        env: { GH_TOKEN: "\${{ github.token }}", GH_REPO: "\${{ github.repository }}" }
`;

const cases: readonly { readonly what: string; readonly body: string; readonly hashes: string; readonly strength?: string }[] = [
  {
    what: 'made and hashed under one condition',
    body: 'if [[ $d =~ windows ]]; then\nzip -r "$d.zip" "$d"\nsha256sum "$d.zip" > "$d.zip.sha256"\nfi',
    hashes: 'present',
    strength: 'best-effort',
  },
  {
    what: 'made and hashed under the same condition, asked twice',
    body: 'if [[ $d =~ windows ]]; then zip -r "$d.zip" "$d"; fi\nif [[ $d =~ windows ]]; then sha256sum "$d.zip" > "$d.zip.sha256"; fi',
    hashes: 'present',
    strength: 'best-effort',
  },
  {
    what: 'made for all, hashed for some',
    body: 'zip -r "$d.zip" "$d"\nif [[ $d =~ windows ]]; then sha256sum "$d.zip" > "$d.zip.sha256"; fi',
    hashes: 'unknown',
  },
  {
    what: 'hashed under another condition',
    body: 'if [[ $d =~ windows ]]; then zip -r "$d.zip" "$d"; fi\nif [[ $d =~ amd64 ]]; then sha256sum "$d.zip" > "$d.zip.sha256"; fi',
    hashes: 'unknown',
  },
  {
    what: 'hashed under one condition more',
    body: 'if [[ $d =~ windows ]]; then\nzip -r "$d.zip" "$d"\nif [[ $d =~ amd64 ]]; then sha256sum "$d.zip" > "$d.zip.sha256"; fi\nfi',
    hashes: 'unknown',
  },
  {
    what: 'a question about files that has another answer the second time',
    body: 'if [ ! -f "$d.zip" ]; then zip -r "$d.zip" "$d"; fi\nif [ ! -f "$d.zip" ]; then sha256sum "$d.zip" > "$d.zip.sha256"; fi',
    hashes: 'absent',
  },
  { what: 'made and hashed for all', body: 'zip -r "$d.zip" "$d"\nsha256sum "$d.zip" > "$d.zip.sha256"', hashes: 'present', strength: 'wired' },
];

for (const c of cases) {
  test(`files of some rounds of a loop: ${c.what}`, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': workflow(c.body) }).filter((s) => s.name.includes('.zip'));
    assert.deepEqual(
      found.map((s) => [s.hashes, s.hashes === 'present' ? s.full.controls.hashes.strength : undefined]),
      [[c.hashes, c.strength]],
    );
  });
}
