import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const steps = `
- uses: actions/checkout@v4
- run: |
    go build -o lantern .
    codesign --sign "Developer ID" lantern
    go build -o lantern.exe .
- run: gh release upload v1 lantern lantern.exe`;
const workflow = { '.github/workflows/release.yml': onTag(steps).replace('ubuntu-latest', 'macos-latest') };

function recipes(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(surfacesOf({ ...workflow, ...files }).map((s) => [s.name, s.verifyRecipe]));
}

test('a check of a macOS signature is about what has one', () => {
  assert.deepEqual(recipes({ 'README.md': '# Lantern\n\n```sh\ncodesign --verify --verbose <file>\n```\n' }), { lantern: 'present', 'lantern.exe': 'absent' });
});

test('a page for those who sign is no recipe for strangers', () => {
  const page = '# Packages\n\n```sh\ncodesign --timestamp --sign "<Key ID>" <binary>\n```\n\n```sh\ncodesign --verify --verbose <file>\n```\n';
  assert.deepEqual(recipes({ 'packaging/macos/README.md': page }), { lantern: 'absent', 'lantern.exe': 'absent' });
});
