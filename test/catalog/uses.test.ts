import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findAction, parseUses } from '../../src/catalog/index.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

const rows = [
  { what: 'a tag', text: 'actions/checkout@v4', is: { kind: 'remote', name: 'actions/checkout', ref: 'v4', version: 'v4' } },
  {
    what: 'a folder of a repository',
    text: 'owner/repo/sub/path@v1.2.3',
    is: { kind: 'remote', name: 'owner/repo/sub/path', ref: 'v1.2.3', version: 'v1.2.3' },
  },
  { what: 'a branch', text: 'owner/repo@main', is: { kind: 'remote', name: 'owner/repo', ref: 'main', version: undefined } },
  { what: 'a release branch', text: 'owner/repo@release/v1', is: { kind: 'remote', name: 'owner/repo', ref: 'release/v1', version: 'release/v1' } },
  { what: 'a commit without a comment', text: `owner/repo@${commit}`, is: { kind: 'remote', name: 'owner/repo', ref: commit, version: undefined } },
  {
    what: 'a commit with a version',
    text: `owner/repo@${commit}`,
    comment: ' v4.1.2',
    is: { kind: 'remote', name: 'owner/repo', ref: commit, version: 'v4.1.2' },
  },
  {
    what: 'a commit with words and a version',
    text: `owner/repo@${commit}`,
    comment: 'pin@v3, see below',
    is: { kind: 'remote', name: 'owner/repo', ref: commit, version: 'v3' },
  },
  {
    what: 'a commit with a named version',
    text: `owner/repo@${commit}`,
    comment: 'tag=4.2',
    is: { kind: 'remote', name: 'owner/repo', ref: commit, version: '4.2' },
  },
  {
    what: 'a comment without a version',
    text: `owner/repo@${commit}`,
    comment: 'do not move',
    is: { kind: 'remote', name: 'owner/repo', ref: commit, version: undefined },
  },
  { what: 'a comment beside a tag does not count', text: 'owner/repo@v2', comment: 'v9', is: { kind: 'remote', name: 'owner/repo', ref: 'v2', version: 'v2' } },
  { what: 'a local action', text: './.github/actions/build/', is: { kind: 'local', name: '.github/actions/build', ref: '', version: undefined } },
  {
    what: 'an action of the same repository',
    text: '$/.github/actions/build',
    is: { kind: 'self', name: '.github/actions/build', ref: '', version: undefined },
  },
  { what: 'the repository itself', text: '$/', is: { kind: 'self', name: '', ref: '', version: undefined } },
  { what: 'the root of the repository', text: './', is: { kind: 'local', name: '', ref: '', version: undefined } },
  {
    what: 'a local workflow with backslashes',
    text: '.\\.github\\workflows\\x.yml',
    is: { kind: 'local', name: '.github/workflows/x.yml', ref: '', version: undefined },
  },
  { what: 'an image', text: 'docker://alpine:3', is: { kind: 'docker', name: 'alpine:3', ref: '', version: undefined } },
  { what: 'no ref', text: 'owner/repo', is: { kind: 'malformed', name: 'owner/repo', ref: '', version: undefined } },
  { what: 'an empty ref', text: 'owner/repo@', is: { kind: 'malformed', name: 'owner/repo@', ref: '', version: undefined } },
  { what: 'no repository', text: 'owner@v1', is: { kind: 'malformed', name: 'owner@v1', ref: '', version: undefined } },
  { what: 'nothing', text: '  ', is: { kind: 'malformed', name: '', ref: '', version: undefined } },
] as const;

for (const row of rows) {
  test(`uses: ${row.what}`, () => assert.deepEqual(parseUses(row.text, 'comment' in row ? row.comment : undefined), row.is));
}

test('any text gives a value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, comment) =>
      assert.ok(['local', 'self', 'docker', 'remote', 'malformed'].includes(parseUses(text, comment).kind)),
    ),
  );
});

test('an action is found without regard to case, and by its former names', () => {
  assert.equal(findAction('Docker/Build-Push-Action')?.uses, 'docker/build-push-action');
  assert.equal(findAction('google-github-actions/release-please-action')?.uses, 'googleapis/release-please-action');
  assert.equal(findAction('nobody/nothing'), undefined);
});

test("a folder has its repository's row only where the row says so", () => {
  assert.equal(findAction('github/codeql-action/upload-sarif')?.uses, 'github/codeql-action');
  assert.equal(findAction('actions/cache/restore')?.uses, 'actions/cache');
  assert.equal(findAction('docker/build-push-action/other'), undefined);
  assert.equal(findAction('slsa-framework/slsa-github-generator/.github/workflows/none.yml'), undefined);
});

test('rows of a user win over the catalog', () => {
  const row = {
    kind: 'action',
    uses: 'Actions/Checkout',
    roles: [],
    defaults: {},
    outputs: {},
    effects: [],
    source: { url: '', checked: null },
    subpaths: true,
  } as const;
  assert.equal(findAction('actions/checkout', [row]), row);
  assert.equal(findAction('actions/checkout/deeper', [row]), row);
});
