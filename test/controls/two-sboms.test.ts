import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const image = (scan: string): string =>
  onTag(
    `
- uses: actions/checkout@v4
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: acme, password: '\${{ github.token }}' }
- uses: sigstore/cosign-installer@v3
- uses: anchore/sbom-action/download-syft@v0
- id: push
  uses: docker/build-push-action@v6
  with: { push: true, sbom: true, tags: ghcr.io/acme/lantern:1 }
${scan}`,
    'packages: write\nid-token: write\ncontents: read',
  );

function sbomOf(scan: string): readonly unknown[] {
  const sbom = surfacesOf({ '.github/workflows/release.yml': image(scan) }).find((s) => s.kind === 'container-image')?.full.controls.sbom;
  return [sbom?.status, sbom?.how];
}

test('an SBOM of the source tree that is attached beside the one of the builder is named too', () => {
  const attach = (what: string): string =>
    `- run: syft scan ${what} -o cyclonedx-json=bom.json\n- run: cosign attach sbom --sbom bom.json --type cyclonedx ghcr.io/acme/lantern@\${{ steps.push.outputs.digest }}`;
  assert.deepEqual(sbomOf(attach('dir:.')), ['present', 'BuildKit SBOM, unsigned; CycloneDX of the source tree']);
  assert.deepEqual(sbomOf(''), ['present', 'BuildKit SBOM, unsigned']);
  assert.deepEqual(sbomOf(attach('ghcr.io/acme/lantern@${{ steps.push.outputs.digest }}')), ['present', 'CycloneDX']);
});
