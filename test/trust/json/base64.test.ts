import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBase64, encodeBase64 } from '../../../src/trust/json/index.ts';

test('base64 has one spelling', () => {
  assert.deepEqual([...(decodeBase64('AP8=') ?? [])], [0, 255]);
  assert.deepEqual([...(decodeBase64('') ?? [1])], []);
  const table = [
    { what: 'no padding', text: 'AP8' },
    { what: 'too much padding', text: 'AP8==' },
    { what: 'stray bits', text: 'AP9=' },
    { what: 'the alphabet for addresses', text: '-_-_' },
    { what: 'a line feed', text: 'AP8=\n' },
    { what: 'white space within', text: 'A P8=' },
    { what: 'padding within', text: 'AA==AA==' },
    { what: 'padding alone', text: '====' },
    { what: 'another character', text: 'AP8*' },
    { what: 'another script', text: 'ＡP8=' },
  ];
  for (const { what, text } of table) assert.equal(decodeBase64(text), undefined, what);
});

test('what is written is read, and no other text gives the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      assert.deepEqual(new Uint8Array(decodeBase64(encodeBase64(bytes)) ?? []), bytes);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (text) => {
      const bytes = decodeBase64(text);
      if (bytes !== undefined) assert.equal(encodeBase64(bytes), text);
    }),
  );
});
