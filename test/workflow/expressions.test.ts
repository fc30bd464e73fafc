import assert from 'node:assert/strict';
import { test } from 'node:test';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import fc from 'fast-check';
import { alternatives, concat, expand, lit, literalOf, show } from '../../src/values/index.ts';
import { booleanOf, evaluateScalarDatum, evaluateSegment, evaluateText, interpolate, segmentText, truth } from '../../src/workflow/index.ts';
import { context, list, map, scalar, text, unknown } from './support.ts';

const ctx = context({
  'github.ref_name': text(unknown('tag')),
  'github.event_name': 'push',
  'inputs.sign': { kind: 'bool', value: 'unknown' },
  'inputs.os': text(alternatives('leg', [lit('linux'), lit('mac')])),
  'inputs.json': text(alternatives('leg', [lit('"x"'), lit('1')])),
  matrix: map({ os: text('ubuntu'), n: { kind: 'number', value: 1.5 }, list: list(text('a'), text('b')) }),
});

const texts: readonly { what: string; value: string; shown: string }[] = [
  { what: 'no expression', value: 'plain }} text', shown: 'plain }} text' },
  { what: 'literals around', value: 'v${{ github.ref_name }}-${{ matrix.os }}.tgz', shown: 'v{tag}-ubuntu.tgz' },
  { what: 'a choice by a condition', value: "${{ inputs.sign && 'yes' || 'no' }}", shown: '{yes,no}' },
  { what: 'a choice that is decided', value: "${{ github.event_name == 'push' && 'yes' || 'no' }}", shown: 'yes' },
  { what: 'a default', value: '${{ inputs.tag || github.ref_name }}', shown: '{{inputs.tag},{tag}}' },
  { what: 'an empty first choice falls through', value: "${{ github.event_name == 'push' && '' || 'no' }}", shown: 'no' },
  { what: 'choices of three', value: "${{ inputs.sign && 'a' || vars.x && 'b' || 'c' }}", shown: '{a,{b,c}}' },
  { what: 'case()', value: "${{ case(inputs.sign, 'a', true, 'b', 'c') }}", shown: '{a,b}' },
  { what: 'format()', value: "${{ format('{0}/{1}{{}}', matrix.os, github.ref_name) }}", shown: 'ubuntu/{tag}{}' },
  { what: 'join()', value: "${{ join(matrix.list, '+') }}", shown: 'a+b' },
  { what: 'join() without a separator', value: '${{ join(matrix.list) }}', shown: 'a,b' },
  { what: 'a number', value: '${{ matrix.n }}', shown: '1.5' },
  { what: 'a list as a string', value: '${{ matrix.list }}', shown: 'Array' },
  { what: 'an index of a list', value: '${{ matrix.list[1] }}', shown: 'b' },
  { what: 'an index that is computed', value: "${{ matrix[format('{0}s', 'o')] }}", shown: 'ubuntu' },
  { what: 'an index that is open', value: '${{ secrets[inputs.name] }}', shown: '{secrets[inputs.name]}' },
  { what: 'fromJSON of alternatives', value: '${{ fromJSON(inputs.json) }}', shown: '{x,1}' },
  { what: 'an unknown path', value: '${{ github.event.inputs.tag }}', shown: '{github.event.inputs.tag}' },
  { what: 'an expression that is none', value: 'a ${{ b( }} c ${{ matrix.os }}', shown: 'a {b(} c ubuntu' },
  { what: 'braces inside a string', value: "${{ '}}' }}", shown: '}}' },
];

for (const row of texts) {
  test(`evaluateText: ${row.what}`, () => {
    assert.equal(show(evaluateText(scalar(row.value), ctx)), row.shown);
  });
}

const typed: readonly { value: string; type: 'boolean' | 'number' | 'null'; text: string }[] = [
  { value: '1.20', type: 'number', text: '1.2' },
  { value: '0x10', type: 'number', text: '16' },
  { value: 'True', type: 'boolean', text: 'true' },
  { value: '', type: 'null', text: '' },
];

for (const row of typed) {
  test(`evaluateText writes the ${row.type} ${row.value} as GitHub does`, () => {
    assert.equal(literalOf(evaluateText(scalar(row.value, row.type), ctx)), row.text);
  });
}

test('the same condition makes the same choice everywhere', () => {
  const chosen = evaluateText(
    scalar("${{ inputs.sign && 'a' || 'b' }}-${{ !inputs.sign && 'x' || 'y' }}-${{ inputs.sign == true && '1' || '2' }}-${{ inputs.sign }}"),
    ctx,
  );
  assert.deepEqual(new Set(expand(chosen)?.map((one) => literalOf(one.text))), new Set(['a-y-1-true', 'b-x-2-false']));
});

