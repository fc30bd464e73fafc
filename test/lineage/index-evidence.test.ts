import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const permissions = 'contents: read\nid-token: write';
const files = (script: string): Readonly<Record<string, string>> => ({
  '.github/workflows/release.yml': onTag(
    `
- uses: actions/checkout@v4
- run: |
${script.replaceAll(/^/gm, '    ')}
  env:
    FLAGS: \${{ vars.FLAGS }}
    NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
    CARGO_REGISTRY_TOKEN: \${{ secrets.CRATES_TOKEN }}`,
    permissions,
  ),
  'Cargo.toml': '[package]\nname = "wick"\nversion = "1.0.0"\n',
  'bulb/package.json': JSON.stringify({ name: 'bulb', version: '1.0.0' }),
  'lamp/package.json': JSON.stringify({ name: 'lamp', version: '1.0.0' }),
});

const cases: readonly { readonly what: string; readonly script: string; readonly is: Readonly<Record<string, string>> }[] = [
  {
    what: 'npm keeps nothing of a crate',
    script: '(cd bulb && npm publish --provenance)\ncargo publish',
    is: { bulb: 'present present', wick: 'absent absent' },
  },
  {
    what: 'the provenance of one package is not that of the next',
    script: '(cd bulb && npm publish --provenance)\n(cd lamp && npm publish)',
    is: { bulb: 'present present', lamp: 'absent absent' },
  },
  {
    what: 'nor of the one before',
    script: '(cd lamp && npm publish)\n(cd bulb && npm publish --provenance)',
    is: { bulb: 'present present', lamp: 'absent absent' },
  },
  {
    what: 'flags that are not known may ask for it',
    script: '(cd lamp && npm publish $FLAGS)',
    is: { lamp: 'unknown unknown' },
  },
  {
    what: 'a loop sends each with its own',
    script: 'for one in bulb lamp; do (cd "$one" && npm publish --provenance); done',
    is: { bulb: 'present present', lamp: 'present present' },
  },
];

for (const { what, script, is } of cases) {
  test(`in one step: ${what}`, () => {
    const seen: Record<string, string> = {};
    for (const one of surfacesOf(files(script))) for (const name of one.full.members) seen[name] = `${one.signature} ${one.provenance}`;
    assert.deepEqual(seen, is);
  });
}
