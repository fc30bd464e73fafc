import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const signed = `
- uses: sigstore/cosign-installer@v3
- run: cosign sign --yes ghcr.io/acme/lamp:\${{ github.sha }}`;
const login = `
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: acme, password: '\${{ secrets.GITHUB_TOKEN }}' }`;
const push = (tag: string): string => `
- run: |
    docker build -t "ghcr.io/acme/lamp:${tag}" .
    docker push "ghcr.io/acme/lamp:${tag}"`;

const cases = [
  {
    what: 'the commit by git is the commit of the event',
    steps: `- uses: actions/checkout@v4${login}${push('$(git rev-parse HEAD)')}${signed}`,
    signature: 'present',
  },
  {
    what: 'after a commit it is another',
    steps: `- uses: actions/checkout@v4${login}\n- run: git commit -am bump${push('$(git rev-parse HEAD)')}${signed}`,
    signature: 'unknown',
  },
  {
    what: 'of another ref it is another',
    steps: `- uses: actions/checkout@v4\n  with: { ref: next }${login}${push('$(git rev-parse HEAD)')}${signed}`,
    signature: 'unknown',
  },
  {
    what: 'the tag by git is the tag of the event',
    steps: `- uses: actions/checkout@v4${login}${push('$(git describe --tags)')}${signed.replace('github.sha', 'github.ref_name')}`,
    signature: 'present',
  },
];

for (const c of cases) {
  test(c.what, () => {
    const image = surfacesOf({ '.github/workflows/image.yml': onTag(c.steps, 'packages: write\nid-token: write\ncontents: read') }).find(
      (s) => s.kind === 'container-image',
    );
    assert.equal(image?.signature, c.signature);
  });
}

test('a makefile asks git too, and calls a program in a folder that it computes', () => {
  const image = surfacesOf({
    '.github/workflows/image.yml': onTag(`- uses: actions/checkout@v4${login}\n- run: make image${signed}`, 'packages: write\nid-token: write\ncontents: read'),
    Makefile: `TOOLS := $(abspath tools)
KO = $(TOOLS)/ko
COMMIT := $(shell git rev-parse HEAD)

image:
\tKO_DOCKER_REPO=ghcr.io/acme/lamp $(KO) build --bare --sbom=none --tags latest,$(COMMIT) ./cmd/lamp
`,
    'go.mod': 'module example.com/lamp\n',
    'cmd/lamp/main.go': 'package main\n',
  }).find((s) => s.kind === 'container-image');
  assert.deepEqual([image?.signature, image?.sbom], ['present', 'absent']);
});

for (const [how, signature] of [
  ['git tag --annotate -m "$TAG" "$TAG"', 'absent'],
  ['echo "${{ secrets.KEY }}" | gpg --import && git tag -s -m "$TAG" "$TAG"', 'present'],
  ['echo "${{ secrets.KEY }}" | gpg --import && git config tag.gpgsign true && git tag -m "$TAG" "$TAG"', 'present'],
  ['echo "${{ secrets.KEY }}" | gpg --import && git config tag.gpgsign true && git tag --no-sign -m "$TAG" "$TAG"', 'absent'],
  ['git tag -s -m "$TAG" "$TAG"', 'absent'],
  ['git config gpg.format ssh && git tag -s -m "$TAG" "$TAG"', 'present'],
  ['echo "$TAG"', 'unknown'],
] as const) {
  test(`a tag that is pushed was made before: ${how}`, () => {
    const text = `on: { workflow_dispatch: { inputs: { tag: { required: true } } } }
permissions: {}
jobs:
  tag:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    env: { TAG: "\${{ inputs.tag }}" }
    steps:
      - uses: actions/checkout@v4
      - run: ${how}
      - run: git push origin "refs/tags/$TAG"
`;
    const tag = surfacesOf({ '.github/workflows/tag.yml': text }, { tags: true }).find((s) => s.kind === 'git-tag');
    assert.equal(tag?.signature, signature);
  });
}