test('comparing a choice gives back its condition', () => {
  const chosen = evaluateText(scalar("${{ inputs.sign && 'a' || 'b' }}"), ctx);
  const other = context({ 'env.X': text(chosen), 'inputs.sign': { kind: 'bool', value: 'unknown' } });
  assert.deepEqual(evaluateScalarDatum(scalar("${{ (env.X == 'a') == inputs.sign }}"), other), { kind: 'bool', value: true });
  assert.deepEqual(evaluateScalarDatum(scalar("${{ env.X == 'c' }}"), other), { kind: 'bool', value: false });
  assert.deepEqual(evaluateScalarDatum(scalar("${{ env.X != '' }}"), other), { kind: 'bool', value: true });
});

test('a truth value that travels as a string is read back with its condition', () => {
  const sent = evaluateText(scalar('${{ inputs.sign }}'), ctx);
  const received = context({ 'inputs.sign': booleanOf(sent), 'inputs.other': { kind: 'bool', value: 'unknown', key: 'inputs.sign' } });
  assert.equal(truth(booleanOf(sent)), 'unknown');
  assert.deepEqual(evaluateScalarDatum(scalar('${{ inputs.sign == inputs.other }}'), received), { kind: 'bool', value: true });
});

test('alternatives that are all equal in a comparison decide it', () => {
  assert.deepEqual(evaluateScalarDatum(scalar("${{ endsWith(inputs.os, 'windows') }}"), ctx), { kind: 'bool', value: false });
  assert.deepEqual(evaluateScalarDatum(scalar("${{ contains(inputs.os, 'a') && inputs.os == 'mac' && inputs.os == 'linux' }}"), ctx), {
    kind: 'bool',
    value: false,
  });
});

test('objects and lists survive when a scalar is one expression', () => {
  assert.deepEqual(evaluateScalarDatum(scalar('${{ matrix.list }}'), ctx), list(text('a'), text('b')));
  assert.deepEqual(
    evaluateScalarDatum(scalar('${{ fromJSON(\'{"a":[1,null,true]}\') }}'), ctx),
    map({ a: list({ kind: 'number', value: 1 }, { kind: 'null' }, { kind: 'bool', value: true }) }),
  );
});

test('segments cover the value and are kept', () => {
  const value = 'a${{ github.x }}b${{ oops oops }}';
  const segments = interpolate({ value });
  assert.equal(segments.map((one) => value.slice(one.start, one.end)).join(''), value);
  assert.deepEqual(
    segments.map((one) => one.kind),
    ['literal', 'expression', 'literal', 'malformed'],
  );
  assert.equal(interpolate({ value }), segments);
});

test('a segment has a value, and leaves a string', () => {
  const [none, open] = interpolate({ value: '${{ matrix.missing }}${{ inputs.sign }}' });
  assert.ok(none !== undefined && open !== undefined);
  assert.deepEqual(evaluateSegment(none, ctx), { kind: 'null' });
  assert.equal(show(segmentText(none, ctx)), '');
  assert.equal(show(segmentText(open, ctx)), '{true,false}');
});

const atom = fc.constantFrom(
  'true',
  'false',
  'null',
  '0',
  '1',
  '2.5',
  "''",
  "'a'",
  "'A'",
  "'b'",
  "'1'",
  "'true'",
  "'refs/tags/v1'",
  "'it''s'",
  'github.ref',
  'github.missing',
  'github.n',
  'github.flag',
  'github.list',
  "github['ref']",
  'github.list[0]',
  'github.list.*',
  'github.map.*.k',
  'github.map.a.k',
);

