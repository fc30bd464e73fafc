import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DerFault, DerReader, tag } from '../../../src/trust/der/reader.ts';
import { boolean, integerBytes, namedBits, oid, smallInteger, time } from '../../../src/trust/der/values.ts';

const bytes = (hexadecimal: string): Uint8Array => Buffer.from(hexadecimal.replaceAll(' ', ''), 'hex');
const only = (hexadecimal: string) => {
  const reader = new DerReader(bytes(hexadecimal));
  const value = reader.next();
  reader.end('the value');
  return value;
};
const ascii = (text: string): string => Buffer.from(text).toString('hex');
const timeOf = (tagByte: string, text: string): string => `${tagByte}${text.length.toString(16).padStart(2, '0')}${ascii(text)}`;

const refused: readonly { readonly what: string; readonly read: () => unknown }[] = [
  { what: 'nothing', read: () => only('') },
  { what: 'a tag alone', read: () => only('02') },
  { what: 'an indefinite length', read: () => only('3080 0000') },
  { what: 'a long form that a short one would do for', read: () => only('0281 01 05') },
  { what: 'a length with a leading zero', read: () => only(`0282 0080 ${'01'.repeat(128)}`) },
  { what: 'a length of five bytes', read: () => only('0285 0000000001 05') },
  { what: 'a value that is cut off', read: () => only('0202 01') },
  { what: 'bytes after the end', read: () => only('0201 05 00') },
  { what: 'a tag of several bytes', read: () => only('1f81 01 00') },
  { what: 'an integer without bytes', read: () => smallInteger(only('0200')) },
  { what: 'an integer with a zero too many', read: () => integerBytes(only('0202 0005')) },
  { what: 'an integer with ones too many', read: () => integerBytes(only('0202 ff80')) },
  { what: 'a negative integer as a count', read: () => smallInteger(only('0201 ff')) },
  { what: 'a boolean that is neither', read: () => boolean(only('0101 01')) },
  { what: 'an object identifier with a padded arc', read: () => oid(only('0603 2a8001')) },
  { what: 'an object identifier that breaks off', read: () => oid(only('0602 2a86')) },
  { what: 'named bits with a zero at the end', read: () => namedBits(only('0302 0480')) },
  { what: 'named bits with unused bits that are set', read: () => namedBits(only('0302 0781')) },
  { what: 'a time without seconds', read: () => time(only(timeOf('17', '2601010000Z')), { fractions: 'refused' }) },
  { what: 'a time with an offset', read: () => time(only(timeOf('17', '260101000000+0100')), { fractions: 'refused' }) },
  { what: 'a day that does not exist', read: () => time(only(timeOf('17', '260230000000Z')), { fractions: 'refused' }) },
  { what: 'a fraction in a certificate', read: () => time(only(timeOf('18', '20260101000000.5Z')), { fractions: 'refused' }) },
  { what: 'a fraction with a zero at its end', read: () => time(only(timeOf('18', '20260101000000.50Z')), { fractions: 'read' }) },
];

for (const { what, read } of refused) test(`refuses ${what}`, () => assert.throws(read, DerFault));

test('reads what is written in the one way', () => {
  assert.equal(smallInteger(only('0202 0080')), 128);
  assert.equal(boolean(only('0101 ff')), true);
  assert.equal(oid(only('0609 2a864886f70d010701')), '1.2.840.113549.1.7.1');
  assert.equal(oid(only('0603 883703')), '2.999.3');
  assert.deepEqual([...namedBits(only('0302 0106'))], [5, 6]);
  assert.equal(time(only(timeOf('17', '491231235959Z')), { fractions: 'refused' }), Date.UTC(2049, 11, 31, 23, 59, 59));
  assert.equal(time(only(timeOf('17', '500101000000Z')), { fractions: 'refused' }), Date.UTC(1950, 0, 1));
  assert.equal(time(only(timeOf('18', '20260101000000.25Z')), { fractions: 'read' }), Date.UTC(2026, 0, 1, 0, 0, 0, 250));
});

test('the name of an object is that of its own bytes, whatever was read before and whatever became of those bytes', () => {
  const arcs = fc.tuple(fc.constantFrom(1, 2), fc.nat({ max: 39 }), fc.array(fc.nat({ max: 2 ** 31 }), { maxLength: 6 }));
  fc.assert(
    fc.property(arcs, ([first, second, more]) => {
      const content = Buffer.from([first * 40 + second, ...more.flatMap(base128)]);
      const value = new DerReader(Buffer.concat([Buffer.of(tag.oid, content.length), content])).next();
      assert.equal(oid(value), [first, second, ...more].join('.'));
      value.bytes[value.from] = 0x2b;
      assert.equal(oid(value), ['1.3', ...more].join('.'));
    }),
  );
});

function base128(arc: number): readonly number[] {
  const high = Math.floor(arc / 128);
  return [...(high === 0 ? [] : base128(high).map((byte) => byte | 0x80)), arc % 128];
}

test('nesting is bounded', () => {
  let nested: Uint8Array = new Uint8Array();
  for (let i = 0; i < 30; i++) nested = Buffer.concat([Buffer.of(tag.sequence, nested.length), nested]);
  const dive = (reader: DerReader): number => (reader.more ? 1 + dive(reader.inside(reader.next())) : 0);
  assert.throws(() => dive(new DerReader(nested)), DerFault);
});
