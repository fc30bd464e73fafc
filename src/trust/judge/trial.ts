import type { Offered } from '../bundle/index.ts';
import { notAllowed, signerFor } from '../policy/index.ts';
import { reason, reasonTable, type Reason } from '../reason/index.ts';
import { isNamed, isOfBytes, type DigestOf, type Statement } from '../statement/index.ts';
import type { Artifact, BundleFacts, BundleVerdict } from '../verify/index.ts';
import { kindWords, wantedWords, whyNoAnswer } from './answers.ts';
import type { Asked, Bench } from './bench.ts';
import { contradictionIn, contradictionInList, statementIn, type Contradiction, type SignedList } from './contradiction.ts';
import type { Demand } from './demand.ts';
import { kindOf, kindOfPredicate, type PieceKind } from './kind.ts';
import { whyOtherSummary } from './summary.ts';
import type { BuildFacts, PieceVerdict } from './verdict.ts';

export interface Offer {
  readonly piece: Offered;
  readonly artifact: Artifact;
  /** Set where the piece is about this list. */
  readonly list?: SignedList;
}

/** What is about a list of the subject comes after what is about the subject. */
const ranks: Readonly<Record<PieceKind, number>> = {
  signature: 0,
  provenance: 0,
  publish: 1,
  spdx: 2,
  cyclonedx: 2,
  summary: 3,
  membership: 3,
  other: 3,
};
const rankOfLists = 4;

/** One piece before the bench: verified once for each signer that is asked for. */
export class Trial {
  readonly #offer: Offer;
  readonly #bench: Bench;
  readonly #verdicts = new Map<Asked, BundleVerdict>();
  readonly #refusals = new Map<string, Reason>();
  /** For whom another verifier was asked as well, and accepted it. */
  readonly #agreed = new Set<Asked>();
  #answered: { readonly demand: Demand; readonly build?: BuildFacts } | undefined;
  #statement: { readonly value: Statement | undefined } | undefined;

  constructor(offer: Offer, bench: Bench) {
    this.#offer = offer;
    this.#bench = bench;
  }

  get wasLookedAt(): boolean {
    return this.#verdicts.size > 0 || this.#refusals.size > 0;
  }

  get hasAnswered(): boolean {
    return this.#answered !== undefined;
  }

