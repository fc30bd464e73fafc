import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuredReleases } from '../../src/audit/configured-releases.ts';
import { surfacesOf } from '../lineage/surfaces-of.ts';
import { memoryTree } from '../support/memory-tree.ts';

const crate = (more = ''): string => `[package]\nname = "lantern"\nversion = "1.0.0"\n${more}`;
const told = (files: Readonly<Record<string, string>>): readonly unknown[] => {
  const { publishes, tags } = configuredReleases(memoryTree(files));
  return [publishes.map((one) => [one.kind, one.file, ...one.names]), tags.map((one) => one.signed)];
};

test('a configuration of cargo-release tells of the crate and the tag that people release with it', () => {
  assert.deepEqual(told({ 'Cargo.toml': crate(), 'release.toml': 'tag-name = "{{version}}"\n' }), [[['crate', 'release.toml', 'lantern']], [false]]);
  assert.deepEqual(told({ 'Cargo.toml': crate('[package.metadata.release]\nsign-tag = true\n') }), [[['crate', 'Cargo.toml', 'lantern']], [true]]);
  assert.deepEqual(told({ 'Cargo.toml': crate(), 'release.toml': 'publish = false\ntag = false\nsign-tag = true\n' }), [[], []]);
  assert.deepEqual(told({ 'Cargo.toml': crate('publish = false\n'), 'release.toml': 'sign-tag = true\n' }), [[], [true]]);
});

test('without one, or with a file of that name for something else, nothing is told', () => {
  assert.deepEqual(told({ 'Cargo.toml': crate() }), [[], []]);
  assert.deepEqual(told({ 'Cargo.toml': crate(), 'release.toml': '[channels]\nstable = "1"\n' }), [[], []]);
  assert.deepEqual(told({ 'release.toml': 'sign-tag = true\n' }), [[], []]);
});

test('a workflow that publishes the crates is what publishes them', () => {
  const files = { 'Cargo.toml': crate(), 'src/lib.rs': '', 'release.toml': 'sign-tag = true\n' };
  const workflow =
    "on: { push: { tags: ['v*'] } }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: cargo publish\n        env: { CARGO_REGISTRY_TOKEN: '${{ secrets.T }}' }\n";
  const crates = (all: Readonly<Record<string, string>>): readonly string[] =>
    surfacesOf(all).flatMap((s) => (s.kind === 'crate' ? [`${s.name} ${s.full.publishedBy.config}`] : []));
  assert.deepEqual(crates(files), ['lantern release.toml']);
  assert.deepEqual(crates({ ...files, '.github/workflows/r.yml': workflow }), ['lantern Cargo.toml']);
});
