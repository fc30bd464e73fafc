import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const workflow = (script: string): string => `on: { push: { tags: ['v*'] } }
jobs:
  release:
    runs-on: windows-latest
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@v4
      - run: |
          ${script.split('\n').join('\n          ')}
      - run: gh release create v1 *.zip
        shell: bash
`;

const scripts = [
  'cd target/release\n7z a ../../lamp.zip lamp.exe\ncd -',
  'Push-Location target/release\n7z a ../../lamp.zip lamp.exe\nPop-Location',
  'Set-Location target\n7z a ../lamp.zip lamp.exe',
  '7z a lamp.zip lamp.exe',
];

for (const script of scripts) {
  test(`PowerShell: where it is after ${script.split('\n')[0]!}`, () => {
    assert.deepEqual(
      surfacesOf({ '.github/workflows/release.yml': workflow(script) }).flatMap((s) => s.full.members),
      ['lamp.zip'],
    );
  });
}
