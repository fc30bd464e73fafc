import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSigstore, rekorBundleOf, signBlob, signStatement } from '../../../src/lab/index.ts';
import { detachedBundle, imageLayerBundle, parseBundle, parseRekorEntries, readEvidence, type Bundle, type Offered } from '../../../src/trust/bundle/index.ts';
import { bundleJson } from '../../support/bundle-json.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const sigstore = createSigstore({ seed: 'older forms', clock: { now: () => 1_760_000_000_000 } });
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'a', digest: { sha256: 'a'.repeat(64) } }],
  predicateType: 'https://example.com/p',
  predicate: {},
};
const blob = signBlob(sigstore, bytes('the artifact'), { version: '0.1' });
const attested = signStatement(sigstore, statement, { version: '0.1', entry: 'intoto-0.0.1' });
const read = (value: unknown) => readEvidence(bytes(value), 'here');
const told = (offered: readonly Offered[]) => offered.map((one) => `${one.format} ${one.bundle.kind === 'parsed' ? 'parsed' : one.bundle.reason.code}`);

function bundleOf(offered: readonly Offered[]): Bundle {
  const one = offered[0]?.bundle;
  assert.equal(one?.kind, 'parsed', one?.kind === 'refused' ? one.reason.message : '');
  return (one as { readonly value: Bundle }).value;
}

/** What a bundle of today says of the same signature, without what its own form alone has. */
function same(older: Bundle, { text }: { readonly text: string }): void {
  const today = parseBundle(bytes(text));
  assert.equal(today.kind, 'parsed');
  if (today.kind !== 'parsed') return;
  assert.deepEqual(older.material, today.value.material);
  assert.deepEqual(older.logEntries, today.value.logEntries);
  assert.deepEqual(older.timestamps, today.value.timestamps);
}

const [blobEntry] = blob.bundle.verificationMaterial.tlogEntries ?? [];
const [attestedEntry] = attested.bundle.verificationMaterial.tlogEntries ?? [];
assert.ok(blobEntry !== undefined && attestedEntry !== undefined);
const blobBundle = { base64Signature: base64(blob.signature), cert: base64(blob.certificatePem ?? ''), rekorBundle: rekorBundleOf(blobEntry) };

test('a blob bundle of older cosign is the bundle that says the same', () => {
  const offered = read(blobBundle);
  assert.deepEqual(told(offered), ['cosign-blob-bundle parsed']);
  assert.deepEqual(bundleOf(offered).content, { kind: 'message', signature: Buffer.from(blob.signature) });
  same(bundleOf(offered), blob);
  assert.deepEqual(bundleOf(read({ ...blobBundle, cert: blob.certificatePem })), bundleOf(offered));
  assert.deepEqual(bundleOf(read({ base64Signature: blobBundle.base64Signature, rekorBundle: null })).material, { kind: 'public-key', hint: '' });
});

test('a blob bundle that holds an envelope keeps the bytes that the log is bound to', () => {
  const envelope = JSON.stringify(attested.bundle.dsseEnvelope);
  const bundle = bundleOf(read({ ...blobBundle, base64Signature: base64(envelope), rekorBundle: rekorBundleOf(attestedEntry) }));
  assert.equal(bundle.content.kind === 'envelope' && Buffer.from(bundle.content.envelope.stored ?? []).toString(), envelope);
  assert.deepEqual(bundle.logEntries[0]?.kind, 'intoto');
});

test('a signature and a certificate in files of their own, raw or in base64', () => {
  const certificate = bytes(blob.certificatePem);
  const raw = detachedBundle({ signature: blob.signature, certificate });
  assert.equal(raw.kind, 'parsed');
  for (const [signature, pem] of [
    [bytes(base64(blob.signature)), certificate],
    [bytes(`${base64(blob.signature)}\n`), bytes(base64(certificate))],
  ] as const) {
    const other = detachedBundle({ signature, certificate: pem });
    assert.equal(other.kind, 'parsed');
    assert.deepEqual(other.kind === 'parsed' && other.value.material, raw.kind === 'parsed' && raw.value.material);
    assert.deepEqual(other.kind === 'parsed' && other.value.content, { kind: 'message', signature: Buffer.from(blob.signature) });
  }
  const table = [
    { what: 'an empty signature', detached: { signature: new Uint8Array() } },
    { what: 'a giant signature', detached: { signature: new Uint8Array(20_000) } },
    { what: 'a certificate that is none', detached: { signature: blob.signature, certificate: bytes('no') } },
    { what: 'a private key', detached: { signature: blob.signature, certificate: bytes('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n') } },
    { what: 'a certificate that is no text', detached: { signature: blob.signature, certificate: Uint8Array.from([0xff]) } },
  ];
  for (const { what, detached } of table) assert.equal(detachedBundle(detached).kind, 'refused', what);
});

