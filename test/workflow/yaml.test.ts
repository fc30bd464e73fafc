import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asList, asMap, entry, parseYaml, parseYamlDocuments, textOf, toDatum } from '../../src/workflow/index.ts';
import type { Node } from '../../src/workflow/index.ts';

function plain(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  switch (node.kind) {
    case 'scalar':
      return node.scalar.value;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries(node.entries.map((one) => [one.key.value, plain(one.value)]));
  }
}

const values: readonly { what: string; text: string; value: unknown }[] = [
  { what: 'a plain map', text: 'a: 1\nb: two\n', value: { a: '1', b: 'two' } },
  { what: 'on is a string, not true', text: 'on: push\n', value: { on: 'push' } },
  { what: 'numbers keep their digits', text: 'v: 1.20\n', value: { v: '1.20' } },
  { what: 'null is the empty string', text: 'a: ~\nb:\n', value: { a: '', b: '' } },
  { what: 'a byte-order mark', text: '\uFEFFa: 1\n', value: { a: '1' } },
  { what: 'carriage returns', text: 'a: |\r\n  x\r\n  y\r\nb: 2\r\n', value: { a: 'x\ny\n', b: '2' } },
  { what: 'an alias shares the node', text: 'a: &x [1, 2]\nb: *x\n', value: { a: ['1', '2'], b: ['1', '2'] } },
  {
    what: 'merge keys give way to the map itself',
    text: 'a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n',
    value: { a: { p: '1', q: '2' }, b: { p: '1', q: '3' } },
  },
  {
    what: 'the earlier of several merged maps wins',
    text: 'a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y]}\n',
    value: { a: { p: '1' }, b: { p: '2', q: '2' }, c: { p: '1', q: '2' } },
  },
  { what: 'a quoted << is an ordinary key', text: 'c: {"<<": 1}\n', value: { c: { '<<': '1' } } },
  { what: 'no-break spaces as indentation', text: 'a:\n\u00a0\u00a0b: 1\n', value: { a: { b: '1' } } },
  { what: 'no-break spaces inside a script stay', text: 'a: |\n  x\u00a0y\n', value: { a: 'x\u00a0y\n' } },
  { what: 'no-break spaces inside a quoted string stay', text: 'a: "x\u00a0y"\n', value: { a: 'x\u00a0y' } },
  { what: 'an empty file', text: '', value: undefined },
  { what: 'comments alone', text: '# nothing\n', value: undefined },
];

for (const row of values) {
  test(`parseYaml: ${row.what}`, () => {
    assert.deepEqual(plain(parseYaml('f.yml', row.text).node), row.value);
  });
}

const chain = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`).join('\n');

const problems: readonly { what: string; text: string; line: number; reason: RegExp; readable: boolean }[] = [
  { what: 'duplicate keys', text: 'a: 1\nb: 2\na: 3\n', line: 3, reason: /"a" is written twice/, readable: true },
  { what: 'a second document', text: 'a: 1\n---\nb: 2\n', line: 2, reason: /more than one YAML document/, readable: true },
  { what: 'a no-break space as indentation', text: 'a:\n\u00a0\u00a0b: 1\n', line: 2, reason: /no-break space/, readable: true },
  { what: 'a tab as indentation', text: 'a:\n\tb: 1\n', line: 2, reason: /not valid YAML/, readable: false },
  { what: 'an unclosed bracket', text: 'a: 1\nb: [1, 2\nc: 3\n', line: 3, reason: /not valid YAML/, readable: false },
  { what: 'a map as a key', text: '? {a: 1}\n: 2\nb: 3\n', line: 1, reason: /as a key/, readable: true },
  { what: 'a merge key of a string', text: 'a:\n  <<: text\n', line: 2, reason: /merge key needs a map/, readable: true },
  { what: 'an alias without an anchor', text: 'a: 1\nb: *none\n', line: 2, reason: /names no anchor/, readable: false },
  { what: 'an alias inside what it names', text: 'a: &a\n  b: *a\n', line: 2, reason: /inside what it names/, readable: false },
  { what: 'a bomb of aliases', text: `a0: &a0 [x, x]\n${chain}\n`, line: 10, reason: /aliases add more than/, readable: false },
  { what: 'too many aliases', text: `a: &a x\nb: [${'*a, '.repeat(10_001)}]\n`, line: 2, reason: /more than 10000 aliases/, readable: false },
  { what: 'brackets nested too deep', text: `a: ${'['.repeat(50_000)}`, line: 1, reason: /nested deeper than 200/, readable: false },
  { what: 'lists nested too deep', text: '- '.repeat(50_000), line: 1, reason: /nested deeper than 200/, readable: false },
  {
    what: 'depth that aliases add',
    text: `a0: &a0 [x]\n${Array.from({ length: 300 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`).join('\n')}\n`,
    line: 200,
    reason: /nested deeper than 200/,
    readable: false,
  },
];

for (const row of problems) {
  test(`parseYaml notes ${row.what}`, () => {
    const result = parseYaml('f.yml', row.text);
    assert.equal(result.node !== undefined, row.readable);
    const [first] = result.problems;
    assert.match(first?.reason ?? '', row.reason);
    assert.equal(first?.span.line, row.line);
  });
}

test('the last of two equal keys is read', () => {
  const node = parseYaml('f.yml', 'a: 1\na: 2\n').node;
  assert.equal(textOf(entry(node, 'a')), '2');
  assert.equal(asMap(node).length, 1);
});

test('no-break spaces in comments and scalars are not worth a note', () => {
  assert.deepEqual(parseYaml('f.yml', 'a: x\u00a0y # c\u00a0d\u00a0e\n# f\u00a0g\n').problems, []);
});

test('parseYamlDocuments gives every document', () => {
  assert.deepEqual(
    parseYamlDocuments('f.yml', 'a: 1\n---\n- 2\n').map((one) => plain(one.node)),
    [{ a: '1' }, ['2']],
  );
});

test('asList takes a lone value as a list of itself', () => {
  const node = parseYaml('f.yml', 'a: x\nb: [x, y]\nc:\n').node;
  assert.deepEqual(asList(entry(node, 'a')).map(textOf), ['x']);
  assert.deepEqual(asList(entry(node, 'b')).map(textOf), ['x', 'y']);
  assert.deepEqual(asList(entry(node, 'c')), []);
});

test('toDatum keeps the types of the core schema', () => {
  const node = parseYaml('f.yml', '[true, 0x10, "1", ~, 1e3, no]').node!;
  assert.deepEqual(toDatum(node), {
    kind: 'list',
    items: [
      { kind: 'bool', value: true },
      { kind: 'number', value: 16 },
      { kind: 'text', text: [{ kind: 'lit', text: '1' }] },
      { kind: 'null' },
      { kind: 'number', value: 1000 },
      { kind: 'text', text: [{ kind: 'lit', text: 'no' }] },
    ],
  });
});
