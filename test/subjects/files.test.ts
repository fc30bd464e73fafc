import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createSigstore, rekorBundleOf, signBlob, signStatement, trustedRootOf, type Signed } from '../../src/lab/index.ts';
import { findDigestEvidence, findFileEvidence, type FileRequest, type Found } from '../../src/subjects/index.ts';
import { parseTrustedRoot } from '../../src/trust/roots/index.ts';
import { createVerifier } from '../../src/trust/verify/index.ts';
import type { Artifact } from '../../src/trust/verify/index.ts';
import type { Offered } from '../../src/trust/bundle/index.ts';
import { memoryDisk } from '../support/memory-disk.ts';

const now = Date.UTC(2026, 5, 1, 12);
const sigstore = createSigstore({ seed: 'files', clock: { now: () => now } });
const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRootOf(sigstore))), { from: 'the lab' });
assert.equal(root.kind, 'parsed');
const verifier = createVerifier({ roots: root.kind === 'parsed' ? [root.value] : [], now });
const app = Buffer.from('the program');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const statementOf = (bytes: Uint8Array, name = 'app') => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name, digest: { sha256: sha256(bytes) } }],
  predicateType: 'https://example.com/p',
  predicate: {},
});
const blob = signBlob(sigstore, app);
const attested = signStatement(sigstore, statementOf(app));
const pem = (signed: Signed) => signed.certificatePem ?? '';

/** What verifying each piece for the artifact comes to. */
function verdicts(offered: readonly Offered[], artifact: Artifact): readonly string[] {
  return offered.map(({ from, bundle }) => {
    if (bundle.kind === 'refused') return `${from}: ${bundle.reason.code}`;
    const verdict = verifier.verify(bundle.value, artifact, { signer: { kind: 'unsafely-any-identity' }, artifact: { kind: 'artifact' } });
    return `${from}: ${verdict.verified ? 'verified' : verdict.reasons[0].code}`;
  });
}

function find(files: Parameters<typeof memoryDisk>[0], request: Partial<FileRequest> = {}): Found {
  const found = findFileEvidence({ path: 'dist/app', ...request }, memoryDisk(files));
  assert.equal(found.kind, 'parsed', found.kind === 'refused' ? found.reason.message : '');
  return (found as { readonly value: Found }).value;
}
const found = (files: Parameters<typeof memoryDisk>[0], request: Partial<FileRequest> = {}) => {
  const { offered, artifact } = find(files, request);
  return verdicts(offered, artifact);
};

test('evidence beside a file is found by the names that signers give it, and verifies', () => {
  const bundle = {
    base64Signature: Buffer.from(blob.signature).toString('base64'),
    cert: Buffer.from(pem(blob)).toString('base64'),
    rekorBundle: rekorBundleOf(blob.bundle.verificationMaterial.tlogEntries?.[0] ?? assert.fail()),
  };
  for (const name of ['app.sigstore.json', 'app.sigstore', 'app.bundle', 'app.publish.attestation', 'app.provenance']) {
    assert.deepEqual(found({ 'dist/app': app, [`dist/${name}`]: blob.text }), [`${name}: verified`], name);
  }
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.cosign.bundle': JSON.stringify(bundle) }), ['app.cosign.bundle: verified']);
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.intoto.jsonl': `${attested.text}\n${attested.text}\n` }), [
    'app.intoto.jsonl, piece 1: verified',
    'app.intoto.jsonl, piece 2: verified',
  ]);
});

test('a signature and a certificate are one piece, which needs a log or a time', () => {
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.sig': blob.signature, 'dist/app.pem': pem(blob) }), ['app.sig: LOG_ENTRY_MISSING']);
  const entry = blob.bundle.verificationMaterial.tlogEntries?.[0];
  const { Payload, SignedEntryTimestamp } = rekorBundleOf(entry ?? assert.fail()) as { readonly Payload: object; readonly SignedEntryTimestamp: string };
  const answer = JSON.stringify({ ['1'.repeat(80)]: { ...Payload, verification: { signedEntryTimestamp: SignedEntryTimestamp } } });
  const files = {
    'dist/app': app,
    'dist/app-keyless.sig': Buffer.from(blob.signature).toString('base64'),
    'dist/app-keyless.pem': pem(blob),
    'entry.json': answer,
  };
  assert.deepEqual(found(files, { rekorEntries: ['entry.json'] }), ['app-keyless.sig: verified']);
  assert.deepEqual(found(files, { bundles: ['dist/app-keyless.sig', 'dist/app-keyless.pem'], rekorEntries: ['entry.json'] }), [
    'dist/app-keyless.sig: verified',
  ]);
});

