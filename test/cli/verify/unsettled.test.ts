import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServices, type Court } from '../../../src/cli/verify/court.ts';
import { judgeFound } from '../../../src/cli/verify/file-judge.ts';
import { createSigstore, githubIdentity, signBlob, type SignOptions } from '../../../src/lab/index.ts';
import { findFileEvidence, type FoundSubject } from '../../../src/subjects/index.ts';
import { demandsOf } from '../../../src/trust/judge/index.ts';
import { policyOf } from '../../../src/trust/policy/index.ts';
import { parsed, refused } from '../../../src/trust/reason/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { memoryDisk } from '../../support/memory-disk.ts';
import { rootOf } from '../../support/verify-lab.ts';

const now = Date.UTC(2026, 5, 1, 12);
const sigstore = createSigstore({ clock: { now: () => now } });
const bench = { verifier: createVerifier({ roots: [rootOf(sigstore)], now }), checkProvenance: () => ({ reasons: [], facts: {} }) };
const asked = policyOf({
  signer: {
    repo: 'acme/lens',
    workflow: 'release.yml',
    anyIdentity: 'asked',
    deploymentOf: () => ({ issuer: 'https://token.actions.githubusercontent.com', sanPrefix: 'https://github.com' }),
  },
  build: {},
  types: [],
  anyArtifact: 'compared',
});
const demands = demandsOf(asked.kind === 'policy' ? asked.policy : assert.fail());
const list = `${'0'.repeat(64)}  lens\n`;
const stranger: SignOptions = { signer: { kind: 'certificate', identity: githubIdentity({ repository: 'mallory/lens' }) } };

/** The file with its signature, and the list with the digest of another; `kept` is what lies beside the list. */
function subject(kept: Readonly<Record<string, string | Uint8Array>>): FoundSubject {
  const files = { lens: 'lens', 'lens.sigstore.json': signBlob(sigstore, Buffer.from('lens')).text, SHA256SUMS: list, ...kept };
  const found = findFileEvidence({ path: 'lens' }, memoryDisk(files));
  return found.kind === 'parsed' ? { ...found.value, name: 'lens' } : assert.fail();
}

/** What it comes to where a service has the second for the first. */
async function said(first: FoundSubject, answer: FoundSubject | 'silence' | 'nobody is asked'): Promise<string> {
  const subjects = { find: async () => (typeof answer === 'string' ? refused('SERVICE_FAILED', 'x') : parsed({ subjects: [answer], problems: [] })) };
  const services = { attestations: undefined, log: 'https://log.example', subjects: answer === 'nobody is asked' ? undefined : subjects };
  const court = { bench, openPgp: { prove: async () => () => undefined, close: () => undefined }, finders: { subjects, services: () => services } };
  const { verdict } = await withServices(judgeFound(first, demands, bench), () => first, { demands, court: court as unknown as Court });
  return verdict.verified ? 'verified' : `${verdict.decision}: ${verdict.reasons.map((one) => one.code).join(' ')}`;
}

test('a log is asked for the entry of a list that speaks against what is verified', async () => {
  const signed = signBlob(sigstore, Buffer.from(list));
  const others = signBlob(sigstore, Buffer.from(list), stranger);
  const bare = subject({ 'SHA256SUMS.sig': signed.signature, 'SHA256SUMS.pem': signed.certificatePem ?? '' });
  const othersBare = subject({ 'SHA256SUMS.sig': others.signature, 'SHA256SUMS.pem': others.certificatePem ?? '' });
  assert.equal(await said(bare, subject({ 'SHA256SUMS.sigstore.json': signed.text })), 'refused: CHECKSUM_MISMATCH');
  assert.equal(await said(bare, 'silence'), 'verified', 'nobody vouches for who signed the list');
  assert.equal(await said(bare, 'nobody is asked'), 'verified');
  assert.equal(await said(bare, bare), 'verified', 'the log has no entry');
  assert.equal(await said(othersBare, 'silence'), 'verified');
  assert.equal(
    judgeFound(othersBare, demands, bench).verdict.verified && 'unsettled' in judgeFound(othersBare, demands, bench).verdict,
    false,
    'a stranger is not asked about',
  );
});
