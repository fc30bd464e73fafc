import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineIndex } from '../../src/base/index.ts';
import { FullReader } from '../../src/workflow/full-yaml.ts';
import type { Node } from '../../src/workflow/index.ts';
import { readQuickly } from '../../src/workflow/quick-yaml.ts';

function source(text: string): { readonly text: string; readonly lines: LineIndex } {
  return { text, lines: new LineIndex('f.yml', text) };
}

function flat(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const span = `${node.span.start}-${node.span.end}`;
  switch (node.kind) {
    case 'scalar':
      return [span, node.scalar.value, node.scalar.type, node.scalar.span.start, node.scalar.span.end, node.scalar.lineStarts];
    case 'list':
      return [span, ...node.items.map(flat)];
    case 'map':
      return [span, ...node.entries.map((one) => [one.key.value, one.key.type, one.key.span.start, one.key.span.end, flat(one.value)])];
  }
}

/** Asserts that whatever the quick reader returns is what the full one would; says whether it returned anything. */
function agrees(text: string): boolean {
  const quick = readQuickly(source(text));
  if (quick === undefined) return false;
  const [full, ...others] = new FullReader(source(text)).documents('first');
  assert.deepEqual(flat(quick), flat(full?.node), JSON.stringify(text));
  assert.deepEqual(full?.problems, [], JSON.stringify(text));
  assert.deepEqual(others, []);
  return true;
}

const plain: readonly { what: string; text: string }[] = [
  { what: 'maps and lists', text: 'a:\n  b: 1\n  c:\n    - x\n    - y: z\n      w: v\n' },
  { what: 'a list at the indentation of its key', text: 'a:\n- x\n- y\nb: 1\n' },
  { what: 'compact nested lists', text: 'a:\n  - - x\n    - y\n  - - z\n' },
  { what: 'null values', text: 'a:\nb:   \nc: # why\nd: ~\ne:\n  f:\n' },
  { what: 'items without a value', text: 'a:\n  -\n  - x\n  -   # c\n' },
  { what: 'an item on the next line', text: 'a:\n  -\n    b: 1\n  - c\n' },
  { what: 'a document marker at the head', text: '# c\na: 1\n' },
  { what: 'comments everywhere', text: '# a\n\na: 1 # b\n   # c\nb: # d\n  # e\n  c: 1\n# f\n' },
  { what: 'types', text: 'a: 1\nb: 1.5\nc: true\nd: null\ne: 0x1F\nf: 1e3\ng: .inf\nh: v1\ni: 1.2.3\nj: -1\nk: no\nl: 0o7\n1.2: x\n' },
  { what: 'quotes', text: "a: 'it''s' # c\nb: \"x # y\"\n'c d': 1\n\"e\": 2\nf: ''\ng: \"\"\n" },
  { what: 'plain scalars with everything', text: 'a: x:y #z\nb: a#b\nc: ${{ github.ref }}\nd: -x\ne: a, b [c] {d}\nf: http://x/y?z=1&w\n' },
  { what: 'literal blocks', text: 'a: |\n  x\n\n    y\n  z\nb: |-\n    x\n\nc: |+\n  x\n\n\nd: 1\n' },
  { what: 'folded blocks', text: 'a: >\n  x\n  y\n\n  z\n    w\n\n    v\n  u\nb: >-\n\n  x\n\n\n  y\nc: >+\n  x\n\n' },
  { what: 'blocks in lists', text: 'a:\n  - |\n    x\n  - run: |\n      y\n    if: z\n  - >-\n    w\n' },
  { what: 'an empty block', text: 'a: |\nb: 1\n' },
  { what: 'a block at the end without a line break', text: 'a: |\n  x' },
  { what: 'flow lists', text: 'a: [x, "y", \'z\', 1, ]\nb: []\nc: [ a b , c:d ] # e\nd: [\n  x, # c\n  y\n  ]\n' },
  { what: 'flow maps', text: 'a: {b: 1, c: [d], "e": {f: g}}\nb: {}\nc:\n  - {os: linux, v: 1.2}\n' },
];

for (const row of plain) {
  test(`read quickly: ${row.what}`, () => assert.equal(agrees(row.text), true));
}

