import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const publish = (line: string): string => onTag(`- uses: actions/checkout@v4\n- run: ${line}`, 'contents: read\nid-token: write');
const manifest = (scripts: object): string =>
  JSON.stringify({ name: 'lamp', publishConfig: { provenance: true }, scripts, napi: { triples: { defaults: false, additional: ['aarch64-apple-darwin'] } } });

const cases: readonly { readonly what: string; readonly line?: string; readonly scripts: object; readonly names: readonly string[] }[] = [
  { what: 'before npm publishes', scripts: { prepublishOnly: 'napi prepublish -t npm --skip-gh-release' }, names: ['lamp', 'lamp-darwin-arm64'] },
  {
    what: 'through another script',
    scripts: { prepublishOnly: 'npm run platforms', platforms: 'napi prepublish --skip-gh-release' },
    names: ['lamp', 'lamp-darwin-arm64'],
  },
  { what: 'after it', scripts: { postpublish: 'npm publish ./tools' }, names: ['lamp', 'lamp-tools', 'lamp-tools-extra'] },
  { what: 'not where scripts are left out', line: 'npm publish --ignore-scripts', scripts: { prepublishOnly: 'napi prepublish' }, names: ['lamp'] },
  { what: 'not a script that nothing runs', scripts: { platforms: 'napi prepublish' }, names: ['lamp'] },
  {
    what: 'of the package of a workspace',
    line: 'npm publish -w tools',
    scripts: { prepublishOnly: 'napi prepublish' },
    names: ['lamp-tools', 'lamp-tools-extra'],
  },
];

for (const c of cases) {
  test(`what an npm hook publishes: ${c.what}`, () => {
    const found = surfacesOf({
      '.github/workflows/release.yml': publish(c.line ?? 'npm publish'),
      'package.json': JSON.stringify({ ...JSON.parse(manifest(c.scripts)), workspaces: ['tools'] }),
      'tools/package.json': '{ "name": "lamp-tools", "scripts": { "prepublishOnly": "npm publish ./extra" } }',
      'tools/extra/package.json': '{ "name": "lamp-tools-extra" }',
    });
    const names = found.flatMap((s) => s.name.split(', '));
    assert.deepEqual(names.toSorted(), c.names);
  });
}

test('a hook makes what its own settings say: provenance of one package is not that of another', () => {
  const found = surfacesOf({
    '.github/workflows/release.yml': publish('npm publish'),
    'package.json': manifest({ prepublishOnly: 'napi prepublish --skip-gh-release' }),
    'npm/darwin-arm64/package.json': '{ "name": "lamp-darwin-arm64" }',
  });
  const provenance = Object.fromEntries(found.map((s) => [s.name, s.provenance]));
  assert.equal(provenance['lamp'], 'present');
  assert.notEqual(provenance['lamp-darwin-arm64'], 'present');
});
