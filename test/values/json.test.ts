import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { datumToText, lit, literalOf, parseJsonDatum, show, type Datum, type Text } from '../../src/values/index.ts';
import { choice, textOf } from './text.ts';

/** The datum of a JavaScript value. */
function datumOf(value: unknown): Datum {
  if (typeof value === 'string') return { kind: 'text', text: lit(value) };
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(datumOf) };
  if (value === null || value === undefined) return { kind: 'null' };
  return { kind: 'map', entries: new Map(Object.entries(value).map(([key, one]) => [key, datumOf(one)])) };
}

test('documents without unknowns are read as JSON is, and printed back', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      const datum = parseJsonDatum(lit(text));
      assert.deepEqual(datum, datumOf(JSON.parse(text)));
      if (typeof value !== 'string') assert.equal(literalOf(datumToText(datum!, { indent })!), JSON.stringify(JSON.parse(text), undefined, indent));
    }),
    { numRuns: 300 },
  );
});

test('no text makes it throw, and what JSON refuses is refused', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', 'u', '0', '1', '-', '.', 'e', ' ', '\n', 't', 'true', 'null'),
        maxLength: 20,
      }),
      (text) => {
        let expected: Datum | undefined;
        try {
          expected = datumOf(JSON.parse(text));
        } catch {
          expected = undefined;
        }
        assert.deepEqual(parseJsonDatum(lit(text)), expected);
      },
    ),
    { numRuns: 2000 },
  );
});

test('unknowns in a document', () => {
  const value = (source: string): Datum | undefined => parseJsonDatum(textOf(source));
  const texts = value('[ "a-{v}", "{w}\\n" ]');
  assert.ok(texts?.kind === 'list' && texts.items.every((item) => item.kind === 'text'));
  assert.equal(texts.kind === 'list' && texts.items.map((item) => (item.kind === 'text' ? show(item.text) : '')).join('|'), 'a-{v}|{w}\n');
  const open = value('[ "a", {v} ]');
  assert.ok(open?.kind === 'list' && open.open === true && open.items.length === 1);
  const map = value('{ "a": {v}, "{w}": 1, "b": 2 }');
  assert.ok(map?.kind === 'map' && map.open === true && map.entries.get('a')?.kind === 'text' && map.entries.size === 2);
  assert.equal(value('{v} {w}'), undefined);
  assert.equal(value('{v}')?.kind, 'text');
});

test('bounds', () => {
  assert.equal(parseJsonDatum(lit('['.repeat(10_000) + ']'.repeat(10_000))), undefined);
  assert.equal(parseJsonDatum(lit(`[${'0,'.repeat(60_000)}0]`)), undefined);
  assert.equal(parseJsonDatum(lit('')), undefined);
});

test('printing', () => {
  const print = (datum: Datum): string | undefined => {
    const text: Text | undefined = datumToText(datum);
    return text === undefined ? undefined : show(text);
  };
  assert.equal(print({ kind: 'text', text: textOf('a"{v}') }), 'a"{v}');
  assert.equal(
    print({
      kind: 'list',
      items: [
        { kind: 'text', text: textOf('a"{v}') },
        { kind: 'text', text: choice('k', 'x"', 'y') },
      ],
    }),
    '["a\\"{v}","{x\\",y}"]',
  );
  assert.equal(print({ kind: 'bool', value: 'unknown' }), undefined);
  assert.equal(print({ kind: 'list', items: [], open: true }), undefined);
  assert.equal(print({ kind: 'map', entries: new Map([['a', { kind: 'bool', value: 'unknown' }]]) }), undefined);
  assert.equal(print({ kind: 'map', entries: new Map() }), '{}');
});
