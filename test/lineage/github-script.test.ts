import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const script = (loop: string, before = ''): Readonly<Record<string, string>> => ({
  '.github/workflows/release.yml': onTag(
    `
- uses: actions/checkout@v4
- run: mkdir dist && go build -o dist/lantern .
${before}
- uses: actions/github-script@v7
  with:
    script: |
      const fs = require('fs')
      const release = await github.rest.repos.createRelease({ ...context.repo, tag_name: '\${{ github.ref_name }}' })
      ${loop}
`,
    'contents: write\nid-token: write\nattestations: write',
  ),
});

test('files that a script uploads from a folder carry what was made of them', () => {
  const loop =
    "for (const name of fs.readdirSync('dist')) await github.rest.repos.uploadReleaseAsset({ ...context.repo, release_id: release.data.id, name, data: fs.readFileSync(`dist/${name}`) })";
  const attest = "- uses: actions/attest-build-provenance@v2\n  with: { subject-path: 'dist/*' }";
  assert.deepEqual(
    surfacesOf(script(loop, attest)).map((s) => [s.kind, s.provenance, s.signature]),
    [['release-asset', 'present', 'partial']],
  );
  assert.deepEqual(
    surfacesOf(script(loop)).map((s) => [s.kind, s.provenance, s.signature]),
    [['release-asset', 'absent', 'absent']],
  );
});

test('files that a script computes are published, and nothing is known of them', () => {
  const loop = 'for (const file of await pick()) await github.rest.repos.uploadReleaseAsset({ ...context.repo, name: file.name, data: file.bytes })';
  const surfaces = surfacesOf(script(loop, "- uses: actions/attest-build-provenance@v2\n  with: { subject-path: 'dist/*' }"));
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.hashes, s.provenance, s.signature, s.sbom]),
    [['release-asset', 'unknown', 'unknown', 'unknown', 'unknown']],
  );
});
