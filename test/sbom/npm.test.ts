import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, needsOf, packageOf, purlsOf } from './support/found.ts';

const sha512 = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;

const lock3 = {
  name: 'lens',
  lockfileVersion: 3,
  packages: {
    '': { name: 'lens', dependencies: { a: '1', '@s/b': '2' } },
    'node_modules/a': {
      version: '1.0.0',
      resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz',
      integrity: sha512,
      license: 'MIT',
      dependencies: { c: '^1' },
    },
    'node_modules/@s/b': { version: '2.0.0', dev: true, dependencies: { c: '^2' } },
    'node_modules/c': { version: '1.5.0' },
    'node_modules/@s/b/node_modules/c': { version: '2.5.0' },
    'node_modules/other': { name: 'real', version: '3.0.0' },
    'packages/one': { name: 'one', version: '0.1.0', dependencies: { c: '1' } },
    'node_modules/one': { resolved: 'packages/one', link: true },
  },
};

test('a lock of version 3: nested packages, scopes, other names, members of a workspace', () => {
  const document = documentOf({ 'package-lock.json': JSON.stringify(lock3) });
  assert.deepEqual(
    document.packages.map((one) => one.purl),
    ['pkg:npm/a@1.0.0', 'pkg:npm/c@1.5.0', 'pkg:npm/c@2.5.0', 'pkg:npm/one@0.1.0', 'pkg:npm/real@3.0.0', 'pkg:npm/%40s/b@2.0.0'],
  );
  assert.deepEqual(needsOf(document, 'pkg:npm/a@1.0.0'), ['pkg:npm/c@1.5.0']);
  assert.deepEqual(needsOf(document, 'pkg:npm/%40s/b@2.0.0'), ['pkg:npm/c@2.5.0']);
  const a = packageOf(document, 'pkg:npm/a@1.0.0');
  assert.deepEqual(a.hashes, [{ algorithm: 'sha512', hex: '07'.repeat(64) }]);
  assert.deepEqual(a.licences, ['MIT']);
  assert.equal(a.download, 'https://registry.npmjs.org/a/-/a-1.0.0.tgz');
  assert.equal(packageOf(document, 'pkg:npm/%40s/b@2.0.0').use, 'development');
  assert.deepEqual(
    document.packages.filter((one) => one.isDirect).map((one) => one.purl),
    ['pkg:npm/a@1.0.0', 'pkg:npm/%40s/b@2.0.0'],
  );
});

test('a lock of version 1 has packages in packages', () => {
  const lock = {
    lockfileVersion: 1,
    dependencies: {
      a: { version: '1.0.0', requires: { c: '^2' }, dependencies: { c: { version: '2.0.0' } } },
      c: { version: '1.0.0' },
      g: { version: 'git+https://h.example/g.git#abc' },
    },
  };
  const document = documentOf({ 'package-lock.json': JSON.stringify(lock) });
  assert.deepEqual(document.packages.map((one) => one.purl).toSorted(), [
    'pkg:npm/a@1.0.0',
    'pkg:npm/c@1.0.0',
    'pkg:npm/c@2.0.0',
    'pkg:npm/g?vcs_url=git%2Bhttps%3A%2F%2Fh.example%2Fg.git%40abc',
  ]);
  assert.deepEqual(needsOf(document, 'pkg:npm/a@1.0.0'), ['pkg:npm/c@2.0.0']);
});

test('what is installed and locked is one package, and what is locked for other machines is left out and told', () => {
  const document = documentOf({
    'package-lock.json': JSON.stringify(lock3),
    'node_modules/a/package.json': '{"name":"a","version":"1.0.0","license":"ISC","dependencies":{"c":"1"}}',
    'node_modules/c/package.json': '{"name":"c","version":"1.5.0"}',
    'node_modules/c/package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/never":{"version":"1.0.0"}}}',
    'node_modules/c/test/fixtures/package.json': 'no package',
  });
  assert.deepEqual(
    document.packages.map((one) => one.purl),
    ['pkg:npm/a@1.0.0', 'pkg:npm/c@1.5.0', 'pkg:npm/one@0.1.0'],
  );
  const a = packageOf(document, 'pkg:npm/a@1.0.0');
  assert.deepEqual([a.state, a.licences, a.foundIn], ['installed', ['ISC'], ['node_modules/a/package.json', 'package-lock.json']]);
  assert.deepEqual(document.notes, ['package-lock.json names 3 packages that are not installed beside it, such as for other machines']);
});

test('packages that lie behind links are counted where they lie', () => {
  const files = {
    'node_modules/a': { link: 'node_modules/.pnpm/a@1.0.0/node_modules/a' },
    'node_modules/.pnpm/a@1.0.0/node_modules/a/package.json': '{"name":"a","version":"1.0.0","dependencies":{"b":"1"}}',
    'node_modules/.pnpm/a@1.0.0/node_modules/b': { link: 'node_modules/.pnpm/b@1.0.0/node_modules/b' },
    'node_modules/.pnpm/b@1.0.0/node_modules/b/package.json': '{"name":"b","version":"1.0.0"}',
  };
  assert.deepEqual(purlsOf(files), ['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0']);
  assert.deepEqual(needsOf(documentOf(files), 'pkg:npm/a@1.0.0'), ['pkg:npm/b@1.0.0']);
});

test('a package as it is published is one itself', () => {
  assert.deepEqual(purlsOf({ 'package/package.json': '{"name":"a","version":"1.0.0","dependencies":{"b":"1"}}', 'package/index.js': '' }), ['pkg:npm/a@1.0.0']);
});

test('what is no lock is a problem with its place, and no empty list', () => {
  for (const [text, code] of [
    ['{', 'MANIFEST_MALFORMED'],
    ['[]', 'MANIFEST_MALFORMED'],
    ['{"lockfileVersion":3}', 'MANIFEST_MALFORMED'],
    ['{"lockfileVersion":9,"packages":{}}', 'MANIFEST_UNSUPPORTED'],
    ['{"lockfileVersion":3,"packages":{"node_modules/a":7}}', 'MANIFEST_MALFORMED'],
  ] as const)
    assert.deepEqual(
      documentOf({ 'x/package-lock.json': text }).problems.map((one) => [one.code, one.path]),
      [[code, 'x/package-lock.json']],
      text,
    );
});
