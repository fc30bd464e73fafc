import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const image = 'ghcr.io/acme/lantern';
const who = '--certificate-identity-regexp ^https://github.com/acme/lantern/ --certificate-oidc-issuer https://token.actions.githubusercontent.com';

/** The state of the recipe for an image that is pushed with these tags and signed. */
function recipeOf(tags: string, subject: string, more = ''): string | undefined {
  const workflow = onTag(
    `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: me, password: '\${{ secrets.GITHUB_TOKEN }}' }
- id: meta
  uses: docker/metadata-action@v5
  with: { images: '${image}', tags: 'type=semver,pattern={{version}}' }
- id: push
  uses: docker/build-push-action@v6
  with: { push: true, provenance: false, tags: '${tags}' }
- run: cosign sign --yes ${image}@\${{ steps.push.outputs.digest }}
${more}`,
    'contents: write\nid-token: write\npackages: write',
  );
  const files = {
    Dockerfile: 'FROM scratch',
    '.github/workflows/r.yml': workflow,
    'README.md': `# Lantern\n\n\`\`\`sh\ncosign verify ${who} ${subject}\n\`\`\`\n`,
  };
  return surfacesOf(files).find((s) => s.name.startsWith(image))?.verifyRecipe;
}

const byRef = `${image}:\${{ github.ref_name }}`;
const cases: readonly (readonly [tags: string, subject: string, is: string])[] = [
  [byRef, `${image}:v1.2.3`, 'present'],
  [byRef, `${image}:latest`, 'partial'],
  [byRef, `${image}:1.2.3`, 'partial'],
  [byRef, `${image}:<version>`, 'present'],
  [byRef, `${image}:$VERSION`, 'present'],
  [byRef, `${image}:x.y.z`, 'present'],
  [byRef, image, 'present'],
  [`${byRef},${image}:latest`, `${image}:latest`, 'present'],
  [image, `${image}:latest`, 'present'],
  [`${image}:\${{ vars.TAG }}`, `${image}:latest`, 'present'],
  ['${{ steps.meta.outputs.tags }}', `${image}:latest`, 'present'],
  ['${{ steps.meta.outputs.tags }}', `${image}:1.2.3`, 'present'],
];
for (const [tags, subject, is] of cases) test(`a recipe for ${subject}, where ${tags} is pushed, is ${is}`, () => assert.equal(recipeOf(tags, subject), is));

test('a tag that another step gives the image is pushed', () => {
  const more = `- run: docker buildx imagetools create -t ${image}:latest ${image}:$GITHUB_REF_NAME\n`;
  assert.equal(recipeOf(byRef, `${image}:latest`, more), 'present');
});

test('a tag may be pushed by what was not read', () => {
  const more = '- run: ./promote.sh\n';
  assert.equal(recipeOf(byRef, `${image}:latest`, more), 'present');
});
