import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const crates = (run: string, name = 'Publish'): Record<string, string> => ({
  'Cargo.toml': '[package]\nname = "lantern"\nversion = "1.0.0"\n',
  '.github/workflows/release.yml': onTag(`- name: ${name}\n  env: { CARGO_REGISTRY_TOKEN: "\${{ secrets.CRATES }}" }\n  run: ${run}`, 'contents: read'),
});

test('a program of the project that holds the credential of an index publishes there', () => {
  assert.deepEqual(
    surfacesOf(crates('python3 scripts/publish-all.py')).map((s) => [s.kind, s.name, s.hashes, s.signature, s.full.notes]),
    [['crate', 'lantern', 'present', 'absent', ['published by python3 scripts/publish-all.py, which holds the credential and was not read']]],
  );
});

test('a trial run, and a program that is not called for publishing, publish nothing', () => {
  assert.deepEqual(surfacesOf(crates('python3 scripts/publish-all.py --dry-run')), []);
  assert.deepEqual(surfacesOf(crates('python3 scripts/lint.py', 'Lint')), []);
});

test('where the index is published to by something that was read, it is no second surface', () => {
  assert.deepEqual(
    surfacesOf(crates('|\n    python3 scripts/before-publish.py\n    cargo publish')).map((s) => [s.kind, s.full.notes]),
    [['crate', []]],
  );
});

test("npm takes the job's identity from a program where the job is set up for its registry", () => {
  const job = (permissions: string): Record<string, string> => ({
    'package.json': '{ "name": "lantern-root", "private": true, "workspaces": ["packages/*"], "scripts": { "ci-publish": "tsx scripts/publish.ts" } }',
    'packages/core/package.json': '{ "name": "lantern", "version": "1.0.0" }',
    'packages/notes/package.json': '{ "name": "lantern-notes", "private": true }',
    'checks/dummy/package.json': '{ "name": "lantern-dummy", "version": "1.0.0" }',
    '.github/workflows/release.yml': onTag(
      `
- uses: actions/checkout@v4
- uses: actions/setup-node@v4
  with: { node-version: 24, registry-url: 'https://registry.npmjs.org' }
- run: npm run ci-publish`,
      permissions,
    ),
  });
  assert.deepEqual(
    surfacesOf(job('id-token: write')).map((s) => [s.kind, s.name, s.signature, s.provenance]),
    [['npm-package', 'lantern', 'unknown', 'unknown']],
  );
  assert.deepEqual(surfacesOf(job('contents: read')), []);
});
