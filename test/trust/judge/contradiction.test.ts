import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Offered } from '../../../src/trust/bundle/index.ts';
import { demandsOf, judge, type Bench, type Case, type SubjectVerdict } from '../../../src/trust/judge/index.ts';
import type { EvidenceKind, Policy } from '../../../src/trust/policy/index.ts';
import { parsed, reason, refused } from '../../../src/trust/reason/index.ts';
import { byKeyAlone, digestOf, signedMessage, signedStatement, signer, type Said } from '../../support/signed-statement.ts';

const bytes = Buffer.from('lens 1.0.0\n');
const own = digestOf(bytes);
const artifact = { digests: { sha256: own }, read: () => [bytes], name: 'lens' };
const otherBytes = digestOf(Buffer.from('glass 1.0.0\n'));
const alice = signer();
const mallory = signer();
const provenance = 'https://slsa.dev/provenance/v1';

const bench: Bench = {
  verifier: byKeyAlone,
  checkProvenance: (statement, _signer, build) => ({
    reasons:
      statement.predicate === 'malformed'
        ? [reason('PROVENANCE_MALFORMED', 'no builder')]
        : build.sourceTag === undefined || statement.predicate === build.sourceTag
          ? []
          : [reason('SOURCE_MISMATCH', 'another tag')],
    facts: {},
  }),
};

function policy(evidence: readonly EvidenceKind[], more: Partial<Policy> = {}): Policy {
  return { signer: alice.policy, artifact: { kind: 'artifact' }, evidence, build: {}, ...more };
}

const saying = (names: Said['names'] & {}, from = 'all.intoto.jsonl', key = alice.key, predicate: unknown = {}): Offered =>
  signedStatement(key, { predicateType: provenance, predicate, about: own, names }, from);

function said(verdict: SubjectVerdict): string {
  return verdict.verified ? 'verified' : `${verdict.decision}: ${verdict.reasons.map((one) => one.code).join(' ')}`;
}

function judged(given: Pick<Case, 'offered'> & Partial<Case>, asked: Policy = policy([]), more: Partial<Bench> = {}): SubjectVerdict {
  return judge({ artifact, notes: [], demands: demandsOf(asked), ...given }, { ...bench, ...more });
}

const signature = signedMessage(alice.key, bytes);
const swapped = saying([
  ['glass', own],
  ['lens', otherBytes],
]);
const elsewhere = saying([['lens', otherBytes]]);
const named = saying([['lens', own]]);

