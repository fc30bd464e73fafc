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

test('one that holds credentials of several indexes publishes to each', () => {
  const step = `- uses: actions/checkout@v4
- name: Publish packages
  env:
    PYPI_PASSWORD: "\${{ secrets.PYPI }}"
    NUGET_PUBLISH_KEY: "\${{ secrets.NUGET }}"
    HEX_API_KEY: "\${{ secrets.HEX }}"
    OVSX_PAT: "\${{ secrets.OVSX }}"
  run: ./tools/publish-packages all`;
  assert.deepEqual(
    surfacesOf({ '.github/workflows/release.yml': onTag(step, 'contents: read') })
      .map((s) => [s.kind, s.full.controls.hashes.how, s.signature])
      .toSorted(),
    [
      ['other', 'index', 'absent'],
      ['other', 'index', 'absent'],
      ['other', 'index', 'absent'],
      ['python-dist', 'index', 'absent'],
    ],
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

const manifests = {
  'package.json': '{ "name": "lantern-root", "private": true, "workspaces": ["packages/*"] }',
  'packages/core/package.json': '{ "name": "lantern", "version": "1.0.0" }',
  'packages/glow/package.json': '{ "name": "lantern-glow", "version": "1.0.0", "publishConfig": { "access": "public" } }',
};
const asked = { 'package.json': '{ "name": "lantern", "version": "1.0.0", "publishConfig": { "provenance": true } }' };
const unread = (env: string, permissions = 'id-token: write', runner = 'ubuntu-latest'): string =>
  onTag(
    `
- uses: actions/checkout@v4
- uses: actions/setup-node@v4
  with: { node-version: 24, registry-url: 'https://registry.npmjs.org' }
- name: Publish
  env: { ${env} }
  run: pnpm exec tsx scripts/publish.ts`,
    permissions,
  ).replace('ubuntu-latest', runner);

const provenanceCases = [
  { what: 'the environment', env: 'NPM_CONFIG_PROVENANCE: true', files: manifests, gives: 'present' },
  { what: 'the environment, in small letters', env: 'npm_config_provenance: "true"', files: manifests, gives: 'present' },
  { what: 'the environment, with a token', env: "NPM_CONFIG_PROVENANCE: true, NPM_TOKEN: '${{ secrets.NPM }}'", files: manifests, gives: 'present' },
  { what: '.npmrc', env: '', files: { ...manifests, '.npmrc': 'provenance=true\n' }, gives: 'present' },
  { what: 'the only manifest', env: '', files: asked, gives: 'present' },
  { what: 'one manifest of two', env: '', files: { ...manifests, 'packages/core/package.json': asked['package.json'] }, gives: 'unknown' },
  {
    what: 'the environment, and a manifest says no',
    env: 'NPM_CONFIG_PROVENANCE: true',
    files: { 'package.json': asked['package.json'].replace('true', 'false') },
    gives: 'unknown',
  },
  { what: 'the environment says no', env: 'NPM_CONFIG_PROVENANCE: false', files: manifests, gives: 'unknown' },
  {
    what: 'the environment, where yarn publishes',
    env: 'NPM_CONFIG_PROVENANCE: true',
    files: { ...manifests, '.yarnrc.yml': 'nodeLinker: pnp\n' },
    gives: 'unknown',
  },
  { what: 'nothing', env: '', files: manifests, gives: 'unknown' },
];

for (const c of provenanceCases) {
  test(`a program that was not read publishes to npm, and provenance is asked for by ${c.what}`, () => {
    const [found] = surfacesOf({ ...c.files, '.github/workflows/release.yml': unread(c.env) });
    assert.deepEqual([found?.kind, found?.provenance, found?.signature], ['npm-package', c.gives, c.gives]);
    if (c.gives === 'present') {
      const { strength, assumes } = found!.full.controls.provenance;
      assert.deepEqual(
        [strength, assumes],
        ['best-effort', ['`pnpm exec tsx scripts/publish.ts` publishes with npm or pnpm, and leaves their settings for provenance alone']],
      );
    }
  });
}

test('npm makes no provenance without the identity of the job, or on a machine of the project', () => {
  const env = "NPM_CONFIG_PROVENANCE: true, NPM_TOKEN: '${{ secrets.NPM }}'";
  for (const workflow of [unread(env, 'contents: read'), unread(env, 'id-token: write', '[self-hosted, linux]')])
    assert.deepEqual(
      surfacesOf({ ...manifests, '.github/workflows/release.yml': workflow }).map((s) => [s.provenance, s.signature]),
      [['absent', 'absent']],
    );
});
