import type { Offered } from '../bundle/index.ts';
import { hintOf, reason, reasonTable, type Reason } from '../reason/index.ts';
import type { DigestOf } from '../statement/index.ts';
import { ArtifactDigests, type Artifact } from '../verify/index.ts';
import { kindWords, wantedWords } from './answers.ts';
import type { Bench } from './bench.ts';
import type { SignedList } from './contradiction.ts';
import type { Demand } from './demand.ts';
import { Trial } from './trial.ts';
import type { Answer, PieceVerdict, SubjectVerdict } from './verdict.ts';

export interface Case {
  readonly artifact: Artifact;
  readonly offered: readonly Offered[];
  /** Statements about other bytes of the artifact's name: they answer nothing, and refuse it where a demand accepts who signed them. */
  readonly others?: readonly Offered[];
  /** What could not be asked or looked at, while evidence was looked for. */
  readonly notes: readonly Reason[];
  readonly demands: readonly [Demand, ...Demand[]];
  readonly lists?: readonly SignedList[];
  /** Why there is no evidence, where that is known better than that none was found. */
  readonly unsigned?: Reason;
}

/**
 * Holds every piece of evidence against every demand. Returns the one verdict: each demand must be met by a piece that is
 * verified, of its kind, and signed by whom it asks for; what others signed is reported and harms nothing, so that nobody
 * can spoil a subject by adding to it. A piece by whom a demand asks for that gives the subject's own name to other bytes
 * refuses it: whoever may put files beside each other could else put one in place of another.
 */
export function judge({ artifact, offered, others: aside = [], notes, demands, lists = [], unsigned }: Case, bench: Bench): SubjectVerdict {
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
    const piece = inOrder(trials, demand).find((i) => trials[i]?.answers(demand) === true) ?? -1;
    if (piece === -1) missing.push(demand);
    else answers.push({ demand, piece });
  }
  if (bench.pieces === 'all') for (const trial of trials) if (!trial.wasLookedAt) demands.some((demand) => trial.answers(demand));
  const scope = bench.pieces === 'all' ? 'release' : 'file';
  const putAside = aside.map((piece) => new Trial({ piece, artifact }, bench));
  const held = heldAgainst(trials, putAside, { artifact, demands, scope });
  const pieces = [...trials, ...held.aside].map((trial) => trial.verdict());
  const undecided = [...notes, ...trials.flatMap((trial) => trial.open())].filter((one) => reasonTable[one.code].kind === 'undecided');
  const [other, ...otherwise] = held.reasons;
  if (other !== undefined) {
    const left = answers.filter(({ piece }) => pieces[piece]?.reasons.length === 0);
    const unmet = demands.filter((demand) => !left.some((one) => one.demand === demand));
    // What was not seen may be of this version, and speak for it.
    const open = held.isFinal ? [] : distinct(undecided);
    const decision = open.length > 0 ? 'undecided' : 'refused';
    return { verified: false, decision, reasons: [other, ...otherwise, ...open], missing: unmet, answers: left, pieces };
  }
  const [first, ...rest] = answers;
  if (missing.length === 0 && first !== undefined) return { verified: true, answers: [first, ...rest], pieces, ...(held.isOpen() ? { unsettled: true } : {}) };
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

/**
 * What accepted signers say against the subject, and which of the pieces that were put aside say it. What a list has for
 * a name is one digest. A statement may be of an earlier version: of a file by itself it is none against it where another
 * gives the name to these bytes; the files of a release are of one version.
 */
