import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const image = 'ghcr.io/acme/lantern';
const push = `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: me, password: '\${{ secrets.GITHUB_TOKEN }}' }
- id: push
  uses: docker/build-push-action@v6
  with: { push: true, provenance: false, tags: '${image}:2' }`;
const at = `${image}@\${{ steps.push.outputs.digest }}`;
const signs = `\n- run: cosign sign --yes ${at}`;
const signsByKey = `\n- run: cosign sign --yes --key env://SIGNING_KEY ${at}\n  env: { SIGNING_KEY: '\${{ secrets.SIGNING_KEY }}' }`;
const attestsSbom = `\n- uses: anchore/sbom-action/download-syft@v0\n- run: syft ${at} -o spdx-json=sbom.json\n- run: cosign attest --yes --type spdxjson --predicate sbom.json ${at}`;
const onHost = `\n- uses: actions/attest-build-provenance@v2\n  with: { subject-name: ${image}, subject-digest: '\${{ steps.push.outputs.digest }}' }`;
const atRegistry = onHost.replace("}}' }", "}}', push-to-registry: true }");

const who =
  '--certificate-identity https://github.com/acme/lantern/.github/workflows/r.yml@refs/tags/v2 --certificate-oidc-issuer https://token.actions.githubusercontent.com';
const verify = `cosign verify ${who} ${image}:2`;
const verifyAttested = (type: string): string => `cosign verify-attestation --type ${type} ${who} ${image}:2`;
const gh = `gh attestation verify oci://${image}:2 --repo acme/lantern`;

const cases = [
  { what: 'a signature of an image that is signed', steps: signs, recipe: verify, is: 'present' },
  {
    what: 'a signature of what is attached to an image that is signed',
    steps: signs,
    recipe: verify.replace('verify', 'verify --attachment sbom'),
    is: 'partial',
  },
  { what: 'a signature of an image that nobody signs', steps: '', recipe: verify, is: 'absent' },
  { what: 'a signature of an image that is attested alone', steps: atRegistry, recipe: verify, is: 'partial' },
  { what: "an identity's signature of an image that a key signs", steps: signsByKey, recipe: verify, is: 'partial' },
  {
    what: "a key's signature of an image that a key signs",
    steps: signsByKey,
    recipe: `cosign verify --key https://acme.dev/key.pub ${image}:2`,
    is: 'present',
  },
  { what: 'a key that nothing gives, of an image that a key signs', steps: signsByKey, recipe: `cosign verify --key cosign.pub ${image}:2`, is: 'partial' },
  { what: "a key's signature of an image that is signed keyless", steps: signs, recipe: `cosign verify --key cosign.pub ${image}:2`, is: 'partial' },
  { what: 'an attestation of an image that is signed alone', steps: signs, recipe: verifyAttested('spdxjson'), is: 'partial' },
  { what: 'an attestation of an image with nothing', steps: '', recipe: verifyAttested('slsaprovenance'), is: 'absent' },
  { what: 'an attestation of the type that is made', steps: attestsSbom, recipe: verifyAttested('spdxjson'), is: 'present' },
  { what: 'an attestation of another type', steps: attestsSbom, recipe: verifyAttested('slsaprovenance'), is: 'partial' },
  { what: 'an attestation in the registry where the host keeps it', steps: onHost, recipe: verifyAttested('slsaprovenance1'), is: 'partial' },
  { what: 'an attestation that is pushed to the registry', steps: atRegistry, recipe: verifyAttested('slsaprovenance1'), is: 'present' },
  { what: 'an annotation that it is not signed with', steps: signs, recipe: verify.replace('verify', 'verify -a env=prod'), is: 'partial' },
  {
    what: 'an annotation that it is signed with',
    steps: signs.replace('--yes', '--yes -a env=prod'),
    recipe: verify.replace('verify', 'verify -a env=prod'),
    is: 'present',
  },
  {
    what: 'another annotation than it is signed with',
    steps: signs.replace('--yes', '--yes -a env=prod'),
    recipe: verify.replace('verify', 'verify --annotations tier=one'),
    is: 'partial',
  },
  { what: 'a signature in another repository', steps: signs, recipe: `COSIGN_REPOSITORY=ghcr.io/acme/signatures ${verify}`, is: 'partial' },
  { what: "a signature in the image's own repository", steps: signs, recipe: `export COSIGN_REPOSITORY=${image}\n${verify}`, is: 'present' },
  {
    what: 'a signature where it is kept',
    steps: `${signs}\n  env: { COSIGN_REPOSITORY: ghcr.io/acme/signatures }`,
    recipe: `COSIGN_REPOSITORY=ghcr.io/acme/signatures ${verify}`,
    is: 'present',
  },
  { what: 'an attestation kept by the host', steps: onHost, recipe: gh, is: 'present' },
  { what: 'an attestation of the host where none is made', steps: '', recipe: gh, is: 'absent' },
] as const;

for (const { what, steps, recipe, is } of cases) {
  test(`a recipe that asks for ${what} is ${is}`, () => {
    const workflow = onTag(push + steps, 'contents: write\nid-token: write\nattestations: write\npackages: write');
    const files = { Dockerfile: 'FROM scratch', '.github/workflows/r.yml': workflow, 'README.md': `# Lantern\n\n\`\`\`sh\n${recipe}\n\`\`\`\n` };
    assert.equal(surfacesOf(files).find((s) => s.name === `${image}:2`)?.verifyRecipe, is);
  });
}

for (const signed of [true, false]) {
  test(`a recipe for a chart in a registry that is ${signed ? '' : 'not '}signed`, () => {
    const steps = `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: helm package chart && helm push lantern-1.0.0.tgz oci://ghcr.io/acme/charts${signed ? '\n- run: cosign sign --yes ghcr.io/acme/charts/lantern:1.0.0' : ''}`;
    const files = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: lantern\nversion: 1.0.0\n',
      '.github/workflows/r.yml': onTag(steps, 'id-token: write\npackages: write'),
      'README.md': `\`\`\`sh\ncosign verify ${who} ghcr.io/acme/charts/lantern:1.0.0\n\`\`\`\n`,
    };
    assert.equal(surfacesOf(files).find((s) => s.kind === 'helm-chart')?.verifyRecipe, signed ? 'present' : 'absent');
  });
}
