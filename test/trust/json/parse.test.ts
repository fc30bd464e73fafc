import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { limits } from '../../../src/base/index.ts';
import { parseJson, parseJsonText, type JsonValue } from '../../../src/trust/json/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('JSON that has one reading is read', () => {
  const texts = [
    '{}',
    '[]',
    'null',
    '"a"',
    ' { "a" : [1, -2.5, true, {"b": "\\u00e9\\n\\"\\\\"}] }\n',
    '{"":{"":""}}',
    '"😀"',
    '"\\ud83d\\ude00"',
    '0',
    '-0',
    '9007199254740991',
    '{"a:b,c":"[{"}',
  ];
  for (const text of texts) assert.deepEqual(parseJson(bytes(text)), { kind: 'parsed', value: JSON.parse(text) as JsonValue }, text);
});

test('JSON that two readers would read in two ways is refused', () => {
  const table = [
    { what: 'nothing', text: '' },
    { what: 'a key twice', text: '{"a":1,"a":1}' },
    { what: 'a key twice, once as an escape', text: '{"sig":1,"\\u0073ig":2}' },
    { what: 'a key twice, deep down', text: '[{"x":[{"a":{},"b":0,"a":{}}]}]' },
    { what: 'a prototype twice', text: '{"__proto__":1,"__proto__":2}' },
    { what: 'a key twice behind a quote in a string', text: '{"a":"\\"","a":"\\\\"}' },
    { what: 'something after the end', text: '{} {}' },
    { what: 'a comma at the end', text: '[1,]' },
    { what: 'a comment', text: '{}//' },
    { what: 'a byte-order mark', text: '\u{FEFF}{}' },
    { what: 'a number in other words', text: '[NaN]' },
    { what: 'a number that is not exact', text: '[9007199254740993]' },
    { what: 'a number past the doubles', text: '[1e999]' },
    { what: 'a number with a plus', text: '[+1]' },
    { what: 'a number with a zero in front', text: '[01]' },
    { what: 'half a pair', text: '["\\ud800"]' },
    { what: 'half a pair in a key', text: '{"\\udc00":1}' },
    { what: 'a line feed in a string', text: '"\n"' },
    { what: 'single quotes', text: "{'a':1}" },
    { what: 'a string without an end', text: '"a' },
    { what: 'a string whose end is escaped', text: '"a\\"' },
  ];
  for (const { what, text } of table) {
    const read = parseJson(bytes(text));
    assert.equal(read.kind === 'refused' && read.reason.code, 'BUNDLE_MALFORMED', what);
  }
});

test('bytes that are not UTF-8 are refused', () => {
  for (const hostile of [
    [0x22, 0xff, 0x22],
    [0x22, 0xc0, 0xaf, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
    [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22],
    [0xff, 0xfe, 0x7b, 0x00],
  ]) {
    assert.equal(parseJson(Uint8Array.from(hostile)).kind, 'refused', hostile.join(' '));
  }
});

test('depth and number of values are bounded, and a code of the caller is kept', () => {
  const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  assert.equal(parseJsonText(deep(limits.maxJsonDepth)).kind, 'parsed');
  for (const text of [deep(limits.maxJsonDepth + 1), '['.repeat(1_000_000), `[${'0,'.repeat(limits.maxJsonValues + 1)}0]`]) {
    const read = parseJsonText(text);
    assert.equal(read.kind === 'refused' && read.reason.code, 'BUNDLE_TOO_LARGE');
  }
  const read = parseJsonText('x', { what: 'the root', code: 'ROOT_MALFORMED' });
  assert.equal(read.kind === 'refused' && read.reason.code, 'ROOT_MALFORMED');
  assert.equal(read.kind === 'refused' && read.reason.message.startsWith('the root is not JSON'), true);
});

test('a key that the language knows is a key like any other', () => {
  const read = parseJsonText('{"__proto__":{"a":1},"constructor":2}');
  assert.equal(read.kind, 'parsed');
  const value = (read as { readonly value: object }).value;
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor']);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
});

test('text of the input does not stand in the message of a refusal', () => {
  const read = parseJsonText('{"a": \u001B[31msecret}');
  assert.equal(read.kind === 'refused' && ['secret', '[31m'].some((part) => read.reason.message.includes(part)), false);
});

test('any JSON is read as the language reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const read = parseJsonText(text);
      if (read.kind === 'refused') assert.match(read.reason.message, /too large to be exact|surrogate/);
      else assert.deepEqual(read.value, JSON.parse(text));
    }),
  );
});

test('a member that is written a second time is refused wherever it stands', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }), fc.nat(), (object, choice) => {
      const members = Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
      const again = members[choice % members.length] ?? '';
      assert.equal(parseJsonText(`{${[...members, again].join(',')}}`).kind, 'refused');
    }),
  );
});

test('arbitrary bytes give a value or a reason', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (hostile) => ['parsed', 'refused'].includes(parseJson(hostile).kind)));
  const pieces = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', '"a"', '1', 'null', '\\u', ' ');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => ['parsed', 'refused'].includes(parseJsonText(parts.join('')).kind)));
});

test('a text of escapes and quotes takes no longer than its length', () => {
  const started = performance.now();
  parseJsonText(`"${'\\\\\\"'.repeat(1_000_000)}"`);
  parseJsonText(`"${'\\'.repeat(4_000_000)}"`);
  assert.ok(performance.now() - started < 5_000);
});