test('a statement that gives the name to other bytes refuses it, where a demand accepts who signed it', () => {
  const table: readonly { readonly what: string; readonly given: Pick<Case, 'offered'> & Partial<Case>; readonly asked?: Policy; readonly is: string }[] = [
    { what: 'it is by its name', given: { offered: [named] }, is: 'verified' },
    { what: 'a name that no evidence mentions', given: { offered: [saying([['glass', own]])] }, is: 'verified' },
    { what: 'two files swapped, with the statement about both', given: { offered: [swapped] }, is: 'refused: SUBJECT_OTHER_BYTES' },
    { what: 'a signature that has no names beside it', given: { offered: [signature, swapped] }, is: 'refused: SUBJECT_OTHER_BYTES' },
    { what: 'a kind that was not asked for', given: { offered: [signature, swapped] }, asked: policy(['signature']), is: 'refused: SUBJECT_OTHER_BYTES' },
    { what: 'one about the other file alone', given: { offered: [signature, elsewhere] }, is: 'refused: SUBJECT_OTHER_BYTES' },
    { what: 'one that was put aside', given: { offered: [signature], others: [elsewhere] }, is: 'refused: SUBJECT_OTHER_BYTES' },
    { what: 'nothing else', given: { offered: [], others: [elsewhere] }, is: 'refused: SUBJECT_OTHER_BYTES' },
    {
      what: 'a stranger’s',
      given: { offered: [signature, saying([['lens', otherBytes]], 'x', mallory.key)], others: [saying([['lens', otherBytes]], 'x', mallory.key)] },
      is: 'verified',
    },
    {
      what: 'one by whom another demand asks for',
      given: {
        offered: [signature],
        others: [saying([['lens', otherBytes]], 'x', mallory.key)],
        demands: [
          { wanted: 'signature', policy: policy([]) },
          { wanted: 'signature', policy: policy([], { signer: mallory.policy }) },
        ],
      },
      is: 'refused: SUBJECT_OTHER_BYTES',
    },
    { what: 'an earlier version beside this one', given: { offered: [elsewhere, named] }, is: 'verified' },
    { what: 'an earlier version that was put aside', given: { offered: [named], others: [elsewhere] }, is: 'verified' },
    {
      what: 'this version by a stranger',
      given: { offered: [signature, elsewhere, saying([['lens', own]], 'x', mallory.key)] },
      is: 'refused: SUBJECT_OTHER_BYTES',
    },
    {
      what: 'provenance of another tag than is asked for',
      given: { offered: [saying([['lens', own]], 'new', alice.key, 'v2')], others: [saying([['lens', otherBytes]], 'old', alice.key, 'v1')] },
      asked: policy(['provenance'], { build: { sourceTag: 'v2' } }),
      is: 'verified',
    },
    {
      what: 'provenance that would not count for another reason',
      given: { offered: [signature], others: [saying([['lens', otherBytes]], 'x', alice.key, 'malformed')] },
      asked: policy(['signature'], { build: { sourceTag: 'v2' } }),
      is: 'refused: SUBJECT_OTHER_BYTES',
    },
    {
      what: 'a subject without a name',
      given: { artifact: { digests: { sha256: own }, read: () => [bytes] }, offered: [swapped], others: [elsewhere] },
      is: 'verified',
    },
    { what: 'no subject at all', given: { offered: [swapped] }, asked: policy([], { artifact: { kind: 'unsafely-any-artifact' } }), is: 'verified' },
    {
      what: 'services that did not answer',
      given: { offered: [swapped], notes: [reason('SERVICE_FAILED', 'x')] },
      is: 'undecided: SUBJECT_OTHER_BYTES SERVICE_FAILED',
    },
  ];
  for (const { what, given, asked, is } of table) assert.equal(said(judged(given, asked)), is, what);
});

test('the files of a release are of one version', () => {
  assert.equal(said(judged({ offered: [elsewhere, named] }, policy([]), { pieces: 'all' })), 'refused: SUBJECT_OTHER_BYTES');
  assert.equal(said(judged({ offered: [named], others: [elsewhere] }, policy([]), { pieces: 'all' })), 'refused: SUBJECT_OTHER_BYTES');
});

test('a list that has another digest refuses what it lists, where a demand accepts who signed it', () => {
  const listBytes = Buffer.from(`${otherBytes}  lens\n`);
  const wrong = refused('CHECKSUM_MISMATCH', 'another sha256');
  const list = (key = alice.key, entry: NonNullable<Case['lists']>[number]['entry'] = wrong, more: readonly Offered[] = []) => ({
    from: 'SHA256SUMS',
    artifact: { digests: { sha256: digestOf(listBytes) }, read: () => [listBytes], name: 'SHA256SUMS' },
    offered: [signedMessage(key, listBytes, 'SHA256SUMS.sig'), ...more],
    entry,
  });
  const spdx = 'https://spdx.dev/Document/v2.3';
  const described = signedStatement(alice.key, { predicateType: spdx, predicate: { spdxVersion: 'SPDX-2.3' }, about: digestOf(listBytes) });
  const table: readonly { readonly what: string; readonly given: Pick<Case, 'offered'> & Partial<Case>; readonly asked?: Policy; readonly is: string }[] = [
    { what: 'beside a signature', given: { offered: [signature], lists: [list()] }, is: 'refused: CHECKSUM_MISMATCH' },
    { what: 'beside a statement that has the name', given: { offered: [named], lists: [list()] }, is: 'refused: CHECKSUM_MISMATCH' },
    {
      what: 'where provenance alone is asked for',
      given: { offered: [named], lists: [list()] },
      asked: policy(['provenance']),
      is: 'refused: CHECKSUM_MISMATCH',
    },
    { what: 'with a statement that says so too', given: { offered: [swapped], lists: [list()] }, is: 'refused: SUBJECT_OTHER_BYTES CHECKSUM_MISMATCH' },
    { what: 'of a stranger', given: { offered: [signature], lists: [list(mallory.key)] }, is: 'verified' },
    {
      what: 'where services did not answer',
      given: { offered: [signature], lists: [list()], notes: [reason('SERVICE_FAILED', 'x')] },
      is: 'refused: CHECKSUM_MISMATCH',
    },
    { what: 'with the right digest', given: { offered: [signature], lists: [list(alice.key, parsed('a line'))] }, is: 'verified' },
    {
      what: 'that cannot be read',
      given: { offered: [signature], lists: [list(alice.key, refused('CHECKSUMS_MALFORMED', 'no list'))] },
      is: 'verified',
    },
    {
      what: 'that its signer described and did not sign',
      given: { offered: [signature], lists: [{ ...list(), offered: [described] }] },
      asked: policy(['signature']),
      is: 'verified',
    },
  ];
  for (const { what, given, asked, is } of table) assert.equal(said(judged(given, asked)), is, what);
});

