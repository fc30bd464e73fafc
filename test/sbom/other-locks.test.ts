import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, needsOf, packageOf } from './support/found.ts';

const digest = 'ef'.repeat(32);

test('Cargo.lock: members, digests, needs told apart by version and source', () => {
  const registry = 'registry+https://github.com/rust-lang/crates.io-index';
  const text = `version = 4
[[package]]
name = "lens"
version = "0.1.0"
dependencies = ["a 2.0.0", "g"]
[[package]]
name = "a"
version = "1.0.0"
source = "${registry}"
checksum = "${digest}"
[[package]]
name = "a"
version = "2.0.0"
source = "${registry}"
[[package]]
name = "g"
version = "3.0.0"
source = "git+https://h.example/g?branch=main#0123"
`;
  const document = documentOf({ 'Cargo.lock': text });
  assert.deepEqual(
    document.packages.map((one) => one.purl),
    ['pkg:cargo/a@1.0.0', 'pkg:cargo/a@2.0.0', 'pkg:cargo/g@3.0.0', 'pkg:cargo/lens@0.1.0'],
  );
  assert.deepEqual(needsOf(document, 'pkg:cargo/lens@0.1.0'), ['pkg:cargo/a@2.0.0', 'pkg:cargo/g@3.0.0']);
  assert.deepEqual(packageOf(document, 'pkg:cargo/a@1.0.0').hashes, [{ algorithm: 'sha256', hex: digest }]);
  assert.equal(packageOf(document, 'pkg:cargo/g@3.0.0').download, 'git+https://h.example/g?branch=main');
  const old = `[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "${registry}"\n[metadata]\n"checksum a 1.0.0 (${registry})" = "${digest}"\n`;
  assert.deepEqual(packageOf(documentOf({ 'Cargo.lock': old }), 'pkg:cargo/a@1.0.0').hashes, [{ algorithm: 'sha256', hex: digest }]);
});

test('gems: specifications are read and not run, and a lock has platforms and digests', () => {
  const gemspec = `# -*- encoding: utf-8 -*-
# stub: fast 1.2.0 x86_64-linux lib

Gem::Specification.new do |s|
  s.name = "fast".freeze
  s.version = "1.2.0".freeze
  s.licenses = ["MIT".freeze, "Ruby".freeze]
  s.homepage = "https://fast.example".freeze
  s.add_runtime_dependency(%q<slow>.freeze, ["~> 1".freeze])
end
`;
  const installed = documentOf({
    'usr/lib/ruby/gems/3.1.0/specifications/fast-1.2.0-x86_64-linux.gemspec': gemspec,
    'usr/lib/ruby/gems/3.1.0/specifications/default/slow-1.0.gemspec':
      'Gem::Specification.new do |s|\n  s.name = "slow"\n  s.version = Gem::Version.new("1.0")\nend\n',
    'usr/lib/ruby/gems/3.1.0/gems/fast-1.2.0/fast.gemspec': 'Gem::Specification.new { |s| s.version = Fast::VERSION }',
  });
  assert.deepEqual(
    installed.packages.map((one) => [one.purl, one.licences]),
    [
      ['pkg:gem/fast@1.2.0?platform=x86_64-linux', ['MIT', 'Ruby']],
      ['pkg:gem/slow@1.0', []],
    ],
  );
  assert.deepEqual(needsOf(installed, 'pkg:gem/fast@1.2.0?platform=x86_64-linux'), ['pkg:gem/slow@1.0']);
  const lock = `GIT
  remote: https://h.example/own.git
  revision: abc
  specs:
    own (0.1.0)
      slow

GEM
  remote: https://rubygems.org/
  specs:
    fast (1.2.0-x86_64-linux)
      slow (~> 1)
    slow (1.0)

PLATFORMS
  x86_64-linux

DEPENDENCIES
  own!

CHECKSUMS
  fast (1.2.0-x86_64-linux) sha256=${digest}

BUNDLED WITH
   2.5.0
`;
  const document = documentOf({ 'Gemfile.lock': lock });
  assert.deepEqual(
    document.packages.map((one) => one.purl),
    ['pkg:gem/fast@1.2.0?platform=x86_64-linux', 'pkg:gem/own@0.1.0', 'pkg:gem/slow@1.0'],
  );
  assert.deepEqual(needsOf(document, 'pkg:gem/own@0.1.0'), ['pkg:gem/slow@1.0']);
  assert.deepEqual(packageOf(document, 'pkg:gem/fast@1.2.0?platform=x86_64-linux').hashes, [{ algorithm: 'sha256', hex: digest }]);
});

