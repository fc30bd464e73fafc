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
      ['pkg:npm/t@4.0.0?download_url=https%3A%2F%2Fcodeload.example%2Ft%2Ftar.gz%2Fabc', 'runtime'],
      ['pkg:npm/%40s/d@2.0.0', 'development'],
    ],
  );
  assert.deepEqual(needsOf(document, 'pkg:npm/a@1.0.0'), ['pkg:npm/p@3.0.0', 'pkg:npm/t@4.0.0?download_url=https%3A%2F%2Fcodeload.example%2Ft%2Ftar.gz%2Fabc']);
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

test('what comes from git, an archive or a folder has no package URL of the index', () => {
  const git = (name: string): string => `pkg:npm/${name}@1.0.0?vcs_url=${encodeURIComponent(`git+https://h.example/${name}.git@abc`)}`;
  const ssh = (name: string): string => `pkg:npm/${name}@1.0.0?vcs_url=${encodeURIComponent(`git+ssh://git@h.example/${name}.git@abc`)}`;
  const hub = (name: string): string => `pkg:npm/${name}@1.0.0?vcs_url=${encodeURIComponent(`git+https://github.com/acme/${name}@abc`)}`;
  const file = (name: string): string => `pkg:npm/${name}@1.0.0?download_url=${encodeURIComponent(`https://h.example/${name}.tgz`)}`;
  const locked = (name: string, resolved: string): readonly [string, object] => [`node_modules/${name}`, { version: '1.0.0', resolved }];
  const npm = JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries([
      locked('a', 'git+https://h.example/a.git#abc'),
      locked('b', 'git+ssh://git@h.example/b.git#abc'),
      locked('c', 'github:acme/c#abc'),
      locked('d', 'https://h.example/d.tgz'),
      locked('e', 'file:../e.tgz'),
      locked('f', 'https://name:secret@h.example/f.git#abc'),
      locked('g', 'https://npm.h.example/g/-/g-1.0.0.tgz'),
    ]),
  });
  const entry = (name: string, range: string, resolved: string): string =>
    `${name}@${range}:\n  version "1.0.0"\n${resolved === '' ? '' : `  resolved "${resolved}"\n`}\n`;
  const classic = `# yarn lockfile v1\n\n${entry('a', 'x', 'git+https://h.example/a.git#abc')}${entry('d', 'x', 'https://h.example/d.tgz#0123')}${entry('"e', 'file:./e"', '')}`;
  const later = (name: string, from: string): string => `"${name}@x":\n  version: 1.0.0\n  resolution: "${name}@${from}"\n\n`;
  const berry = `__metadata:\n  version: 8\n\n${later('b', 'git@h.example:b.git#commit=abc')}${later('d', 'https://h.example/d.tgz')}${later('e', 'portal:../e::locator=lens')}${later('g', 'patch:g@npm%3A1.0.0#x')}`;
  const pnpm = `lockfileVersion: '9.0'
packages:
  a@https://h.example/a.git#abc: { resolution: { type: git, repo: 'https://h.example/a.git', commit: abc }, version: 1.0.0 }
  d@https://h.example/d.tgz: { resolution: { tarball: 'https://h.example/d.tgz' }, version: 1.0.0 }
  e@file:../e: { resolution: { type: directory, directory: ../e }, version: 1.0.0 }
  g@1.0.0: { resolution: { integrity: ${integrity}, tarball: 'https://npm.h.example/download/g/1.0.0/0123' } }
snapshots: { a@https://h.example/a.git#abc: {}, 'd@https://h.example/d.tgz': {}, 'e@file:../e': {}, g@1.0.0: {} }
`;
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['package-lock.json', npm, [git('a'), ssh('b'), hub('c'), file('d'), 'e', 'f', 'pkg:npm/g@1.0.0']],
    ['yarn.lock', classic, [git('a'), file('d'), 'e']],
    ['yarn.lock', berry, [ssh('b'), file('d'), 'e', 'pkg:npm/g@1.0.0']],
    ['pnpm-lock.yaml', pnpm, [git('a'), file('d'), 'e', 'pkg:npm/g@1.0.0']],
  ];
  for (const [path, text, purls] of rows) assert.deepEqual(purlsOf({ [path]: text }).toSorted(), purls.toSorted(), path);
});

test('one name and version of git and of the index are two packages; what is installed is the one that a lock file names', () => {
  const lock = (resolved: string): string => JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/a': { version: '1.0.0', resolved } } });
  const [git, index] = [lock('git+https://h.example/a.git#abc'), lock('https://registry.npmjs.org/a/-/a-1.0.0.tgz')];
  const ofGit = `pkg:npm/a@1.0.0?vcs_url=${encodeURIComponent('git+https://h.example/a.git@abc')}`;
  assert.deepEqual(purlsOf({ 'one/package-lock.json': git, 'two/package-lock.json': index }), ['pkg:npm/a@1.0.0', ofGit]);
  assert.deepEqual(purlsOf({ 'package-lock.json': git, 'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' }), [ofGit]);
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