  /** How early it is asked, by what it says of itself: nothing rests on that. */
  rank(): number {
    if (this.#offer.list !== undefined) return rankOfLists;
    const statement = this.#unverified();
    return ranks[statement === undefined ? 'signature' : kindOfPredicate(statement.predicateType)];
  }

  answers(demand: Demand): boolean {
    const unlisted = whyNotListed(this.#offer.list, demand);
    if (unlisted !== undefined) {
      this.#refuse([unlisted]);
      return false;
    }
    const verdict = this.#verdictFor(demand.policy);
    if (!verdict.verified) {
      this.#refuse(verdict.reasons);
      return false;
    }
    const { content, signer } = verdict.facts;
    const wrong = whyNoAnswer(verdict.facts, demand.wanted) ?? whyNoWordOnList(this.#offer.list, kindOf(content));
    if (wrong !== undefined) {
      this.#refuse([wrong]);
      return false;
    }
    if (content.kind === 'statement' && demand.wanted === 'vsa') {
      const { summary } = demand.policy;
      const other = summary === undefined ? reason('SUMMARY_MISMATCH', 'nothing is asked of it') : whyOtherSummary(content.statement.predicate, summary);
      if (other !== undefined) {
        this.#refuse([other]);
        return false;
      }
    }
    if (content.kind === 'statement' && kindOf(content) === 'provenance') {
      const { reasons, facts } = this.#bench.checkProvenance(content.statement, signer, demand.policy.build);
      if (reasons.length > 0) {
        this.#refuse(reasons);
        return false;
      }
      this.#answered = { demand, build: facts };
    }
    this.#answered ??= { demand };
    return true;
  }

  /** Whether it is about the subject itself, and so has names in it. */
  get isStatement(): boolean {
    return this.#offer.list === undefined;
  }

  /** What it says against the subject, whoever signed it. */
  against(digestOf: DigestOf): Contradiction | undefined {
    const { piece, artifact, list } = this.#offer;
    if (list !== undefined) return contradictionInList(list);
    const statement = artifact.name === undefined ? undefined : this.#unverified();
    return statement === undefined ? undefined : contradictionIn(statement, piece.from, artifact, digestOf);
  }

  /** Whether a demand accepts who signed what it says against the subject; then it answers nothing. */
  isHeld(demands: readonly Demand[], against: Contradiction): boolean {
    if (!demands.some((demand) => this.#isSignedFor(demand, against.about))) return false;
    this.#answered = undefined;
    // Where it was looked at, it was refused for that already.
    if (![...this.#refusals.values()].some((one) => one.code === 'ARTIFACT_MISMATCH')) this.#refuse([against.reason]);
    return true;
  }

  /** Whether nothing but a log entry, which a log may have, is missing for a demand to accept who signed it. */
  lacksEntry(demands: readonly Demand[], { about }: Contradiction): boolean {
    return demands.some((demand) => {
      const verdict = this.#verdictOn(demand, about);
      return verdict?.verified === false && verdict.reasons.every((one) => one.code === 'LOG_ENTRY_MISSING' || one.code === 'TIME_MISSING');
    });
  }

  /** Whether a demand accepts who signed a statement that gives the subject's name to these very bytes. */
  namesIt(demands: readonly Demand[], digestOf: DigestOf): boolean {
    const { artifact, list } = this.#offer;
    const { name } = artifact;
    if (list !== undefined || name === undefined) return false;
    const isNamedSo = this.#unverified()?.subject.some((one) => isNamed(one, name) && isOfBytes(one, digestOf)) === true;
    return isNamedSo && demands.some((demand) => this.#isSignedFor(demand, artifact));
  }

  /** Whether a demand accepts who signed the piece, as one about these bytes. */
  #isSignedFor(demand: Demand, about: Artifact): boolean {
    const { policy } = demand;
    const verdict = this.#verdictOn(demand, about);
    if (verdict?.verified !== true) return false;
    const { content, signer: who } = verdict.facts;
    if (whyNoWordOnList(this.#offer.list, kindOf(content)) !== undefined) return false;
    if (content.kind !== 'statement' || kindOf(content) !== 'provenance') return true;
    // Provenance of another build than is asked for, such as that of an earlier version, is no word on this one; a predicate that says it wrong is.
    const isSound = (build: Asked['build']): boolean => this.#bench.checkProvenance(content.statement, who, build).reasons.length === 0;
    return isSound(policy.build) || !isSound({});
  }

  #verdictOn({ policy }: Demand, about: Artifact): BundleVerdict | undefined {
    const { piece, list } = this.#offer;
    if (policy.artifact.kind !== 'artifact') return undefined;
    if (list !== undefined) return this.#verdictFor(policy);
    const signer = signerFor(policy.signer, piece.use);
    if (piece.bundle.kind === 'refused' || signer === undefined) return undefined;
    return this.#bench.verifier.verify(piece.bundle.value, about, { ...policy, signer });
  }

  /** What the piece says, whoever signed it; it is not read again where it was verified. */
  #unverified(): Statement | undefined {
    const verified = [...this.#verdicts.values()].find((one) => one.verified && one.facts.content.kind === 'statement');
    if (verified?.verified === true && verified.facts.content.kind === 'statement') return verified.facts.content.statement;
    this.#statement ??= { value: statementIn(this.#offer.piece) };
    return this.#statement.value;
  }

  /** Why it is not known whether the piece is sound; nothing where something decided against it. */
  open(): readonly Reason[] {
    const reasons = this.#reasons();
    return reasons.every((one) => reasonTable[one.code].kind === 'undecided') ? reasons : [];
  }

  verdict(): PieceVerdict {
    const { from, format, said } = this.#offer.piece;
    const best = this.#answered === undefined ? undefined : this.#verdicts.get(this.#answered.demand.policy);
    const verified = best ?? [...this.#verdicts.values()].find((one) => one.verified);
    const facts = verified?.verified === true ? verified.facts : undefined;
    const named = this.#otherName(facts);
    const isAgreed = [...this.#verdicts].some(([policy, one]) => one === verified && this.#agreed.has(policy));
    return {
      from,
      format,
      ...(said === undefined ? {} : { said }),
      ...(this.#offer.list === undefined ? {} : { list: this.#offer.list.from }),
      kind: facts === undefined ? undefined : kindOf(facts.content),
      ...(named === undefined ? {} : { named }),
      facts,
      ...(facts !== undefined && isAgreed ? { secondOpinion: 'agrees' as const } : {}),
      ...(this.#answered?.build === undefined ? {} : { build: this.#answered.build }),
      reasons: this.#answered === undefined ? this.#reasons() : [],
    };
  }

  /** The name that the signer gave a file that goes by another; addresses of packages are spelled in several ways. */
  #otherName(facts: BundleFacts | undefined): string | undefined {
    const { artifact, list } = this.#offer;
    if (artifact.name === undefined || artifact.name.startsWith('pkg:') || list !== undefined || facts?.content.kind !== 'statement') return undefined;
    const { subject } = facts.content;
    return subject?.name === undefined || subject.name === '' || isNamed(subject, artifact.name) ? undefined : subject.name;
  }

  /** That it is of another kind than one demand asks for says little where it failed at another. */
  #reasons(): readonly Reason[] {
    const all = [...this.#refusals.values()];
    const telling = all.filter((one) => one.code !== 'EVIDENCE_OTHER_KIND');
    return telling.length > 0 ? telling : all;
  }

  #verdictFor(policy: Asked): BundleVerdict {
    const known = this.#verdicts.get(policy);
    if (known !== undefined) return known;
    const verdict = this.#verify(policy);
    this.#verdicts.set(policy, verdict);
    return verdict;
  }

  #verify(policy: Asked): BundleVerdict {
    const { piece } = this.#offer;
    const { bundle } = piece;
    const artifact = piece.over ?? this.#offer.artifact;
    if (bundle.kind === 'refused') return this.#byProgram(policy) ?? { verified: false, reasons: [bundle.reason] };
    const signer = signerFor(policy.signer, piece.use);
    if (signer === undefined) return { verified: false, reasons: [notAllowed(piece.use)] };
    const asked = { ...policy, signer };
    const verdict = this.#bench.verifier.verify(bundle.value, artifact, asked);
    const { secondOpinion } = this.#bench;
    if (!verdict.verified || secondOpinion === undefined) return verdict;
    const other = secondOpinion(bundle.value, artifact, asked);
    if (other !== undefined) return { verified: false, reasons: [other] };
    this.#agreed.add(policy);
    return { verified: true, facts: { ...verdict.facts, proof: [...verdict.facts.proof, agreement] } };
  }

  #byProgram({ signer }: Asked): BundleVerdict | undefined {
    const said = this.#bench.byProgram?.(this.#offer.piece, this.#offer.artifact, signer);
    if (said?.verified !== true || this.#bench.secondOpinion === undefined) return said;
    const why = reason('CROSS_CHECK_IMPOSSIBLE', '@sigstore/verify does not read signatures of OpenPGP', { hint: 'leave --cross-check out' });
    return { verified: false, reasons: [why] };
  }

  #refuse(reasons: readonly Reason[]): void {
    for (const one of reasons) this.#refusals.set(`${one.code} ${one.message}`, one);
  }
}

const agreement = { what: '@sigstore/verify, another verifier, accepts it too', clause: 'asked for with --cross-check' };

/** Why a list's evidence cannot speak for the subject: a list says which bytes, and nothing of how they were built. */
function whyNotListed(list: SignedList | undefined, { wanted }: Demand): Reason | undefined {
  if (list === undefined) return undefined;
  if (wanted !== 'any' && wanted !== 'signature')
    return reason('EVIDENCE_OTHER_KIND', `this is about ${JSON.stringify(list.from.slice(0, 200))}, which lists the subject, expected ${wantedWords(wanted)}`);
  return list.entry.kind === 'refused' ? list.entry.reason : undefined;
}

/** A description of a list vouches for nothing in it. */
function whyNoWordOnList(list: SignedList | undefined, kind: PieceKind): Reason | undefined {
  if (list === undefined || kind === 'signature' || kind === 'provenance') return undefined;
  return reason('EVIDENCE_OTHER_KIND', `this is ${kind === 'other' ? 'a statement' : kindWords[kind]} about the list, expected a signature of it`);
}
