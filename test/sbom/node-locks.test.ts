import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, needsOf, packageOf, purlsOf } from './support/found.ts';

const hex = 'ab'.repeat(64);
const integrity = `sha512-${Buffer.from(hex, 'hex').toString('base64')}`;

const pnpm9 = `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: { specifier: ^1, version: 1.0.0(p@3.0.0) }
    devDependencies:
      '@s/d': { specifier: ^2, version: 2.0.0 }
packages:
  a@1.0.0: { resolution: { integrity: ${integrity} } }
  '@s/d@2.0.0': { resolution: { integrity: ${integrity} } }
  p@3.0.0: { resolution: { integrity: ${integrity} } }
  t@https://codeload.example/t/tar.gz/abc: { resolution: { tarball: https://codeload.example/t/tar.gz/abc }, version: 4.0.0 }
snapshots:
  a@1.0.0(p@3.0.0):
    dependencies: { p: 3.0.0, t: https://codeload.example/t/tar.gz/abc }
  '@s/d@2.0.0': {}
  p@3.0.0: {}
  t@https://codeload.example/t/tar.gz/abc: {}
`;

test('pnpm 9: peers in brackets, what is for development, and what comes from elsewhere', () => {
  const document = documentOf({ 'pnpm-lock.yaml': pnpm9 });
  assert.deepEqual(
    document.packages.map((one) => [one.purl, one.use]),
    [
      ['pkg:npm/a@1.0.0', 'runtime'],
      ['pkg:npm/p@3.0.0', 'runtime'],
      ['pkg:npm/t@4.0.0', 'runtime'],
      ['pkg:npm/%40s/d@2.0.0', 'development'],
    ],
  );
  assert.deepEqual(needsOf(document, 'pkg:npm/a@1.0.0'), ['pkg:npm/p@3.0.0', 'pkg:npm/t@4.0.0']);
  assert.deepEqual(
    document.packages.filter((one) => one.isDirect).map((one) => one.purl),
    ['pkg:npm/a@1.0.0', 'pkg:npm/%40s/d@2.0.0'],
  );
  assert.deepEqual(packageOf(document, 'pkg:npm/a@1.0.0').hashes, [{ algorithm: 'sha512', hex }]);
});

test('pnpm 5 and 6 name packages in other ways', () => {
  const five = `lockfileVersion: 5.4\npackages:\n  /a/1.0.0_p@3.0.0:\n    resolution: {integrity: ${integrity}}\n    dev: true\n    dependencies: {'@s/b': 2.0.0}\n  /@s/b/2.0.0:\n    resolution: {integrity: ${integrity}}\n    dev: false\n`;
  const six = `lockfileVersion: '6.0'\npackages:\n  /a@1.0.0(p@3.0.0):\n    resolution: {integrity: ${integrity}}\n    dev: true\n    dependencies: {'@s/b': 2.0.0}\n  /@s/b@2.0.0:\n    resolution: {integrity: ${integrity}}\n    dev: false\n`;
  for (const text of [five, six]) {
    const document = documentOf({ 'pnpm-lock.yaml': text });
    assert.deepEqual(
      document.packages.map((one) => [one.purl, one.use]),
      [
        ['pkg:npm/a@1.0.0', 'development'],
        ['pkg:npm/%40s/b@2.0.0', 'runtime'],
      ],
    );
    assert.deepEqual(needsOf(document, 'pkg:npm/a@1.0.0'), ['pkg:npm/%40s/b@2.0.0']);
  }
});

test('the first Yarn: several ranges of one package, other names, quotes', () => {
  const text = `# yarn lockfile v1


"@s/a@^1.0.0", "@s/a@^1.2.0":
  version "1.2.3"
  resolved "https://registry.yarnpkg.com/@s/a/-/a-1.2.3.tgz#${'0'.repeat(40)}"
  integrity ${integrity}
  dependencies:
    b "~2.0.0"
    "@s/c" "*"

b@~2.0.0:
  version "2.0.1"

"@s/c@*", "other@npm:@s/c@*":
  version "3.0.0"

alias@npm:real@^4:
  version "4.0.0"
`;
  const document = documentOf({ 'yarn.lock': text });
  assert.deepEqual(
    document.packages.map((one) => one.purl),
    ['pkg:npm/b@2.0.1', 'pkg:npm/real@4.0.0', 'pkg:npm/%40s/a@1.2.3', 'pkg:npm/%40s/c@3.0.0'],
  );
  assert.deepEqual(needsOf(document, 'pkg:npm/%40s/a@1.2.3'), ['pkg:npm/b@2.0.1', 'pkg:npm/%40s/c@3.0.0']);
  assert.equal(packageOf(document, 'pkg:npm/%40s/a@1.2.3').download, 'https://registry.yarnpkg.com/@s/a/-/a-1.2.3.tgz');
});

