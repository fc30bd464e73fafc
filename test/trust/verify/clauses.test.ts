import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clause, type ClauseName } from '../../../src/trust/verify/clause.ts';

/** What a specification asks of a verifier, in our words, and the checks that cite it, or why there is none. */
interface Asked {
  readonly section: string;
  readonly what: string;
  readonly by: readonly ClauseName[] | string;
}

const client: readonly Asked[] = [
  { section: '4.1', what: 'roots of trust come from the policy, not with the evidence', by: ['logKnown', 'keyMatched'] },
  { section: '4.1.1', what: 'where evidence is looked for', by: 'the rooms that find evidence do, before a verifier sees any' },
  { section: '4.2', what: 'a time comes first', by: ['timeEstablished'] },
  { section: '4.2.1', what: 'a timestamp is verified over the raw signature', by: ['timestampVerified'] },
  { section: '4.2.1', what: 'the time is taken from it, and what fails aborts', by: ['timestampVerified', 'timestampSigner'] },
  { section: '4.2.1', what: "the authority's chain is held against that time", by: ['timestampChain'] },
  { section: '4.2.2', what: 'the signature on a v1 entry is verified before its body is read', by: ['promiseVerified'] },
  { section: '4.2.2', what: 'the integrated time is taken from what is signed alone', by: ['promiseVerified'] },
  { section: '4.3', what: 'path validation to an anchor that was distributed before', by: ['chainAtTime', 'chainBuilding'] },
  { section: '4.3', what: 'with the time of the authority, and with that of the log, and both must hold', by: ['chainAtTime'] },
  { section: '4.3', what: 'the SCT in the leaf is verified', by: ['sctVerified'] },
  { section: '4.3', what: 'the certificate is held against the policy: issuer and subject', by: ['policyMatched', 'identityRead'] },
  { section: '4.4', what: 'the body is parsed as its kind and version say; others are refused', by: ['entryKind'] },
  { section: '4.4', what: 'kind and version of the bundle are those of the body', by: ['entryKind'] },
  { section: '4.4, 1', what: 'the signature of the body is the one that was given', by: ['entrySignature'] },
  { section: '4.4, 2', what: 'the key or certificate of the body is the one that was given', by: ['entryKey'] },
  { section: '4.4, 3', what: 'the subject of the body is the artifact', by: ['entrySubject'] },
  { section: '4.4', what: 'for an envelope it is the hash of its pre-authentication encoding', by: ['entrySubject'] },
  { section: '4.4', what: 'an envelope has one signature', by: ['oneSignature'] },
  { section: '4.5', what: 'the payload type is in-toto', by: ['payloadType'] },
  { section: '4.5', what: 'the payload is a statement', by: ['statementRead'] },
  { section: '4.5', what: 'the artifact is among its subjects, by digest and algorithm', by: ['artifactIsSubject'] },
  { section: '4.5', what: 'the raw artifact is taken and hashed here', by: ['artifactDigest'] },
  { section: '4.5', what: 'the signature is verified with the key of the leaf', by: ['signatureVerified'] },
  { section: '4.6', what: 'without timestamps the log gives the time', by: ['promiseVerified', 'timeEstablished'] },
  { section: '4.6', what: 'without a log a timestamp gives the time', by: ['timestampVerified', 'timeEstablished'] },
  { section: '4.6', what: 'certificate logs asked online', by: 'nothing is asked online here: the SCT in the certificate is what counts' },
  { section: '4.6', what: 'transparency logs asked online', by: 'newer clients should not; a proof that is missing refuses' },
  { section: '4.6', what: 'two entries in one log count once', by: ['logThreshold', 'sctThreshold', 'nothingTwice'] },
  { section: '4.6', what: 'a body that was left out is worked out', by: 'every format that is read holds the body' },
  { section: '4.6', what: 'intermediates come out of band, others are removed', by: ['noBundledRoots', 'chainBuilding'] },
  { section: '5', what: 'the JSON form of protobuf, strictly', by: 'trust/bundle reads it so' },
  { section: '6', what: 'the validity that the root of trust states is used', by: ['trustAtTime', 'logAtTime'] },
];

const rekor: readonly Asked[] = [
  { section: '6.1.4', what: 'the persisted body is the leaf, and digest, signature and key are compared', by: ['entrySubject', 'entrySignature', 'entryKey'] },
  { section: '6.1.4', what: 'the proof leads to the root of the checkpoint', by: ['inclusionProved'] },
  { section: '7.2, 1', what: "the checkpoint's signature by the log's key, under the log's name", by: ['checkpointSigned'] },
  { section: '7.2, 2', what: 'inclusion as in RFC 6962', by: ['inclusionProved'] },
  { section: '7.2, 4', what: 'witnesses, optionally', by: 'no trusted root names a witness yet; their signatures are passed over' },
];

const folder = fileURLToPath(new URL('../../../src/trust/verify', import.meta.url));
const sources = readdirSync(folder)
  .filter((name) => name !== 'clause.ts')
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

test('every clause is cited by a check', () => {
  const idle = Object.keys(clause).filter((name) => !sources.includes(`'${name}'`));
  assert.deepEqual(idle, []);
});

test('what the specifications ask has a check, or a reason for none', () => {
  for (const { section, what, by } of [...client, ...rekor]) {
    if (typeof by === 'string') assert.ok(by.length > 20, `${section}: ${what}`);
    else for (const name of by) assert.ok(name in clause, `${section}: ${what}: no clause ${name}`);
  }
  const without = [...client, ...rekor].filter(({ by }) => typeof by === 'string').map(({ section, what }) => `${section} ${what}`);
  assert.deepEqual(without, [
    '4.1.1 where evidence is looked for',
    '4.6 certificate logs asked online',
    '4.6 transparency logs asked online',
    '4.6 a body that was left out is worked out',
    '5 the JSON form of protobuf, strictly',
    '7.2, 4 witnesses, optionally',
  ]);
});

test('every clause of ours answers to something that is asked, or names another specification', () => {
  const answered = new Set([...client, ...rekor].flatMap(({ by }) => (typeof by === 'string' ? [] : by)));
  const others = Object.keys(clause).filter((name) => !answered.has(name as ClauseName));
  assert.deepEqual(others.toSorted(), ['imageNamed', 'leafPurpose', 'proofNeeded', 'timeNotAhead']);
});
