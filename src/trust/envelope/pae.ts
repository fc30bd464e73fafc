import type { Envelope } from './envelope.ts';

const utf8 = new TextEncoder();

/**
 * What the signatures of an envelope are over: the pre-authentication encoding of its type and payload.
 * Source: secure-systems-lab/dsse `protocol.md`, "Signature Definition".
 */
export function pae({ payloadType, payload }: Pick<Envelope, 'payloadType' | 'payload'>): Uint8Array {
  const type = utf8.encode(payloadType);
  const start = utf8.encode(`DSSEv1 ${type.length} `);
  const middle = utf8.encode(` ${payload.length} `);
  const whole = new Uint8Array(start.length + type.length + middle.length + payload.length);
  whole.set(start, 0);
  whole.set(type, start.length);
  whole.set(middle, start.length + type.length);
  whole.set(payload, start.length + type.length + middle.length);
  return whole;
}
