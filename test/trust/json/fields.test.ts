import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fields, parseJsonText, reading, type Spelling } from '../../../src/trust/json/index.ts';

function read<T>(text: string, use: (fields: Fields) => T, spelling: Spelling = 'protobuf'): T | string {
  const json = parseJsonText(text);
  assert.equal(json.kind, 'parsed');
  const result = reading(() => use(new Fields(json.kind === 'parsed' ? json.value : null, { path: 'it', code: 'BUNDLE_MALFORMED', spelling })));
  return result.kind === 'parsed' ? result.value : result.reason.message;
}

test('protobuf names are read in either spelling, and in one of them alone', () => {
  assert.equal(
    read('{"rawBytes":"a"}', (fields) => fields.text('rawBytes')),
    'a',
  );
  assert.equal(
    read('{"raw_bytes":"a"}', (fields) => fields.text('rawBytes')),
    'a',
  );
  assert.equal(
    read('{"raw_bytes":"a","rawBytes":"b"}', (fields) => fields.text('rawBytes')),
    'it has rawBytes twice, in two spellings',
  );
  assert.equal(
    read('{"raw_bytes":"a"}', (fields) => fields.text('rawBytes'), 'exact'),
    'it has no rawBytes',
  );
});

test('null is a field that is not there for protobuf, and a value elsewhere', () => {
  assert.equal(
    read('{"a":null}', (fields) => fields.has('a')),
    false,
  );
  assert.equal(
    read('{"a":null}', (fields) => fields.text('a'), 'exact'),
    'it has a as null, expected a text',
  );
});

test('fields that nobody asked about are refused at the end, those of the language too', () => {
  const strict = (fields: Fields) => {
    fields.optionalText('a');
    fields.nothingElse();
    return 'fine';
  };
  assert.equal(read('{"a":"1"}', strict), 'fine');
  for (const text of ['{"b":1}', '{"a":"1","__proto__":{}}', '{"constructor":1}', '{"A":"1"}'])
    assert.equal(read(text, strict), 'it has a field that its format does not know', text);
});

test('names that differ from a known one by case are refused where readers would take them for it', () => {
  const strict = (fields: Fields) => {
    fields.noLookalikes('keyid', 'subject');
    return 'fine';
  };
  assert.equal(read('{"keyid":1,"other":2}', strict, 'exact'), 'fine');
  for (const text of ['{"KeyID":1}', '{"\\u212aeyid":1}', '{"\\u017fubject":1}']) assert.match(read(text, strict, 'exact'), /in other letters/, text);
});

test('counts are 64 bits, not negative, in one spelling', () => {
  const count = (fields: Fields) => fields.count('n', { absent: 7n });
  assert.equal(read('{}', count), 7n);
  for (const [text, value] of [
    ['"0"', 0n],
    ['0', 0n],
    ['12', 12n],
    ['"9223372036854775807"', 2n ** 63n - 1n],
  ] as const)
    assert.equal(read(`{"n":${text}}`, count), value, text);
  for (const text of ['"-1"', '-1', '-0', '"-0"', '"01"', '"1e3"', '1.5', '" 1"', '"+1"', '"0x1"', '"9223372036854775808"', '""', 'true', '"１"']) {
    assert.match(String(read(`{"n":${text}}`, count)), /no count|64 bits/, text);
  }
  assert.equal(
    read('{}', (fields) => fields.count('n', { absent: undefined })),
    'it has no n',
  );
});
