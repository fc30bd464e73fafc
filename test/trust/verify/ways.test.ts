import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createSigstore,
  emailIdentity,
  githubIdentity,
  makeKey,
  signingFaults,
  type CertificateIdentity,
  type KeyAlgorithm,
  type SignOptions,
  type SigningFault,
} from '../../../src/lab/index.ts';
import type { SignerPolicy } from '../../../src/trust/policy/index.ts';
import { artifactBytes, clock, codesOf, digestsOf, instance, labSigner, sign, tried } from '../../support/verify-lab.ts';

const own = makeKey({ seed: 'own', algorithm: 'p256' });

const ways: readonly { readonly what: string; readonly content: 'blob' | 'statement'; readonly kind?: 'github'; readonly options?: SignOptions }[] = [
  { what: 'a blob', content: 'blob' },
  { what: 'a statement', content: 'statement' },
  { what: 'version 0.1 with a promise alone', content: 'blob', options: { version: '0.1' } },
  { what: 'version 0.1 with a proof', content: 'blob', options: { version: '0.1', proof: 'promise-and-proof' } },
  { what: 'version 0.2 with intermediates', content: 'blob', options: { version: '0.2', chain: 'with-intermediates' } },
  { what: 'version 0.3 as a parameter', content: 'statement', options: { version: '0.3-as-parameter' } },
  { what: 'no promise, but a timestamp', content: 'statement', options: { proof: 'proof' } },
  { what: 'two timestamps and a promise', content: 'statement', options: { timestamps: 1 } },
  { what: 'an entry of kind intoto 0.0.1', content: 'statement', options: { entry: 'intoto-0.0.1' } },
  { what: 'an entry of kind intoto 0.0.2', content: 'statement', options: { entry: 'intoto-0.0.2' } },
  { what: 'a statement as hashedrekord', content: 'statement', options: { entry: 'hashedrekord' } },
  { what: 'a blob in Rekor v2', content: 'blob', options: { log: 'v2' } },
  { what: 'a statement in Rekor v2', content: 'statement', options: { log: 'v2' } },
  { what: "GitHub's own instance", content: 'statement', kind: 'github' },
  { what: 'P-384 with SHA-256', content: 'statement', options: { signer: { kind: 'certificate', algorithm: 'p384', hash: 'sha256' } } },
];

for (const { what, content, kind, options } of ways) {
  test(`verifies: ${what}`, () => {
    const sigstore = instance(kind);
    for (let i = 0; i < 3; i++) assert.deepEqual(codesOf(tried(sign(sigstore, content, options).text, { sigstore })), []);
  });
}

test('a key that the policy names verifies, with and without a log, and no other key does', () => {
  const sigstore = instance();
  for (const log of ['v1', 'v2', 'none'] as const) {
    const { text } = sign(sigstore, 'blob', { signer: { kind: 'key', key: own }, log });
    assert.deepEqual(codesOf(tried(text, { sigstore, policy: { signer: { kind: 'key', spki: own.spki } } })), [], log);
    const other = makeKey({ seed: 'other', algorithm: 'p256' });
    assert.ok(codesOf(tried(text, { sigstore, policy: { signer: { kind: 'key', spki: other.spki } } })).includes('SIGNATURE_INVALID'), log);
    assert.deepEqual(codesOf(tried(text, { sigstore })), ['SIGNER_KIND_MISMATCH'], log);
    assert.deepEqual(codesOf(tried(text, { sigstore, policy: { signer: { kind: 'unsafely-any-identity' } } })), ['SIGNER_KEY_MISSING'], log);
  }
  const { text } = sign(sigstore, 'blob');
  assert.ok(codesOf(tried(text, { sigstore, policy: { signer: { kind: 'key', spki: own.spki } } })).includes('SIGNER_KIND_MISMATCH'));
});

