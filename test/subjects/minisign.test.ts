import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { findDigestEvidence, findFileEvidence, minisignPublicKey } from '../../src/subjects/index.ts';
import { demandsOf, judge } from '../../src/trust/judge/index.ts';
import { createVerifier } from '../../src/trust/verify/index.ts';
import { memoryDisk } from '../support/memory-disk.ts';

// Made by minisign's own format of today, over a digest, and by its older one, over the bytes.
const publicKey = 'untrusted comment: minisign public key 5EFC8CBCCB6D78E9\nRWRe/Iy8y2146RXVh4weTVhM7sAw3FLsHS2d86+JAhVisjq76Uth2GVF\n';
const signatures = {
  hashed: `untrusted comment: signature from minisign secret key
RURe/Iy8y2146TVIaUfbvwyNFW2cCurW9u7ggD5KIGQ4rSkE9nci17UQbAwySrpxqyWFE6Ov/N0XOwRWR9wNuyhI79MY8yiffg8=
trusted comment: file:app
cTJvj4xu787Uip2eGazTnx8o2RgVrY/hDjBxsB8ZrpU+oJvYiXyMRK/byZv0X1uw2rRkKoO2cz9EZoSRq2TLAw==
`,
  plain: `untrusted comment: signature from minisign secret key
RWRe/Iy8y2146anZ9wZBzJZioyBIsokkhFS72UYG9I8ZNty8JRP/TMvrnAqPCNIo0uBwbboijfUxCJXLLOV40t/B2LW4Ka/0/AU=
trusted comment: file:app
bmAXU729h0i8xlbKgS0c8vBcIrwpcjpXiPxlYaiUFsiXdbkHh3QvWsrBTYNd9qPgv/Jir5KCbwYoSa2EqVF1AQ==
`,
} as const;
const key = minisignPublicKey(publicKey);
const spki = key.kind === 'parsed' ? key.value : new Uint8Array();

function said(
  signature: string,
  {
    content = 'the program',
    name = 'app.minisig',
    by = spki,
  }: { readonly content?: string | Uint8Array; readonly name?: string; readonly by?: Uint8Array } = {},
): string {
  const found = findFileEvidence({ path: 'app' }, memoryDisk({ app: content, [name]: signature }));
  assert.equal(found.kind, 'parsed');
  if (found.kind !== 'parsed') return '';
  const demands = demandsOf({ signer: { kind: 'key', spki: by }, artifact: { kind: 'artifact' }, evidence: ['signature'], build: {} });
  const bench = { verifier: createVerifier({ roots: [], now: 0 }), checkProvenance: () => ({ reasons: [], facts: {} }) };
  const verdict = judge({ ...found.value, demands }, bench);
  return verdict.verified ? 'verified' : (verdict.pieces[0]?.reasons[0]?.code ?? 'nothing');
}

test('signatures of minisign verify with its key, over the bytes or their digest', () => {
  for (const [what, signature] of Object.entries(signatures)) {
    assert.equal(said(signature), 'verified', what);
    assert.equal(said(signature, { name: 'app.sig' }), 'verified', what);
    assert.equal(said(signature.split('\n').slice(0, 2).join('\n') + '\n'), 'verified', `${what}, as signify writes it`);
    assert.equal(said(signature, { content: 'another program' }), 'SIGNATURE_INVALID', what);
    const other = minisignPublicKey(publicKey.replace('RXVh4', 'RXVh5'));
    if (other.kind === 'parsed') assert.equal(said(signature, { by: other.value }), 'SIGNATURE_INVALID', what);
  }
});

test('one kind is not taken for the other, and what is none is refused', () => {
  const { hashed, plain } = signatures;
  const [, line = ''] = hashed.split('\n');
  const table = [
    { what: 'a digest signed, said to be bytes', signature: hashed.replace('RURe', 'RWRe'), code: 'SIGNATURE_INVALID' },
    { what: 'bytes signed, said to be a digest', signature: plain.replace('RWRe', 'RURe'), code: 'SIGNATURE_INVALID' },
    { what: 'another kind', signature: hashed.replace('RURe', 'RVRe'), code: 'BUNDLE_MALFORMED' },
    { what: 'a signature that is cut off', signature: hashed.replace(line, line.slice(0, -4)), code: 'BUNDLE_MALFORMED' },
    { what: 'base64 in another spelling', signature: hashed.replace(line, line.replace('=', '')), code: 'BUNDLE_MALFORMED' },
    { what: 'a line more', signature: `${hashed}x\n`, code: 'BUNDLE_MALFORMED' },
    { what: 'a comment alone', signature: 'untrusted comment: x\n', code: 'BUNDLE_MALFORMED' },
  ];
  for (const { what, signature, code } of table) assert.equal(said(signature), code, what);
});

test('a digest over the bytes needs the bytes', () => {
  const disk = memoryDisk({ 'app.minisig': signatures.hashed });
  const found = findDigestEvidence({ digest: `sha256:${'a'.repeat(64)}`, bundles: ['app.minisig'] }, disk);
  const bundle = found.kind === 'parsed' ? found.value.offered[0]?.bundle : undefined;
  assert.equal(bundle?.kind === 'refused' && bundle.reason.code, 'ARTIFACT_BYTES_NEEDED');
});

test('public keys of minisign are read from their file or as one line', () => {
  assert.equal(spki.length, 44);
  assert.deepEqual(minisignPublicKey(publicKey.split('\n')[1] ?? ''), key);
  for (const text of ['', 'x', publicKey.replace('RWRe', 'RURe'), publicKey.slice(0, -6), `${publicKey}${publicKey}`, signatures.plain])
    assert.equal(minisignPublicKey(text).kind, 'refused', text.slice(0, 40));
});

test('a signature over a digest is not taken for one over the bytes of that digest', () => {
  const content = createHash('blake2b512').update('the program').digest();
  assert.equal(said(signatures.hashed.replace('RURe', 'RWRe'), { content }), 'SIGNATURE_FOREIGN');
});