test('layers of older cosign are bundles of their annotations', () => {
  const annotations = {
    'dev.cosignproject.cosign/signature': base64(blob.signature),
    'dev.sigstore.cosign/certificate': blob.certificatePem ?? '',
    'dev.sigstore.cosign/chain': blob.certificatePem ?? '',
    'dev.sigstore.cosign/bundle': JSON.stringify(rekorBundleOf(blobEntry)),
    'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({ SignedRFC3161Timestamp: 'dGltZQ==' }),
  };
  const layer = { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', blob: bytes('the artifact'), annotations };
  const signature = imageLayerBundle(layer);
  assert.equal(signature.kind, 'parsed');
  if (signature.kind !== 'parsed') return;
  assert.deepEqual(signature.value.content, { kind: 'image-payload', signature: Buffer.from(blob.signature), payload: layer.blob });
  // cosign writes the root into the chain too; a bundle that brings one is refused, and this is none.
  assert.deepEqual(signature.value.material, { kind: 'certificate', chain: [blob.certificate] });
  assert.deepEqual(signature.value.timestamps, [Buffer.from('time')]);
  assert.deepEqual(signature.value.logEntries, bundleOf(read(blobBundle)).logEntries);
  const attestation = imageLayerBundle({ ...layer, mediaType: 'application/vnd.dsse.envelope.v1+json', blob: bytes(attested.bundle.dsseEnvelope) });
  assert.equal(attestation.kind === 'parsed' && attestation.value.content.kind, 'envelope');
  const broken = [
    { what: 'another media type', layer: { ...layer, mediaType: 'application/json' } },
    { what: 'no signature', layer: { ...layer, annotations: {} } },
    { what: 'a signature that is not base64', layer: { ...layer, annotations: { ...annotations, 'dev.cosignproject.cosign/signature': '*' } } },
    {
      what: 'a promise that says two things',
      layer: { ...layer, annotations: { ...annotations, 'dev.sigstore.cosign/bundle': '{"Payload":{},"Payload":{}}' } },
    },
    { what: 'a certificate that is none', layer: { ...layer, annotations: { ...annotations, 'dev.sigstore.cosign/certificate': 'x' } } },
  ];
  for (const one of broken) assert.equal(imageLayerBundle(one.layer).kind, 'refused', one.what);
});

test('an envelope alone is a bundle for each signature, with the certificate beside it', () => {
  const { dsseEnvelope } = attested.bundle;
  assert.ok(dsseEnvelope !== undefined);
  const [first] = dsseEnvelope.signatures;
  const offered = read({
    ...dsseEnvelope,
    signatures: [
      { ...first, cert: attested.certificatePem },
      { ...first, keyid: 'ours' },
    ],
  });
  assert.deepEqual(told(offered), ['envelope parsed', 'envelope parsed']);
  assert.deepEqual(
    offered.map((one) => one.bundle.kind === 'parsed' && one.bundle.value.material.kind),
    ['certificate', 'public-key'],
  );
  assert.deepEqual(
    offered.map((one) => one.bundle.kind === 'parsed' && one.bundle.value.content.kind === 'envelope' && one.bundle.value.content.envelope.signatures.length),
    [1, 1],
  );
});

test('entries of the log as it answers with them', () => {
  const { Payload, SignedEntryTimestamp } = rekorBundleOf(attestedEntry) as { readonly Payload: object; readonly SignedEntryTimestamp: string };
  const verification = {
    signedEntryTimestamp: SignedEntryTimestamp,
    inclusionProof: { logIndex: 3, treeSize: 9, rootHash: 'ab'.repeat(32), hashes: ['cd'.repeat(32)], checkpoint: 'note' },
  };
  const entry = { ...Payload, verification, attestation: { data: 'AAAA' } };
  const one = parseRekorEntries(bytes({ ['a'.repeat(80)]: entry }));
  assert.equal(one.kind, 'parsed', one.kind === 'refused' ? one.reason.message : '');
  const expected = bundleOf(read({ ...blobBundle, rekorBundle: rekorBundleOf(attestedEntry) })).logEntries[0];
  assert.deepEqual(one.kind === 'parsed' && one.value, [
    {
      ...expected,
      proof: { logIndex: 3n, treeSize: 9n, rootHash: Buffer.from('ab'.repeat(32), 'hex'), hashes: [Buffer.from('cd'.repeat(32), 'hex')], checkpoint: 'note' },
    },
  ]);
  const two = parseRekorEntries(bytes([{ a: entry }, { b: entry }]));
  assert.equal(two.kind === 'parsed' && two.value.length, 2);
  for (const hostile of [
    {},
    [],
    [[]],
    { a: { ...entry, logID: 'ABCD' } },
    { a: { ...entry, body: base64('{}') } },
    { a: { ...entry, logIndex: -1 } },
    { a: { ...entry, LogIndex: 1 } },
  ]) {
    assert.equal(parseRekorEntries(bytes(hostile)).kind, 'refused', JSON.stringify(hostile).slice(0, 80));
  }
});

test('names that an answer chose cannot write to a terminal', () => {
  const entries = parseRekorEntries(bytes({ '\u001B[2J\n': {} }));
  assert.equal(entries.kind === 'refused' && entries.reason.message, 'the log entry."\\u001b[2J\\n" has no body');
});

const attestation = {
  version: 1,
  verification_material: {
    certificate: bundleJson.verificationMaterial.certificate.rawBytes,
    transparency_entries: bundleJson.verificationMaterial.tlogEntries,
  },
  envelope: { statement: bundleJson.dsseEnvelope.payload, signature: `${bundleJson.dsseEnvelope.signatures[0]?.sig ?? ''}\n` },
};

test('attestations of Python distributions are bundles, and what the index says of them is kept apart', () => {
  const offered = read(attestation);
  assert.deepEqual(told(offered), ['pep740 parsed']);
  const today = parseBundle(bytes({ ...bundleJson, verificationMaterial: { ...bundleJson.verificationMaterial, timestampVerificationData: null } }));
  assert.deepEqual(offered[0]?.bundle, today);
  const provenance = read({
    version: 1,
    attestation_bundles: [{ publisher: { kind: 'GitHub', repository: 'a/b', claims: null }, attestations: [attestation, {}] }],
  });
  assert.deepEqual(told(provenance), ['pep740 parsed', 'pep740 BUNDLE_MALFORMED']);
  assert.deepEqual(provenance[0]?.said, { kind: 'GitHub', repository: 'a/b' });
  assert.deepEqual(told(read({ version: 1, attestation_bundles: [] })), ['pep740 EVIDENCE_MISSING']);
  const broken = [
    { ...attestation, version: 2 },
    { ...attestation, version: '1' },
    { ...attestation, verification_material: { ...attestation.verification_material, transparency_entries: [] } },
    { ...attestation, envelope: { ...attestation.envelope, statement: 'e30' } },
    { ...attestation, envelope: { statement: attestation.envelope.statement } },
  ];
  for (const one of broken) assert.deepEqual(told(read(one)), ['pep740 BUNDLE_MALFORMED'], JSON.stringify(one).slice(0, 60));
});

test('kept answers of npm and GitHub', () => {
  assert.deepEqual(
    told(
      read({
        attestations: [
          { predicateType: 'x', bundle: bundleJson },
          { predicateType: 'y', bundle: {} },
        ],
      }),
    ),
    ['npm parsed', 'npm BUNDLE_MALFORMED'],
  );
  assert.deepEqual(told(read({ attestations: [{ bundle: bundleJson, repository_id: 1 }, { bundle: null, bundle_url: 'https://x' }, 7] })), [
    'github-attestation parsed',
    'github-attestation BUNDLE_UNSUPPORTED',
    'github-attestation BUNDLE_MALFORMED',
  ]);
});

test('each line is read by its own form, and what is of none is offered with a reason', () => {
  const lines = [bundleJson, blobBundle, attestation, { a: 1 }].map((one) => JSON.stringify(one));
  const offered = readEvidence(bytes(`${lines.join('\n')}\n{"mediaType":1}\n`), 'many.jsonl');
  assert.deepEqual(told(offered), ['bundle parsed', 'cosign-blob-bundle parsed', 'pep740 parsed', 'bundle BUNDLE_UNSUPPORTED', 'bundle BUNDLE_MALFORMED']);
  assert.equal(offered[1]?.from, 'many.jsonl, piece 2');
  assert.deepEqual(told(readEvidence(bytes(''), 'empty')), ['bundle BUNDLE_MALFORMED']);
});

test('arbitrary JSON under the names of each form gives bundles or reasons', () => {
  const name = fc.constantFrom(
    'mediaType',
    'base64Signature',
    'cert',
    'rekorBundle',
    'payloadType',
    'payload',
    'signatures',
    'attestations',
    'attestation_bundles',
    'verification_material',
    'envelope',
    'version',
  );
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom<unknown>(1, 'e30=', [attestation], [{ bundle: bundleJson }], blobBundle.rekorBundle));
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 5 }), (object) => {
      const offered = read(object);
      assert.ok(offered.length > 0 || Array.isArray(object['attestations']));
    }),
    { numRuns: 500 },
  );
});