test('a log entry beside a signature is taken with it, in each form that people keep', () => {
  const entry = blob.bundle.verificationMaterial.tlogEntries?.[0] ?? assert.fail();
  const promise = rekorBundleOf(entry) as { readonly Payload: object; readonly SignedEntryTimestamp: string };
  const answer = { ['1'.repeat(80)]: { ...promise.Payload, verification: { signedEntryTimestamp: promise.SignedEntryTimestamp } } };
  for (const kept of [promise, entry, answer, [answer]]) {
    const files = { 'dist/app': app, 'dist/app.sig': blob.signature, 'dist/app.crt': pem(blob), 'dist/app.rekor': JSON.stringify(kept) };
    assert.deepEqual(found(files), ['app.sig: verified'], JSON.stringify(kept).slice(0, 40));
  }
  const other = rekorBundleOf(attested.bundle.verificationMaterial.tlogEntries?.[0] ?? assert.fail());
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.sig': blob.signature, 'dist/app.crt': pem(blob), 'dist/app.sig.rekor.json': JSON.stringify(other) }), [
    'app.sig: LOG_ENTRY_MISMATCH',
  ]);
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.sig': blob.signature, 'dist/app.crt': pem(blob), 'dist/app.rekor': '{' }), ['app.sig: BUNDLE_MALFORMED']);
});

test('an envelope without a log entry is verified with the one that was given, the certificate from either', () => {
  const old = signStatement(sigstore, statementOf(app), { version: '0.1', entry: 'intoto-0.0.1' });
  const { Payload, SignedEntryTimestamp } = rekorBundleOf(old.bundle.verificationMaterial.tlogEntries?.[0] ?? assert.fail()) as {
    readonly Payload: object;
    readonly SignedEntryTimestamp: string;
  };
  const answer = JSON.stringify({ a: { ...Payload, verification: { signedEntryTimestamp: SignedEntryTimestamp } } });
  const { dsseEnvelope } = old.bundle;
  const bare = JSON.stringify(dsseEnvelope);
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.intoto.jsonl': bare }), ['app.intoto.jsonl: SIGNER_KEY_MISSING']);
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.intoto.jsonl': bare, 'entry.json': answer }, { rekorEntries: ['entry.json'] }), [
    'app.intoto.jsonl: verified',
  ]);
  const spoilt = JSON.stringify({ ...dsseEnvelope, signatures: attested.bundle.dsseEnvelope?.signatures });
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.intoto.jsonl': spoilt, 'entry.json': answer }, { rekorEntries: ['entry.json'] }), [
    'app.intoto.jsonl: LOG_ENTRY_MISMATCH',
  ]);
});

test('evidence of another file is not taken for that of this one', () => {
  const other = signBlob(sigstore, Buffer.from('another'));
  assert.deepEqual(
    found({
      'dist/app': app,
      'dist/app.tar.gz': 'another',
      'dist/app.tar.gz.sigstore.json': other.text,
      'dist/app.tar.gz.sig': other.signature,
      'app.sigstore.json': blob.text,
    }),
    [],
  );
  assert.deepEqual(found({ 'dist/app': app, 'dist/app.sigstore.json': other.text }), ['app.sigstore.json: ARTIFACT_MISMATCH']);
});

test('attestations of many files count where they name this one', () => {
  const other = signStatement(sigstore, statementOf(Buffer.from('another')));
  const files = {
    'dist/app': app,
    'dist/multiple.intoto.jsonl': `${other.text}\n${attested.text}`,
    [`dist/sha256:${sha256(app)}.jsonl`]: attested.text,
    'dist/else.sigstore.json': other.text,
  };
  assert.deepEqual(found(files).toSorted(), ['multiple.intoto.jsonl, piece 2: verified', `sha256:${sha256(app)}.jsonl: verified`]);
  const aside = find(files).others?.map((one) => one.from);
  assert.deepEqual(aside?.toSorted(), ['else.sigstore.json', 'multiple.intoto.jsonl, piece 1'], 'what is about other bytes of its name is put aside');
  const unnamed = signStatement(sigstore, statementOf(Buffer.from('another'), 'else'));
  assert.equal(find({ 'dist/app': app, 'dist/multiple.intoto.jsonl': unnamed.text }).others, undefined);
});

