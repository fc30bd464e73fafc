import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isNamed, isOfBytes, otherBytesOf, type DigestOf, type StatementSubject } from '../../../src/trust/statement/index.ts';

const own = { sha256: 'a'.repeat(64), sha512: 'b'.repeat(128) };
const digestOf: DigestOf = (algorithm) => (algorithm === 'sha384' ? undefined : own[algorithm]);
const mine = (name?: string): StatementSubject => ({ ...(name === undefined ? {} : { name }), digest: { sha256: own.sha256 } });
const other = (name: string): StatementSubject => ({ name, digest: { sha256: 'c'.repeat(64) } });

test('the bytes that a statement gives a name to, where they are others', () => {
  const table: readonly { readonly what: string; readonly subjects: readonly StatementSubject[]; readonly is: string | undefined }[] = [
    { what: 'these bytes', subjects: [mine('lens')], is: undefined },
    { what: 'other bytes', subjects: [other('lens')], is: 'lens' },
    { what: 'other bytes, and these by another name', subjects: [mine('glass'), other('lens')], is: 'lens' },
    { what: 'another name alone', subjects: [mine('glass')], is: undefined },
    { what: 'another name of other bytes', subjects: [other('glass')], is: undefined },
    { what: 'a longer name', subjects: [other('old-lens')], is: undefined },
    { what: 'a shorter name', subjects: [other('len')], is: undefined },
    { what: 'no name', subjects: [{ digest: { sha256: 'c'.repeat(64) } }], is: undefined },
    { what: 'the name for both', subjects: [other('lens'), mine('lens')], is: undefined },
    { what: 'other bytes in a folder', subjects: [other('dist/lens')], is: 'dist/lens' },
    { what: 'other bytes here, as sha256sum writes it', subjects: [mine('linux/lens'), other('./lens')], is: './lens' },
    { what: 'these bytes in one of two folders', subjects: [other('darwin/lens'), mine('linux/lens')], is: undefined },
    { what: 'other bytes in both folders', subjects: [other('darwin/lens'), other('linux/lens')], is: 'darwin/lens' },
    { what: 'exactly the name, before those in folders', subjects: [other('lens'), mine('linux/lens')], is: 'lens' },
    { what: 'exactly the name, for these bytes', subjects: [mine('lens'), other('linux/lens')], is: undefined },
    { what: 'no digest in common', subjects: [{ name: 'lens', digest: { sha1: 'd'.repeat(40), sha384: 'd'.repeat(96) } }], is: undefined },
    { what: 'one digest that agrees and one that does not', subjects: [{ name: 'lens', digest: { sha256: own.sha256, sha512: 'd'.repeat(128) } }], is: 'lens' },
    { what: 'what every object has', subjects: [{ name: 'lens', digest: Object.create({ sha256: 'c'.repeat(64) }) as Record<string, string> }], is: undefined },
  ];
  for (const { what, subjects, is } of table) assert.equal(otherBytesOf(subjects, 'lens', digestOf)?.name, is, what);
  assert.deepEqual(otherBytesOf([{ name: 'lens', digest: { sha256: own.sha256, sha512: 'd'.repeat(128) } }], 'lens', digestOf), {
    name: 'lens',
    algorithm: 'sha512',
    digest: 'd'.repeat(128),
  });
});

test('a statement about these bytes by their name says nothing against them, whatever else it says', () => {
  const subject = fc.oneof(fc.constantFrom('lens', 'dist/lens', 'glass').map(other), fc.constantFrom('dist/lens', 'glass').map(mine));
  fc.assert(
    fc.property(fc.array(subject, { maxLength: 6 }), fc.nat(6), (subjects, at) => {
      const with_ = [...subjects.slice(0, at), mine('lens'), ...subjects.slice(at)];
      assert.equal(otherBytesOf(with_, 'lens', digestOf), undefined);
      const found = otherBytesOf(subjects, 'lens', digestOf);
      assert.ok(found === undefined || (isNamed({ name: found.name, digest: {} }, 'lens') && found.digest !== own.sha256));
    }),
  );
});

test('a subject is the artifact where each digest that both know agrees', () => {
  assert.equal(isOfBytes(mine('x'), digestOf), true);
  assert.equal(isOfBytes({ digest: { ...own } }, digestOf), true);
  assert.equal(isOfBytes({ digest: { ...own, sha256: 'c'.repeat(64) } }, digestOf), false);
  assert.equal(isOfBytes({ digest: { sha1: 'd'.repeat(40) } }, digestOf), false, 'none is in common');
});

test('an empty name names nothing', () => {
  assert.equal(isNamed(other('dist/'), ''), false);
  assert.equal(isNamed(other(''), ''), false);
  assert.equal(isNamed(other('dist\\lens'), 'lens'), true);
});
