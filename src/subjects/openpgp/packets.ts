import { decodeBase64 } from '../../trust/json/index.ts';

/** A packet by its tag, with what is in it. */
export interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
  /** With its head, as it stood there. */
  readonly whole: Uint8Array;
}

export const packetTag = { signature: 2, secretKey: 5, publicKey: 6, secretSubkey: 7 } as const;

const block =
  /^-----BEGIN PGP ([A-Z ]{1,40})-----[ \t]*\r?\n((?:[A-Za-z][A-Za-z0-9-]*: [^\r\n]*\r?\n)*)[ \t]*\r?\n((?:[A-Za-z0-9+/=]+[ \t]*\r?\n)+)-----END PGP \1-----[ \t]*(?:\r?\n|$(?![^]))/gm;

export interface Armour {
  readonly label: string;
  readonly bytes: Uint8Array;
}

/**
 * The blocks of an armoured text, and what stands around them; undefined where one is malformed. The checksum of a block
 * is left out: it guards against nobody. Source: RFC 9580 section 6.2.
 */
export function armoured(text: string): { readonly blocks: readonly Armour[]; readonly around: string } | undefined {
  const blocks: Armour[] = [];
  for (const [, label = '', , body = ''] of text.matchAll(block)) {
    const lines = body.split(/\s+/).filter((line) => line !== '');
    if (lines.length > 1 && /^=[A-Za-z0-9+/]{4}$/.test(lines.at(-1) ?? '')) lines.pop();
    const bytes = decodeBase64(lines.join(''));
    if (bytes === undefined) return undefined;
    blocks.push({ label, bytes });
  }
  const around = text.replaceAll(block, '');
  return /-----(?:BEGIN|END) PGP /.test(around) ? undefined : { blocks, around };
}

/**
 * The packets that bytes are, from the first to the last byte; undefined where they are none, or where one does not say
 * its whole length at its head. Source: RFC 9580 section 4.2.
 */
export function packetsOf(bytes: Uint8Array): readonly Packet[] | undefined {
  const packets: Packet[] = [];
  let at = 0;
  while (at < bytes.length) {
    const head = readHead(bytes, at);
    if (head === undefined || head.end > bytes.length) return undefined;
    packets.push({ tag: head.tag, body: bytes.subarray(head.start, head.end), whole: bytes.subarray(at, head.end) });
    at = head.end;
  }
  return packets;
}

function readHead(bytes: Uint8Array, at: number): { readonly tag: number; readonly start: number; readonly end: number } | undefined {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) === 0) return undefined;
  const isNew = (first & 0x40) !== 0;
  const tag = isNew ? first & 0x3f : (first >> 2) & 0x0f;
  const size = isNew ? sizeOfNew(bytes, at + 1) : sizeOfOld(first & 3);
  if (tag === 0 || size === undefined) return undefined;
  const { octets, length } = size;
  const start = at + 1 + octets;
  if (start > bytes.length) return undefined;
  let count = length ?? 0;
  if (length === undefined) for (const one of bytes.subarray(isNew ? start - 4 : at + 1, start)) count = count * 256 + one;
  return { tag, start, end: start + count };
}

type Size = { readonly octets: number; readonly length?: number };

/** Lengths in parts, from 224 on, are for data whose end is not known yet: no signature and no key is such. */
function sizeOfNew(bytes: Uint8Array, at: number): Size | undefined {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === undefined) return undefined;
  if (first < 192) return { octets: 1, length: first };
  if (first < 224) return second === undefined ? undefined : { octets: 2, length: (first - 192) * 256 + second + 192 };
  return first === 255 ? { octets: 5 } : undefined;
}

function sizeOfOld(kind: number): Size | undefined {
  return kind === 3 ? undefined : { octets: 2 ** kind };
}
