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
  assert.deepEqual(notesOf({ 'package.json': asks, 'node_modules/a/package.json': '{"name":"a","version":"1.0.0","dependencies":{"b":"1"}}' }), []);
  for (const [path, nothing, something] of [
    ['Cargo.toml', '[package]\nname = "a"\n', '[dependencies]\nb = "1"\n'],
    ['pyproject.toml', '[tool.black]\nline-length = 100\n', '[project]\ndependencies = ["b"]\n'],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3"\n', '[tool.poetry.dependencies]\nb = "1"\n'],
    ['pom.xml', '<project/>', '<dependency><groupId>b</groupId></dependency>'],
    ['Gemfile', "source 'https://rubygems.org'\n", "gem 'b'\n"],
    ['lens.csproj', '<Project/>', '<Project><ItemGroup><PackageReference Include="A" Version="1"/></ItemGroup></Project>'],
    ['setup.py', 'from setuptools import setup\nsetup()\n', 'setup(install_requires=["b"])\n'],
    ['setup.cfg', '[metadata]\nname = a\n', '[options]\ninstall_requires =\n  b\n'],
    ['vcpkg.json', '{"name":"a"}', '{"dependencies":["b"]}'],
  ] as const)
    assert.deepEqual([notesOf({ [path]: nothing }).length, documentOf({ [path]: something }).unnamed], [0, [path]], path);
  for (const [path, text] of [
    ['Cargo.toml', '[target."cfg(unix)".dependencies]\nlibc = "0.2"\n'],
    ['Cargo.toml', '[workspace.dependencies]\nlibc = "0.2"\n'],
    ['pyproject.toml', '[project]\ndynamic = ["dependencies"]\n'],
    ['build.gradle.kts', 'dependencies {\n  debugImplementation("x:y:1")\n}\n'],
    ['pom.xml', '<project><dependencies>\n<dependency\n><groupId>a</groupId></dependency></dependencies></project>'],
    ['a.gemspec', 'Gem::Specification.new do |s|\n s.add_dependency "rack"\nend\n'],
    ['gems.rb', 'gem("rack")\n'],
  ] as const)
    assert.deepEqual(documentOf({ [path]: text, Gemfile: 'gemspec\n' }).unnamed, [path], text);
  for (const [path, text] of [
    ['package.json', '{"devDependencies":{"a":"1"}}'],
    ['package.json', '{"peerDependencies":{"a":"1"}}'],
    ['Cargo.toml', '[build-dependencies]\ncc = "1"\n'],
    ['Cargo.toml', '[target.x86_64-pc-windows-gnu.dev-dependencies]\ncc = "1"\n'],
    ['pyproject.toml', '[project.optional-dependencies]\nz = ["django"]\n'],
    ['pyproject.toml', '[dependency-groups]\ndev = ["pytest"]\n'],
    ['pyproject.toml', '[tool.poetry.group.dev.dependencies]\npytest = "*"\n'],
    ['build.gradle', "dependencies {\n  testImplementation 'junit:junit:4.13'\n}\n"],
    ['build.gradle.kts', 'dependencies {\n  kapt("x:y:1")\n}\n'],
    ['Pipfile', '[dev-packages]\npytest = "*"\n'],
    ['a.gemspec', 's.add_development_dependency "rake"\n'],
  ] as const) {
    const toDevelop = documentOf({ [path]: text });
    assert.deepEqual([toDevelop.notes, toDevelop.unnamed], [[`what ${path} asks for, as no file says which packages that came to`], []], text);
  }
});

test('a list of requirements resolves the project beside it where it names what that asks for', () => {
  const beside = (path: string, text: string, list: string): number => notesOf({ [path]: text, 'requirements.txt': list }).length;
  for (const [path, text] of [
    ['pyproject.toml', '[project]\ndependencies = ["requests>=2", "Flask_Login[x]; python_version > \'3\'"]\n'],
    ['setup.cfg', '[options]\ninstall_requires =\n    requests>=2\n    Flask_Login\n[options.extras]\n'],
    ['setup.py', 'setup(install_requires=["requests>=2",\n  "Flask_Login"])\n'],
  ] as const) {
    assert.equal(beside(path, text, 'mkdocs==1.5\nrequests==2.31.0\n'), 1, path);
    assert.equal(beside(path, text, 'requests==2.31.0\nflask-login==0.6\n'), 0, path);
  }
  assert.equal(beside('setup.py', "setup(install_requires=open('requirements.txt').read())\n", 'requests==2.31.0\n'), 0);
});

test('lock files of a kind that is not read are told', () => {
  assert.deepEqual(notesOf({ 'app/bun.lock': '', 'packages.config': '<packages/>' }), ['app/bun.lock, a file of Bun', 'packages.config, a file of NuGet']);
});

