import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const call = `  build:
    permissions: { contents: read, packages: write, id-token: write }
    uses: acme/pipelines/.github/workflows/ship.yml@v3
    secrets: inherit
`;
const after = (steps: string): string => `  prove:
    needs: [build]
    runs-on: ubuntu-24.04
    permissions: { contents: read, packages: write, id-token: write, attestations: write }
    steps:
      - uses: sigstore/cosign-installer@v3
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: acme, password: "\${{ github.token }}" }
${steps
  .trim()
  .split('\n')
  .map((line) => `      ${line}\n`)
  .join('')}`;
const digest = '${{ needs.build.outputs.digest }}';
const images = (jobs: string): readonly (readonly string[])[] =>
  surfacesOf({ '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }\npermissions: {}\njobs:\n${jobs}` })
    .filter((s) => s.kind === 'container-image')
    .map((s) => [s.name, s.signature, s.sbom, s.provenance]);

test('evidence over the digest that a called workflow gives shows the image that it pushes', () => {
  assert.deepEqual(images(call + after(`- run: cosign sign --yes ghcr.io/acme/lantern@${digest}`)), [
    ['ghcr.io/acme/lantern', 'present', 'unknown', 'unknown'],
  ]);
  const attest = `- uses: actions/attest-build-provenance@v3
  with: { subject-name: ghcr.io/acme/lantern, subject-digest: "${digest}", push-to-registry: true }`;
  assert.deepEqual(images(call + after(attest)), [['ghcr.io/acme/lantern', 'partial', 'unknown', 'present']]);
  const generator = `  prove:
    needs: [build]
    permissions: { actions: read, id-token: write, packages: write }
    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@v2.1.0
    with: { image: "ghcr.io/\${{ needs.build.outputs.image }}", digest: "${digest}", registry-username: acme }
    secrets: { registry-password: "\${{ secrets.GITHUB_TOKEN }}" }
`;
  assert.deepEqual(images(call + generator), [['ghcr.io/<image>', 'partial', 'unknown', 'present']]);
});

test('a digest of something else, a file, a job without rights in a registry: no image', () => {
  const sign = `- run: cosign sign --yes ghcr.io/acme/lantern@${digest}`;
  const file = `- uses: actions/attest-build-provenance@v3\n  with: { subject-name: lantern.zip, subject-digest: "${digest}" }`;
  const own = `  build:
    runs-on: ubuntu-24.04
    outputs: { digest: "\${{ steps.one.outputs.digest }}" }
    steps:
      - id: one
        run: ./compute.sh >> "$GITHUB_OUTPUT"
`;
  const named = (jobs: string): readonly string[] => images(jobs).flatMap(([name, signature]) => (signature === 'present' ? [name!] : []));
  assert.deepEqual(named(own + after(sign)), []);
  assert.deepEqual(images(call.replace('packages: write, id-token: write', 'contents: read').replace('    secrets: inherit\n', '') + after(file)), []);
  assert.deepEqual(named(call + after('- run: cosign sign --yes ghcr.io/acme/lantern@${{ needs.other.outputs.digest }}')), []);
  assert.deepEqual(named(call + after('- run: cosign sign --yes ghcr.io/acme/lantern@${{ needs.build.outputs.base-digest }}')), []);
  assert.deepEqual(images(call + after(file.replace('lantern.zip', 'dist/lantern.tar.gz'))), []);
  assert.deepEqual(named(call + after(`- run: cosign sign --yes localhost:5000/acme/lantern@${digest}`)), []);
});
