import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applySplices, editYaml, mapOf, placeAt, scalar, parseYaml, type Operation } from '../../src/workflow/index.ts';

const workflow = `# Releases.
name: release

on:
  push:
    tags: [v*]

permissions:
  contents: read   # the checkout

jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      # Fetches.
      - uses: actions/checkout@v4

      # Builds.
      - name: Build
        run: |
          make   dist
          # not a comment of the file
        env:
          A: 'b'
          # B: c

      - uses: acme/upload@v1
        with: { path: dist, name: x }
  publish:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
    - run: "echo \\"hi\\""
`;

const attest = mapOf({ name: scalar('Attest'), uses: scalar('acme/attest@0123', 'v1.0.0'), with: mapOf({ 'push-to-registry': scalar(true) }) });

interface Row {
  readonly what: string;
  readonly operation: Operation;
  /** Lines taken away and added, in order. */
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

const rows: readonly Row[] = [
  {
    what: 'a step after another is spaced as its neighbours are, below their comments',
    operation: { kind: 'insert', at: ['jobs', 'build', 'steps'], index: 2, item: attest },
    gone: [],
    come: ['      - name: Attest', '        uses: acme/attest@0123 # v1.0.0', '        with:', '          push-to-registry: true', ''],
  },
  {
    what: 'a step at the end of a list that is not indented',
    operation: { kind: 'insert', at: ['jobs', 'publish', 'steps'], index: 1, item: mapOf({ run: scalar('true && echo') }) },
    gone: [],
    come: ['    - run: true && echo'],
  },
  {
    what: 'a script of several lines',
    operation: { kind: 'insert', at: ['jobs', 'publish', 'steps'], index: 0, item: mapOf({ run: { kind: 'script', lines: ['a |', '  b'] } }) },
    gone: [],
    come: ['    - run: |', '        a |', '          b'],
  },
  {
    what: 'a key of a block',
    operation: { kind: 'set', at: ['jobs', 'publish', 'permissions', 'attestations'], value: scalar('write') },
    gone: [],
    come: ['      attestations: write'],
  },
  {
    what: 'a key in brackets',
    operation: { kind: 'set', at: ['jobs', 'build', 'steps', 2, 'with', 'if-no-files-found'], value: scalar('error') },
    gone: ['        with: { path: dist, name: x }'],
    come: ['        with: { path: dist, name: x, if-no-files-found: error }'],
  },
  {
    what: 'a map that is not there yet, behind the key that is named',
    operation: { kind: 'set', at: ['jobs', 'build', 'permissions'], value: mapOf({ contents: scalar('read') }), after: ['runs-on', 'name'] },
    gone: [],
    come: ['    permissions:', '      contents: read'],
  },
  {
    what: 'a value in place of another, its comment kept',
    operation: { kind: 'set', at: ['permissions', 'contents'], value: scalar('write') },
    gone: ['  contents: read   # the checkout'],
    come: ['  contents: write   # the checkout'],
  },
  {
    what: 'one name becomes a list',
    operation: { kind: 'add', at: ['jobs', 'publish', 'needs'], name: 'sign' },
    gone: ['    needs: build'],
    come: ['    needs: [build, sign]'],
  },
  {
    what: 'a name where there was none',
    operation: { kind: 'add', at: ['jobs', 'build', 'needs'], name: 'sign', after: ['runs-on'] },
    gone: [],
    come: ['    needs: sign'],
  },
  {
    what: 'a key goes with its comments',
    operation: { kind: 'remove', at: ['jobs', 'build', 'steps', 1, 'env'] },
    gone: ['        env:', "          A: 'b'", '          # B: c'],
    come: [],
  },
  {
    what: 'the first key of an item goes, the dash stays',
    operation: { kind: 'remove', at: ['jobs', 'build', 'steps', 1, 'name'] },
    gone: ['      - name: Build', '        run: |'],
    come: ['      - run: |'],
  },
  {
    what: 'the only key of a map leaves an empty map',
    operation: { kind: 'remove', at: ['jobs', 'publish', 'permissions', 'id-token'] },
    gone: ['    permissions:', '      id-token: write'],
    come: ['    permissions: {}'],
  },
  {
    what: 'a part of a script',
    operation: { kind: 'splice', at: ['jobs', 'build', 'steps', 1, 'run'], from: 0, to: 4, text: 'set -e\nninja' },
    gone: ['          make   dist'],
    come: ['          set -e', '          ninja   dist'],
  },
];

/** The lines that differ, in order; both texts are small. */
function changes(before: string, after: string): { readonly gone: readonly string[]; readonly come: readonly string[] } {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return { gone: a.slice(start, a.length - end), come: b.slice(start, b.length - end) };
}

for (const { what, operation, gone, come } of rows) {
  test(`edit: ${what}`, () => {
    const edited = editYaml('w.yml', workflow, [operation]);
    assert.equal(edited.kind, 'edited', edited.kind === 'refused' ? edited.reason : '');
    if (edited.kind !== 'edited') return;
    assert.deepEqual(changes(workflow, edited.text), { gone, come });
    assert.equal(applySplices(workflow, edited.splices), edited.text);
  });

  test(`edit with CRLF: ${what}`, () => {
    const windows = workflow.replaceAll('\n', '\r\n');
    const edited = editYaml('w.yml', windows, [operation]);
    assert.equal(edited.kind, 'edited', edited.kind === 'refused' ? edited.reason : '');
    if (edited.kind !== 'edited') return;
    assert.deepEqual(changes(workflow, edited.text.replaceAll('\r\n', '\n')), { gone, come });
    assert.equal(/[^\r]\n/.test(edited.text), false, 'every line ends as the others');
  });
}

test('edit: several operations come to splices of the first text', () => {
  const operations: readonly Operation[] = [
    { kind: 'insert', at: ['jobs', 'build', 'steps'], index: 1, item: attest },
    { kind: 'set', at: ['jobs', 'build', 'steps', 1, 'with', 'more'], value: scalar("it's: so") },
    { kind: 'add', at: ['jobs', 'publish', 'needs'], name: 'a' },
    { kind: 'add', at: ['jobs', 'publish', 'needs'], name: 'b' },
    { kind: 'remove', at: ['jobs', 'build', 'steps', 2, 'env'] },
  ];
  const edited = editYaml('w.yml', workflow, operations);
  assert.equal(edited.kind, 'edited');
  if (edited.kind !== 'edited') return;
  assert.equal(applySplices(workflow, edited.splices), edited.text);
  assert.match(edited.text, /needs: \[build, a, b\]/);
  assert.match(edited.text, /more: 'it''s: so'/);
});

test('edit: a file without a last line break keeps it so', () => {
  const text = 'a:\n  - x: 1';
  const edited = editYaml('w.yml', text, [{ kind: 'insert', at: ['a'], index: 1, item: mapOf({ y: scalar('2') }) }]);
  assert.equal(edited.kind === 'edited' ? edited.text : edited.reason, "a:\n  - x: 1\n  - y: '2'");
});

const refusals: readonly { readonly what: string; readonly text: string; readonly operation: Operation; readonly reason: RegExp }[] = [
  { what: 'an anchor', text: 'a: &x\n  b: 1\nc: *x\n', operation: { kind: 'set', at: ['a', 'd'], value: scalar('e') }, reason: /anchors/ },
  { what: 'a merge key', text: 'a: {b: 1}\nc:\n  <<: *x\n', operation: { kind: 'set', at: ['a', 'd'], value: scalar('e') }, reason: /aliases/ },
  { what: 'a tag', text: 'a: !!str 1\n', operation: { kind: 'set', at: ['b'], value: scalar('e') }, reason: /tags/ },
  { what: 'a key that is written twice', text: 'a: 1\na: 2\n', operation: { kind: 'set', at: ['b'], value: scalar('e') }, reason: /written twice/ },
  { what: 'two documents', text: 'a: 1\n---\nb: 2\n', operation: { kind: 'set', at: ['c'], value: scalar('e') }, reason: /more than one document/ },
  { what: 'a tab', text: 'a:\tb\n', operation: { kind: 'set', at: ['a'], value: scalar('e') }, reason: /tabs/ },
  {
    what: 'a place that is not there',
    text: 'a: 1\n',
    operation: { kind: 'insert', at: ['b'], index: 0, item: mapOf({ c: scalar('d') }) },
    reason: /no such place/,
  },
  {
    what: 'a list in brackets',
    text: 'a: [{b: 1}]\n',
    operation: { kind: 'insert', at: ['a'], index: 1, item: mapOf({ c: scalar('d') }) },
    reason: /brackets/,
  },
  { what: 'what is no YAML', text: 'a: [\n', operation: { kind: 'set', at: ['a'], value: scalar('e') }, reason: /not read as a whole/ },
];

for (const { what, text, operation, reason } of refusals) {
  test(`edit: refuses ${what}`, () => {
    const edited = editYaml('w.yml', text, [operation]);
    assert.equal(edited.kind, 'refused', edited.kind === 'edited' ? edited.text : '');
    assert.match(edited.kind === 'refused' ? edited.reason : '', reason);
  });
}

test('edit: finds the place of an offset', () => {
  const { node } = parseYaml('w.yml', workflow);
  assert.deepEqual(placeAt(node!, workflow.indexOf('acme/upload')), ['jobs', 'build', 'steps', 2, 'uses']);
  assert.deepEqual(placeAt(node!, workflow.indexOf('publish:')), ['jobs', 'publish', 'runs-on'].slice(0, 2));
});
