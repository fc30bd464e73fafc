import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEvidenceName } from '../../src/lineage/index.ts';
import { onTag, surfacesOf, unreadOf } from './surfaces-of.ts';

const uploader = 'import requests\nurl = release["upload_url"]\nrequests.post(url, data=open("x", "rb"))\n';
const workflow = (run: string, permissions = 'contents: write'): string => onTag(`- uses: actions/checkout@v4\n- run: ${run}`, permissions);
const states = (files: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
  surfacesOf(files).map((s) => [s.kind, s.hashes, s.signature, s.sbom, s.provenance]);
const unknown = [['release-asset', 'unknown', 'unknown', 'unknown', 'unknown']];

for (const [what, run, path, text] of [
  ['Python', 'python3 ci/upload.py v1', 'ci/upload.py', uploader],
  ['PyGithub', './ci/upload.py', 'ci/upload.py', '#!/usr/bin/env python3\nrelease.upload_asset("dist/x")\n'],
  ['Node', 'node scripts/up.mjs', 'scripts/up.mjs', 'await octokit.rest.repos.uploadReleaseAsset({ data })\n'],
  ['Go', 'go run ./cmd/release', 'cmd/release/main.go', 'package main\nfunc main() { c.Repositories.UploadReleaseAsset(ctx, o, r, id, opt, f) }\n'],
  ['Rust', 'cargo xtask dist', 'xtask/src/main.rs', 'client.post("https://uploads.github.com/repos/a/b")\n'],
] as const)
  test(`a program of the project in ${what} that uploads to the release`, () => {
    assert.deepEqual(states({ [path]: text, '.github/workflows/release.yml': workflow(run) }), unknown);
  });

test('a program that only asks, is tried, or may not write publishes nothing', () => {
  const files = { 'ci/upload.py': uploader, 'ci/list.py': 'print("releases")  # upload_url\n# release.upload_asset("x")\n' };
  assert.deepEqual(states({ ...files, '.github/workflows/a.yml': workflow('python3 ci/upload.py --dry-run') }), []);
  assert.deepEqual(states({ ...files, '.github/workflows/a.yml': workflow('python3 ci/upload.py', 'contents: read') }), []);
  assert.deepEqual(states({ 'ci/list.py': '# release.upload_asset("x")\n', '.github/workflows/a.yml': workflow('python3 ci/list.py') }), []);
});

test('targets of mage that run a release tool leave its configuration to something unread', () => {
  const files = {
    'magefile.go': 'package main\nfunc Release() error { return sh.RunV("goreleaser", "release") }\n',
    'go.mod': 'module example.com/lantern\n',
    'main.go': 'package main\n',
    '.goreleaser.yaml': 'version: 2\nbuilds: [{ goos: [linux] }]\n',
    '.github/workflows/release.yml': onTag('- uses: actions/checkout@v4\n- uses: magefile/mage-action@v3\n  with: { args: release }'),
  };
  assert.deepEqual(states(files), unknown);
  assert.ok(unreadOf(files).some((reason) => reason.includes('magefile.go is a program')));
});

test('programs that are called after evidence are none', () => {
  for (const name of ['bom-linux-amd64', 'bom-amd64-windows.exe', 'sbom-darwin']) assert.equal(isEvidenceName(name), false, name);
  for (const name of ['bom.json', 'app-sbom-linux.json', 'provenance.intoto.jsonl', 'checksums-linux', 'sbom', 'app_linux.sbom.spdx'])
    assert.equal(isEvidenceName(name), true, name);
});
