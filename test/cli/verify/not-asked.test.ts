import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigstore, githubIdentity, signStatement, type Signed, type SignOptions } from '../../../src/lab/index.ts';
import { judgeFound } from '../../../src/cli/verify/file-judge.ts';
import type { Services } from '../../../src/cli/verify/find.ts';
import { notAsked } from '../../../src/cli/verify/not-asked.ts';
import { findFileEvidence, type FoundSubject } from '../../../src/subjects/index.ts';
import { demandsOf } from '../../../src/trust/judge/index.ts';
import { policyOf } from '../../../src/trust/policy/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { digestsOf, rootOf } from '../../support/verify-lab.ts';
import { memoryDisk } from '../../support/memory-disk.ts';

const now = Date.UTC(2026, 5, 1, 12);
const sigstore = createSigstore({ clock: { now: () => now } });
const bench = { verifier: createVerifier({ roots: [rootOf(sigstore)], now }), checkProvenance: () => ({ reasons: [], facts: {} }) };
const github = { issuer: 'https://token.actions.githubusercontent.com', sanPrefix: 'https://github.com' };
const asked = policyOf({
  signer: { repo: 'acme/lens', workflow: 'release.yml', anyIdentity: 'asked', deploymentOf: () => github },
  build: {},
  types: [],
  anyArtifact: 'compared',
});
const demands = demandsOf(asked.kind === 'policy' ? asked.policy : assert.fail());
const places = { attestations: 'github.com/acme/lens', log: 'https://log.example', subjects: undefined };

function signed(options: SignOptions = {}, content = 'lens'): Signed {
  const subject = [{ name: 'lens', digest: { sha256: digestsOf(Buffer.from(content)).sha256 } }];
  return signStatement(
    sigstore,
    { _type: 'https://in-toto.io/Statement/v1', subject, predicateType: 'https://slsa.dev/provenance/v1', predicate: {} },
    options,
  );
}

/** An envelope as generators of old wrote it, with the certificate in it and no entry of the log. */
function bare(one: Signed): string {
  const { signatures = [], ...envelope } = one.bundle.dsseEnvelope ?? {};
  return JSON.stringify({ ...envelope, signatures: signatures.map((signature) => ({ ...signature, cert: one.certificatePem })) });
}

/** What stays open of a file with this evidence beside it where nobody may be asked. */
function open(evidence: Readonly<Record<string, string>>, services: Partial<Services> = {}): readonly string[] {
  const found = findFileEvidence({ path: 'lens' }, memoryDisk({ lens: 'lens', ...evidence }));
  const subject: FoundSubject = found.kind === 'parsed' ? { ...found.value, name: 'lens' } : assert.fail();
  return notAsked(judgeFound(subject, demands, bench), () => subject, { ...places, ...services }).map((one) => `${one.code}: ${one.message}`);
}

test('what nobody was asked leaves open what nothing at hand settles', () => {
  const repository = 'SERVICE_NOT_ASKED: with --offline, github.com/acme/lens was not asked for its attestations of it';
  const log = 'SERVICE_NOT_ASKED: with --offline, log.example was not asked for the log entry of evidence that brings none';
  const none = { log: 'none', timestamps: 0 } as const;
  assert.deepEqual(open({}), [repository]);
  assert.deepEqual(open({}, { attestations: undefined }), []);
  assert.deepEqual(open({ 'lens.intoto.jsonl': bare(signed(none)) }), [log]);
  assert.deepEqual(open({ 'lens.intoto.jsonl': bare(signed(none)) }, { log: undefined }), []);
  const mallory = { kind: 'certificate', identity: githubIdentity({ repository: 'mallory/lens' }) } as const;
  assert.deepEqual(open({ 'lens.intoto.jsonl': bare(signed({ ...none, signer: mallory })) }), [], 'an entry would not make it right');
  assert.deepEqual(open({ 'lens.intoto.jsonl': bare(signed(none, 'another')) }), []);
  assert.deepEqual(open({ 'lens.sigstore.json': signed({ signer: mallory }).text }), [], 'what was refused for what it is settles it');
  assert.deepEqual(open({ 'lens.sigstore.json': signed().text }), []);
});
