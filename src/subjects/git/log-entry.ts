import { limits } from '../../base/index.ts';
import type { InclusionProof, LogEntry } from '../../trust/bundle/index.ts';

/** What a field of protobuf's wire format holds. Source: protobuf.dev, "Encoding". */
type Field = { readonly number: number } & ({ readonly kind: 'count'; readonly value: bigint } | { readonly kind: 'bytes'; readonly value: Uint8Array });

/**
 * Reads a TransparencyLogEntry in protobuf's binary form; its body may be missing. Undefined for what is none: an unknown
 * field, one twice, a negative number. Source: sigstore/protobuf-specs `sigstore_rekor.proto`.
 */
export function readBinaryLogEntry(bytes: Uint8Array): LogEntry | undefined {
  const top = message(bytes, { counts: [1, 4], texts: [2, 3, 5, 6, 7] });
  const logId = top && message(top.bytes(2), { counts: [], texts: [1] });
  const kind = top && message(top.bytes(3), { counts: [], texts: [1, 2] });
  const promise = top && message(top.bytes(5), { counts: [], texts: [1] });
  const proof = top && message(top.bytes(6), { counts: [1, 3], texts: [2, 4, 5] });
  if (top === undefined || logId === undefined || kind === undefined || promise === undefined || proof === undefined) return undefined;
  const inclusion = top.has(6) ? proofOf(proof) : undefined;
  if (top.has(6) && inclusion === undefined) return undefined;
  return {
    logIndex: top.count(1),
    logKeyId: logId.bytes(1),
    kind: text(kind.bytes(1)),
    version: text(kind.bytes(2)),
    integratedTime: top.count(4),
    ...(promise.has(1) ? { promise: promise.bytes(1) } : {}),
    ...(inclusion === undefined ? {} : { proof: inclusion }),
    body: top.bytes(7),
  };
}

function proofOf(proof: Message): InclusionProof | undefined {
  const checkpoint = message(proof.bytes(5), { counts: [], texts: [1] });
  const hashes = proof.all(4);
  if (checkpoint === undefined || hashes.length > limits.maxProofHashes || checkpoint.bytes(1).length > limits.maxCheckpointBytes) return undefined;
  return {
    logIndex: proof.count(1),
    rootHash: proof.bytes(2),
    treeSize: proof.count(3),
    hashes,
    ...(checkpoint.has(1) ? { checkpoint: text(checkpoint.bytes(1)) } : {}),
  };
}

interface Message {
  readonly has: (number: number) => boolean;
  readonly count: (number: number) => bigint;
  readonly bytes: (number: number) => Uint8Array;
  readonly all: (number: number) => readonly Uint8Array[];
}

/** Hashes of a proof alone come more than once. */
const repeated = 4;

function message(bytes: Uint8Array, known: { readonly counts: readonly number[]; readonly texts: readonly number[] }): Message | undefined {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length;) {
    const read = readField(bytes, at);
    if (read === undefined) return undefined;
    const { field, end } = read;
    const isKnown = (field.kind === 'count' ? known.counts : known.texts).includes(field.number);
    const isAgain = fields.some((one) => one.number === field.number) && !(field.number === repeated && known.counts.includes(3));
    if (!isKnown || isAgain || fields.length > limits.maxProofHashes + 8) return undefined;
    fields.push(field);
    at = end;
  }
  const all = (number: number) => fields.flatMap((one) => (one.number === number && one.kind === 'bytes' ? [one.value] : []));
  return {
    has: (number) => fields.some((one) => one.number === number),
    count: (number) => fields.flatMap((one) => (one.number === number && one.kind === 'count' ? [one.value] : []))[0] ?? 0n,
    bytes: (number) => all(number)[0] ?? new Uint8Array(),
    all,
  };
}

function readField(bytes: Uint8Array, at: number): { readonly field: Field; readonly end: number } | undefined {
  const key = varint(bytes, at);
  if (key === undefined || key.value > 0xffn) return undefined;
  const number = Number(key.value >> 3n);
  const value = varint(bytes, key.end);
  if (value === undefined) return undefined;
  switch (Number(key.value & 7n)) {
    case 0:
      // A negative number is one of 64 bits whose first is set.
      return value.value > 0x7fff_ffff_ffff_ffffn ? undefined : { field: { number, kind: 'count', value: value.value }, end: value.end };
    case 2: {
      const end = value.end + Number(value.value);
      return value.value > BigInt(bytes.length) || end > bytes.length
        ? undefined
        : { field: { number, kind: 'bytes', value: bytes.subarray(value.end, end) }, end };
    }
    default:
      return undefined;
  }
}

function varint(bytes: Uint8Array, at: number): { readonly value: bigint; readonly end: number } | undefined {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return value > 0xffff_ffff_ffff_ffffn ? undefined : { value, end: at + i + 1 };
  }
  return undefined;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
