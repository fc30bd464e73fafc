import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseStatement } from '../../../src/trust/statement/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = 'a'.repeat(64);
const good = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'a', digest: { sha256 } }],
  predicateType: 'https://example.com/p',
  predicate: { a: 1 },
};
const read = (value: unknown) => parseStatement(bytes(JSON.stringify(value)));

test('both versions are read, names may be missing, and the predicate is kept', () => {
  const table = [
    { what: 'version 1', value: good, name: 'a', predicate: { a: 1 } },
    { what: 'version 0.1', value: { ...good, _type: 'https://in-toto.io/Statement/v0.1' }, name: 'a', predicate: { a: 1 } },
    { what: 'no name', value: { ...good, subject: [{ digest: { sha256 } }] }, name: undefined, predicate: { a: 1 } },
    { what: 'no predicate', value: { ...good, predicate: undefined }, name: 'a', predicate: null },
    { what: 'fields of another reader', value: { ...good, extra: 1 }, name: 'a', predicate: { a: 1 } },
  ];
  for (const { what, value, name, predicate } of table) {
    const statement = read(value);
    assert.equal(statement.kind, 'parsed', what);
    if (statement.kind !== 'parsed') continue;
    assert.deepEqual(statement.value.predicate, predicate, what);
    assert.equal(statement.value.subject[0]?.name, name, what);
    assert.deepEqual(statement.value.subject[0]?.digest, { sha256 }, what);
  }
});

test('digests of known algorithms are lower-case hexadecimal of their length, and others are kept', () => {
  const of = (digest: unknown) => read({ ...good, subject: [{ digest }] }).kind;
  for (const digest of [
    { sha512: 'b'.repeat(128) },
    { gitCommit: 'c'.repeat(40) },
    { gitCommit: 'c'.repeat(64) },
    { dirHash1: 'h1:abc=' },
    { SHA256: 'whatever', sha256 },
  ])
    assert.equal(of(digest), 'parsed', JSON.stringify(digest));
  for (const digest of [
    {},
    null,
    [],
    'a',
    { sha256: sha256.toUpperCase() },
    { sha256: sha256.slice(2) },
    { sha256: `${sha256}00` },
    { sha256: '' },
    { sha256: 1 },
    { sha256: ` ${sha256.slice(1)}` },
    { sha512: sha256 },
  ]) {
    assert.equal(of(digest), 'refused', JSON.stringify(digest));
  }
  const statement = parseStatement(bytes(JSON.stringify(good).replace('"digest":{', '"digest":{"__proto__":"x",')));
  assert.deepEqual(statement.kind === 'parsed' && Object.keys(statement.value.subject[0]?.digest ?? {}), ['__proto__', 'sha256']);
});

test('statements that are none are refused', () => {
  const table = [
    { what: 'another type', value: { ...good, _type: 'https://in-toto.io/Statement/v2' }, code: 'STATEMENT_UNSUPPORTED' },
    { what: 'no type', value: { ...good, _type: undefined }, code: 'STATEMENT_MALFORMED' },
    { what: 'no subject', value: { ...good, subject: [] }, code: 'STATEMENT_MALFORMED' },
    { what: 'one subject that is no list', value: { ...good, subject: good.subject[0] }, code: 'STATEMENT_MALFORMED' },
    { what: 'an empty predicate type', value: { ...good, predicateType: '' }, code: 'STATEMENT_MALFORMED' },
    { what: 'a second subject in other letters', value: { ...good, Subject: good.subject }, code: 'STATEMENT_MALFORMED' },
    { what: 'a second digest in other letters', value: { ...good, subject: [{ digest: { sha256 }, Digest: { sha256 } }] }, code: 'STATEMENT_MALFORMED' },
    { what: 'too many subjects', value: { ...good, subject: Array.from({ length: 20_001 }, () => good.subject[0]) }, code: 'BUNDLE_TOO_LARGE' },
    { what: 'a list', value: [good], code: 'STATEMENT_MALFORMED' },
  ];
  for (const { what, value, code } of table) {
    const statement = read(value);
    assert.equal(statement.kind === 'refused' && statement.reason.code, code, what);
  }
});

test('arbitrary bytes and JSON give a statement or a reason', () => {
  fc.assert(fc.property(fc.uint8Array(), (hostile) => ['parsed', 'refused'].includes(parseStatement(hostile).kind)));
  const nearly = fc.record({
    _type: fc.constant(good._type),
    subject: fc.oneof(fc.jsonValue(), fc.array(fc.record({ digest: fc.jsonValue() }))),
    predicateType: fc.jsonValue(),
    predicate: fc.jsonValue(),
  });
  fc.assert(fc.property(nearly, (value) => ['parsed', 'refused'].includes(read(value).kind)));
});