test('the address of a workflow is one as a URI alone', () => {
  const sigstore = instance();
  const run = githubIdentity();
  const codes = (identity: CertificateIdentity, policy: SignerPolicy = labSigner) =>
    codesOf(tried(sign(sigstore, 'blob', { signer: { kind: 'certificate', identity } }).text, { sigstore, policy: { signer: policy } }));
  const exactly = (text: string): SignerPolicy => ({
    kind: 'certificate',
    identity: { kind: 'exact', text },
    issuer: { kind: 'exact', text: run.issuer },
    extensions: {},
  });
  const repository: SignerPolicy = {
    kind: 'certificate',
    identity: { kind: 'any-of-repository', repository: 'https://github.com/acme/lens' },
    issuer: { kind: 'exact', text: run.issuer },
    extensions: {},
  };
  for (const policy of [labSigner, exactly(run.san.value), repository]) {
    assert.deepEqual(codes(run, policy), []);
    for (const kind of ['email', 'other-name'] as const)
      assert.deepEqual(codes({ ...run, san: { kind, value: run.san.value } }, policy), ['IDENTITY_KIND_MISMATCH'], `${kind}, ${policy.kind}`);
  }
  const person = emailIdentity('me@example.com', run.issuer);
  assert.deepEqual(codes(person, exactly('me@example.com')), []);
  assert.deepEqual(codes({ ...person, san: { kind: 'uri', value: 'me@example.com' } }, exactly('me@example.com')), ['IDENTITY_KIND_MISMATCH']);
  const user = { ...person, san: { kind: 'other-name', value: 'me!example.com' } } as const;
  assert.deepEqual(codes(user, exactly('me!example.com')), []);
});

test('a certificate that the root issued itself chains to it, as one of its intermediate does', () => {
  const sigstore = instance();
  const { ca } = sigstore;
  const [, root] = ca.certificates;
  const key = makeKey({ seed: `${sigstore.seed} ca root`, algorithm: 'p384' });
  const name = { organization: sigstore.organization, commonName: sigstore.organization };
  const byRoot = { ...sigstore, ca: { ...ca, name, key, certificates: [root, root] as const } };
  assert.deepEqual(codesOf(tried(sign(byRoot, 'blob').text, { sigstore })), []);
  assert.deepEqual(codesOf(tried(sign(sigstore, 'blob').text, { sigstore })), []);
  const strangers = { ...byRoot, ca: { ...byRoot.ca, key: makeKey({ seed: 'a stranger', algorithm: 'p384' }) } };
  assert.ok(codesOf(tried(sign(strangers, 'blob').text, { sigstore })).includes('CERTIFICATE_CHAIN_INVALID'));
});

test('a key that is in use for a while counts for signatures of that while', () => {
  const sigstore = instance();
  const at = clock.now();
  const day = 86_400_000;
  const said = (log: 'v1' | 'none', start: number, end?: number) =>
    codesOf(
      tried(sign(sigstore, 'blob', { signer: { kind: 'key', key: own }, log }).text, {
        sigstore,
        policy: { signer: { kind: 'key', spki: own.spki, validFor: [{ start, end }] } },
      }),
    );
  assert.deepEqual(said('v1', at - day, at + day), []);
  assert.deepEqual(said('v1', at - day), []);
  assert.deepEqual(said('v1', at + day), ['KEY_NOT_IN_USE']);
  assert.deepEqual(said('v1', at - 2 * day, at - day), ['KEY_NOT_IN_USE']);
  assert.deepEqual(said('none', at - 2 * day, at - day), ['KEY_RETIRED']);
  assert.deepEqual(said('none', at - 2 * day), []);
});

const algorithms: readonly KeyAlgorithm[] = ['p256', 'p384', 'p521', 'ed25519', 'rsa-2048'];

for (const algorithm of algorithms) {
  test(`${algorithm} verifies in every room: leaf, authority, logs, timestamps, by path and by digest`, () => {
    const services =
      algorithm === 'ed25519' ? { ca: algorithm, rekorV2: algorithm, tsa: algorithm } : { ca: algorithm, ctLog: algorithm, rekorV1: algorithm, tsa: algorithm };
    const sigstore = createSigstore({ clock, algorithms: services });
    const signer = { kind: 'certificate', algorithm } as const;
    for (const log of ['v1', 'v2'] as const) {
      const options = { signer, log, timestamps: 1 };
      assert.deepEqual(codesOf(tried(sign(sigstore, 'statement', options).text, { sigstore })), [], `statement, ${log}`);
      const { text } = sign(sigstore, 'blob', options);
      assert.deepEqual(codesOf(tried(text, { sigstore })), [], `blob, ${log}`);
      assert.deepEqual(codesOf(tried(text, { sigstore, artifact: { digests: digestsOf(artifactBytes) } })), [], `digest, ${log}`);
    }
  });
}

