import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeStatement } from '../../../src/trust/predicate/index.ts';
import { parseStatement, type StatementSubject } from '../../../src/trust/statement/index.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const write = (subjects: readonly StatementSubject[], images: readonly StatementSubject[] = []) =>
  writeStatement({ subjects, images, predicateType: 'https://acme.example/x/v1', predicate: { said: true } });

test('what is written is read as it was meant', () => {
  const written = write([{ name: 'one', digest: { sha256: a } }, { digest: { sha256: b } }]);
  assert.ok(written.kind === 'parsed');
  const read = parseStatement(written.value);
  assert.deepEqual(read.kind === 'parsed' ? read.value : undefined, {
    type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'one', digest: { sha256: a } }, { digest: { sha256: b } }],
    predicateType: 'https://acme.example/x/v1',
    predicate: { said: true },
  });
});

test('what is given twice stands once, with all its digests', () => {
  const written = write([
    { name: 'one', digest: { sha256: a } },
    { name: 'one', digest: { sha256: a, sha512: 'c'.repeat(128) } },
  ]);
  assert.ok(written.kind === 'parsed');
  assert.deepEqual(JSON.parse(new TextDecoder().decode(written.value)).subject, [{ name: 'one', digest: { sha256: a, sha512: 'c'.repeat(128) } }]);
});

test('a name stands for one artifact; the platforms of an image share that of their repository', () => {
  const two = [
    { name: 'one', digest: { sha256: a } },
    { name: 'one', digest: { sha256: b } },
  ];
  const refused = write(two);
  assert.ok(refused.kind === 'refused' && refused.reason.message === '"one" stands for two artifacts');
  assert.equal(write([], two).kind, 'parsed');
});

test('nothing, a digest that is none, one that nobody looks for, and too many are refused', () => {
  const many = Array.from({ length: 20_001 }, (_, i) => ({ digest: { sha256: i.toString(16).padStart(64, '0') } }));
  for (const subjects of [
    [],
    [{ name: 'one', digest: { sha256: 'A'.repeat(64) } }],
    [{ name: 'one', digest: { sha512: 'c'.repeat(128) } }],
    [{ name: '', digest: { sha256: a } }],
    [{ name: '\ud800', digest: { sha256: a } }],
    many,
  ])
    assert.equal(write(subjects).kind, 'refused');
});
