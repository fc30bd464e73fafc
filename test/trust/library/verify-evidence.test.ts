import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createSigstore, githubIdentity, signBlob, signStatement, trustedRootOf } from '../../../src/lab/index.ts';
import { gitHubCom, parseTrustedRoot, policyOf, verifyEvidence, type Asked, type Policy } from '../../../src/trust/library/index.ts';

const now = Date.UTC(2026, 5, 1, 12);
const sigstore = createSigstore({ seed: 'library', clock: { now: () => now } });
const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRootOf(sigstore))), { from: 'the lab' });
const roots = root.kind === 'parsed' ? [root.value] : [];
const bytes = Buffer.from('a release');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const identity = githubIdentity({ repository: 'acme/lens', ref: 'refs/tags/v1.2.3', workflow: '.github/workflows/release.yml' });
const signer = { kind: 'certificate', identity } as const;

function policy(types: readonly string[], ref = 'refs/tags/v1.2.3'): Policy {
  const asked: Asked = {
    signer: { repo: 'acme/lens', workflow: 'release.yml', ref, anyIdentity: 'asked', deploymentOf: () => gitHubCom },
    build: {},
    types,
    anyArtifact: 'compared',
  };
  const read = policyOf(asked);
  return read.kind === 'policy' ? read.policy : assert.fail(read.message);
}

const signature = { from: 'a.sigstore.json', bytes: Buffer.from(signBlob(sigstore, bytes, { signer }).text) };
const sbom = {
  from: 'a.spdx.sigstore.json',
  bytes: Buffer.from(
    signStatement(
      sigstore,
      {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ name: 'a', digest: { sha256 } }],
        predicateType: 'https://spdx.dev/Document',
        predicate: { spdxVersion: 'SPDX-2.3' },
      },
      { signer },
    ).text,
  ),
};
const artifact = { digests: { sha256 } };

test('evidence is held against a policy from code', () => {
  const both = verifyEvidence({ artifact, evidence: [signature, sbom], policy: policy(['signature', 'spdx']), roots, now });
  assert.equal(both.verified, true);
  assert.deepEqual(
    both.answers.map((one) => both.pieces[one.piece]?.from),
    ['a.sigstore.json', 'a.spdx.sigstore.json'],
  );
});

test('what is not there, by another, of something else or of nothing is refused', () => {
  const cases = [
    { what: 'no evidence', evidence: [], policy: policy([]), artifact },
    { what: 'an SBOM where a signature is asked for', evidence: [sbom], policy: policy(['signature']), artifact },
    { what: 'another ref', evidence: [signature], policy: policy([], 'refs/heads/main'), artifact },
    { what: 'another artifact', evidence: [signature], policy: policy([]), artifact: { digests: { sha256: 'f'.repeat(64) } } },
    { what: 'no evidence at all in the bytes', evidence: [{ from: 'x', bytes: Buffer.from('{"a":1') }], policy: policy([]), artifact },
  ];
  for (const { what, ...input } of cases) assert.equal(verifyEvidence({ ...input, roots, now }).verified, false, what);
  assert.equal(verifyEvidence({ artifact, evidence: [signature], policy: policy([]), now }).verified, false, 'the roots that come with the package');
});

test('what no type allows is refused, or told to whoever wrote the call', () => {
  const asked = policy([]);
  const wrong = { ...asked.signer, extensions: {} };
  const cases = [
    { what: 'a signer of no known kind', signer: { ...wrong, kind: 'Certificate' } },
    { what: 'a signer without a kind', signer: { ...wrong, kind: undefined } },
    { what: 'an identity of no known kind', signer: { ...wrong, identity: { kind: 'Exact', text: 'x' } } },
    { what: 'an issuer of no known kind', signer: { ...wrong, issuer: { kind: 'Exact', text: 'x' } } },
  ];
  for (const { what, signer: given } of cases) {
    const loose = { ...asked, signer: given } as unknown as Policy;
    assert.equal(verifyEvidence({ artifact, evidence: [signature], policy: loose, roots, now }).verified, false, what);
  }
  for (const moment of [Number.NaN, Infinity, undefined, '2020-01-01'])
    assert.throws(() => verifyEvidence({ artifact, evidence: [signature], policy: asked, roots, now: moment as number }), { code: 'ARGUMENT_MALFORMED' });
});
