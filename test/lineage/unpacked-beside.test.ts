import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const cases = [
  {
    what: 'an archive unpacked beside what is packed adds nothing to the pattern',
    steps: `
- uses: actions/checkout@v4
- run: curl -sSLO https://example.com/tools.tar.gz
- run: tar xzf tools.tar.gz
- run: go build -o lamp ./cmd/lamp
- run: tar czf lamp-linux.tar.gz lamp
- run: gh release create "$GITHUB_REF_NAME" lamp-*.tar.gz`,
    files: ['lamp-linux.tar.gz'],
  },
  {
    what: 'what an archive held is published where nothing else fits the pattern',
    steps: `
- run: curl -sSLO https://example.com/lamps.zip
- run: unzip lamps.zip
- run: gh release create "$GITHUB_REF_NAME" lamp-*`,
    files: 1,
  },
];

for (const c of cases) {
  test(c.what, () => {
    const surfaces = surfacesOf({ '.github/workflows/release.yml': onTag(c.steps) });
    if (typeof c.files === 'number') assert.equal(surfaces.length, c.files);
    else
      assert.deepEqual(
        surfaces.flatMap((s) => s.full.members),
        c.files,
      );
  });
}
