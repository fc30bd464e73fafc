import assert from 'node:assert/strict';
import { test } from 'node:test';
import { show } from '../../src/values/index.ts';
import type { Datum } from '../../src/values/index.ts';
import { expandMatrix, parseWorkflow } from '../../src/workflow/index.ts';
import { context, text } from './support.ts';

const ctx = context({ 'vars.LIST': text('["a","b"]') });

function print(datum: Datum): string {
  switch (datum.kind) {
    case 'text':
      return show(datum.text);
    case 'bool':
    case 'number':
      return String(datum.value);
    case 'null':
      return 'null';
    case 'list':
      return `[${datum.items.map(print).join(' ')}]`;
    case 'map':
      return `{${[...datum.entries].map((one) => `${one[0]}:${print(one[1])}`).join(' ')}}`;
  }
}

function expanded(matrix: string): { legs: readonly string[]; complete: boolean; reason: string | undefined } {
  const indented = matrix
    .trim()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
  const workflow = parseWorkflow('w.yml', `on: push\njobs:\n  j:\n    strategy:\n      matrix:${matrix.startsWith('$') ? ` ${matrix}` : `\n${indented}`}\n`);
  assert.equal(workflow.kind, 'workflow');
  const found = workflow.kind === 'workflow' ? workflow.jobs[0]?.matrix : undefined;
  assert.ok(found !== undefined);
  const result = expandMatrix(found, ctx);
  return { legs: result.legs.map((leg) => [...leg].map((one) => `${one[0]}=${print(one[1])}`).join(' ')), complete: result.complete, reason: result.reason };
}

interface Row {
  readonly what: string;
  readonly matrix: string;
  readonly legs: readonly string[];
  readonly reason?: RegExp;
}

const rows: readonly Row[] = [
  { what: 'one dimension', matrix: 'os: [linux, mac]', legs: ['os=linux', 'os=mac'] },
  { what: 'two dimensions, the first outermost', matrix: 'os: [l, m]\nv: [1, 1.10]', legs: ['os=l v=1', 'os=l v=1.1', 'os=m v=1', 'os=m v=1.1'] },
  { what: 'maps as values', matrix: 'p: [{a: 1, b: x}]', legs: ['p={a:1 b:x}'] },
  { what: 'exclude', matrix: 'os: [l, m]\nv: [1, 2]\nexclude:\n  - {os: m, v: 1}\n  - {v: 2, os: L}', legs: ['os=l v=1', 'os=m v=2'] },
  { what: 'exclude by a part of a map', matrix: 'p: [{a: 1, b: x}, {a: 2, b: x}]\nexclude: [{p: {a: 1}}]', legs: ['p={a:2 b:x}'] },
  { what: 'include extends the legs that it fits', matrix: 'os: [l, m]\ninclude: [{os: m, extra: yes}]', legs: ['os=l', 'os=m extra=yes'] },
  { what: 'include without dimensions extends all', matrix: 'os: [l, m]\ninclude: [{color: green}]', legs: ['os=l color=green', 'os=m color=green'] },
  { what: 'include that fits nowhere is a leg', matrix: 'os: [l]\ninclude: [{os: w, extra: 1}]', legs: ['os=l', 'os=w extra=1'] },
  {
    what: 'later includes overwrite what includes added, never the own values',
    matrix:
      'fruit: [apple, pear]\nanimal: [cat, dog]\ninclude:\n  - color: green\n  - {color: pink, animal: cat}\n  - {fruit: apple, shape: circle}\n  - fruit: banana\n  - {fruit: banana, animal: cat}',
    legs: [
      'fruit=apple animal=cat color=pink shape=circle',
      'fruit=apple animal=dog color=green shape=circle',
      'fruit=pear animal=cat color=pink',
      'fruit=pear animal=dog color=green',
      'fruit=banana',
      'fruit=banana animal=cat',
    ],
  },
  { what: 'include alone', matrix: 'include: [{a: 1}, {b: 2}]', legs: ['a=1', 'b=2'] },
  { what: 'a dimension from a known expression', matrix: 'x: ${{ fromJSON(vars.LIST) }}', legs: ['x=a', 'x=b'] },
  { what: 'all from a known expression', matrix: '${{ fromJSON(\'{"a":[1,2],"include":[{"a":2,"b":true}]}\') }}', legs: ['a=1', 'a=2 b=true'] },
  {
    what: 'a dimension that is not known',
    matrix: 'os: [l, m]\nx: ${{ fromJSON(needs.plan.outputs.x) }}',
    legs: ['os=l x={matrix.x}', 'os=m x={matrix.x}'],
    reason: /matrix\.x is computed/,
  },
  { what: 'all that is not known', matrix: '${{ fromJSON(needs.plan.outputs.x) }}', legs: [''], reason: /the matrix is computed/ },
  { what: 'an include that is not known', matrix: 'include: ${{ fromJSON(needs.plan.outputs.x) }}', legs: [''], reason: /include is computed/ },
  {
    what: 'an exclude that is not known',
    matrix: 'a: [1, 2]\nexclude: ${{ fromJSON(needs.plan.outputs.x) }}',
    legs: ['a=1', 'a=2'],
    reason: /exclude is computed/,
  },
  { what: 'an exclude that may match', matrix: 'a: [1, "${{ vars.X }}"]\nexclude: [{a: x}]', legs: ['a=1', 'a={vars.X}'], reason: /not known/ },
  { what: 'an empty dimension', matrix: 'a: []', legs: [] },
];

for (const row of rows) {
  test(`expandMatrix: ${row.what}`, () => {
    const result = expanded(row.matrix);
    assert.deepEqual(result.legs, row.legs);
    assert.equal(result.complete, row.reason === undefined);
    if (row.reason !== undefined) assert.match(result.reason ?? '', row.reason);
  });
}

test('a matrix of too many legs is cut, and says so', () => {
  const values = `[${Array.from({ length: 100 }, (_, i) => i).join(', ')}]`;
  const result = expanded(`a: ${values}\nb: ${values}\nc: ${values}`);
  assert.equal(result.legs.length, 256);
  assert.equal(result.complete, false);
  assert.match(result.reason ?? '', /more than 256 legs/);
});
