import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const goreleaser = `version: 2
builds: [{ main: ./cmd/lamp, goos: [linux], goarch: [amd64, arm64] }]
signs: [{ artifacts: checksum, cmd: cosign, signature: '\${artifact}.sig', args: [sign-blob, '--output-signature=\${signature}', '\${artifact}', --yes] }]
dockers_v2: [{ images: [ghcr.io/acme/lantern], tags: ['v{{ .Version }}'] }]
brews: [{ repository: { owner: acme, name: homebrew-tap } }]
`;
const files = (workflow: string): Record<string, string> => ({
  'go.mod': 'module acme.dev/lantern\n',
  '.goreleaser.yaml': goreleaser,
  '.github/workflows/release.yml': workflow,
});

test('a configuration that only something unread can run: what it publishes is there, and nothing about it is certain', () => {
  const surfaces = surfacesOf(
    files(onTag('- name: Release\n  env: { GITHUB_TOKEN: "${{ secrets.GITHUB_TOKEN }}" }\n  run: go run ./tools/ship', 'contents: write\npackages: write')),
  );
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.hashes, s.signature, s.sbom, s.provenance]),
    [
      ['release-asset', 'unknown', 'unknown', 'unknown', 'unknown'],
      ['container-image', 'present', 'unknown', 'unknown', 'unknown'],
      ['os-package', 'present', 'not-applicable', 'not-applicable', 'not-applicable'],
    ],
  );
  assert.match(
    surfaces[0]?.full.controls.signature.reason ?? '',
    /nothing that was read runs \.goreleaser\.yaml; go run \.\/tools\/ship \(.*release\.yml:\d+\) could/,
  );
});

test('a configuration in a repository where nothing could run it is not published', () => {
  assert.deepEqual(surfacesOf(files(onTag('- run: go run ./tools/ship', 'contents: read'))), []);
});

test('a configuration that is run is read once', () => {
  const surfaces = surfacesOf(
    files(
      onTag(
        '- uses: goreleaser/goreleaser-action@v6\n  with: { args: release --clean }\n  env: { GITHUB_TOKEN: "${{ secrets.GITHUB_TOKEN }}" }\n- run: ./tools/release-notes.py',
        'contents: write\npackages: write',
      ),
    ),
  );
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.hashes]),
    [
      ['release-asset', 'present'],
      ['container-image', 'present'],
      ['os-package', 'present'],
    ],
  );
});