const source = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('expression'), fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '&&', '||'), tie('expression')).map((parts) => `(${parts.join(' ')})`),
    tie('expression').map((inner) => `!${inner}`),
    fc
      .tuple(fc.constantFrom('contains', 'startsWith', 'endsWith', 'format', 'join'), tie('expression'), tie('expression'))
      .map((parts) => `${parts[0]}(${parts[1]}, ${parts[2]})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map((parts) => `case(${parts[0]} == 'a', ${parts[1]}, ${parts[2]})`),
  ),
})).expression;

const known = context({
  github: map({
    ref: text('refs/tags/v1'),
    n: { kind: 'number', value: 2.5 },
    flag: { kind: 'bool', value: true },
    list: list(text('a'), { kind: 'number', value: 1 }),
    map: map({ a: map({ k: text('x') }), b: map({ k: { kind: 'null' } }), c: text('no') }),
  }),
});

function reference(expression: string): string {
  const github = new data.Dictionary(
    { key: 'ref', value: new data.StringData('refs/tags/v1') },
    { key: 'n', value: new data.NumberData(2.5) },
    { key: 'flag', value: new data.BooleanData(true) },
    { key: 'list', value: new data.Array(new data.StringData('a'), new data.NumberData(1)) },
    {
      key: 'map',
      value: new data.Dictionary(
        { key: 'a', value: new data.Dictionary({ key: 'k', value: new data.StringData('x') }) },
        { key: 'b', value: new data.Dictionary({ key: 'k', value: new data.Null() }) },
        { key: 'c', value: new data.StringData('no') },
      ),
    },
  );
  const parsed = new Parser(new Lexer(expression).lex().tokens, ['github'], []).parse();
  const result = new Evaluator(parsed, new data.Dictionary({ key: 'github', value: github })).evaluate();
  return result.coerceString();
}

test("on known values the result is the reference evaluator's", () => {
  fc.assert(
    fc.property(source, (expression) => {
      let expected: string;
      try {
        expected = reference(expression);
      } catch {
        return;
      }
      const actual = literalOf(evaluateText(scalar(`\${{ ${expression} }}`), known));
      // Whether two lists are one and the same is left open.
      if (actual !== undefined || !/list|map/.test(expression)) assert.equal(actual, expected, expression);
    }),
    { numRuns: 1500 },
  );
});

/** Values that an unknown may turn out to be. */
const worlds = ['', 'a', 'B', 'refs/tags/v1', '1'];

test('what is decided with an unknown holds for every value it can have', () => {
  fc.assert(
    fc.property(source, (expression) => {
      const open = context({ github: map({ ref: text(concat(lit('re'), unknown('u'))), n: text(unknown('w')), list: list(text(unknown('u')), text('a')) }) });
      const before = evaluateScalarDatum(scalar(`\${{ !!(${expression}) }}`), open);
      if (before.kind !== 'bool' || before.value === 'unknown') return;
      for (const u of worlds) {
        for (const w of worlds) {
          const closed = context({ github: map({ ref: text(`re${u}`), n: text(w), list: list(text(u), text('a')) }) });
          assert.deepEqual(evaluateScalarDatum(scalar(`\${{ !!(${expression}) }}`), closed), before, `${expression} with ${u} and ${w}`);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test('no text makes the evaluation throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[${}'.()*!&|= a-z0-9[\]]{0,40}$/), source), (value) => {
      evaluateText(scalar(`\${{ ${value} }}`), ctx);
      evaluateText(scalar(value), ctx);
    }),
    { numRuns: 1000 },
  );
});

const hostile: readonly { what: string; value: string }[] = [
  { what: 'deep brackets', value: `${'('.repeat(5000)}1${')'.repeat(5000)}` },
  { what: 'many negations', value: `${'!'.repeat(20_000)}github.x` },
  { what: 'a long chain of equalities', value: Array(5000).fill('1').join('==') },
  {
    what: 'a long chain of unknown equalities',
    value: Array(150)
      .fill(0)
      .map((_, i) => `github.x${i}`)
      .join(' == '),
  },
  {
    what: 'a long disjunction',
    value: Array(1000)
      .fill(0)
      .map((_, i) => `github.x${i}`)
      .join(' || '),
  },
  {
    what: 'a long conjunction of choices',
    value: Array(200)
      .fill(0)
      .map((_, i) => `(github.x${i} && 'a' || github.y${i})`)
      .join(' && '),
  },
  {
    what: 'nested choices',
    value: Array(24)
      .fill(0)
      .reduce<string>((inner, _, i) => `(github.x${i} && ${inner} || 'z${i}')`, "'a'"),
  },
  {
    what: 'compared choices',
    value: `(${Array(24)
      .fill(0)
      .reduce<string>((inner, _, i) => `(github.x${i} && ${inner} || 'z${i}')`, "'a'")}) == (${Array(24)
      .fill(0)
      .reduce<string>((inner, _, i) => `(github.y${i} && ${inner} || 'w${i}')`, "'a'")})`,
  },
  { what: 'an overlong expression', value: `'${'x'.repeat(30_000)}'` },
];

for (const row of hostile) {
  test(`bounded: ${row.what}`, () => {
    const before = performance.now();
    evaluateText(scalar(`\${{ ${row.value} }}`), ctx);
    assert.ok(performance.now() - before < 2000);
  });
}
