import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const workflow = (list: string): string => `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  build:
    strategy: { matrix: { os: [linux, macos] } }
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: go build -o "lamp-\${{ matrix.os }}" . && tar czf "lamp-\${{ matrix.os }}.tar.gz" "lamp-\${{ matrix.os }}"
      - uses: actions/upload-artifact@v4
        with: { name: 'lamp-\${{ matrix.os }}', path: 'lamp-\${{ matrix.os }}.tar.gz' }
  release:
    needs: build
    runs-on: ubuntu-latest
    env: { GH_TOKEN: '\${{ github.token }}' }
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
      - run: ${list}
      - run: gh release create "$GITHUB_REF_NAME" lamp-*/lamp-*
`;

const cases = [
  {
    what: 'a digest alone beside each file says by its name whose it is',
    list: `for file in lamp-*/lamp-*; do sha256sum "$file" | cut -d' ' -f1 > "$file.sha256"; done`,
    status: 'present',
  },
  { what: 'digests alone in one list do not', list: "sha256sum lamp-*/lamp-* | cut -d' ' -f1 > lamp-linux/lamp-sums.sha256", status: 'partial' },
] as const;

for (const c of cases) {
  test(c.what, () => {
    const archives = surfacesOf({ '.github/workflows/release.yml': workflow(c.list) }).find((s) => s.name.includes('.tar.gz'));
    assert.equal(archives?.hashes, c.status);
  });
}