test('an Ed25519 signature over the bytes cannot be verified by digest, and that is not a refusal of the signature', () => {
  const sigstore = instance();
  const key = makeKey({ seed: 'own', algorithm: 'ed25519' });
  const policy = { signer: { kind: 'key', spki: key.spki } } as const;
  const { text } = sign(sigstore, 'blob', { signer: { kind: 'key', key }, log: 'none' });
  assert.deepEqual(codesOf(tried(text, { sigstore, policy })), []);
  assert.deepEqual(codesOf(tried(text, { sigstore, policy, artifact: { digests: digestsOf(artifactBytes) } })), ['ARTIFACT_BYTES_NEEDED']);
});

/** Each lie of a signer, the code that it must earn, and how the bundle is made where it shows. */
const earns: Readonly<Record<SigningFault, string>> = {
  'other-root': 'CERTIFICATE_CHAIN_INVALID',
  'expired-certificate': 'CERTIFICATE_EXPIRED',
  'certificate-not-yet-valid': 'CERTIFICATE_EXPIRED',
  'leaf-for-servers': 'CERTIFICATE_CHAIN_INVALID',
  'leaf-is-authority': 'CERTIFICATE_CHAIN_INVALID',
  'leaf-by-leaf': 'CA_UNKNOWN',
  'unknown-critical-extension': 'CERTIFICATE_CHAIN_INVALID',
  'no-alternative-name': 'IDENTITY_AMBIGUOUS',
  'conflicting-extensions': 'CERTIFICATE_CONTRADICTORY',
  'no-sct': 'SCT_MISSING',
  'forged-sct': 'SCT_INVALID',
  'sct-of-another-certificate': 'SCT_INVALID',
  'sct-by-unknown-log': 'SCT_MISSING',
  'signature-of-other-bytes': 'SIGNATURE_INVALID',
  'broken-signature': 'SIGNATURE_INVALID',
  'signed-by-another-key': 'SIGNATURE_INVALID',
  'statement-of-another-artifact': 'ARTIFACT_MISMATCH',
  'digest-hint-of-another-artifact': 'ARTIFACT_MISMATCH',
  'two-envelope-signatures': 'BUNDLE_MALFORMED',
  'replayed-entry': 'LOG_ENTRY_MISMATCH',
  'entry-by-unknown-log': 'LOG_UNKNOWN',
  'forged-promise': 'LOG_PROMISE_INVALID',
  'changed-integrated-time': 'LOG_PROMISE_INVALID',
  'changed-log-index': 'LOG_PROMISE_INVALID',
  'split-view': 'CHECKPOINT_INVALID',
  'truncated-proof': 'INCLUSION_PROOF_INVALID',
  'forged-checkpoint': 'CHECKPOINT_INVALID',
  'checkpoint-of-another-origin': 'CHECKPOINT_INVALID',
  'timestamp-of-another-signature': 'TIMESTAMP_INVALID',
  'forged-timestamp': 'TIMESTAMP_INVALID',
  'timestamp-by-unknown-authority': 'TIMESTAMP_AUTHORITY_UNKNOWN',
  'timestamp-too-late': 'CERTIFICATE_EXPIRED',
};

for (const fault of Object.keys(signingFaults) as SigningFault[]) {
  test(`refuses ${fault}`, () => {
    const sigstore = instance();
    const stamped = fault.includes('timestamp') ? { timestamps: 1, proof: 'proof' as const } : {};
    const content = ['statement-of-another-artifact', 'two-envelope-signatures'].includes(fault) ? 'statement' : 'blob';
    const codes = codesOf(tried(sign(sigstore, content, { ...stamped, faults: [fault] }).text, { sigstore }));
    assert.ok(codes.includes(earns[fault]), `${fault}: ${codes.join(', ') || 'verified'}`);
  });
}

test('the same lies in Rekor v2 are refused, but those that it has no place for', () => {
  const nothing = ['forged-promise', 'changed-integrated-time'];
  for (const fault of Object.keys(signingFaults) as SigningFault[]) {
    const sigstore = instance();
    const content = ['statement-of-another-artifact', 'two-envelope-signatures'].includes(fault) ? 'statement' : 'blob';
    const codes = codesOf(tried(sign(sigstore, content, { log: 'v2', faults: [fault] }).text, { sigstore }));
    assert.equal(codes.length === 0, nothing.includes(fault), `${fault}: ${codes.join(', ')}`);
  }
});

test('a person and a workflow of the same instance are told apart', () => {
  const sigstore = instance();
  const { text } = sign(sigstore, 'blob', { signer: { kind: 'certificate', identity: emailIdentity('ada@example.test') } });
  assert.deepEqual(codesOf(tried(text, { sigstore })).toSorted(), ['IDENTITY_MISMATCH', 'ISSUER_MISMATCH']);
});
