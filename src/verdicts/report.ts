import { version } from '../base/index.ts';
import type { Demand, PieceVerdict, SubjectVerdict } from '../trust/judge/index.ts';
import { evidenceName, opennessOf, showSigner } from '../trust/policy/index.ts';
import { hintOf, reasonTable, type Reason } from '../trust/reason/index.ts';
import { headlineOf } from './headline.ts';
import {
  verdictSchemaVersion,
  type PieceReport,
  type ReasonReport,
  type RootReport,
  type SubjectReport,
  type VerdictReport,
  type VerdictWord,
} from './model.ts';

/** A subject with its verdict. */
export interface Judged {
  readonly subject: string;
  readonly resolved?: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly demands: readonly Demand[];
  readonly verdict: SubjectVerdict;
  /** Why a policy file lets it through, where it does; nothing was verified then. */
  readonly exempt?: string;
  /** Why it is not enough all the same, such as a policy that `--strict` refuses; only ever makes a verdict worse. */
  readonly against?: readonly Reason[];
}

/** Puts what was judged into the form that is told. */
export function verdictReport(judged: readonly Judged[], roots: readonly RootReport[], release?: string): VerdictReport {
  const subjects = judged.map(subjectReport);
  return {
    schemaVersion: verdictSchemaVersion,
    tool: { name: 'sealwright', version },
    verdict: worstOf(subjects.map((one) => one.verdict)),
    release: release ?? null,
    subjects,
    roots,
  };
}

/** The verdict of several together: what was refused outweighs what was not decided, and none at all is not decided. */
export function worstOf(words: readonly VerdictWord[]): VerdictWord {
  return (['not-verified', 'undecided', 'verified'] as const).find((one) => words.includes(one)) ?? 'undecided';
}

function subjectReport(one: Judged): SubjectReport {
  const { verdict, demands, against = [] } = one;
  const pieces = verdict.pieces.map((piece, i) =>
    pieceReport(
      piece,
      verdict.answers.some((answer) => answer.piece === i),
    ),
  );
  const reasons = [...against, ...(verdict.verified ? [] : verdict.reasons)].map(reasonReport);
  const shown = one.exempt === undefined ? reasons : [];
  const open = [...new Set(demands.flatMap((demand) => opennessOf(demand.policy)))];
  const word = one.exempt === undefined ? wordOf(verdict, reasons) : 'exempt';
  const asked = demands.map((demand) => ({
    evidence: typeof demand.wanted === 'string' && demand.wanted === 'any' ? 'any' : evidenceName(demand.wanted),
    signer: showSigner(demand.policy.signer),
    metBy: verdict.answers.find((answer) => answer.demand === demand)?.piece ?? null,
  }));
  const told = { subject: one.subject, resolved: one.resolved ?? null, digests: one.digests, verdict: word, open, asked, reasons: shown, pieces };
  const comparesNothing = demands.some((demand) => demand.policy.artifact.kind === 'unsafely-any-artifact');
  return { ...told, headline: headlineOf(told, { comparesNothing, exempt: one.exempt ?? '' }) };
}

function wordOf(verdict: SubjectVerdict, reasons: readonly ReasonReport[]): VerdictWord {
  if (!verdict.verified) return verdict.decision === 'undecided' ? 'undecided' : 'not-verified';
  if (reasons.length === 0) return 'verified';
  return reasons.some((one) => one.kind === 'refused') ? 'not-verified' : 'undecided';
}

function reasonReport({ code, message, hint, clause }: Reason): ReasonReport {
  return { code, kind: reasonTable[code].kind, message, hint: hint ?? hintOf[code], clause: clause ?? null };
}

function pieceReport(piece: PieceVerdict, counted: boolean): PieceReport {
  const { facts } = piece;
  const content = facts?.content;
  return {
    from: piece.from,
    format: piece.format,
    counted,
    list: piece.list ?? null,
    kind: piece.kind ?? null,
    predicateType: content?.kind === 'statement' ? content.statement.predicateType : null,
    named: piece.named ?? null,
    signer: facts === undefined ? null : signerReport(facts.signer),
    times: (facts?.times ?? []).map(({ at, by, authority }) => ({ at: new Date(at * 1_000).toISOString(), by, authority })),
    log: (facts?.log ?? []).map(({ log, index, proved }) => ({ log, index: String(index), proved })),
    build: piece.build ?? null,
    annotations: content?.kind === 'image-payload' ? content.annotations : null,
    proof: facts?.proof ?? [],
    secondOpinion: piece.secondOpinion ?? null,
    said: piece.said ?? null,
    reasons: piece.reasons.map(reasonReport),
  };
}

function signerReport(signer: NonNullable<PieceVerdict['facts']>['signer']): PieceReport['signer'] {
  if (signer.kind === 'key') return signer;
  const { identity, identityKind, issuer, extensions, fingerprint, caSubject } = signer;
  return { kind: 'certificate', identity, identityKind, issuer, extensions, fingerprint, caSubject };
}
