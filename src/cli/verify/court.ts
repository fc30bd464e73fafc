import { limits, SealwrightError } from '../../base/index.ts';
import { isEvidence, type FoundSubject } from '../../subjects/index.ts';
import type { Bench, Demand } from '../../trust/judge/index.ts';
import { reason, reasonTable, type Reason } from '../../trust/reason/index.ts';
import type { Judged } from '../../verdicts/index.ts';
import type { VerifyPorts } from '../machine.ts';
import type { Asking } from './asks.ts';
import { judgeFound, type FileJudgeSetup } from './file-judge.ts';
import type { OpenPgpCourt } from './openpgp.ts';
import { policyNameOf, type Finders } from './find.ts';
import { notAsked } from './not-asked.ts';

/** All that judging needs. */
export interface Court {
  readonly asking: Asking;
  readonly bench: Bench;
  readonly openPgp: OpenPgpCourt;
  /** What the bench rests on. */
  readonly setup: Omit<FileJudgeSetup, 'rekorEntries' | 'bundles'>;
  readonly finders: Finders;
  readonly ports: VerifyPorts;
  readonly report: (progress: { readonly stage: string; readonly done: number; readonly total: number }) => void;
}

/** Judges what each word of the command line stands for. */
export async function judgeWords(words: readonly string[], court: Court): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const [done, word] of words.entries()) {
    court.report({ stage: 'subject', done: done + 1, total: words.length });
    const of = await judgeWord(word, court);
    // A word that names nothing is a mistake of whoever typed it, whatever the other words came to.
    const typo = of[0]?.verdict.verified === false ? of[0].verdict.reasons.find((one) => one.code === 'SUBJECT_MALFORMED') : undefined;
    if (typo !== undefined) throw new SealwrightError('USAGE', { message: typo.message, hint: typo.hint ?? 'sealwright help verify' });
    judged.push(...of);
  }
  return judged;
}

/** Judges all that a word of the command line stands for. */
export async function judgeWord(word: string, court: Court): Promise<readonly Judged[]> {
  const finding = await foundOrWhyNot(word, court);
  if (finding.kind === 'refused') return [unjudged(word, [finding.reason])];
  const { subjects, problems } = finding.value;
  const judged = await judgeTogether(subjects, court);
  const [first, ...others] = problems;
  if (first !== undefined) judged.push(unjudged(`the rest of ${word}`, [first, ...others]));
  return judged.length > 0 ? judged : [unjudged(word, [reason('SUBJECT_MISSING', 'nothing was found of that name')])];
}

/** Judges several subjects, some at once: those that services are asked about wait for their answers together. Returns them in their order. */
async function judgeTogether(subjects: readonly FoundSubject[], court: Court): Promise<Judged[]> {
  const judged: Judged[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < subjects.length; i = next++) {
      const subject = subjects[i];
      if (subject !== undefined) judged[i] = await judgeSubject(subject, court);
    }
  };
  await Promise.all(Array.from({ length: Math.min(subjects.length, limits.maxRequestsAtOnce) }, work));
  return judged;
}

/** One file that cannot be read does not take the verdicts on others with it. */
async function foundOrWhyNot(word: string, { finders }: Court): Promise<Awaited<ReturnType<Finders['subjects']['find']>>> {
  try {
    return await finders.subjects.find(word);
  } catch (error) {
    return { kind: 'refused', reason: whyUnreadable(error) };
  }
}

/** Why a subject could not be read; what is no such reason is thrown on. */
export function whyUnreadable(error: unknown): Reason {
  if (!(error instanceof SealwrightError) || (error.code !== 'FILE_UNREADABLE' && error.code !== 'SUBJECT_CHANGED')) throw error;
  const { message, hint } = error.details;
  return reason('SUBJECT_UNREADABLE', message, hint === undefined ? {} : { hint });
}

/** Judges a subject that was found. */
export async function judgeSubject(subject: FoundSubject, court: Court): Promise<Judged> {
  const asked = askedOf(subject.name, court);
  if (asked.kind === 'settled') return asked.judged;
  return await withServices(await judgeHere(subject, asked.demands, court), () => subject, { demands: asked.demands, court });
}

/** What is asked of a subject by its name, or what it comes to where nothing is. */
export function askedOf(
  name: string,
  { asking, ports }: Pick<Court, 'asking' | 'ports'>,
): { readonly kind: 'demands'; readonly demands: readonly [Demand, ...Demand[]] } | { readonly kind: 'settled'; readonly judged: Judged } {
  const known = policyNameOf({ name }, ports);
  const asks = asking.of(known);
  if (asks?.kind === 'demands') return asks;
  if (asks !== undefined)
    return { kind: 'settled', judged: { ...unjudged(name, [reason('POLICY_SILENT', 'the policy asks nothing of it')]), exempt: asks.why } };
  const why = isEvidence(known) ? orphan : reason('POLICY_SILENT', 'the policy file says nothing of it', { hint: 'add a subject with its name to the file' });
  return { kind: 'settled', judged: unjudged(name, [why]) };
}

/** Asks services where what lies at hand is not enough, or may be contradicted by what a log has. Takes the verdict on that, and what was found, for the bytes are held against it. */
export async function withServices(
  own: Judged,
  found: () => FoundSubject,
  { demands, court }: { readonly demands: readonly [Demand, ...Demand[]]; readonly court: Court },
): Promise<Judged> {
  if (own.verdict.verified && own.verdict.unsettled !== true) return own;
  const services = court.finders.services(demands);
  if (services.subjects === undefined) {
    const open = notAsked(own, found, services);
    if (open.length === 0) return own;
    const subject = found();
    return await judgeHere({ ...subject, notes: [...subject.notes, ...open] }, demands, court);
  }
  const more = await services.subjects.find(own.subject);
  // A tag may have moved, and an index holds others: the same bytes are asked about again.
  const again = more.kind === 'parsed' ? more.value.subjects.find((one) => isSame(one.artifact.digests, own.digests)) : undefined;
  if (again !== undefined) return await judgeHere({ ...again, name: own.subject }, demands, court);
  const why = more.kind === 'refused' ? more.reason : reason('SERVICE_MISMATCH', 'the name stands for other bytes than a moment ago');
  const subject = found();
  return await judgeHere({ ...subject, notes: [...subject.notes, why] }, demands, court);
}

/** With what gpg says of signatures of OpenPGP, which no thread asks. */
async function judgeHere(found: FoundSubject, demands: readonly [Demand, ...Demand[]], { bench, openPgp }: Court): Promise<Judged> {
  return judgeFound(found, demands, { ...bench, byProgram: await openPgp.prove(found, demands) });
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const algorithms = (['sha256', 'sha384', 'sha512'] as const).filter((name) => other[name] !== undefined);
  return algorithms.length > 0 && algorithms.every((name) => one[name] === other[name]);
}

const orphan = reason('EVIDENCE_ORPHAN', 'this is evidence, and what it is about is not there', {
  hint: 'publish the file that it is about beside it, or leave it out',
});

/** A subject that no evidence was held against. */
export function unjudged(subject: string, reasons: readonly [Reason, ...Reason[]]): Judged {
  const decision = reasons.some((one) => reasonTable[one.code].kind === 'undecided') ? 'undecided' : 'refused';
  return { subject, digests: {}, demands: [], verdict: { verified: false, decision, reasons, missing: [], answers: [], pieces: [] } };
}
