import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const seen = (files: Readonly<Record<string, string>>): readonly string[] =>
  surfacesOf(files, { tags: true }).map((s) => `${s.kind} ${s.name}: ${s.signature}`);
const crate = { 'Cargo.toml': '[package]\nname = "lantern"\nversion = "1.0.0"\n' };

test('a task for releases publishes, and makes the tag', () => {
  const files = { ...crate, justfile: '# all\npublish:\n  git tag -a v1 -m v1\n  git push origin v1\n  cargo publish\n\ntest:\n  cargo test\n' };
  assert.deepEqual(seen(files), ['crate lantern: absent', 'git-tag git tag: absent']);
  assert.deepEqual(seen({ ...crate, 'Taskfile.yml': "version: '3'\ntasks:\n  release:\n    cmds:\n      - git tag -s v1\n      - cargo publish\n" }), [
    'crate lantern: absent',
    'git-tag git tag: partial',
  ]);
});

test('a trial, another task and a target of make publish nothing', () => {
  for (const files of [
    { justfile: 'publish-dry:\n  cargo publish\n' },
    { justfile: 'lint:\n  cargo publish\n' },
    { justfile: 'publish:\n  cargo publish --dry-run\n' },
    { Makefile: 'publish:\n\tcargo publish\n' },
  ])
    assert.deepEqual(
      seen({ ...crate, ...files }).filter((one) => one.startsWith('crate')),
      [],
      JSON.stringify(files),
    );
});

test('a target of make that publishes and makes the tag is the release', () => {
  const makefile = 'CARGO ?= cargo\n\nrelease: test ## release it\n\t@$(CARGO) publish --locked\n\t$(MAKE) tag\n\ntag:\n\tgit tag -s v1 -m v1\n';
  assert.deepEqual(seen({ ...crate, Makefile: makefile }), ['crate lantern: absent', 'git-tag git tag: partial']);
  assert.deepEqual(seen({ ...crate, Makefile: makefile.replace('release:', 'old-release:') }), ['git-tag git tag: partial']);
});

test('the gem tasks of bundler push the gem', () => {
  const gem = { 'lantern.gemspec': 'Gem::Specification.new { |s| s.name = "lantern" }\n' };
  assert.deepEqual(seen({ ...gem, Rakefile: "require 'bundler/gem_tasks'\n" })[0], 'gem lantern: absent');
  assert.deepEqual(
    seen({ ...gem, Rakefile: "# require 'bundler/gem_tasks'\n" }).filter((one) => one.startsWith('gem')),
    [],
  );
});

test('release scripts in other languages say how the tag is made', () => {
  const tag = (line: string): string | undefined =>
    seen({ ...crate, 'tasks/release.py': `import subprocess\n${line}\n` }).find((one) => one.startsWith('git-tag'));
  assert.equal(tag('subprocess.run(["git", "tag", "-a", version])'), 'git-tag git tag: absent');
  assert.equal(tag('subprocess.run(["git", "tag", "-s", version])'), 'git-tag git tag: partial');
  assert.equal(tag('repo.create_tag(version, message=version)'), 'git-tag git tag: absent');
  assert.equal(tag('subprocess.run(["git", "tag", "--list"])'), 'git-tag git tag: unknown');
  assert.equal(tag('subprocess.run(["git", "tag", "-d", version])'), 'git-tag git tag: unknown');
});