test('files that were given are the only ones that are read', () => {
  const files = { 'dist/app': app, 'dist/app.sigstore.json': blob.text, 'kept/other.json': attested.text };
  assert.deepEqual(found(files, { bundles: ['kept/other.json'] }), ['kept/other.json: verified']);
  assert.throws(() => found(files, { bundles: ['kept/none.json'] }), { code: 'EVIDENCE_UNREADABLE' });
  assert.throws(() => found(files, { bundles: ['kept/other.json'], rekorEntries: ['dist/app'] }), { code: 'EVIDENCE_UNREADABLE' });
});

test('signatures of OpenPGP are handed on, and count for nobody who asks for something else', () => {
  const packet = Buffer.from([0x88, 4, 4, 0, 22, 8]);
  const armour = `-----BEGIN PGP SIGNATURE-----\n\n${packet.toString('base64')}\n-----END PGP SIGNATURE-----\n`;
  const files = { 'dist/app': app, 'dist/app.asc': armour, 'dist/app.sig': armour };
  assert.deepEqual(found(files), ['app.sig: SIGNATURE_FOREIGN', 'app.asc: SIGNATURE_FOREIGN']);
  const [first] = find(files).offered;
  assert.match((first?.bundle.kind === 'refused' && first.bundle.reason.hint) || '', /^--key FILE/);
  assert.deepEqual(first?.openPgp, packet);
  assert.deepEqual(found({ ...files, 'dist/app.sig': '-----BEGIN PGP SIGNATURE-----\n' }), ['app.sig: BUNDLE_MALFORMED', 'app.asc: SIGNATURE_FOREIGN']);
});

test('a list of checksums that is signed vouches for what it lists', () => {
  const list = `${sha256(app)}  app\n${sha256('b')}  b\n`;
  const signed = signBlob(sigstore, Buffer.from(list));
  const { lists, offered } = find({ 'dist/app': app, 'dist/SHA256SUMS': list, 'dist/SHA256SUMS.sigstore.json': signed.text });
  assert.deepEqual(offered, []);
  assert.equal(lists.length, 1);
  const [one] = lists;
  assert.ok(one !== undefined);
  assert.deepEqual(verdicts(one.offered, one.artifact), ['SHA256SUMS.sigstore.json: verified']);
  assert.deepEqual(one.entry, { kind: 'parsed', value: { name: 'app', algorithm: 'sha256', digest: sha256(app) } });
});

test('of however many lists that one counts which names the file', () => {
  const list = `${sha256(app)}  app\n`;
  const evidence = signBlob(sigstore, Buffer.from(list)).text;
  const noise = Array.from({ length: 40 }, (_, i) => {
    const other = `${sha256(`part ${i}`)}  part-${i}\n`;
    return [
      [`dist/part-${i}`, `part ${i}`],
      [`dist/part-${i}.sha256`, other],
      [`dist/part-${i}.sha256.sigstore.json`, evidence],
    ] as const;
  });
  const { lists, notes } = find({ 'dist/app': app, 'dist/zz.sha256': list, 'dist/zz.sha256.sigstore.json': evidence, ...Object.fromEntries(noise.flat()) });
  assert.deepEqual([lists.map((one) => one.from), notes], [['zz.sha256'], []]);
  assert.deepEqual(
    lists.flatMap((one) => verdicts(one.offered, one.artifact)),
    ['zz.sha256.sigstore.json: verified'],
  );
  const many = Array.from({ length: 70 }, (_, i) => [`dist/list-${i}.sha256`, list] as const);
  const more = find({ 'dist/app': app, ...Object.fromEntries(many) }).notes;
  assert.deepEqual(
    more.map((one) => one.code),
    ['EVIDENCE_TOO_MUCH'],
  );
  const broken = find({ 'dist/app': app, 'dist/app.sha256': 'no list', 'dist/app.sha256.sigstore.json': evidence, 'dist/b': 'b', 'dist/b.sha256': 'none' });
  assert.deepEqual(
    broken.lists.map(({ from, entry }) => [from, entry.kind === 'refused' && entry.reason.code]),
    [['app.sha256', 'CHECKSUMS_MALFORMED']],
  );
});