test('later Yarns: the resolution counts, members of the workspace do not', () => {
  const text = `__metadata:
  version: 8
  cacheKey: 10

"@s/a@npm:^1.0.0, @s/a@npm:^1.2.0":
  version: 1.2.3
  resolution: "@s/a@npm:1.2.3"
  dependencies:
    b: "npm:^2.0.0"
  checksum: 10/0123
  languageName: node
  linkType: hard

"b@npm:^2.0.0":
  version: 2.0.1
  resolution: "b@npm:2.0.1"
  linkType: hard

"b@patch:b@npm%3A^2.0.0#x":
  version: 2.0.1
  resolution: "b@patch:b@npm%3A2.0.1#x"
  linkType: hard

"lens@workspace:.":
  version: 0.0.0-use.local
  resolution: "lens@workspace:."
  linkType: soft
`;
  assert.deepEqual(purlsOf({ 'yarn.lock': text }), ['pkg:npm/%40s/a@1.2.3', 'pkg:npm/b@2.0.1']);
  const document = documentOf({ 'yarn.lock': text });
  assert.deepEqual(needsOf(document, 'pkg:npm/%40s/a@1.2.3'), ['pkg:npm/b@2.0.1']);
  assert.deepEqual(packageOf(document, 'pkg:npm/%40s/a@1.2.3').hashes, []);
});

test('what refers to itself, is of another version or is none at all is a problem', () => {
  for (const [path, text, code] of [
    ['pnpm-lock.yaml', 'lockfileVersion: "9.0"\npackages: &a\n  x: *a\n', 'MANIFEST_MALFORMED'],
    ['pnpm-lock.yaml', 'lockfileVersion: "12.0"\n', 'MANIFEST_UNSUPPORTED'],
    ['pnpm-lock.yaml', '- a\n', 'MANIFEST_MALFORMED'],
    ['yarn.lock', 'hello there\n', 'MANIFEST_MALFORMED'],
    ['yarn.lock', '', 'MANIFEST_MALFORMED'],
    ['pnpm-lock.yaml', `a: ${'['.repeat(20_000)}`, 'MANIFEST_MALFORMED'],
  ] as const)
    assert.deepEqual(
      documentOf({ [path]: text }).problems.map((one) => one.code),
      [code],
      text.slice(0, 40),
    );
});

test('an entry that is not understood makes the lock file a problem, and never one package fewer', () => {
  const classic = '# yarn lockfile v1\n\na@^1:\n  version "1.0.0"\n\n';
  const berry = '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n';
  for (const [path, text, named] of [
    ['pnpm-lock.yaml', pnpm9.slice(0, pnpm9.indexOf('snapshots:')), 'a@1.0.0'],
    ['pnpm-lock.yaml', pnpm9.replace("  '@s/d@2.0.0': {}\n", ''), '@s/d@2.0.0'],
    ['pnpm-lock.yaml', "lockfileVersion: '9.0'\nsnapshots:\n  nameless: {}\n", 'nameless'],
    ['yarn.lock', `${berry}  resolution: "a"\n`, 'a@npm:^1'],
    ['yarn.lock', berry, 'a@npm:^1'],
    ['yarn.lock', `${classic}b@^2:\n  resolved "https://x.example/b.tgz"\n`, 'b@^2'],
    ['package-lock.json', '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"},"node_modules/":{"version":"1"}}}', 'node_modules/'],
  ] as const) {
    const { problems } = documentOf({ [path]: text });
    assert.deepEqual(
      [problems.map((one) => one.code), problems[0]?.reason.includes(`"${named}"`)],
      [['MANIFEST_MALFORMED'], true],
      `${text}${problems[0]?.reason}`,
    );
  }
  assert.deepEqual(documentOf({ 'package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0","extraneous":true}}}' }).notes, [
    'package-lock.json names 1 package that nothing asks for (extraneous)',
  ]);
});

test('pnpm 5 and 6 put the host of another registry in front of a name', () => {
  const entry = `\n    resolution: {integrity: ${integrity}}\n    dev: false\n`;
  assert.deepEqual(
    purlsOf({ 'pnpm-lock.yaml': `lockfileVersion: 5.4\npackages:\n  npm.example.com/a.b/1.0.0:${entry}  npm.example.com:80/@s/c/2.0.0:${entry}` }),
    ['pkg:npm/%40s/c@2.0.0', 'pkg:npm/a.b@1.0.0'],
  );
  assert.deepEqual(purlsOf({ 'pnpm-lock.yaml': `lockfileVersion: '6.0'\npackages:\n  npm.example.com/a.b@1.0.0:${entry}  /d.js@3.0.0:${entry}` }), [
    'pkg:npm/a.b@1.0.0',
    'pkg:npm/d.js@3.0.0',
  ]);
});

test('npm: a workspace that is called like its folder, or like the link to it, is a package with what it needs', () => {
  const document = documentOf({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'lens', version: '1.0.0', workspaces: ['packages/*'] },
        'node_modules/grinder': { resolved: 'packages/grinder', link: true },
        'node_modules/@acme/frame': { resolved: 'packages/frame', link: true },
        'node_modules/screw': { version: '2.0.0' },
        'packages/grinder': { version: '1.2.3', dependencies: { screw: '2.0.0' } },
        'packages/frame': { version: '1.0.0' },
        'packages/case': { version: '3.0.0' },
      },
    }),
  });
  const purls = document.packages.map(({ purl }) => purl ?? '').toSorted();
  assert.deepEqual(purls, ['pkg:npm/%40acme/frame@1.0.0', 'pkg:npm/case@3.0.0', 'pkg:npm/grinder@1.2.3', 'pkg:npm/screw@2.0.0']);
  assert.deepEqual(needsOf(document, 'pkg:npm/grinder@1.2.3'), ['pkg:npm/screw@2.0.0']);
});
