import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { octetString, oid, sequence, setOf, tlv, integer } from '../../../src/lab/der/write.ts';
import { createSigstore, signBlob, trustedRootOf, type LogEntryJson } from '../../../src/lab/index.ts';
import { gitsignSignature } from '../../../src/subjects/git/gitsign.ts';
import { readBinaryLogEntry } from '../../../src/subjects/git/log-entry.ts';
import { parseTrustedRoot } from '../../../src/trust/roots/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';

const now = Date.UTC(2026, 5, 1, 12);
const sigstore = createSigstore({ seed: 'gitsign', clock: { now: () => now } });
const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRootOf(sigstore))), { from: 'the lab' });
const verifier = createVerifier({ roots: root.kind === 'parsed' ? [root.value] : [], now });
const payload = Buffer.from('object …\ntag v1\n');

const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'));
const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value));
const attributesOf = (bytes: Uint8Array, contentType = '1.2.840.113549.1.7.1') => [
  attribute('1.2.840.113549.1.9.3', oid(contentType)),
  attribute('1.2.840.113549.1.9.4', octetString(createHash('sha256').update(bytes).digest())),
];

/** Protobuf's wire format. */
const varint = (value: bigint): Buffer => Buffer.from(value < 0x80n ? [Number(value)] : [Number(value & 0x7fn) | 0x80, ...varint(value >> 7n)]);
const count = (number: number, value: bigint) => Buffer.concat([Buffer.from([number << 3]), varint(value)]);
const field = (number: number, value: Uint8Array | string) =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(BigInt(Buffer.from(value).length)), Buffer.from(value)]);
const raw = (text: string) => Buffer.from(text, 'base64');

function binaryOf(entry: LogEntryJson, more: Uint8Array = Buffer.alloc(0)): Buffer {
  const proof = entry.inclusionProof;
  assert.ok(proof !== undefined && entry.inclusionPromise !== undefined);
  return Buffer.concat([
    count(1, BigInt(entry.logIndex)),
    field(2, field(1, raw(entry.logId.keyId))),
    field(3, Buffer.concat([field(1, entry.kindVersion.kind), field(2, entry.kindVersion.version)])),
    count(4, BigInt(entry.integratedTime ?? 0)),
    field(5, field(1, raw(entry.inclusionPromise.signedEntryTimestamp))),
    field(
      6,
      Buffer.concat([
        count(1, BigInt(proof.logIndex)),
        field(2, raw(proof.rootHash)),
        count(3, BigInt(proof.treeSize)),
        ...proof.hashes.map((hash) => field(4, raw(hash))),
        field(5, field(1, proof.checkpoint.envelope)),
      ]),
    ),
    more,
  ]);
}

interface Made {
  readonly attributes?: readonly Uint8Array[];
  readonly entry?: 'kept' | 'left-out' | Uint8Array;
  readonly unsigned?: readonly Uint8Array[];
  readonly certificates?: readonly Uint8Array[];
}

/** Signs as gitsign does: a CMS signature over the attributes, logged, with the entry among what is not signed. */
function gitsign(bytes: Uint8Array, made: Made = {}): string {
  const attributes = made.attributes ?? attributesOf(bytes);
  const over = setOf(...attributes);
  const signed = signBlob(sigstore, over, { version: '0.3' });
  const entry = signed.bundle.verificationMaterial.tlogEntries?.[0];
  assert.ok(entry !== undefined && signed.certificate !== undefined);
  const kept = made.entry === undefined || made.entry === 'kept' ? binaryOf(entry) : made.entry;
  const unsigned = [...(kept === 'left-out' ? [] : [attribute('1.3.6.1.4.1.57264.3.1', octetString(kept))]), ...(made.unsigned ?? [])];
  const signer = sequence(
    integer(1),
    sequence(sequence(), integer(7)),
    sha256,
    Buffer.concat([Buffer.from([0xa0]), over.subarray(1)]),
    sequence(oid('1.2.840.10045.4.3.2')),
    octetString(signed.signature),
    ...(unsigned.length === 0 ? [] : [tlv(0xa1, ...unsigned)]),
  );
  const certificates = made.certificates ?? [signed.certificate];
  const data = sequence(
    integer(1),
    setOf(sha256),
    sequence(oid('1.2.840.113549.1.7.1')),
    ...(certificates.length === 0 ? [] : [tlv(0xa0, ...certificates)]),
    setOf(signer),
  );
  const der = Buffer.from(sequence(oid('1.2.840.113549.1.7.2'), tlv(0xa0, data)));
  return `-----BEGIN SIGNED MESSAGE-----\n${der
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END SIGNED MESSAGE-----\n`;
}

