import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write, packages: write }
    steps:
      - uses: actions/checkout@v4
      - run: tar -czf dist/lantern.tar.gz src
      - run: npx --yes sealwright@0.1.0 release "$GITHUB_REF_NAME"
        env: { GITHUB_TOKEN: '\${{ github.token }}' }
`;
const declared = `version: 1
release:
  signer: { repo: acme/lantern, workflow: release.yml }
  github: acme/lantern
  files:
    - { path: dist/lantern.tar.gz, evidence: [signature, provenance, spdx] }
  images:
    - { layout: dist/image, to: ghcr.io/acme/lantern, tags: ['{version}'], evidence: [signature, provenance] }
`;
const who = '--repo acme/lantern --workflow release.yml';
const image = 'ghcr.io/acme/lantern';
const workflowIdentity = 'https://github.com/acme/lantern/.github/workflows/release.yml@refs/tags/v1.2.3';
const person = `--certificate-identity ${workflowIdentity} --certificate-oidc-issuer https://token.actions.githubusercontent.com`;

const cases = [
  { of: 'lantern.tar.gz', recipe: `sealwright verify lantern.tar.gz ${who}`, is: 'present' },
  { of: 'lantern.tar.gz', recipe: `sealwright verify lantern.tar.gz ${who} --type spdx --type provenance`, is: 'present' },
  { of: 'lantern.tar.gz', recipe: `sealwright verify lantern.tar.gz ${who} --type cyclonedx`, is: 'partial' },
  { of: 'lantern.tar.gz', recipe: `sealwright verify lantern.tar.gz ${who} --key cosign.pub`, is: 'partial' },
  {
    of: 'lantern.tar.gz',
    recipe: 'slsa-verifier verify-artifact lantern.tar.gz --provenance-path provenance.intoto.jsonl --source-uri github.com/acme/lantern',
    is: 'partial',
  },
  {
    of: 'lantern.tar.gz',
    recipe:
      'gh attestation verify lantern.tar.gz --bundle provenance.intoto.jsonl --repo acme/lantern --signer-workflow acme/lantern/.github/workflows/release.yml',
    is: 'present',
  },
  { of: 'lantern.tar.gz', recipe: 'gh attestation verify lantern.tar.gz --repo acme/lantern', is: 'absent' },
  { of: image, recipe: `sealwright verify ${image}:1.2.3 ${who}`, is: 'present' },
  { of: image, recipe: `sealwright verify ${image}:1.2.3 ${who} --type spdx`, is: 'partial' },
  { of: image, recipe: `sealwright verify ${image}:v1.2.3 ${who}`, is: 'partial' },
  { of: image, recipe: `sealwright verify ${image}:nightly ${who}`, is: 'partial' },
  { of: image, recipe: `cosign verify ${person} ${image}:v1.2.3`, is: 'partial' },
  { of: image, recipe: `cosign verify ${person} ${image}:1.2.3`, is: 'present' },
  { of: image, recipe: `gh attestation verify oci://${image}:1.2.3 --repo acme/lantern`, is: 'partial' },
  { of: image, recipe: `gh attestation verify oci://${image}:1.2.3 --bundle-from-oci --repo acme/lantern`, is: 'present' },
] as const;

for (const { of, recipe, is } of cases) {
  test(`a recipe for what a declared release makes: ${recipe}`, () => {
    const found = surfacesOf({
      '.github/workflows/release.yml': workflow,
      'sealwright.yaml': declared,
      'README.md': `# Lens\n\n## Verify\n\n\`\`\`sh\n${recipe}\n\`\`\`\n`,
    });
    assert.equal(found.find((one) => one.name.startsWith(of))?.verifyRecipe, is);
  });
}
