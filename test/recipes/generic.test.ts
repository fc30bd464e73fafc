import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = onTag(
  `
- uses: sigstore/cosign-installer@v3
- uses: docker/build-push-action@v6
  id: push
  with: { push: true, tags: "ghcr.io/acme/lantern:latest" }
- run: cosign sign --yes ghcr.io/acme/lantern@\${{ steps.push.outputs.digest }}
`,
  'packages: write\nid-token: write',
);
const verify = (line: string): string => `# Lantern\n\n## Verify\n\n\`\`\`sh\n${line}\n\`\`\`\n`;
const issuer = '--certificate-oidc-issuer https://token.actions.githubusercontent.com';

const readmes = [
  {
    what: 'names the image',
    line: `cosign verify ghcr.io/acme/lantern:latest --certificate-identity-regexp '^https://github.com/acme/lantern/' ${issuer}`,
    is: 'present',
  },
  {
    what: 'names the signer, the image is a placeholder',
    line: `cosign verify "$IMAGE" --certificate-identity-regexp '^https://github.com/acme/lantern/' ${issuer}`,
    is: 'present',
  },
  { what: 'names nothing of the project', line: 'cosign verify --key cosign.pub "$IMAGE"', is: 'partial' },
  { what: 'names the image and a key, where the signature is keyless', line: 'cosign verify --key cosign.pub ghcr.io/acme/lantern:latest', is: 'partial' },
  {
    what: 'is about another image',
    line: `cosign verify ghcr.io/other/base:1 --certificate-identity-regexp '^https://github.com/other/base/' ${issuer}`,
    is: 'absent',
  },
] as const;

for (const { what, line, is } of readmes) {
  test(`a recipe that ${what}`, () => {
    const [image] = surfacesOf({ '.github/workflows/release.yml': workflow, 'README.md': verify(line) });
    assert.equal(image?.verifyRecipe, is);
  });
}

test('an image of the registry that is meant where none is named', () => {
  const hub = workflow.replaceAll('ghcr.io/acme/lantern', 'acme/lantern');
  const of = (image: string): string | undefined =>
    surfacesOf({
      '.github/workflows/release.yml': hub,
      'README.md': verify(`cosign verify ${image} --certificate-identity-regexp '^https://github.com/acme/lantern/' ${issuer}`),
    })[0]?.verifyRecipe;
  assert.equal(of('acme/lantern:latest'), 'present');
  assert.equal(of('docker.io/acme/lantern:latest'), 'present');
  assert.equal(of('docker.io/acme/wick:latest'), 'absent');
});

const archives = onTag(
  `
- uses: actions/checkout@v4
- run: mkdir out && go build -o lamp . && tar czf lamp_linux.tar.gz lamp
- uses: actions/attest-build-provenance@v2
  with: { subject-path: lamp_linux.tar.gz }
- run: gh release upload "$GITHUB_REF_NAME" lamp_linux.tar.gz
`,
  'contents: write\nid-token: write\nattestations: write',
);

const downloads = [
  { what: 'curl with an option', get: 'curl -sSfLo got.tar.gz "https://github.com/acme/lantern/releases/download/v1/lamp_linux.tar.gz"', is: 'present' },
  { what: 'curl into a file', get: 'curl -sSfL "https://github.com/acme/lantern/releases/download/v1/lamp_linux.tar.gz" > got.tar.gz', is: 'present' },
  { what: 'wget', get: 'wget -O got.tar.gz https://github.com/acme/lantern/releases/download/v1/lamp_linux.tar.gz', is: 'present' },
  { what: 'another file', get: 'curl -sSfLo got.tar.gz https://github.com/acme/lantern/releases/download/v1/wick.tar.gz', is: 'absent' },
] as const;

for (const { what, get, is } of downloads) {
  test(`a recipe for a file that is downloaded under another name: ${what}`, () => {
    const [asset] = surfacesOf({
      'go.mod': 'module x',
      '.github/workflows/release.yml': archives,
      'README.md': verify(`${get}\ngh attestation verify got.tar.gz --repo acme/lantern`),
    });
    assert.equal(asset?.verifyRecipe, is);
  });
}

const bundles = (published: string): string =>
  onTag(
    `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: go build -o lamp . && tar czf lamp_linux.tar.gz lamp
- run: cosign sign-blob --yes --bundle lamp_linux.tar.gz.sigstore.json lamp_linux.tar.gz
- run: gh release upload "$GITHUB_REF_NAME" ${published}
`,
    'contents: write\nid-token: write',
  );

const verifyBundle = verify(
  `cosign verify-blob lamp_linux.tar.gz --bundle lamp_linux.tar.gz.ENDING --certificate-identity-regexp '^https://github.com/acme/lantern/' ${issuer}`,
);
const beside = [
  { what: 'is published', published: 'lamp_linux.tar.gz lamp_linux.tar.gz.sigstore.json', ending: 'sigstore.json', is: 'present' },
  { what: 'has another ending than what is published', published: 'lamp_linux.tar.gz lamp_linux.tar.gz.sigstore.json', ending: 'bundle', is: 'partial' },
] as const;

for (const { what, published, ending, is } of beside) {
  test(`a recipe whose bundle ${what}`, () => {
    const asset = surfacesOf({
      'go.mod': 'module x',
      '.github/workflows/release.yml': bundles(published),
      'README.md': verifyBundle.replace('ENDING', ending),
    }).find((s) => s.kind === 'release-asset');
    assert.equal(asset?.verifyRecipe, is);
  });
}

test('a digest and an identity of nobody are half a recipe', () => {
  const readme = verify('sigstore verify identity sha256:aaaa --cert-identity someone@example.com --cert-oidc-issuer https://issuer.example.com');
  const asset = surfacesOf({ 'go.mod': 'module x', '.github/workflows/release.yml': archives, 'README.md': readme }).find((s) => s.kind === 'release-asset');
  assert.equal(asset?.verifyRecipe, 'partial');
});