test('databases of systems that are not read are problems, each told once, and what only looks like one is none', () => {
  for (const [of, database, ...paths] of [
    ['opkg', 'usr/lib/opkg/status', 'usr/lib/opkg/status'],
    ['opkg', 'rootfs/var/lib/opkg/status', 'rootfs/var/lib/opkg/status'],
    ['pacman', 'var/lib/pacman/local', 'var/lib/pacman/local/ALPM_DB_VERSION', 'var/lib/pacman/local/zlib-1:1.3-2/desc'],
    ['Portage', 'var/db/pkg', 'var/db/pkg/sys-libs/zlib-1.3/CONTENTS', 'var/db/pkg/sys-libs/musl-1.2/CONTENTS'],
    ['XBPS', 'var/db/xbps/pkgdb-0.38.plist', 'var/db/xbps/pkgdb-0.38.plist'],
    ['Nix', 'nix/var/nix/db/db.sqlite', 'nix/var/nix/db/db.sqlite'],
    ['Guix', 'var/guix/db/db.sqlite', 'var/guix/db/db.sqlite'],
    ['FreeBSD', 'var/db/pkg/local.sqlite', 'var/db/pkg/local.sqlite'],
    ['Slackware', 'var/lib/pkgtools/packages', 'var/lib/pkgtools/packages/zlib-1.3-x86_64-1', 'var/lib/pkgtools/packages/sed-4.9-x86_64-1'],
    ['rpm, in the list', 'var/lib/rpmmanifest/container-manifest-2', 'var/lib/rpmmanifest/container-manifest-2'],
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

test('a database that was taken out of its system is a problem, and not an empty document', () => {
  const bdb = Buffer.alloc(64);
  bdb.writeUInt32LE(0x00061561, 12);
  const databases: Readonly<Record<string, MemoryFile>> = {
    status: 'Package: sed\nVersion: 4.9\n',
    'db/installed': 'C:Q1abc=\nP:musl\n',
    'copy/rpmdb.sqlite': 'SQLite format 3\0 and more',
    Packages: bdb,
    'rpm/Packages.db': 'RpmP and more',
  };
  for (const [path, bytes] of Object.entries(databases))
    assert.deepEqual(
      documentOf({ [path]: bytes }).problems.map((one) => [one.code, one.path]),
      [['DATABASE_UNSUPPORTED', path]],
      path,
    );
  for (const path of Object.keys(databases)) assert.deepEqual(documentOf({ [path]: 'something else' }).problems, [], path);
});

test('a lock file above is for the folders that it names, and for no other', () => {
  const asks = '{"name":"grinder","dependencies":{"a":"^1"}}';
  const crate = '[package]\nname = "grinder"\n[dependencies]\na = "1"\n';
  const project = '[project]\nname = "grinder"\ndependencies = ["a"]\n';
  const rows: readonly (readonly [manifest: string, text: string, lock: string, named: string, other: string])[] = [
    [
      'package.json',
      asks,
      'package-lock.json',
      '{"lockfileVersion":3,"packages":{"apps/grinder": {"version":"1.0.0"}}}',
      '{"lockfileVersion":3,"packages":{"": {"name":"x"}}}',
    ],
    [
      'package.json',
      asks,
      'pnpm-lock.yaml',
      "lockfileVersion: '9.0'\nimporters:\n  apps/grinder:\n    dependencies: {}\n",
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies: {}\n",
    ],
    [
      'package.json',
      asks,
      'yarn.lock',
      '__metadata:\n  version: 8\n\n"grinder@workspace:apps/grinder":\n  version: 0.0.0-use.local\n  resolution: "grinder@workspace:apps/grinder"\n',
      '__metadata:\n  version: 8\n',
    ],
    ['package.json', asks, 'bun.lock', '{"workspaces": {"apps/grinder": {}}}', '{"workspaces": {"": {}}}'],
    [
      'Cargo.toml',
      crate,
      'Cargo.lock',
      'version = 3\n[[package]]\nname = "grinder"\nversion = "0.1.0"\n',
      'version = 3\n[[package]]\nname = "lens"\nversion = "0.1.0"\n',
    ],
    [
      'pyproject.toml',
      project,
      'uv.lock',
      'version = 1\n[[package]]\nname = "grinder"\nversion = "0"\nsource = { editable = "apps/grinder" }\n',
      'version = 1\n',
    ],
    ['pyproject.toml', project, 'poetry.lock', '', 'package = []\n'],
  ];
  const told = (files: Readonly<Record<string, MemoryFile>>): boolean => notesOf(files).some((note) => note.startsWith('what apps/grinder/'));
  for (const [manifest, text, lock, named, other] of rows) {
    if (named !== '') assert.equal(told({ [`apps/grinder/${manifest}`]: text, [lock]: named }), false, `${lock} that names it`);
    assert.equal(told({ [`apps/grinder/${manifest}`]: text, [lock]: other }), true, `${lock} that does not`);
    assert.equal(told({ [`apps/grinder/${manifest}`]: text, [`apps/grinder/${lock}`]: other }), false, `${lock} beside it`);
  }
  for (const [workspaces, isTold] of [
    [['apps/*'], false],
    [{ packages: ['./apps/**'] }, false],
    [['libs/*'], true],
    [['*'.repeat(9).split('').join('a')], true],
  ] as const)
    assert.equal(
      told({ 'apps/grinder/package.json': asks, 'package.json': JSON.stringify({ workspaces }), 'yarn.lock': '# yarn lockfile v1\n' }),
      isTold,
      JSON.stringify(workspaces),
    );
  const linked = { 'apps/grinder/package.json': asks, 'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' };
  assert.equal(told({ ...linked, 'node_modules/grinder': { link: 'apps/grinder' } }), false);
  assert.equal(told(linked), true);
});
