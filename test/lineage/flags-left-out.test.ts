import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const goreleaser = `version: 2
builds: [{ main: ./cmd/lamp, goos: [linux], goarch: [amd64, arm64] }]
nfpms: [{ formats: [deb], maintainer: a@acme.dev }]
checksum: { name_template: checksums.txt }
furies: [{ account: acme }]
signs: [{ artifacts: checksum, cmd: cosign, signature: '\${artifact}.sigstore.json', args: [sign-blob, '--bundle=\${signature}', '\${artifact}', --yes] }]
`;

/** A release on any tag, told to publish nothing on what \`trial\` says. */
const seen = (trial: string, run = 'echo "mode=--snapshot" >> $GITHUB_ENV'): readonly (readonly string[])[] =>
  surfacesOf({
    'go.mod': 'module acme.dev/lantern\n',
    '.goreleaser.yaml': goreleaser,
    '.github/workflows/release.yml': `on: { push: { tags: ['*'] } }
permissions: { contents: write, id-token: write, attestations: write }
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - if: \${{ ${trial} }}
        run: ${run}
      - uses: actions/checkout@v5
        with: { fetch-depth: 0 }
      - uses: sigstore/cosign-installer@v4.0.0
      - uses: goreleaser/goreleaser-action@v6
        with: { args: 'release --clean \${{ env.mode }}' }
        env: { GITHUB_TOKEN: '\${{ secrets.GITHUB_TOKEN }}', FURY_TOKEN: '\${{ secrets.FURY }}' }
      - uses: actions/attest@v4
        with: { subject-checksums: ./dist/checksums.txt }
`,
  }).map((s) => [s.kind, s.hashes, s.signature, s.provenance]);

test('a flag that a step exports which may be skipped may be missing: a release that is a trial on some tags is a release on others', () => {
  assert.deepEqual(
    seen("!startsWith(github.ref, 'refs/tags/v')").map((s) => s.slice(0, 3)),
    [
      ['release-asset', 'present', 'present'],
      ['os-package', 'present', 'partial'],
    ],
  );
});

test('a flag that is always exported makes every run a trial', () => {
  assert.deepEqual(seen("startsWith(github.ref, 'refs/tags/')"), []);
});

test('what a package channel serves is attested elsewhere, and no package manager looks there', () => {
  assert.deepEqual(seen("github.ref == 'refs/tags/trial'"), [
    ['release-asset', 'present', 'present', 'present'],
    ['os-package', 'present', 'partial', 'partial'],
  ]);
});
