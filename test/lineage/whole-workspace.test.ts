import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const published = (command: string, checkout = ''): readonly string[] =>
  surfacesOf({
    '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }
jobs:
  make:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: mkdir dist && zip -r dist/lamp.zip src && zip -r dist/wick.zip src
      - uses: actions/upload-artifact@v4
        with: { name: built, path: dist/* }
  put:
    needs: make
    runs-on: ubuntu-latest
    steps:
${checkout}      - uses: actions/download-artifact@v4
        with: { merge-multiple: true }
      - run: ${command}
`,
  })
    .filter((s) => s.kind === 'other')
    .map((s) => s.name);

for (const command of ['aws s3 sync . s3://lamps/x', 'aws s3 cp --recursive ./ s3://lamps/x', 'az storage blob upload-batch --destination lamps --source .']) {
  test(`${command} publishes what steps put into a workspace`, () => {
    assert.match(published(command)[0] ?? '', /lamp\.zip.*wick\.zip/);
  });
}

test('a workspace that holds the source too is not known whole', () => {
  assert.doesNotMatch(published('aws s3 sync . s3://lamps/x', '      - uses: actions/checkout@v4\n').join(), /lamp\.zip/);
});
