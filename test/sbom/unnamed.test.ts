import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf } from './support/found.ts';
import type { MemoryFile } from './support/memory-tree.ts';

const notesOf = (files: Readonly<Record<string, MemoryFile>>): readonly string[] => documentOf(files).notes;

test('a manifest without a lock file is told, and not taken for an empty one', () => {
  const asks = '{"dependencies":{"a":"^1"}}';
  assert.deepEqual(notesOf({ 'package.json': asks }), ['what package.json asks for, as no file says which packages that came to']);
  assert.deepEqual(documentOf({ 'package.json': asks }).unnamed, ['package.json']);
  assert.deepEqual(notesOf({ 'package.json': '{"name":"lens"}' }), []);
  assert.deepEqual(notesOf({ 'composer.json': '{"require":{"php":">=8","ext-json":"*"}}' }), []);
  assert.deepEqual(notesOf({ 'a/package.json': asks, 'package-lock.json': '{"lockfileVersion":3,"packages":{}}' }), []);
  assert.deepEqual(notesOf({ 'package.json': asks, 'node_modules/a/package.json': '{"name":"a","version":"1.0.0","dependencies":{"b":"1"}}' }), []);
  for (const [path, nothing, something] of [
    ['Cargo.toml', '[package]\nname = "a"\n', '[dependencies]\nb = "1"\n'],
    ['pyproject.toml', '[tool.black]\nline-length = 100\n', '[project]\ndependencies = ["b"]\n'],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3"\n', '[tool.poetry.dependencies]\nb = "1"\n'],
    ['pom.xml', '<project/>', '<dependency><groupId>b</groupId></dependency>'],
    ['Gemfile', "source 'https://rubygems.org'\n", "gem 'b'\n"],
    ['vcpkg.json', '{"name":"a"}', '{"dependencies":["b"]}'],
  ] as const)
    assert.deepEqual([notesOf({ [path]: nothing }).length, documentOf({ [path]: something }).unnamed], [0, [path]], path);
  const toDevelop = documentOf({ 'package.json': '{"devDependencies":{"a":"1"}}' });
  assert.deepEqual([toDevelop.notes.length, toDevelop.unnamed], [1, []]);
});

test('lock files of a kind that is not read are told', () => {
  assert.deepEqual(notesOf({ 'app/bun.lock': '' }), ['app/bun.lock, a file of Bun']);
});

test('databases of systems that are not read are problems, each told once, and what only looks like one is none', () => {
  for (const [of, database, ...paths] of [
    ['opkg', 'usr/lib/opkg/status', 'usr/lib/opkg/status'],
    ['opkg', 'rootfs/var/lib/opkg/status', 'rootfs/var/lib/opkg/status'],
    ['pacman', 'var/lib/pacman/local/ALPM_DB_VERSION', 'var/lib/pacman/local/ALPM_DB_VERSION', 'var/lib/pacman/local/zlib-1:1.3-2/desc'],
    ['Portage', 'var/db/pkg', 'var/db/pkg/sys-libs/zlib-1.3/CONTENTS', 'var/db/pkg/sys-libs/musl-1.2/CONTENTS'],
    ['XBPS', 'var/db/xbps/pkgdb-0.38.plist', 'var/db/xbps/pkgdb-0.38.plist'],
    ['Nix', 'nix/var/nix/db/db.sqlite', 'nix/var/nix/db/db.sqlite'],
    ['Guix', 'var/guix/db/db.sqlite', 'var/guix/db/db.sqlite'],
    ['FreeBSD', 'var/db/pkg/local.sqlite', 'var/db/pkg/local.sqlite'],
    ['Slackware', 'var/lib/pkgtools/packages', 'var/lib/pkgtools/packages/zlib-1.3-x86_64-1', 'var/lib/pkgtools/packages/sed-4.9-x86_64-1'],
    ['Conda', 'env/conda-meta', 'env/conda-meta/zlib-1.3-h5eee18b_0.json', 'env/conda-meta/xz-5.4-0.json'],
    ['Homebrew', 'opt/Cellar', 'opt/Cellar/zlib/1.3/INSTALL_RECEIPT.json'],
  ] as const) {
    const { problems } = documentOf(Object.fromEntries(paths.map((path) => [path, 'x'])));
    assert.deepEqual(
      problems.map(({ code, path }) => [code, path]),
      [['DATABASE_UNSUPPORTED', database]],
      of,
    );
    assert.ok(problems[0]?.reason.includes(of), of);
  }
  for (const path of ['opkg/status', 'src/CONTENTS', 'local.sqlite', 'src/packages/a-1-2-3', 'conda-meta/history', 'Info.plist'])
    assert.deepEqual(documentOf({ [path]: 'x' }).problems, [], path);
});