test('Composer: what is locked, what is installed, and what is for development', () => {
  const one = {
    name: 'acme/lens',
    version: 'v1.0.0',
    license: ['MIT'],
    require: { php: '>=8', 'acme/glass': '^2' },
    dist: { url: 'https://h.example/l.zip', shasum: '' },
  };
  const glass = { name: 'acme/glass', version: '2.0.0', license: ['GPL-2.0-only', 'MIT'] };
  const locked = documentOf({ 'composer.lock': JSON.stringify({ packages: [one], 'packages-dev': [glass] }) });
  assert.deepEqual(
    locked.packages.map((found) => [found.purl, found.use, found.state]),
    [
      ['pkg:composer/acme/glass@2.0.0', 'development', 'locked'],
      ['pkg:composer/acme/lens@v1.0.0', 'runtime', 'locked'],
    ],
  );
  assert.deepEqual(needsOf(locked, 'pkg:composer/acme/lens@v1.0.0'), ['pkg:composer/acme/glass@2.0.0']);
  const installed = documentOf({ 'vendor/composer/installed.json': JSON.stringify({ packages: [one, glass], 'dev-package-names': ['acme/glass'] }) });
  assert.deepEqual(
    installed.packages.map((found) => [found.use, found.state]),
    [
      ['development', 'installed'],
      ['runtime', 'installed'],
    ],
  );
});

test('NuGet: lock files, assets of a restore, and what a program was built with', () => {
  const lock = {
    version: 1,
    dependencies: {
      'net8.0': {
        'A.B': { type: 'Direct', resolved: '1.0.0', contentHash: 'x', dependencies: { C: '2.0.0' } },
        c: { type: 'Transitive', resolved: '2.0.1' },
        own: { type: 'Project' },
      },
    },
  };
  const locked = documentOf({ 'packages.lock.json': JSON.stringify(lock) });
  assert.deepEqual(
    locked.packages.map((one) => one.purl),
    ['pkg:nuget/A.B@1.0.0', 'pkg:nuget/c@2.0.1'],
  );
  assert.deepEqual(needsOf(locked, 'pkg:nuget/A.B@1.0.0'), ['pkg:nuget/c@2.0.1']);
  const built = {
    targets: {
      '.NETCoreApp,Version=v8.0': { 'own/1.0.0': { dependencies: { 'A.B': '1.0.0' } }, 'A.B/1.0.0': { dependencies: { C: '2.0.0' } }, 'C/2.0.1': {} },
    },
    libraries: { 'own/1.0.0': { type: 'project' }, 'A.B/1.0.0': { type: 'package', sha512: '' }, 'C/2.0.1': { type: 'package' } },
  };
  const document = documentOf({ 'app/own.deps.json': JSON.stringify(built) });
  assert.deepEqual(
    document.packages.map((one) => one.purl),
    ['pkg:nuget/A.B@1.0.0', 'pkg:nuget/C@2.0.1'],
  );
  assert.deepEqual(needsOf(document, 'pkg:nuget/A.B@1.0.0'), ['pkg:nuget/C@2.0.1']);
});

test('what is not what its name says is a problem', () => {
  for (const [path, text] of [
    ['Cargo.lock', ''],
    ['Cargo.lock', '[[package]]\nname = "a"\n'],
    ['Gemfile.lock', 'hello\n'],
    ['x/specifications/a-1.gemspec', 'Gem::Specification.new { |s| s.name = NAME }'],
    ['composer.lock', '{}'],
    ['vendor/composer/installed.json', '[{"name":"nobody"}]'],
    ['packages.lock.json', '[]'],
    ['obj/project.assets.json', '{"libraries":[]}'],
  ] as const)
    assert.deepEqual(
      documentOf({ [path]: text }).problems.map((one) => [one.code, one.path]),
      [['MANIFEST_MALFORMED', path]],
      path,
    );
});

test('lock files with the marks of a merge, or an entry without its parts, are problems', () => {
  for (const [path, text] of [
    ['Gemfile.lock', 'GEM\n  specs:\n<<<<<<< HEAD\n    rack (2.0.0)\n=======\n    rack (3.0.0)\n>>>>>>> other\n'],
    ['Gemfile.lock', 'GEM\n  specs:\n    rack\n'],
    ['Pipfile.lock', '{"_meta":{},"default":{"a":{"version":"==1.0"},"-":{"version":"==1.0"}}}'],
    ['go.mod', 'module lens.example/lens\ngo 1.22\nrequire (\n<<<<<<< HEAD\n\ta.example/b v1.0.0\n)\n'],
  ] as const)
    assert.deepEqual(
      documentOf({ [path]: text }).problems.map((one) => one.code),
      ['MANIFEST_MALFORMED'],
      text,
    );
  const plugin = 'PLUGIN SOURCE\n  remote: https://h.example/own\n  type: own\n  specs:\n    own (0.1.0)\n\nGEM\n  specs:\n    rack (3.0.0)\n';
  assert.deepEqual(
    documentOf({ 'Gemfile.lock': plugin }).packages.map((one) => one.name),
    ['own', 'rack'],
  );
});
