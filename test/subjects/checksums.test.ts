import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entriesOf, entryOf, looksLikeChecksums, parseChecksums } from '../../src/subjects/checksums.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const long = 'c'.repeat(128);
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, named?: string) => parseChecksums(bytes(text), named === undefined ? {} : { named });
const entries = (text: string, named?: string) => {
  const list = read(text, named);
  return list.kind === 'parsed' ? list.value.entries.map((one) => `${one.algorithm} ${one.digest.slice(0, 2)} ${one.name}`) : list.reason.code;
};

test('the forms of GNU, BSD and OpenSSL are read', () => {
  const table = [
    { what: 'text mode', text: `${a}  one\n${b}  two words\n`, expected: ['sha256 aa one', 'sha256 bb two words'] },
    { what: 'binary mode', text: `${a} *one`, expected: ['sha256 aa one'] },
    { what: 'Windows lines and capitals', text: `${a.toUpperCase()}  one\r\n`, expected: ['sha256 aa one'] },
    { what: 'an escaped name', text: `\\${a}  a\\\\b\\nc`, expected: ['sha256 aa a\\b\nc'] },
    { what: 'a name with a backslash that is not escaped', text: `${a}  a\\b`, expected: ['sha256 aa a\\b'] },
    { what: 'BSD', text: `SHA256 (one) = ${a}\nSHA512 (one) = ${long}`, expected: ['sha256 aa one', 'sha512 cc one'] },
    { what: 'OpenSSL', text: `SHA2-256(one)= ${a}`, expected: ['sha256 aa one'] },
    {
      what: 'BSD, of an algorithm of the same length',
      text: `SHA256 (one) = ${a}\nBLAKE2b (one) = ${long}\nSHA512-256 (two) = ${b}`,
      expected: ['sha256 aa one'],
    },
    { what: 'comments and blank lines', text: `# made by us\n\n${a}  one\n`, expected: ['sha256 aa one'] },
    { what: 'weak algorithms beside a strong one', text: `${'d'.repeat(32)}  one\n${'e'.repeat(40)}  one\n${a}  one`, expected: ['sha256 aa one'] },
    { what: 'several algorithms under one name', text: `${a}  one\n${long}  one`, expected: ['sha256 aa one', 'sha512 cc one'] },
  ];
  for (const { what, text, expected } of table) assert.deepEqual(entries(text), expected, what);
  assert.deepEqual(entries(`${a}\n`, 'one'), ['sha256 aa one']);
});

test('lists that two readers would read in two ways are refused', () => {
  const table = [
    { what: 'a name twice', text: `${a}  one\n${b}  one` },
    { what: 'a name twice, with the same digest', text: `${a}  one\n${a} *one` },
    { what: 'a name twice, once in the other form', text: `${a}  one\nSHA256 (one) = ${b}` },
    { what: 'a name twice, once escaped', text: `${a}  one\n\\${b}  one` },
    { what: 'a line that is none', text: `${a}  one\nhello` },
    { what: 'a signature within', text: `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${a}  one` },
    { what: 'a digest of a length that is none', text: `${a}0  one` },
    { what: 'one space alone', text: `${a} one` },
    { what: 'weak algorithms alone', text: `${'d'.repeat(32)}  one` },
    { what: 'an escape that is none', text: `\\${a}  a\\tb` },
    { what: 'a digest alone that is of nothing', text: a },
    { what: 'nothing', text: '\n' },
    { what: 'bytes that are not UTF-8', text: undefined },
  ];
  for (const { what, text } of table) {
    const list = text === undefined ? parseChecksums(Uint8Array.from([0xff])) : read(text);
    assert.equal(list.kind === 'refused' && list.reason.code, 'CHECKSUMS_MALFORMED', what);
  }
});

test('a file is found by its name without folders, and once', () => {
  const of = (text: string, name: string) => {
    const list = read(text);
    assert.equal(list.kind, 'parsed');
    const found = list.kind === 'parsed' ? entryOf(entriesOf(list.value, name), name) : undefined;
    return found === undefined ? 'none' : found.kind === 'parsed' ? found.value.digest.slice(0, 2) : found.reason.code;
  };
  assert.equal(of(`${a}  ./one\n${b}  dist/two`, 'one'), 'aa');
  assert.equal(of(`${a}  ./one\n${b}  dist/two`, 'two'), 'bb');
  assert.equal(of(`${a}  one`, 'on'), 'none');
  assert.equal(of(`${a}  linux/one\n${b}  darwin/one`, 'one'), 'CHECKSUMS_MALFORMED');
  assert.equal(of(`${a}  one\n${long}  one`, 'one'), 'cc');
  assert.equal(of(`${a}  linux/one\n${b}  one`, 'one'), 'bb', 'exactly that name comes first');
});

test('names of lists', () => {
  for (const name of [
    'SHA256SUMS',
    'sha256sum.txt',
    'SHA512SUMS.txt',
    'checksums.txt',
    'app_1.2.3_checksums.txt',
    'app-1.0.sha256',
    'app.tar.gz.sha256sum',
    'app_1.0_SHA256SUMS',
    'sha256.txt',
    'checksums-sha256.txt',
    'checksum.sha512',
  ]) {
    assert.equal(looksLikeChecksums(name), true, name);
  }
  for (const name of ['app', 'SHA256SUMS.sig', 'md5sums', 'summary.txt', 'consums', 'SHA256SUMS.sigstore.json'])
    assert.equal(looksLikeChecksums(name), false, name);
});

test('what coreutils writes of any names is read, or refused', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => ['parsed', 'refused'].includes(read(text).kind)));
  const name = fc.stringMatching(/^[\w .()=*\\]{1,12}$/).filter((one) => one.trim() === one);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (names) => {
      const lines = names.map((one) => (one.includes('\\') ? `\\${a}  ${one.replaceAll('\\', '\\\\')}` : `${a}  ${one}`));
      const list = read(lines.join('\n'));
      assert.deepEqual(list.kind === 'parsed' && list.value.entries.map((one) => one.name), names);
    }),
  );
});