const left: readonly { what: string; text: string }[] = [
  { what: 'anchors', text: 'a: &x 1\n' },
  { what: 'aliases', text: 'a: *x\n' },
  { what: 'tags', text: 'a: !!str 1\n' },
  { what: 'merge keys', text: 'a:\n  <<: x\n' },
  { what: 'duplicate keys', text: 'a: 1\na: 2\n' },
  { what: 'duplicate keys of a flow map', text: 'a: {b: 1, b: 2}\n' },
  { what: 'tabs', text: 'a:\n\tb: 1\n' },
  { what: 'a tab after a value', text: 'a: 1\t# c\n' },
  { what: 'scalars over lines', text: 'a: x\n  y\n' },
  { what: 'quotes over lines', text: 'a: "x\n  y"\n' },
  { what: 'escapes', text: 'a: "x\\ty"\n' },
  { what: 'nested maps on one line', text: 'a: b: c\n' },
  { what: 'more after a quote', text: 'a: "b" c\n' },
  { what: 'wrong indentation', text: 'a:\n  b: 1\n c: 2\n' },
  { what: 'an entry indented too far', text: 'a: 1\n  b: 2\n' },
  { what: 'several documents', text: 'a: 1\n---\nb: 2\n' },
  { what: 'directives', text: '%YAML 1.2\n---\na: 1\n' },
  { what: 'carriage returns', text: 'a: 1\r\n' },
  { what: 'an explicit indentation', text: 'a: |2\n   x\n' },
  { what: 'a block with a line indented too little', text: 'a: |\n    x\n  y\n' },
  { what: 'explicit keys', text: '? a\n: b\n' },
  { what: 'a scalar alone', text: 'hello\n' },
  { what: 'an open bracket', text: 'a: [b\n' },
  { what: 'a flow list that is not indented', text: 'a: [\nb\n]\n' },
];

for (const row of left) {
  test(`left to the full parser: ${row.what}`, () => assert.equal(agrees(row.text), false));
}

const sample = plain
  .map((row, i) =>
    row.text
      .split('\n')
      .map((line) => (line === '' ? '' : `  ${line}`))
      .join('\n')
      .replace(/^/, `k${i}:\n`),
  )
  .filter((text) => !text.includes('without'))
  .join('\n');

const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom(...' \n-:#[]{},\'"|>&*!?%@`\\\tab1.~'.split('')), minLength: 1, maxLength: 3 }),
  fc.constantFrom(
    '\n',
    '  ',
    ' ',
    ': ',
    '- ',
    ' #',
    '\n\n',
    '\n  ',
    '\n    ',
    '|\n',
    '>-\n',
    '[',
    ']',
    ', ',
    '{',
    '}',
    "''",
    '---\n',
    '<<: ',
    '\t',
    '? ',
    '+',
    '- - ',
    '"',
    ':\n',
  ),
);

test('on mutated documents the quick reader never says more or less than the full one', () => {
  const chunk = fc.constantFrom(...plain.map((row) => row.text), sample);
  const edit = fc.record({ at: fc.nat(), remove: fc.nat(6), piece });
  let quick = 0;
  let all = 0;
  fc.assert(
    fc.property(chunk, fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
      all++;
      const mutated = edits.reduce((current, one) => {
        const at = one.at % (current.length + 1);
        return current.slice(0, at) + one.piece + current.slice(at + one.remove);
      }, text);
      if (agrees(mutated)) quick++;
    }),
    { numRuns: 4000 },
  );
  assert.ok(quick > all / 20, `${quick} of ${all}`);
});

test('on random lines the quick reader never says more or less than the full one', () => {
  const word = fc.constantFrom(
    'a',
    'b',
    'c c',
    '1',
    'x:y',
    '"q"',
    "'r'",
    '- ',
    'a: ',
    'b: ',
    'c:',
    '|',
    '>',
    '>-',
    '|+',
    '# z',
    '[a]',
    '[a, b]',
    '{a: b}',
    '-',
    '~',
    '${{ x }}',
    '[',
    ']',
    '&a',
    '*a',
    '',
    '"',
    ':',
    '?',
    'k: |',
    '- |',
    '- a: ',
  );
  const line = fc.tuple(fc.nat(5), fc.array(word, { maxLength: 3 }), fc.constantFrom('', ' ')).map((parts) => ' '.repeat(parts[0]) + parts[1].join(parts[2]));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('', '\n'), (lines, end) => void agrees(`a:${lines.join('\n')}${end}`)),
    { numRuns: 4000 },
  );
});
