import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listedInBase64, listedSubjects } from '../../src/subjects/index.ts';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const list = (text: string) => listedSubjects(new TextEncoder().encode(text));

test('a list gives each name once, with all its digests', () => {
  const read = list(`${a}  one\nSHA512 (one) = ${'c'.repeat(128)}\n${b} *sub/two\n`);
  assert.deepEqual(read.kind === 'parsed' ? read.value : read, [
    { name: 'one', digest: { sha256: a, sha512: 'c'.repeat(128) } },
    { name: 'sub/two', digest: { sha256: b } },
  ]);
});

test('a name that would be left out refuses the list', () => {
  for (const text of [
    `${a}  one\n${'d'.repeat(40)}  two\n`,
    `${a}  one\n${'c'.repeat(128)}  two\n`,
    `${a}  one\n${b}  one\n`,
    `${a}  one\nnothing\n`,
    '',
    `${a}\n`,
  ])
    assert.equal(list(text).kind, 'refused', text);
  // A weak digest beside a strong one leaves nothing out.
  assert.equal(list(`${a}  one\n${'d'.repeat(32)}  one\n`).kind, 'parsed');
});

test('base64 is read in one spelling, set out over lines or not', () => {
  const text = Buffer.from(`${a}  one\n`).toString('base64');
  for (const good of [text, `${text}\n`, text.replace(/.{20}/g, '$&\r\n')]) assert.equal(listedInBase64(good).kind, 'parsed');
  for (const bad of ['', ' ', `${text}=`, text.replace(/=*$/, ''), `${text.slice(0, -4)}*${text.slice(-3)}`, text.replaceAll('A', '-')])
    assert.equal(listedInBase64(bad).kind, 'refused', bad);
});
