import type { Bundle, Offered } from '../bundle/index.ts';
import { notAllowed, signerFor, type BuildPolicy, type Policy } from '../policy/index.ts';
import { hintOf, reason, reasonTable, type Parsed, type Reason } from '../reason/index.ts';
import type { Statement } from '../statement/index.ts';
import type { Artifact, BundleVerdict, SignerFacts } from '../verify/index.ts';
import { kindWords, wantedWords, whyNoAnswer } from './answers.ts';
import type { Demand } from './demand.ts';
import { kindOf, type PieceKind } from './kind.ts';
import { whyOtherSummary } from './summary.ts';
import type { Answer, BuildFacts, PieceVerdict, SubjectVerdict } from './verdict.ts';

type Asked = Demand['policy'];

/** What judging rests on. */
export interface Bench {
  /** `all` pieces are looked at, for who tells of all that was observed; without it, those that the demands need. */
  readonly pieces?: 'all';
  readonly verifier: { readonly verify: (bundle: Bundle, artifact: Artifact, policy: Pick<Policy, 'signer' | 'artifact'>) => BundleVerdict };
  readonly checkProvenance: (
    statement: Statement,
    signer: SignerFacts,
    build: BuildPolicy,
  ) => { readonly reasons: readonly Reason[]; readonly facts: BuildFacts };
  /** What a program found that verifies in the trust core's place: asked before judging, of this piece and artifact alone; undefined where it was not. */
  readonly byProgram?: (piece: Offered, artifact: Artifact, signer: Asked['signer']) => BundleVerdict | undefined;
  /** A second opinion on what the verifier accepted: why it is refused, or undefined. */
  readonly secondOpinion?: (bundle: Bundle, artifact: Artifact, policy: Asked) => Reason | undefined;
}

export interface Case {
  readonly artifact: Artifact;
  readonly offered: readonly Offered[];
  /** What could not be asked or looked at, while evidence was looked for. */
  readonly notes: readonly Reason[];
  readonly demands: readonly [Demand, ...Demand[]];
  readonly lists?: readonly SignedList[];
  /** Why there is no evidence, where that is known better than that none was found. */
  readonly unsigned?: Reason;
}

/** A list of checksums that has evidence of its own: who signed it vouches for the files that it lists. */
export interface SignedList {
  readonly from: string;
  readonly artifact: Artifact;
  readonly offered: readonly Offered[];
  /** Its line for the subject, whose digest is that of the subject; or why it does not vouch for it. */
  readonly entry: Parsed<unknown>;
}

/**
 * Holds every piece of evidence against every demand. Returns the one verdict: each demand must be met by a piece that is
 * verified, of its kind, and signed by whom it asks for; what else was offered is reported and harms nothing, so that
 * nobody can spoil a subject by adding to it.
 */
export function judge({ artifact, offered, notes, demands, lists = [], unsigned }: Case, bench: Bench): SubjectVerdict {
  const [unread, ...others] = notes;
  // Without the subject itself there is nothing to hold evidence against.
  if (Object.keys(artifact.digests).length === 0 && unread !== undefined)
    return { verified: false, decision: decisionOn(notes), reasons: [unread, ...others], missing: demands, answers: [], pieces: [] };
  const answers: Answer[] = [];
  const missing: Demand[] = [];
  // What is about the subject itself is asked before what is about a list of it.
  const trials = [
    ...offered.map((piece) => new Trial({ piece, artifact }, bench)),
    ...lists.flatMap((list) => list.offered.map((piece) => new Trial({ piece, artifact: list.artifact, list }, bench))),
  ];
  for (const demand of demands) {
    const piece = trials.findIndex((trial) => trial.answers(demand));
    if (piece === -1) missing.push(demand);
    else answers.push({ demand, piece });
  }
  if (bench.pieces === 'all') for (const trial of trials) if (!trial.wasLookedAt) demands.some((demand) => trial.answers(demand));
  const pieces = trials.map((trial) => trial.verdict());
  const [first, ...rest] = answers;
  if (missing.length === 0 && first !== undefined) return { verified: true, answers: [first, ...rest], pieces };
  const undecided = [...notes, ...trials.flatMap((trial) => trial.open())].filter((one) => reasonTable[one.code].kind === 'undecided');
  const [why, ...more] = distinct([
    ...missing.map((demand) => (pieces.length === 0 && unsigned !== undefined ? unsigned : reasonOf(demand, pieces))),
    ...undecided,
  ]);
  return {
    verified: false,
    decision: undecided.length > 0 ? 'undecided' : 'refused',
    reasons: [why ?? reason('EVIDENCE_MISSING', 'nothing was asked for'), ...more],
    missing,
    answers,
    pieces,
  };
}

