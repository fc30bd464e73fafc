import assert from 'node:assert/strict';
import { test } from 'node:test';
import { githubIdentity, signStatement, trustedRootOf, type SignOptions } from '../../../src/lab/index.ts';
import type { Policy } from '../../../src/trust/policy/index.ts';
import { parseTrustedRoot } from '../../../src/trust/roots/index.ts';
import { artifact, codesOf, digestsOf, instance, labSigner, sign, statement, tried } from '../../support/verify-lab.ts';

// Six things that another verifier in this language lets through, or let through; each is refused here.

const identity = 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3';
const options: SignOptions = { signer: { kind: 'certificate', identity: githubIdentity({ repository: 'acme/lens' }) } };

function asking(text: string): Policy['signer'] {
  return {
    kind: 'certificate',
    identity: { kind: 'exact', text },
    issuer: { kind: 'exact', text: 'https://token.actions.githubusercontent.com' },
    extensions: {},
  };
}

test('1: a statement that does not name the artifact', () => {
  const sigstore = instance();
  const { text } = signStatement(sigstore, { ...statement, subject: [{ name: 'artifact', digest: digestsOf(Buffer.from('another')) }] }, options);
  assert.deepEqual(codesOf(tried(text, { sigstore })), ['ARTIFACT_MISMATCH']);
  // The name alone, a digest under another algorithm, or one digest of two that is wrong are not the artifact either.
  const right = digestsOf(Buffer.from('the artifact of the tests'));
  for (const digest of [{ gitCommit: right.sha256 }, { sha512: right.sha256 }, { sha256: right.sha256, sha512: digestsOf(Buffer.from('another')).sha512 }]) {
    const other = signStatement(sigstore, { ...statement, subject: [{ name: 'artifact', digest }] }, options);
    assert.notDeepEqual(codesOf(tried(other.text, { sigstore })), [], JSON.stringify(digest));
  }
  assert.deepEqual(codesOf(tried(sign(sigstore, 'statement', options).text, { sigstore })), []);
});

test('2: an identity that is found within the name of the signer, or is a pattern of it', () => {
  const sigstore = instance();
  const { text } = sign(sigstore, 'statement', options);
  assert.deepEqual(codesOf(tried(text, { sigstore, policy: { signer: asking(identity) } })), []);
  for (const other of ['https://github.com/acme/', '.*', '.', identity.slice(0, -1), identity.slice(1), '', identity.replace('acme', 'ac.e'), `${identity}0`])
    assert.deepEqual(codesOf(tried(text, { sigstore, policy: { signer: asking(other) } })), ['IDENTITY_MISMATCH'], other);
});

test('3: a policy that asks for no signer, or for the issuer alone, cannot be left out by mistake', () => {
  const sigstore = instance();
  const { text } = sign(sigstore, 'statement', options);
  const opened = tried(text, { sigstore, policy: { signer: { kind: 'unsafely-any-identity' } } });
  assert.deepEqual(codesOf(opened), []);
  // Nothing else leaves the signer open: every other kind names an identity and an issuer, or a key.
  assert.deepEqual(codesOf(tried(text, { sigstore, policy: { signer: { ...asking(identity), issuer: { kind: 'exact', text: '' } } as Policy['signer'] } })), [
    'ISSUER_MISMATCH',
  ]);
  assert.deepEqual(
    codesOf(
      tried(text, {
        sigstore,
        policy: { signer: { ...asking(identity), extensions: { sourceRepositoryUri: { kind: 'exact', text: 'x' } } } as Policy['signer'] },
      }),
    ),
    ['EXTENSION_MISMATCH'],
  );
});

test('4: the index of a Rekor v2 entry that is not the one that is proved', () => {
  const sigstore = instance();
  const { text } = sign(sigstore, 'statement', { ...options, log: 'v2' });
  const bundle = JSON.parse(text) as { verificationMaterial: { tlogEntries: [{ logIndex: string; inclusionProof: { logIndex: string } }] } };
  const [entry] = bundle.verificationMaterial.tlogEntries;
  const index = entry.logIndex;
  entry.inclusionProof.logIndex = '999';
  assert.deepEqual(codesOf(tried(JSON.stringify(bundle), { sigstore })), [], "the proof's own copy is not looked at");
  for (const wrong of [String(BigInt(index) + 1n), '0', '9223372036854775807']) {
    entry.logIndex = wrong;
    assert.deepEqual(codesOf(tried(JSON.stringify(bundle), { sigstore })), ['INCLUSION_PROOF_INVALID'], wrong);
  }
});

test('5: a trusted root that leaves a validity open at its start', () => {
  const root = trustedRootOf(instance());
  for (const place of ['tlogs', 'ctlogs', 'certificateAuthorities', 'timestampAuthorities'] as const) {
    const copy = JSON.parse(JSON.stringify(root)) as Record<string, { validFor?: { start?: string }; publicKey?: { validFor: { start?: string } } }[]>;
    const [first] = copy[place] ?? [];
    const range = first?.publicKey?.validFor ?? first?.validFor;
    assert.ok(range?.start, place);
    delete range.start;
    const read = parseTrustedRoot(Buffer.from(JSON.stringify(copy)), { from: 'a file' });
    assert.equal(read.kind === 'refused' ? read.reason.code : 'read', 'ROOT_MALFORMED', place);
  }
});

test('6: a checkpoint whose name is part of the address of the log', () => {
  for (const log of ['v1', 'v2'] as const) {
    const sigstore = instance();
    const own = log === 'v1' ? sigstore.rekorV1 : sigstore.rekorV2;
    const signed = sign(sigstore, 'statement', { ...options, log, timestamps: 1, faults: ['checkpoint-of-another-origin'] });
    assert.deepEqual(codesOf(tried(signed.text, { sigstore })), ['CHECKPOINT_INVALID'], own.url);
    // A sound checkpoint under a root whose log lies at a longer address.
    const { text } = sign(sigstore, 'statement', { ...options, log, timestamps: 1 });
    const root = JSON.parse(JSON.stringify(trustedRootOf(sigstore))) as { tlogs: { baseUrl: string }[] };
    for (const one of root.tlogs) one.baseUrl = one.baseUrl.replace('https://', 'https://x.');
    const longer = parseTrustedRoot(Buffer.from(JSON.stringify(root)), { from: 'a file' });
    assert.equal(longer.kind, 'parsed');
    if (longer.kind === 'parsed')
      assert.deepEqual(codesOf(tried(text, { sigstore, roots: [longer.value], artifact, policy: { signer: labSigner } })), ['CHECKPOINT_INVALID'], log);
  }
});
