import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pae, parseEnvelope } from '../../../src/trust/envelope/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const good = { payloadType: 'application/vnd.in-toto+json', payload: 'e30=', signatures: [{ keyid: 'k', sig: 'AQID' }] };

test('what is signed holds the type and the payload with their lengths', () => {
  // The example of the specification.
  assert.equal(
    new TextDecoder().decode(pae({ payloadType: 'http://example.com/HelloWorld', payload: bytes('hello world') })),
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
  // Lengths are of bytes.
  assert.deepEqual(pae({ payloadType: 'é', payload: bytes('ü') }), bytes('DSSEv1 2 é 2 ü'));
});

test('no two envelopes have the same bytes to sign', () => {
  const part = fc.string({ maxLength: 8, unit: fc.constantFrom(' ', '1', '2', 'a') });
  fc.assert(
    fc.property(part, part, part, part, (type, payload, otherType, otherPayload) => {
      const same = Buffer.compare(pae({ payloadType: type, payload: bytes(payload) }), pae({ payloadType: otherType, payload: bytes(otherPayload) })) === 0;
      assert.equal(same, type === otherType && payload === otherPayload);
    }),
  );
});

test('an envelope that stands by itself is read with what stands beside its signature', () => {
  const text = JSON.stringify({ ...good, note: 1, signatures: [{ ...good.signatures[0], cert: 'PEM' }, { sig: 'AA==' }] });
  const read = parseEnvelope(bytes(text));
  assert.deepEqual(read, {
    kind: 'parsed',
    value: {
      payloadType: good.payloadType,
      payload: Buffer.from('{}'),
      signatures: [
        { sig: Buffer.from([1, 2, 3]), keyid: 'k', certificate: 'PEM' },
        { sig: Buffer.from([0]), keyid: '' },
      ],
      stored: bytes(text),
    },
  });
});

test('envelopes that are none are refused', () => {
  const table = [
    { what: 'no payload', value: { ...good, payload: undefined } },
    { what: 'an empty payload', value: { ...good, payload: '' } },
    { what: 'an empty type', value: { ...good, payloadType: '' } },
    { what: 'no signatures', value: { ...good, signatures: [] } },
    { what: 'signatures that are no list', value: { ...good, signatures: good.signatures[0] } },
    { what: 'a signature without bytes', value: { ...good, signatures: [{ keyid: 'k' }] } },
    { what: 'a payload in another base64', value: { ...good, payload: 'e30' } },
    { what: 'a second payload in other letters', value: { ...good, Payload: 'e30=' } },
    { what: 'a second signature in other letters', value: { ...good, signatures: [{ sig: 'AQID', SIG: 'AA==' }] } },
    { what: 'too many signatures', value: { ...good, signatures: Array.from({ length: 33 }, () => ({ sig: 'AA==' })) } },
  ];
  for (const { what, value } of table) assert.equal(parseEnvelope(bytes(JSON.stringify(value))).kind, 'refused', what);
});
