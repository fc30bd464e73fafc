import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compress } from 'snappyjs';
import { unpackSnappy } from '../../../src/registry/github/snappy.ts';

function unpack(bytes: readonly number[] | Uint8Array, maxBytes = 1_000): string {
  const out = unpackSnappy(Uint8Array.from(bytes), maxBytes);
  return out.kind === 'parsed' ? new TextDecoder('latin1').decode(out.value) : out.reason.code;
}

test('what another program packs is what comes out', () => {
  const text = fc.array(fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.constant(new TextEncoder().encode('"rawBytes":"MIIC'))), { maxLength: 300 });
  fc.assert(
    fc.property(text, (pieces) => {
      const bytes = Buffer.concat(pieces);
      const out = unpackSnappy(compress(new Uint8Array(bytes)), 100_000);
      assert.ok(out.kind === 'parsed');
      assert.ok(bytes.equals(out.value));
    }),
  );
  const long = Buffer.alloc(3_000_000, 'abcdefgh0123456789');
  const out = unpackSnappy(compress(new Uint8Array(long)), long.length);
  assert.ok(out.kind === 'parsed' && long.equals(out.value));
});

test('every element of the format', () => {
  const rows = [
    { what: 'nothing', bytes: [0], out: '' },
    { what: 'a literal', bytes: [3, 0x08, 0x61, 0x62, 0x63], out: 'abc' },
    { what: 'a literal with one byte of length', bytes: [3, 0xf0, 2, 0x61, 0x62, 0x63], out: 'abc' },
    { what: 'a literal with four bytes of length', bytes: [3, 0xfc, 2, 0, 0, 0, 0x61, 0x62, 0x63], out: 'abc' },
    { what: 'a short copy', bytes: [7, 0x08, 0x61, 0x62, 0x63, 0x01, 3], out: 'abcabca' },
    { what: 'a copy with two bytes', bytes: [5, 0x08, 0x61, 0x62, 0x63, 0x06, 2, 0], out: 'abcbc' },
    { what: 'a copy with four bytes', bytes: [4, 0x08, 0x61, 0x62, 0x63, 0x03, 1, 0, 0, 0], out: 'abcc' },
    { what: 'a copy of itself', bytes: [5, 0x00, 0x61, 0x01, 1], out: 'aaaaa' },
  ];
  for (const { what, bytes, out } of rows) assert.equal(unpack(bytes), out, what);
});

test('what is refused', () => {
  const rows = [
    { what: 'empty', bytes: [], code: 'SERVICE_MALFORMED' },
    { what: 'a length without an end', bytes: [0xff, 0xff], code: 'SERVICE_MALFORMED' },
    { what: 'a length of more than 32 bits', bytes: [0x80, 0x80, 0x80, 0x80, 0x80, 1], code: 'SERVICE_MALFORMED' },
    { what: 'four gigabytes claimed', bytes: [0xff, 0xff, 0xff, 0xff, 0x0f, 0], code: 'SERVICE_TOO_MUCH' },
    { what: 'more claimed than it can hold', bytes: [0xe7, 0x07, 0x00, 0x61], code: 'SERVICE_MALFORMED' },
    { what: 'less than claimed', bytes: [4, 0x08, 0x61, 0x62, 0x63], code: 'SERVICE_MALFORMED' },
    { what: 'more than claimed', bytes: [2, 0x08, 0x61, 0x62, 0x63], code: 'SERVICE_MALFORMED' },
    { what: 'a literal cut short', bytes: [3, 0x08, 0x61], code: 'SERVICE_MALFORMED' },
    { what: 'a length of a literal that is negative in 32 bits', bytes: [9, 0xfc, 0xf0, 0xff, 0xff, 0xff, 0x61, 0x62], code: 'SERVICE_MALFORMED' },
    { what: 'a length of a literal cut short', bytes: [3, 0xfc, 2, 0], code: 'SERVICE_MALFORMED' },
    { what: 'a copy from before the start', bytes: [5, 0x00, 0x61, 0x01, 2], code: 'SERVICE_MALFORMED' },
    { what: 'a copy from here', bytes: [5, 0x00, 0x61, 0x01, 0], code: 'SERVICE_MALFORMED' },
    { what: 'a copy cut short', bytes: [5, 0x00, 0x61, 0x01], code: 'SERVICE_MALFORMED' },
    { what: 'a copy past the end', bytes: [2, 0x00, 0x61, 0x01, 1], code: 'SERVICE_MALFORMED' },
  ];
  for (const { what, bytes, code } of rows) assert.equal(unpack(bytes), code, what);
});

test('of any bytes, no more comes out than was allowed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const out = unpackSnappy(bytes, 500);
      if (out.kind === 'parsed') assert.ok(out.value.length <= 500);
    }),
    { numRuns: 2_000 },
  );
});
