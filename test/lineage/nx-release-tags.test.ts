import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const seen = (options: {
  readonly run: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly nx?: string;
}): readonly (string | null | undefined)[] => {
  const tag = surfacesOf(
    {
      'package.json': '{ "name": "lantern-root", "private": true, "scripts": { "let-go": "tsx tools/let-go.mts" } }',
      'nx.json': options.nx ?? '{ "release": { "changelog": { "workspaceChangelog": { "createRelease": "github" } } } }',
      ...options.files,
      '.github/workflows/release.yml': `on: { workflow_dispatch: {} }
permissions: { contents: read }
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { token: "\${{ secrets.BOT }}" }
      - run: ${options.run}
`,
    },
    { tags: true },
  ).find((s) => s.kind === 'git-tag');
  return [tag?.name, tag?.signature, tag?.full.controls.signature.reason];
};
const program =
  "import { releaseChangelog, releaseVersion } from 'nx/release/index.js';\nawait releaseVersion({});\nawait releaseChangelog({ dryRun: false });\n";
const unsigned = 'the tag is made by nx release, unsigned';
const unread = 'nothing that was read makes the tags, and no document here says whether they are signed';

test('tags that nx makes in a workflow are not those of people', () => {
  for (const run of ['npx nx release --yes', 'pnpm exec nx release changelog 1.2.3', 'npx nx release --dry-run="$TRIAL"'])
    assert.deepEqual(seen({ run }), ['git tag v<version>', 'absent', unsigned], run);
});

test('a program of the checkout that calls the API of nx makes the same tags', () => {
  assert.deepEqual(seen({ run: 'pnpm run let-go --dry-run="$TRIAL"', files: { 'tools/let-go.mts': program } }), ['git tag v<version>', 'absent', unsigned]);
  for (const other of [program.replace('{ dryRun: false }', '{ gitTag: false }'), program.replace('nx/release/index.js', './own.js')])
    assert.equal(seen({ run: 'pnpm run let-go', files: { 'tools/let-go.mts': other } })[2], unread);
});

test('what nx.json says of tags is heard', () => {
  const nx = (release: string): string => `{ "release": ${release} }`;
  const run = 'npx nx release';
  assert.deepEqual(seen({ run, nx: nx('{ "projectsRelationship": "independent", "git": { "push": true } }') }).slice(1), ['absent', unsigned]);
  assert.equal(seen({ run, nx: nx('{ "git": { "push": true, "tagArgs": "--sign" } }') })[1], 'unknown');
  for (const release of ['{}', '{ "git": { "push": true, "tag": false } }']) assert.equal(seen({ run, nx: nx(release) })[2], unread, release);
  for (const line of ['npx nx release publish', 'npx nx release version', 'npx nx release --dry-run', 'npx nx release plan'])
    assert.equal(seen({ run: line })[2], unread, line);
});