function verdict(text: string, bytes: Uint8Array = payload): string {
  const read = gitsignSignature(text, bytes);
  if (read.kind === 'refused') return read.reason.code;
  const { bundle, signed } = read.value;
  const artifact = { digests: { sha256: createHash('sha256').update(signed).digest('hex') }, read: () => [signed] };
  const said = verifier.verify(bundle, artifact, { signer: { kind: 'unsafely-any-identity' }, artifact: { kind: 'artifact' } });
  return said.verified ? 'verified' : said.reasons[0].code;
}

test('a signature that was made offline verifies with the log entry in it', () => {
  assert.equal(verdict(gitsign(payload)), 'verified');
});

test('what is of another object, unproved or of another form is refused', () => {
  const other = signBlob(sigstore, Buffer.from('something else')).bundle.verificationMaterial.tlogEntries?.[0] ?? assert.fail();
  const good = gitsign(payload);
  const table = [
    { what: 'of another object', text: gitsign(Buffer.from('another')), code: 'ARTIFACT_MISMATCH' },
    { what: 'without a log entry', text: gitsign(payload, { entry: 'left-out' }), code: 'LOG_ENTRY_MISSING' },
    { what: 'with the entry of something else', text: gitsign(payload, { entry: binaryOf(other) }), code: 'LOG_PROMISE_INVALID' },
    { what: 'with an entry that has a body of its own', text: gitsign(payload, { entry: binaryOf(other, field(7, '{}')) }), code: 'BUNDLE_MALFORMED' },
    { what: 'with an entry that has a field more', text: gitsign(payload, { entry: binaryOf(other, count(9, 1n)) }), code: 'BUNDLE_MALFORMED' },
    { what: 'with an entry that has a field twice', text: gitsign(payload, { entry: binaryOf(other, count(1, 1n)) }), code: 'BUNDLE_MALFORMED' },
    {
      what: 'with an attribute twice',
      text: gitsign(payload, { unsigned: [attribute('1.3.6.1.4.1.57264.3.1', octetString(Buffer.from('')))] }),
      code: 'CERTIFICATE_MALFORMED',
    },
    { what: 'of another content type', text: gitsign(payload, { attributes: attributesOf(payload, '1.2.840.113549.1.7.2') }), code: 'BUNDLE_MALFORMED' },
    { what: 'without a digest of the object', text: gitsign(payload, { attributes: attributesOf(payload).slice(0, 1) }), code: 'CERTIFICATE_MALFORMED' },
    {
      what: 'with two digests',
      text: gitsign(payload, { attributes: [...attributesOf(payload), ...attributesOf(Buffer.from('x')).slice(1)] }),
      code: 'CERTIFICATE_MALFORMED',
    },
    { what: 'without a certificate', text: gitsign(payload, { certificates: [] }), code: 'BUNDLE_MALFORMED' },
    { what: 'two of them', text: good + good, code: 'BUNDLE_MALFORMED' },
    { what: 'another armour', text: good.replaceAll('SIGNED MESSAGE', 'CERTIFICATE'), code: 'BUNDLE_MALFORMED' },
  ];
  for (const { what, text, code } of table) assert.equal(verdict(text), code, what);
});

test('a changed bit is found out wherever it is', () => {
  const bytes = raw(gitsign(payload).replaceAll(/-----[^-]+-----|\s/g, ''));
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      const text = `-----BEGIN SIGNED MESSAGE-----\n${changed
        .toString('base64')
        .replaceAll(/(.{64})/g, '$1\n')
        .trimEnd()}\n-----END SIGNED MESSAGE-----\n`;
      if (verdict(text) === 'verified') unread.push(at);
    }),
    { numRuns: 1500 },
  );
  // The name of the signer's certificate in the signature, and what a proof repeats of its checkpoint, count for nothing.
  assert.ok(unread.length < 30, `${unread.length} of 1500 changes went through`);
});
const unread: number[] = [];

test('arbitrary bytes are no log entry, or one', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => ['undefined', 'object'].includes(typeof readBinaryLogEntry(bytes))));
  assert.equal(readBinaryLogEntry(Buffer.concat([Buffer.from([8]), Buffer.alloc(9, 0xff), Buffer.from([1])])), undefined);
});
