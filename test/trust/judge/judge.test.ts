import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandsOf, judge, kindOfPredicate, type Bench, type SubjectVerdict } from '../../../src/trust/judge/index.ts';
import type { EvidenceKind, Policy } from '../../../src/trust/policy/index.ts';
import { reason, refused } from '../../../src/trust/reason/index.ts';
import type { Offered } from '../../../src/trust/bundle/index.ts';
import { byKeyAlone, digestOf, signedMessage, signedStatement, signer } from '../../support/signed-statement.ts';

const bytes = Buffer.from('lens 1.0.0\n');
const artifact = { digests: { sha256: digestOf(bytes) }, read: () => [bytes] };
const about = digestOf(bytes);
const alice = signer();
const mallory = signer();

const types = {
  provenance: 'https://slsa.dev/provenance/v1',
  spdx: 'https://spdx.dev/Document/v2.3',
  plainSpdx: 'https://spdx.dev/Document',
  cyclonedx: 'https://cyclonedx.org/bom',
  cosign: 'https://sigstore.dev/cosign/sign/v1',
  release: 'https://in-toto.io/attestation/release/v0.2',
  summary: 'https://slsa.dev/verification_summary/v1',
  publish: 'https://docs.pypi.org/attestations/publish/v1',
  own: 'https://example.com/scan/v1',
};

const bench: Bench = {
  verifier: byKeyAlone,
  checkProvenance: (_statement, _signer, build) => ({
    reasons: build.builder === undefined ? [] : [reason('PREDICATE_MISMATCH', `the builder is not ${build.builder}`)],
    facts: { builder: 'a builder' },
  }),
};

function policy(evidence: readonly EvidenceKind[], more: Partial<Policy> = {}): Policy {
  return { signer: alice.policy, artifact: { kind: 'artifact' }, evidence, build: {}, ...more };
}

function verdictOn(
  offered: readonly Offered[],
  asked: Policy,
  more: Partial<Pick<Parameters<typeof judge>[0], 'notes'>> & Partial<Bench> = {},
): SubjectVerdict {
  const { notes = [], ...other } = more;
  return judge({ artifact, offered, notes, demands: demandsOf(asked) }, { ...bench, ...other });
}

function said(verdict: SubjectVerdict): string {
  if (verdict.verified) return `verified by ${verdict.answers.map((one) => one.piece).join(' ')}`;
  return `${verdict.decision}: ${verdict.reasons.map((one) => one.code).join(' ')}; ${verdict.pieces.map((piece) => piece.reasons.map((one) => one.code).join('+')).join(' ')}`;
}

const spdx = { spdxVersion: 'SPDX-2.3' };
const signature = signedMessage(alice.key, bytes);
const provenance = signedStatement(alice.key, { predicateType: types.provenance, about });
const sbom = signedStatement(alice.key, { predicateType: types.spdx, predicate: spdx, about });
const unreadable: Offered = { from: 'lens.sig', format: 'bundle', bundle: refused('BUNDLE_MALFORMED', 'no JSON') };

