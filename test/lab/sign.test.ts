import assert from 'node:assert/strict';
import { X509Certificate, createHash } from 'node:crypto';
import { test } from 'node:test';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';
import {
  createSigstore,
  emailIdentity,
  githubIdentity,
  makeKey,
  signBlob,
  signStatement,
  signingFaults,
  trustedRootOf,
  type SignOptions,
  type Sigstore,
  type SigstoreOptions,
  type SigningFault,
} from '../../src/lab/index.ts';

const clock = { now: () => Date.UTC(2026, 5, 1, 12) };
const artifact = Buffer.from('the artifact of the tests');
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'artifact', digest: { sha256: createHash('sha256').update(artifact).digest('hex') } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {},
};

/** Another verifier than ours: what it says of a bundle of the lab. */
function said(sigstore: Sigstore, content: 'blob' | 'statement', options: SignOptions = {}): 'accepted' | string {
  const signed = content === 'blob' ? signBlob(sigstore, artifact, options) : signStatement(sigstore, statement, options);
  const root = toTrustMaterial(TrustedRoot.fromJSON(trustedRootOf(sigstore)), () => ({
    publicKey: signed.key.publicKey,
    validFor: () => true,
  }));
  const logged = sigstore.kind === 'public' && options.log !== 'none';
  const verifier = new Verifier(root, {
    tlogThreshold: logged ? 1 : 0,
    ctlogThreshold: sigstore.kind === 'public' ? 1 : 0,
    timestampThreshold: 1,
  });
  try {
    verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(signed.text)), content === 'blob' ? artifact : undefined), {
      subjectAlternativeName: undefined as never,
      extensions: {},
    });
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const ways: readonly {
  readonly what: string;
  readonly content: 'blob' | 'statement';
  readonly kind?: 'github';
  readonly options?: SignOptions;
  readonly algorithms?: SigstoreOptions['algorithms'];
}[] = [
  { what: 'a blob as cosign signs it', content: 'blob' },
  { what: 'a statement as GitHub attests it', content: 'statement' },
  { what: 'version 0.1 with a promise alone', content: 'blob', options: { version: '0.1' } },
  { what: 'version 0.2', content: 'blob', options: { version: '0.2', chain: 'with-intermediates' } },
  { what: 'version 0.3 as a parameter', content: 'statement', options: { version: '0.3-as-parameter' } },
  { what: 'no promise, but a timestamp', content: 'statement', options: { proof: 'proof' } },
  { what: 'the entry of older attestations', content: 'statement', options: { entry: 'intoto-0.0.2' } },
  { what: 'a blob in the log of version 2', content: 'blob', options: { log: 'v2' } },
  { what: 'a statement in the log of version 2', content: 'statement', options: { log: 'v2' } },
  { what: 'an ECDSA key of another curve', content: 'statement', options: { signer: { kind: 'certificate', algorithm: 'p384', hash: 'sha256' } } },
  { what: 'a person', content: 'blob', options: { signer: { kind: 'certificate', identity: emailIdentity('ada@example.test') } } },
  { what: "GitHub's own instance", content: 'statement', kind: 'github' },
  { what: 'an authority with P-256', content: 'blob', algorithms: { ca: 'p256' } },
  { what: 'an authority with RSA', content: 'blob', algorithms: { ca: 'rsa-2048' } },
  { what: 'a log of version 2 with ECDSA', content: 'blob', options: { log: 'v2' }, algorithms: { rekorV2: 'p256' } },
  { what: 'a timestamp authority with P-384', content: 'blob', options: { timestamps: 1, proof: 'proof' }, algorithms: { tsa: 'p384' } },
  { what: 'a key of its own', content: 'blob', options: { signer: { kind: 'key', key: makeKey({ seed: 'own', algorithm: 'p256' }) } } },
];

for (const { what, content, kind = 'public', options, algorithms = {} } of ways) {
  test(`another verifier accepts ${what}`, () => {
    const sigstore = createSigstore({ clock, kind, algorithms });
    assert.equal(said(sigstore, content, options), 'accepted');
    // Logs that hold more have longer proofs.
    assert.equal(said(sigstore, content, options), 'accepted');
  });
}

/** What the other verifier does not look at, and ours must. */
const passedOver: readonly SigningFault[] = [
  'leaf-for-servers',
  'leaf-is-authority',
  'unknown-critical-extension',
  'no-alternative-name',
  'conflicting-extensions',
  'statement-of-another-artifact',
];

for (const fault of Object.keys(signingFaults) as SigningFault[]) {
  test(`of a bundle with ${fault} the other verifier ${passedOver.includes(fault) ? 'sees nothing' : 'says no'}`, () => {
    const stamped = fault.includes('timestamp') ? { timestamps: 1, proof: 'proof' as const } : {};
    const content = ['statement-of-another-artifact', 'two-envelope-signatures'].includes(fault) ? 'statement' : 'blob';
    const answer = said(createSigstore({ clock }), content, { ...stamped, faults: [fault] });
    assert.equal(answer === 'accepted', passedOver.includes(fault), answer);
  });
}

test('the leaf says what Fulcio says of a run', () => {
  const signed = signBlob(createSigstore({ clock }), artifact, { signer: { kind: 'certificate', identity: githubIdentity({ repository: 'acme/lens' }) } });
  const leaf = new X509Certificate(signed.certificatePem ?? '');
  assert.equal(leaf.subjectAltName, 'URI:https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3');
  assert.equal(leaf.subject ?? '', '');
  assert.equal(leaf.validToDate.getTime() - leaf.validFromDate.getTime(), 600_000);
});

test('the same seed makes the same keys', () => {
  for (const algorithm of ['p256', 'p384', 'p521', 'ed25519'] as const)
    assert.deepEqual(makeKey({ seed: 'a', algorithm }).spki, makeKey({ seed: 'a', algorithm }).spki, algorithm);
  assert.notDeepEqual(makeKey({ seed: 'a', algorithm: 'p256' }).spki, makeKey({ seed: 'b', algorithm: 'p256' }).spki);
});