test('more pieces than are read are said to be left out, and hide none that is read', () => {
  const other = signStatement(sigstore, statementOf(Buffer.from('another'))).text;
  const lines = (first: string, count: number) => `${first}\n${`${other}\n`.repeat(count)}`;
  const own = found({ 'dist/app': app, 'dist/app.intoto.jsonl': lines(attested.text, 4_096) });
  assert.deepEqual([own.length, own[0], own.at(-1)], [4_097, 'app.intoto.jsonl, piece 1: verified', 'app.intoto.jsonl: EVIDENCE_TOO_MUCH']);
  assert.deepEqual(found({ 'dist/app': app, 'dist/multiple.intoto.jsonl': lines(attested.text, 4_096) }), [
    'multiple.intoto.jsonl, piece 1: verified',
    'multiple.intoto.jsonl: EVIDENCE_TOO_MUCH',
  ]);
  assert.deepEqual(found({ 'dist/app': app, 'dist/multiple.intoto.jsonl': lines(attested.text, 4_095) }), ['multiple.intoto.jsonl, piece 1: verified']);
});

test('a list vouches for nothing where nobody signed it, it lists another digest, or two', () => {
  const of = (list: string, more: Record<string, string> = {}) =>
    find({ 'dist/app': app, 'dist/SHA256SUMS': list, ...more }).lists.map((one) => (one.entry.kind === 'parsed' ? 'listed' : one.entry.reason.code));
  const evidence = { 'dist/SHA256SUMS.sigstore.json': blob.text };
  assert.deepEqual(of(`${sha256(app)}  app`), []);
  assert.deepEqual(of(`${sha256(app)}  b`, evidence), []);
  assert.deepEqual(of(`${sha256('b')}  app`, evidence), ['CHECKSUM_MISMATCH']);
  assert.deepEqual(of(`${sha256('b')}  app\n${sha256(app)}  app`, evidence), ['CHECKSUMS_MALFORMED']);
  assert.deepEqual(of(`${sha256('b')}  x/app\n${sha256(app)}  y/app`, evidence), ['CHECKSUMS_MALFORMED']);
  const sha512 = createHash('sha512').update(app).digest('hex');
  assert.deepEqual(of(`${sha512}  app`, evidence), ['listed']);
  assert.deepEqual(of(`${sha256(app)}  app\n${'0'.repeat(128)}  app`, evidence), ['CHECKSUM_MISMATCH']);
  const single = find({ 'dist/app': app, 'dist/app.sha256': sha256(app), 'dist/app.sha256.sigstore.json': blob.text });
  assert.deepEqual(
    single.lists.map((one) => one.entry.kind),
    ['parsed'],
  );
});

test('what cannot be read is told, and a subject that is none is refused', () => {
  const { notes, offered } = find({ 'dist/app': app, 'dist/app.sigstore.json': null });
  assert.deepEqual([offered, notes.map((one) => one.code)], [[], ['EVIDENCE_UNREAD']]);
  const disk = memoryDisk({ 'dist/app': app, 'dist/none': null });
  for (const [path, code] of [
    ['dist/nothing', 'SUBJECT_MISSING'],
    ['dist', 'SUBJECT_UNREADABLE'],
    ['dist/none', 'SUBJECT_UNREADABLE'],
  ] as const) {
    const refused = findFileEvidence({ path }, disk);
    assert.equal(refused.kind === 'refused' && refused.reason.code, code);
  }
});

test('a digest stands for a file that is not here', () => {
  const disk = memoryDisk({ 'app.json': attested.text });
  const byDigest = findDigestEvidence({ digest: `sha256:${sha256(app)}`, bundles: ['app.json'] }, disk);
  assert.deepEqual(byDigest.kind === 'parsed' && verdicts(byDigest.value.offered, byDigest.value.artifact), ['app.json: verified']);
  for (const digest of [
    'sha256:ab',
    `sha256:${sha256(app).toUpperCase()}`,
    `sha1:${'a'.repeat(40)}`,
    `md5:${'a'.repeat(32)}`,
    `sha512:${sha256(app)}`,
    sha256(app),
  ]) {
    const none = findDigestEvidence({ digest }, disk);
    assert.equal(none.kind === 'refused' && none.reason.code, 'SUBJECT_MALFORMED', digest);
  }
});