function heldAgainst(
  trials: readonly Trial[],
  aside: readonly Trial[],
  { artifact, demands, scope }: { readonly artifact: Artifact; readonly demands: readonly Demand[]; readonly scope: 'release' | 'file' },
): { readonly reasons: readonly Reason[]; readonly isFinal: boolean; readonly isOpen: () => boolean; readonly aside: readonly Trial[] } {
  const digests = new ArtifactDigests(artifact);
  const digestOf: DigestOf = (algorithm) => digests.of(algorithm);
  const found = [...trials, ...aside].flatMap((trial) => {
    const against = trial.against(digestOf);
    return against === undefined ? [] : [{ trial, against }];
  });
  const lists = found.filter(({ trial, against }) => !trial.isStatement && trial.isHeld(demands, against));
  const ofThisVersion = scope === 'file' && found.some(({ trial }) => trial.isStatement) && trials.some((trial) => trial.namesIt(demands, digestOf));
  // One that says what these bytes are comes first. One is enough, save that no other may answer either.
  const statements = ofThisVersion
    ? []
    : found.filter(({ trial }) => trial.isStatement).toSorted((a, b) => Number(a.against.named === undefined) - Number(b.against.named === undefined));
  const held: typeof found = [];
  for (const one of statements) if ((held.length === 0 || one.trial.hasAnswered) && one.trial.isHeld(demands, one.against)) held.push(one);
  return {
    reasons: distinct([...held.slice(0, 1), ...lists].map(({ against }) => against.reason)),
    isOpen: () => found.some(({ trial, against }) => !(ofThisVersion && trial.isStatement) && trial.lacksEntry(demands, against)),
    isFinal: scope === 'release' || lists.length > 0,
    aside: held.flatMap(({ trial }) => (aside.includes(trial) ? [trial] : [])),
  };
}

/** The places of pieces in the order in which they are asked: what says who made it comes before what describes it, where either is enough. */
function inOrder(trials: readonly Trial[], { wanted }: Demand): readonly number[] {
  const places = trials.map((_, i) => i);
  return wanted !== 'any' || trials.length < 2 ? places : places.toSorted((a, b) => (trials[a]?.rank() ?? 0) - (trials[b]?.rank() ?? 0) || a - b);
}

/** Each once: where nothing was found, all that was asked for is missing for one reason. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((one, i) => reasons.findIndex((other) => other.code === one.code && other.message === one.message) === i);
}

function decisionOn(reasons: readonly Reason[]): 'refused' | 'undecided' {
  return reasons.some((one) => reasonTable[one.code].kind === 'undecided') ? 'undecided' : 'refused';
}

/** Why a piece that nothing is wrong with answers something else. */
const saysElse: ReadonlySet<string> = new Set(['EVIDENCE_OTHER_KIND', 'MEMBERSHIP_ONLY', 'PREDICATE_UNKNOWN']);

function reasonOf({ wanted }: Demand, pieces: readonly PieceVerdict[]): Reason {
  if (pieces.length === 0) return reason('EVIDENCE_MISSING', 'no evidence was found for it');
  const sound = pieces.filter((piece) => piece.facts !== undefined && piece.reasons.every((one) => saysElse.has(one.code))).length;
  const counted = pieces.length === 1 ? 'the one piece found' : `each of the ${pieces.length} pieces found`;
  const why = sound === pieces.length ? 'says something else' : sound === 0 ? 'was refused' : 'was refused or says something else';
  const message = `${wantedWords(wanted)} was asked for, and ${counted} ${why}`;
  const common = sound === 0 ? commonReason(pieces) : undefined;
  if (common !== undefined) return reason('EVIDENCE_KIND_MISSING', `${message}: ${common.message}`, { hint: common.hint ?? hintOf[common.code] });
  if (wanted === 'any' || sound === 0) return reason('EVIDENCE_KIND_MISSING', message);
  const found = [...new Set(pieces.flatMap((piece) => (piece.kind === undefined ? [] : [kindWords[piece.kind]])))].join(' and ');
  return reason('EVIDENCE_KIND_MISSING', message, {
    hint: found === '' ? hintOf.EVIDENCE_KIND_MISSING : `give it with --bundle FILE, if it is kept somewhere else; what was found is ${found}`,
  });
}

/** Why all pieces were refused, where that is one reason: it is then what to look at first. What was not decided is told by itself. */
function commonReason(pieces: readonly PieceVerdict[]): Reason | undefined {
  const [first, ...others] = pieces;
  const decided = first?.reasons.filter((one) => reasonTable[one.code].kind === 'refused');
  return decided?.find((one) => others.every((piece) => piece.reasons.some((other) => other.code === one.code && other.message === one.message)));
}
