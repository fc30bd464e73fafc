import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import type { ReleaseTool } from '../../../src/catalog/index.ts';
import { hole, show } from '../../../src/values/index.ts';
import { effectsOf, shown, summary, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

const workspace = {
  'Cargo.toml':
    '[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/skip"]\n[workspace.package]\npublish = false\n[package]\nname = "rocket"\nversion = "1.0.0"\n[dependencies]\ncore = { path = "core" }\n',
  'src/main.rs': '',
  'core/Cargo.toml': '[package]\nname = "rocket-core"\n',
  'crates/a/Cargo.toml': '[package]\nname = "rocket-a"\n',
  'crates/b/Cargo.toml': '[package]\nname = "rocket-b"\npublish = false\n',
  'crates/c/Cargo.toml': '[package]\nname = "rocket-c"\npublish.workspace = true\n',
  'crates/d/Cargo.toml': '[package]\nname = "rocket-d"\npublish = ["acme"]\n',
  'crates/skip/Cargo.toml': '[package]\nname = "skip"\n',
};

function read(tool: ReleaseTool, args: readonly string[], files: Readonly<Record<string, string>> = workspace, options: Partial<InputOptions> = {}) {
  return readTool(toolInput({ tool, args, files, ...options }));
}

describe('cargo publish', () => {
  const rows: readonly { what: string; args: readonly string[]; names: readonly string[] }[] = [
    { what: 'the package of the folder', args: ['publish'], names: ['rocket'] },
    { what: 'a named package', args: ['publish', '-p', 'rocket-core'], names: ['rocket-core'] },
    { what: 'a package that no manifest names', args: ['publish', '--package=other'], names: ['other'] },
    {
      what: 'the workspace without what refuses',
      args: ['publish', '--workspace', '--exclude', 'rocket-d'],
      names: ['rocket', 'rocket-core', 'rocket-a'].toSorted(),
    },
    { what: 'a manifest elsewhere', args: ['publish', '--manifest-path', 'crates/a/Cargo.toml'], names: ['rocket-a'] },
  ];
  for (const row of rows) {
    it(row.what, () => {
      const [publish] = effectsOf(read('cargo-publish', row.args), 'publishes');
      assert.deepEqual(shown(publish?.names).toSorted(), row.names);
      assert.deepEqual(publish?.sink, { kind: 'index', index: 'crates' });
    });
  }

  it('publishes nothing that refuses or is only tried', () => {
    const refused = read('cargo-publish', ['publish', '-p', 'rocket-b']);
    assert.deepEqual([refused.effects.length, refused.idle?.length], [0, 1]);
    assert.deepEqual(read('cargo-publish', ['publish', '--dry-run']).effects, []);
    const [other] = effectsOf(read('cargo-publish', ['publish', '-p', 'rocket-d']), 'publishes');
    assert.equal(other?.sink.kind === 'index' ? other.sink.index : '', 'private');
  });

  it('tells a token of an earlier step from a secret', () => {
    const auth = (label: string) =>
      effectsOf(read('cargo-publish', ['publish'], workspace, { env: { CARGO_REGISTRY_TOKEN: hole('t', { label }) } }), 'publishes')[0]?.auth;
    assert.deepEqual([auth('steps.auth.outputs.token'), auth('secrets.CRATES')], ['trusted-publishing', 'token']);
  });
});

describe('release-plz and cargo-release', () => {
  it('publishes, tags and releases each crate', () => {
    const files = { 'Cargo.toml': '[package]\nname = "rocket"\n', 'release-plz.toml': '[workspace]\ngit_release_enable = false\n' };
    assert.deepEqual(summary(read('release-plz', ['release'], files)), ['publishes files  to index crates as rocket', 'creates-tag']);
    assert.equal(effectsOf(read('release-plz', ['release'], workspace), 'creates-release').length, 4);
    assert.deepEqual(read('release-plz', ['release-pr'], files).effects, []);
  });

  it('only plans without --execute, and signs the tag when told to', () => {
    const files = { 'Cargo.toml': '[package]\nname = "rocket"\n', 'release.toml': 'sign-tag = true\n' };
    assert.deepEqual(read('cargo-release', ['patch'], files).effects, []);
    const tag = effectsOf(read('cargo-release', ['patch', '--execute', '--no-publish'], files), 'creates-tag')[0];
    assert.deepEqual([show(tag?.name ?? []), tag?.signed, tag?.pushed], ['v{version}', true, true]);
  });
});

describe('dist', () => {
  const files = {
    ...workspace,
    'dist-workspace.toml':
      '[workspace]\nmembers = ["cargo:."]\n[dist]\ntargets = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"]\ninstallers = ["shell", "msi"]\n',
  };

  it('builds archives with a checksum file each', () => {
    assert.deepEqual(summary(read('cargo-dist', ['build', '--artifacts=local'], files)), [
      'builds archive target/distrib/rocket-x86_64-unknown-linux-gnu.tar.xz target/distrib/rocket-x86_64-pc-windows-msvc.zip',
      'builds installer target/distrib/rocket-*.msi',
      'hashes files target/distrib/rocket-x86_64-unknown-linux-gnu.tar.xz target/distrib/rocket-x86_64-pc-windows-msvc.zip target/distrib/rocket-*.msi -> {file}.sha256',
    ]);
  });

  it('makes scripts, the source and one list, which leaves the scripts out', () => {
    const lines = summary(read('cargo-dist', ['build', '--artifacts', 'global'], files));
    assert.equal(lines[0], 'builds installer target/distrib/rocket-installer.sh');
    assert.equal(
      lines.at(-1),
      'hashes files target/distrib/rocket-x86_64-unknown-linux-gnu.tar.xz target/distrib/rocket-x86_64-pc-windows-msvc.zip target/distrib/source.tar.gz -> target/distrib/sha256.sum',
    );
  });

  it('prints its plan and what it built as JSON', () => {
    const printed = (
      args: readonly string[],
    ): {
      readonly upload_files: readonly string[];
      readonly ci: { readonly github: { readonly artifacts_matrix: { readonly include: readonly { readonly dist_args: string }[] } } };
    } => JSON.parse(show(read('cargo-dist', args, files).outputs.get('stdout') ?? []));
    assert.deepEqual(
      printed(['plan', '--output-format=json']).ci.github.artifacts_matrix.include.map((leg) => leg.dist_args),
      ['--artifacts=local --target=x86_64-unknown-linux-gnu', '--artifacts=local --target=x86_64-pc-windows-msvc'],
    );
    assert.deepEqual(printed(['build', '--output-format=json', '--artifacts=local', '--target=x86_64-pc-windows-msvc']).upload_files, [
      'target/distrib/rocket-x86_64-pc-windows-msvc.zip',
      'target/distrib/rocket-x86_64-pc-windows-msvc.zip.sha256',
      'target/distrib/rocket-*.msi',
    ]);
    assert.equal(read('cargo-dist', ['plan'], files).outputs.get('stdout'), undefined);
  });

  it('publishes nothing itself', () => {
    for (const args of [['plan'], ['host', '--steps=create', '--tag=v1'], ['host', '--steps=upload', '--steps=release'], ['generate']])
      assert.deepEqual(read('cargo-dist', args, files).effects, []);
  });

  it('takes checksum and source off when told to', () => {
    const off = { ...workspace, 'dist.toml': '[dist]\nchecksum = "false"\nsource-tarball = false\n' };
    assert.deepEqual(effectsOf(read('cargo-dist', ['build'], off), 'hashes'), []);
    assert.ok(!summary(read('cargo-dist', ['build'], off)).some((line) => line.includes('source.tar.gz')));
  });
});
