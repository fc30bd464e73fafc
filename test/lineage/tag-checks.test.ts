import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const runbook =
  '# Releasing\n\nTag the commit and look at what you made:\n\n```sh\ngit tag -s v1.2.3 -m v1.2.3\ngit verify-tag v1.2.3\ngit push origin v1.2.3\n```\n';

const cases = [
  { what: 'a release that verifies the tag it starts from', step: 'git verify-tag "$GITHUB_REF_NAME"', reason: /a workflow checks it/ },
  { what: 'a release that verifies the commit', step: 'git verify-commit HEAD', reason: /no workflow checks it/ },
  { what: 'a release that verifies nothing', step: 'ls', reason: /no workflow checks it/ },
];

for (const c of cases) {
  test(`signed by hand: ${c.what}`, () => {
    const files = {
      '.github/workflows/release.yml': onTag(`
- uses: actions/checkout@v4
- run: ${c.step}
- run: tar czf lantern.tar.gz src
- run: gh release create "$GITHUB_REF_NAME" --verify-tag lantern.tar.gz`),
      'RELEASING.md': runbook,
    };
    const tag = surfacesOf(files, { tags: true }).find((s) => s.kind === 'git-tag');
    assert.equal(tag?.signature, 'partial');
    assert.match(tag?.full.controls.signature.reason ?? '', c.reason);
    // The releaser's own look before the push is not addressed to a stranger.
    assert.equal(tag?.verifyRecipe, 'absent');
  });
}

test('signed by hand: the README tells everybody how to verify', () => {
  const files = {
    '.github/workflows/release.yml': onTag('- run: tar czf lantern.tar.gz src\n- run: gh release create "$GITHUB_REF_NAME" --verify-tag lantern.tar.gz'),
    'RELEASING.md': runbook,
    'README.md': '# Lantern\n\nVerify a release:\n\n```sh\ngit verify-tag v1.2.3\n```\n',
  };
  assert.equal(surfacesOf(files, { tags: true }).find((s) => s.kind === 'git-tag')?.verifyRecipe, 'present');
});

test('tags that a release makes stand apart from those that people push to start another workflow', () => {
  const files = {
    '.github/workflows/release.yml': `on: { push: { branches: [main] } }
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - uses: actions/checkout@v4
      - uses: changesets/action@v1
        with: { publish: npx changeset publish }
`,
    '.github/workflows/images.yml': `on: { push: { tags: ['docker*'] } }
jobs:
  push:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t acme/lantern . && docker push acme/lantern
`,
    'package.json': '{"name":"lantern","version":"1.0.0"}',
    '.changeset/config.json': '{"access":"public"}',
  };
  const tags = surfacesOf(files, { tags: true }).filter((s) => s.kind === 'git-tag');
  assert.deepEqual(
    tags.map((t) => [t.name, t.signature, t.full.controls.signature.reason]),
    [
      ['git tag docker*', 'unknown', 'tags are pushed by people, and no document here says whether they are signed'],
      ['git tag v<version>', 'absent', 'the tag is made by changesets/action, unsigned'],
    ],
  );
  const told = { ...files, 'RELEASING.md': '# Release\n\nTo release the images:\n\n```sh\ngit tag -s docker-7 -m "images 7"\ngit push origin docker-7\n```\n' };
  const again = surfacesOf(told, { tags: true }).filter((s) => s.kind === 'git-tag');
  assert.deepEqual(again.map((t) => [t.name, t.signature]).toSorted(), [
    ['git tag docker*', 'partial'],
    ['git tag v<version>', 'absent'],
  ]);
});

test('people are said to push tags where a tag or a release starts a workflow, and nowhere else', () => {
  const reason = (on: string): string | null | undefined => {
    const workflow = `on: ${on}\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: docker build -t acme/lantern . && docker push acme/lantern\n`;
    return surfacesOf({ '.github/workflows/ship.yml': workflow, 'package.json': '{"name":"lantern","version":"1.0.0"}' }, { tags: true }).find(
      (s) => s.kind === 'git-tag',
    )?.full.controls.signature.reason;
  };
  const rest = ', and no document here says whether they are signed';
  assert.equal(reason("{ push: { tags: ['v*'] } }"), `tags are pushed by people${rest}`);
  assert.equal(reason('{ release: { types: [published] } }'), `tags are pushed by people${rest}`);
  assert.equal(reason('{ workflow_dispatch: {} }'), `nothing that was read makes the tags${rest}`);
});