test('what refuses it is told with what the bytes are called, and answers nothing', () => {
  const verdict = judged({ offered: [elsewhere, swapped, signature] }, policy(['signature', 'provenance']));
  assert.equal(verdict.verified, false);
  if (verdict.verified) return;
  assert.deepEqual(
    verdict.reasons.map((one) => one.message),
    [`"all.intoto.jsonl" is about other bytes of the name "lens": sha256 ${otherBytes}; it names these bytes "glass"`],
  );
  assert.deepEqual(
    verdict.answers.map((one) => one.piece),
    [2],
    'the signature counts',
  );
  assert.deepEqual(
    verdict.missing.map((one) => one.wanted),
    ['provenance'],
  );
});

test('a file that goes by another name is told with the one that its signer gave it', () => {
  const nameOf = (names: Said['names'] & {}, name?: string): string | undefined =>
    judged({ offered: [saying(names)], artifact: { digests: { sha256: own }, read: () => [bytes], ...(name === undefined ? {} : { name }) } }).pieces[0]?.named;
  assert.equal(nameOf([['glass', own]], 'lens'), 'glass');
  assert.equal(nameOf([['lens', own]], 'lens'), undefined);
  assert.equal(nameOf([['dist/lens', own]], 'lens'), undefined);
  assert.equal(nameOf([['', own]], 'lens'), undefined);
  assert.equal(nameOf([['glass', own]]), undefined, 'it has no name');
  assert.equal(nameOf([['pkg:npm/%40acme/lens@1.0.0', own]], 'pkg:npm/@acme/lens@1.0.0'), undefined, 'addresses are spelled in several ways');
});

test('of several pieces where any is enough, who made it is asked before what describes it', () => {
  const of = (predicateType: string, predicate: unknown = {}): Offered => signedStatement(alice.key, { predicateType, predicate, about: own });
  const sbom = of('https://cyclonedx.org/bom', { bomFormat: 'CycloneDX' });
  const publish = of('https://docs.pypi.org/attestations/publish/v1', null);
  const built = of(provenance);
  const first = (offered: readonly Offered[], asked: readonly EvidenceKind[] = []): unknown => {
    const verdict = judged({ offered }, policy(asked));
    return verdict.verified ? verdict.answers[0].piece : said(verdict);
  };
  assert.equal(first([sbom, publish, signature]), 2);
  assert.equal(first([sbom, publish]), 1);
  assert.equal(first([sbom, built, signature]), 1, 'both say who made it: as they were found');
  assert.equal(first([sbom]), 0);
  assert.equal(first([sbom, signedMessage(mallory.key, bytes)]), 0, 'the rest is asked where the first is refused');
  assert.equal(first([signature, sbom], ['sbom']), 1);
});
