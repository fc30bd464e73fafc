import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const workflow = (dockerfile: string, run: string): string =>
  onTag(
    `
- uses: actions/checkout@v4
- run: |
    mkdir -p dist
    go build -o dist/lens .
- uses: actions/attest-build-provenance@v2
  with: { subject-path: dist/lens }
- run: |
    mkdir indexer
    cat > indexer/Dockerfile << EOF
${dockerfile
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
    EOF
    docker build -t indexer indexer/
    ${run}
- run: gh release create "$GITHUB_REF_NAME" dist/lens
  env: { GH_TOKEN: '\${{ github.token }}' }
`,
    'contents: write\nid-token: write\nattestations: write',
  );

const provenance = (dockerfile: string, run = 'docker run --rm --volume "$PWD/dist":/packages indexer'): string | undefined =>
  surfacesOf({ '.github/workflows/release.yml': workflow(dockerfile, run), 'go.mod': 'module lantern\n' })[0]?.provenance;

test('a container of an image that the job writes and builds is read by what it starts', () => {
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT ["createrepo", "/packages"]'), 'present');
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT ["createrepo"]\nCMD ["/packages"]'), 'present');
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT ["createrepo"]', 'docker run --rm -v "$PWD/dist":/packages indexer /packages'), 'present');
});

test('one that starts something else may change what it is given', () => {
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT ["squeeze", "/packages"]'), 'unknown');
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT createrepo /packages'), 'unknown');
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT ["createrepo", "/packages"]\nFROM fedora:41'), 'unknown');
  assert.equal(
    provenance('FROM fedora:40\nENTRYPOINT ["createrepo", "/packages"]', 'docker run --rm -v "$PWD/dist":/packages --entrypoint squeeze indexer'),
    'unknown',
  );
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT ["sh", "-c", "strip /packages/lens"]'), 'unknown');
  const again = 'printf "FROM fedora\\n" > indexer/Dockerfile; docker build -t indexer indexer; docker run --rm -v "$PWD/dist":/packages indexer';
  assert.equal(provenance('FROM fedora:40\nENTRYPOINT ["createrepo", "/packages"]', again), 'unknown');
});

test('what a container signs is not taken for signed by the job', () => {
  const signature = surfacesOf({
    '.github/workflows/release.yml': workflow(
      'FROM alpine\nENTRYPOINT ["cosign", "sign-blob", "--yes", "--bundle", "/packages/lens.sigstore.json", "/packages/lens"]',
      'docker run --rm --volume "$PWD/dist":/packages indexer',
    ),
    'go.mod': 'module lantern\n',
  })[0]?.signature;
  assert.notEqual(signature, 'present');
});
