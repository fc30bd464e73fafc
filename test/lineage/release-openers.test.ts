import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const build = `
  build:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v4
      - run: |
          go build -o lantern .
          cosign sign-blob --yes --bundle lantern.sigstore.json lantern
          gh release create "$GITHUB_REF_NAME" --draft lantern lantern.sigstore.json
        env: { GH_TOKEN: "\${{ github.token }}" }`;
const call = (uses: string, inputs = ''): string => `
  last:
    needs: [build]
    permissions: { contents: write }
    uses: ${uses}${inputs === '' ? '' : `\n    with: { ${inputs} }`}`;
const none = `
  build:
    runs-on: ubuntu-latest
    steps: [{ run: go build ./... }]`;
const seen = (...jobs: readonly string[]): ReturnType<typeof surfacesOf> =>
  surfacesOf({ '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }\npermissions: {}\njobs:${jobs.join('')}\n` });
const told = (...jobs: readonly string[]): readonly (readonly string[])[] => seen(...jobs).map((s) => [s.name, s.signature]);

const undraft = 'lanterns/shared/.github/workflows/undraft-release.yml@main';

test('a called workflow that only opens the draft is no second surface: it is noted, and taken on trust', () => {
  for (const inputs of ['', 'tag: "${{ github.ref_name }}", latest: true']) {
    const [row, ...others] = seen(build, call(undraft, inputs));
    assert.deepEqual(others, []);
    assert.equal(row?.signature, 'present');
    assert.deepEqual(row.full.notes, ['opened to everybody by uses: lanterns/shared/.github/workflows/undraft-release.yml, which was not read']);
    assert.match(row.full.controls.signature.assumes.join(), /undraft-release\.yml was not read: it opens the release, and neither adds/);
  }
});

const unknown = ['files of the release', 'unknown'];

test('one that is given files, is called for more, or opens a release of which nothing is known is a surface of its own', () => {
  for (const jobs of [
    [build, call(undraft, 'extra: dist/*.zip')],
    [build, call(undraft, 'asset: lantern.zip')],
    [build, call('lanterns/shared/.github/workflows/publish-release.yml@main')],
    [build, call('lanterns/shared/.github/workflows/release-drafter.yml@main')],
    [none, call(undraft)],
  ])
    assert.ok(
      told(...jobs).some(([name, signature]) => name!.endsWith(unknown[0]!) && signature === unknown[1]),
      jobs[1],
    );
});
