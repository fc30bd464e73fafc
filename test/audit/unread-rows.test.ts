import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf } from '../lineage/surfaces-of.ts';

const release = `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  out:
    runs-on: ubuntu-latest
    strategy: { matrix: { part: [one, two, three] } }
    steps:
      - uses: actions/checkout@v4
      - run: make lens PART=\${{ matrix.part }}
      - run: gh release create "$GITHUB_REF_NAME" lens-*
        env: { GH_TOKEN: '\${{ github.token }}' }
`;
const check = `on: push
jobs:
  try:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make try more
`;
const makefile = `lens:
\tgrind-glass --part $(PART)
\tsha256sum lens-$(PART) > lens-$(PART).sha256
try:
\ttry-lens --all
\ttry-lens --none
more:
\ttry-lens --more
`;

function unreadIn(files: Readonly<Record<string, string>>): readonly string[] {
  return auditOf(files).report.unread.map((u) => `${u.path}:${u.line ?? ''} ${u.reason}`);
}

test('commands of a makefile that publishes count in one row where only workflows run them which publish and sign nothing', () => {
  const rows = unreadIn({ '.github/workflows/release.yml': release, '.github/workflows/check.yml': check, Makefile: makefile });
  assert.deepEqual(rows, [
    'Makefile: 3 commands are not in the catalog; no workflow that runs them publishes or signs',
    'Makefile:2 grind-glass --part one: a command that is not in the catalog',
  ]);
  const both = unreadIn({
    '.github/workflows/release.yml': release.replace('make lens', 'make try lens'),
    '.github/workflows/check.yml': check,
    Makefile: makefile,
  });
  assert.ok(both.includes('Makefile:5 try-lens --all: a command that is not in the catalog'));
  assert.ok(both.some((row) => row.startsWith('Makefile: one command is not in the catalog; no workflow that runs it')));
});

test('a job that two workflows call counts for both, the one that is not followed again too', () => {
  const called = check.replace('on: push', 'on: { workflow_call: {}, push: {} }');
  const caller = release.replace('jobs:\n', 'jobs:\n  try: { uses: ./.github/workflows/check.yml }\n');
  const rows = unreadIn({
    '.github/workflows/a-check.yml': called,
    '.github/workflows/check.yml': called,
    '.github/workflows/release.yml': caller,
    Makefile: makefile,
  });
  assert.ok(rows.includes('Makefile:8 try-lens --more: a command that is not in the catalog'));
});

test('the open questions of one call are one row with their number', () => {
  const legs = release.replace('make lens PART=', 'docker buildx build --output "type=image,name=ghcr.io/acme/${{ matrix.part }}:${{ vars.TAG }}" . #');
  const rows = unreadIn({ '.github/workflows/release.yml': legs }).filter((row) => row.includes('not decided'));
  assert.equal(rows.length, 1);
  assert.match(rows[0]!, / \(and \d+ other questions of this place\)$/);
});

test('workflows of which nothing could be read are counted apart from places of others', () => {
  const unreadOf = (files: Readonly<Record<string, string>>): readonly string[] | undefined => auditOf(files).report.repository.unreadWorkflows;
  const torn = 'on: push\njobs:\n  a:\n    steps:\n    - run: echo\n     - run: gh release create x\n';
  assert.deepEqual(unreadOf({ '.github/workflows/release.yml': release, '.github/workflows/torn.yml': torn }), ['.github/workflows/torn.yml']);
  assert.deepEqual(unreadOf({ '.github/workflows/list.yaml': '- a\n- b\n' }), ['.github/workflows/list.yaml']);
  assert.equal(unreadOf({ '.github/workflows/release.yml': release, '.github/workflows/off.yml': '# on: push\n\n', '.github/torn.yml': torn }), undefined);
});