/** Each once: where nothing was found, all that was asked for is missing for one reason. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((one, i) => reasons.findIndex((other) => other.code === one.code && other.message === one.message) === i);
}

function decisionOn(reasons: readonly Reason[]): 'refused' | 'undecided' {
  return reasons.some((one) => reasonTable[one.code].kind === 'undecided') ? 'undecided' : 'refused';
}

interface Offer {
  readonly piece: Offered;
  readonly artifact: Artifact;
  /** Set where the piece is about this list. */
  readonly list?: SignedList;
}

/** One piece before the bench: verified once for each signer that is asked for. */
class Trial {
  readonly #offer: Offer;
  readonly #bench: Bench;
  readonly #verdicts = new Map<Asked, BundleVerdict>();
  readonly #refusals = new Map<string, Reason>();
  /** For whom another verifier was asked as well, and accepted it. */
  readonly #agreed = new Set<Asked>();
  #answered: { readonly demand: Demand; readonly build?: BuildFacts } | undefined;

  constructor(offer: Offer, bench: Bench) {
    this.#offer = offer;
    this.#bench = bench;
  }

  get wasLookedAt(): boolean {
    return this.#verdicts.size > 0 || this.#refusals.size > 0;
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
    const isAgreed = [...this.#verdicts].some(([policy, one]) => one === verified && this.#agreed.has(policy));
    return {
      from,
      format,
      ...(said === undefined ? {} : { said }),
      ...(this.#offer.list === undefined ? {} : { list: this.#offer.list.from }),
      kind: facts === undefined ? undefined : kindOf(facts.content),
      facts,
      ...(facts !== undefined && isAgreed ? { secondOpinion: 'agrees' as const } : {}),
      ...(this.#answered?.build === undefined ? {} : { build: this.#answered.build }),
      reasons: this.#answered === undefined ? this.#reasons() : [],
    };
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

/** Why a piece that nothing is wrong with answers something else. */
const saysElse: ReadonlySet<string> = new Set(['EVIDENCE_OTHER_KIND', 'MEMBERSHIP_ONLY', 'PREDICATE_UNKNOWN']);

function reasonOf({ wanted }: Demand, pieces: readonly PieceVerdict[]): Reason {
  if (pieces.length === 0) return reason('EVIDENCE_MISSING', 'no evidence was found for it');
  const sound = pieces.filter((piece) => piece.facts !== undefined && piece.reasons.every((one) => saysElse.has(one.code))).length;
  const counted = pieces.length === 1 ? 'the one piece found' : `each of the ${pieces.length} pieces found`;
  const why = sound === pieces.length ? 'says something else' : sound === 0 ? 'was refused' : 'was refused or says something else';
  const message = `${wantedWords(wanted)} was asked for, and ${counted} ${why}`;
  if (wanted === 'any' || sound === 0) return reason('EVIDENCE_KIND_MISSING', message);
  const found = [...new Set(pieces.flatMap((piece) => (piece.kind === undefined ? [] : [kindWords[piece.kind]])))].join(' and ');
  return reason('EVIDENCE_KIND_MISSING', message, {
    hint: found === '' ? hintOf.EVIDENCE_KIND_MISSING : `give it with --bundle FILE, if it is kept somewhere else; what was found is ${found}`,
  });
}