test('what evidence answers what is asked for', () => {
  const statement = (predicateType: string, predicate: unknown = {}): Offered => signedStatement(alice.key, { predicateType, predicate, about });
  const table: readonly { readonly what: string; readonly offered: readonly Offered[]; readonly asked: readonly EvidenceKind[]; readonly is: string }[] = [
    { what: 'nothing found', offered: [], asked: [], is: 'refused: EVIDENCE_MISSING; ' },
    { what: 'nothing found of much that was asked', offered: [], asked: ['signature', 'spdx'], is: 'refused: EVIDENCE_MISSING; ' },
    { what: 'a signature', offered: [signature], asked: [], is: 'verified by 0' },
    { what: 'a signature for a signature', offered: [signature], asked: ['signature'], is: 'verified by 0' },
    { what: 'what cosign signs images with', offered: [statement(types.cosign)], asked: ['signature'], is: 'verified by 0' },
    { what: 'a signature where provenance was asked', offered: [signature], asked: ['provenance'], is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND' },
    { what: 'provenance where a signature was asked', offered: [provenance], asked: ['signature'], is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND' },
    { what: 'an SBOM where a signature was asked', offered: [sbom], asked: ['signature'], is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND' },
    {
      what: 'all that was asked, in another order',
      offered: [sbom, provenance, signature],
      asked: ['signature', 'spdx', 'provenance'],
      is: 'verified by 2 0 1',
    },
    { what: 'one of two', offered: [signature], asked: ['signature', 'spdx'], is: 'refused: EVIDENCE_KIND_MISSING; ' },
    { what: 'SPDX with a version', offered: [sbom], asked: ['spdx'], is: 'verified by 0' },
    { what: 'SPDX without', offered: [statement(types.plainSpdx, spdx)], asked: ['spdx'], is: 'verified by 0' },
    { what: 'SPDX 3', offered: [statement('https://spdx.dev/Document/v3', { '@graph': [{}] })], asked: ['spdx'], is: 'verified by 0' },
    { what: 'SPDX as text', offered: [statement(types.plainSpdx, { Data: 'SPDXVersion: SPDX-2.3' })], asked: ['spdx'], is: 'verified by 0' },
    ...[{ spdxVersion: null }, { spdxVersion: 'x' }, { '@graph': 0 }, { '@graph': [] }, 'SPDXVersion:', { Data: 'see SPDXVersion: SPDX-2.3' }].map(
      (predicate) => ({
        what: `SPDX in name: ${JSON.stringify(predicate)}`,
        offered: [statement(types.plainSpdx, predicate)],
        asked: ['spdx'] as const,
        is: 'refused: EVIDENCE_KIND_MISSING; PREDICATE_MISMATCH',
      }),
    ),
    {
      what: 'SPDX that is none',
      offered: [statement(types.spdx, { bomFormat: 'CycloneDX' })],
      asked: ['spdx'],
      is: 'refused: EVIDENCE_KIND_MISSING; PREDICATE_MISMATCH',
    },
    { what: 'SPDX that is nothing', offered: [statement(types.spdx, null)], asked: ['sbom'], is: 'refused: EVIDENCE_KIND_MISSING; PREDICATE_MISMATCH' },
    { what: 'either SBOM', offered: [statement(types.cyclonedx, { bomFormat: 'CycloneDX' })], asked: ['sbom'], is: 'verified by 0' },
    { what: 'the other SBOM', offered: [sbom], asked: ['cyclonedx'], is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND' },
    { what: 'membership of a release', offered: [statement(types.release)], asked: [], is: 'refused: EVIDENCE_KIND_MISSING; MEMBERSHIP_ONLY' },
    {
      what: 'membership for provenance',
      offered: [statement(types.release)],
      asked: ['provenance'],
      is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND',
    },
    { what: 'membership that was asked for', offered: [statement(types.release)], asked: [{ predicateType: types.release }], is: 'verified by 0' },
    { what: 'a publish attestation', offered: [statement(types.publish, null)], asked: [], is: 'verified by 0' },
    {
      what: 'a publish attestation for provenance',
      offered: [statement(types.publish)],
      asked: ['provenance'],
      is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND',
    },
    { what: 'an unknown predicate', offered: [statement(types.own)], asked: [], is: 'refused: EVIDENCE_KIND_MISSING; PREDICATE_UNKNOWN' },
    { what: 'an unknown predicate that was asked for', offered: [statement(types.own)], asked: [{ predicateType: types.own }], is: 'verified by 0' },
    {
      what: 'another version of it',
      offered: [statement(`${types.own}.1`)],
      asked: [{ predicateType: types.own }],
      is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND',
    },
    {
      what: 'a summary',
      offered: [statement(types.summary, { verificationResult: 'PASSED' })],
      asked: [],
      is: 'refused: EVIDENCE_KIND_MISSING; PREDICATE_UNKNOWN',
    },
    {
      what: 'a summary that was asked for',
      offered: [statement(types.summary, { verificationResult: 'PASSED' })],
      asked: [{ predicateType: types.summary }],
      is: 'verified by 0',
    },
    {
      what: 'a summary that failed',
      offered: [statement(types.summary, { verificationResult: 'FAILED' })],
      asked: [{ predicateType: types.summary }],
      is: 'refused: EVIDENCE_KIND_MISSING; SUMMARY_NOT_PASSED',
    },
    {
      what: 'a type that only begins like one',
      offered: [statement(`${types.spdx}x`, spdx)],
      asked: ['spdx'],
      is: 'refused: EVIDENCE_KIND_MISSING; EVIDENCE_OTHER_KIND',
    },
    { what: 'what cannot be read', offered: [unreadable], asked: [], is: 'refused: EVIDENCE_KIND_MISSING; BUNDLE_MALFORMED' },
    { what: 'rubbish beside what is sound', offered: [unreadable, signature], asked: [], is: 'verified by 1' },
    {
      what: 'what somebody else signed',
      offered: [signedMessage(mallory.key, bytes), signedStatement(mallory.key, { predicateType: types.provenance, about })],
      asked: [],
      is: 'refused: EVIDENCE_KIND_MISSING; BUNDLE_MALFORMED BUNDLE_MALFORMED',
    },
    {
      what: 'an attestation of another file',
      offered: [signedStatement(alice.key, { predicateType: types.provenance, about: digestOf(Buffer.from('x')) })],
      asked: [],
      is: 'refused: EVIDENCE_KIND_MISSING; BUNDLE_MALFORMED',
    },
  ];
  for (const row of table) assert.equal(said(verdictOn(row.offered, policy(row.asked))), row.is, row.what);
});

test('several signers, each for its kind', () => {
  const bob = signer();
  const bobsSbom = signedStatement(bob.key, { predicateType: types.spdx, predicate: spdx, about });
  const asked = (offered: readonly Offered[]): SubjectVerdict =>
    judge(
      {
        artifact,
        offered,
        notes: [],
        demands: [
          { wanted: 'signature', policy: policy([]) },
          { wanted: 'spdx', policy: policy([], { signer: bob.policy }) },
        ],
      },
      bench,
    );
  assert.equal(said(asked([bobsSbom, signature])), 'verified by 1 0');
  assert.equal(said(asked([sbom, signature])), 'refused: EVIDENCE_KIND_MISSING; BUNDLE_MALFORMED ', 'the SBOM is not signed by whom it is asked of');
});

test('what is asked of a build is asked of provenance', () => {
  assert.equal(said(verdictOn([provenance], policy(['provenance'], { build: { builder: 'b' } }))), 'refused: EVIDENCE_KIND_MISSING; PREDICATE_MISMATCH');
  const verdict = verdictOn([provenance], policy(['provenance']));
  assert.deepEqual(verdict.pieces[0]?.build, { builder: 'a builder' });
});

test('what could not be decided is told apart from what was refused', () => {
  const open: Offered = { from: 'x', format: 'bundle', bundle: refused('ROOT_MALFORMED', 'the root cannot be read') };
  assert.equal(said(verdictOn([open], policy([]))), 'undecided: EVIDENCE_KIND_MISSING ROOT_MALFORMED; ROOT_MALFORMED');
  assert.equal(said(verdictOn([open, signature], policy([]))), 'verified by 1');
  assert.equal(
    said(verdictOn([unreadable], policy([]), { notes: [reason('ROOT_MALFORMED', 'not asked')] })),
    'undecided: EVIDENCE_KIND_MISSING ROOT_MALFORMED; BUNDLE_MALFORMED',
  );
  assert.equal(said(verdictOn([], policy([]), { notes: [reason('ROOT_MALFORMED', 'not asked')] })), 'undecided: EVIDENCE_MISSING ROOT_MALFORMED; ');
  const both: Bench['verifier'] = { verify: () => ({ verified: false, reasons: [reason('ROOT_MALFORMED', 'x'), reason('BUNDLE_MALFORMED', 'y')] }) };
  assert.match(said(verdictOn([signature], policy([]), { verifier: both })), /^refused/, 'what was decided against needs no other answer');
});

test('a second opinion can refuse and never accept', () => {
  const against = (): ReturnType<typeof reason> => reason('CROSS_CHECK_DISAGREES', 'no');
  assert.match(said(verdictOn([signature], policy([]), { secondOpinion: against })), /^refused: EVIDENCE_KIND_MISSING; CROSS_CHECK_DISAGREES/);
  assert.match(said(verdictOn([signedMessage(mallory.key, bytes)], policy([]), { secondOpinion: () => undefined })), /^refused/);
});

test('a predicate type is known as it is spelt', () => {
  assert.equal(kindOfPredicate('https://slsa.dev/provenance/v0.2'), 'provenance');
  for (const type of [
    'https://slsa.dev/provenance/v2',
    'http://slsa.dev/provenance/v1',
    'https://slsa.dev/provenance/v1/',
    'https://slsa.dev/Provenance/v1',
    '',
  ])
    assert.equal(kindOfPredicate(type), 'other', type);
});
