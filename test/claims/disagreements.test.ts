import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts, type Texts } from '../support/little-repo.ts';

const release = `on:
  push:
    tags: ['v*']
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - run: make dist/lens
      - uses: softprops/action-gh-release@v2
        with: { files: dist/lens }
`;

const table = (title: string, cell: string): string => `| File | ${title} | Provenance |\n| --- | --- | --- |\n| lens | ${cell} | none |\n`;
const publisher = (owner: string, repo: string, workflow: string): string =>
  `Set up trusted publishing:\n\n| Field | Value |\n| --- | --- |\n| Owner | ${owner} |\n| Repository | ${repo} |\n| Workflow | ${workflow} |\n`;

/** What a document is said to be at odds with; null where nothing is. */
const cases: readonly { readonly what: string; readonly rule: string; readonly files: Texts; readonly says: RegExp | null }[] = [
  {
    what: 'provenance in the column of SBOMs',
    rule: 'evidence-counted-as-another',
    files: { 'README.md': table('SBOM', 'attest-build-provenance') },
    says: /lists no component/,
  },
  { what: 'both in the cell', rule: 'evidence-counted-as-another', files: { 'README.md': table('SBOM', 'SPDX, and provenance') }, says: null },
  { what: 'the cell denies it', rule: 'evidence-counted-as-another', files: { 'README.md': table('SBOM', 'not in the provenance') }, says: null },
  {
    what: 'a checksum in the column of signatures',
    rule: 'evidence-counted-as-another',
    files: { 'README.md': table('Signature', 'SHA-256') },
    says: /anybody can make one/,
  },
  { what: 'a title that is about something else', rule: 'evidence-counted-as-another', files: { 'README.md': table('Notes', 'provenance') }, says: null },
  {
    what: 'two major versions in prose',
    rule: 'document-names-two-versions',
    files: { 'README.md': 'We call `actions/attest@v1`.\n\nThe step is actions/attest@v2.\n' },
    says: /attest@v2 here and actions\/attest@v1/,
  },
  {
    what: 'a sentence about the change',
    rule: 'document-names-two-versions',
    files: { 'README.md': 'We call `actions/attest@v2`.\n\nWe moved from actions/attest@v1.\n' },
    says: null,
  },
  {
    what: 'minor versions of one major',
    rule: 'document-names-two-versions',
    files: { 'README.md': 'We call `actions/attest@v2`.\n\nThe step is actions/attest@v2.1.\n' },
    says: null,
  },
  {
    what: 'an action that makes no evidence',
    rule: 'document-names-two-versions',
    files: { 'README.md': 'We call `actions/checkout@v3`.\n\nThe step is actions/checkout@v4.\n' },
    says: null,
  },
  {
    what: 'a publisher in a table',
    rule: 'trusted-publisher-moved',
    files: { 'docs/release.md': publisher('old-home', 'lens', 'release.yml') },
    says: /old-home\/lens, and this is acme\/lens/,
  },
  {
    what: 'of this repository, in other letters',
    rule: 'trusted-publisher-moved',
    files: { 'docs/release.md': publisher('Acme', 'Lens', 'release.yml') },
    says: null,
  },
  {
    what: 'for a workflow that is not here',
    rule: 'trusted-publisher-moved',
    files: { 'docs/release.md': publisher('old-home', 'lens', 'publish.yml') },
    says: null,
  },
  {
    what: 'with words that stand for the reader’s own',
    rule: 'trusted-publisher-moved',
    files: { 'docs/release.md': publisher('your-org', 'your-repo', 'release.yml') },
    says: null,
  },
  {
    what: 'an old text that stands still',
    rule: 'fixed-on-paper',
    files: { 'changelog.d/fixed/1.md': 'Files are taken from `out/lens` instead of `dist/lens`.\n' },
    says: /dist\/lens is replaced by out\/lens/,
  },
  {
    what: 'an arrow',
    rule: 'fixed-on-paper',
    files: { 'changes/1.bugfix.md': 'Path of the file: `make dist/lens` → `make out/lens`.\n' },
    says: /still stands here/,
  },
  {
    what: 'the other way about',
    rule: 'fixed-on-paper',
    files: { 'changelog.d/fixed/1.md': 'Files are taken from `dist/lens` instead of `out/lens`.\n' },
    says: null,
  },
  {
    what: 'a note of something added',
    rule: 'fixed-on-paper',
    files: { 'changelog.d/added/1.md': 'Files are taken from `out/lens` instead of `dist/lens`.\n' },
    says: null,
  },
  {
    what: 'reviews that the quoted settings deny',
    rule: 'review-argued-not-required',
    files: {
      'docs/why.md': 'The ruleset guarantees that all changes are reviewed.\n',
      '.github/rulesets/main.json': '{ "required_approving_review_count": 0 }',
    },
    says: /rests on reviews/,
  },
  {
    what: 'reviews that are required',
    rule: 'review-argued-not-required',
    files: {
      'docs/why.md': 'The ruleset guarantees that all changes are reviewed.\n',
      '.github/rulesets/main.json': '{ "required_approving_review_count": 1 }',
    },
    says: null,
  },
  {
    what: 'a wish for reviews',
    rule: 'review-argued-not-required',
    files: {
      'docs/why.md': 'The ruleset should ensure that all changes are reviewed.\n',
      '.github/rulesets/main.json': '{ "required_approving_review_count": 0 }',
    },
    says: null,
  },
];

for (const { what, rule, files, says } of cases) {
  test(`${rule}: ${what}`, () => {
    const { findings } = auditTexts({ '.github/workflows/release.yml': release, ...files }, 'acme', 'lens').report;
    const mine = findings.filter((one) => one.rule === rule).map((one) => one.message);
    if (says === null) assert.deepEqual(mine, []);
    else {
      assert.equal(mine.length, 1);
      assert.match(mine[0]!, says);
    }
  });
}
