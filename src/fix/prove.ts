import type { AuditResult, FindingReport, ProposedFix } from '../audit/index.ts';
import type { FileTree, TextMemory } from '../base/index.ts';
import { compares, leftBy, saysPublicLog } from '../edits/index.ts';
import { fallenCell } from './cells.ts';
import { lackingCaller, newlySkipped, workflowsOf } from './workflows.ts';

/** A checkout as it stands, with the audit of it. */
export interface State {
  readonly files: FileTree;
  readonly result: AuditResult;
}

/** An edit, with the rules of whose findings its parts are. */
export interface Proved {
  readonly fix: ProposedFix;
  readonly rules: readonly string[];
  /** What was made of workflows that are as they were. */
  readonly memory: TextMemory;
}

/** What an edit came to: nothing to say against it, new findings that other edits may mend, or a reason to refuse it. */
export type Verdict =
  | { readonly kind: 'proved'; readonly left: readonly FindingReport[] }
  /** `isBearable` where each of them was there before, of a thing that is as it was, and weighs more since others are better now. */
  | { readonly kind: 'incomplete'; readonly found: readonly FindingReport[]; readonly isBearable: boolean }
  | ({ readonly kind: 'refused' } & Refusal);

/** Why an edit is not made, and what a person can do in its place. */
export interface Refusal {
  readonly reason: string;
  readonly instead: string;
}

/**
 * Holds the audit after an edit against the one before: the finding is gone and none is new or worse, no cell fell, no
 * surface or event is lost, nothing that was published depends on more, no caller lacks a permission, nothing became
 * unreadable, and nothing is written to a public log that the edit does not tell of.
 */
export function prove(finding: FindingReport, { fix, rules, memory }: Proved, before: State, after: State): Verdict {
  const was = workflowsOf(before.files, memory);
  const is = workflowsOf(after.files, memory);
  const refusal =
    refusedFor(unread(before, after), `make the change by hand and look at what sealwright audit says of that file then: ${fix.title}`) ??
    refusedFor(fallenCell(before.result.report, after.result.report), `${byHand(fix)}, and mend with it what falls: sealwright explain names its steps`) ??
    refusedFor(rarer(before.result, after.result), `${byHand(fix)}, where it does not stand between a release and its publication`) ??
    refusedFor(
      newlySkipped(was, is),
      `give that job a condition that holds also where the other is skipped, such as if: \${{ !failure() && !cancelled() }}, then ${byHand(fix)}`,
    ) ??
    refusedFor(lackingCaller(was, is), 'add the permission to the job that calls it first, then run sealwright fix again') ??
    refusedFor(silentlyPublic(fix, before.result, after.result), `decide whether the name of the repository may stand in a public log; then ${byHand(fix)}`);
  if (refusal !== undefined) return refusal;
  const { added, gone } = changedFindings(before.result, after.result);
  if (!gone.some((one) => one.fingerprint === finding.fingerprint))
    return { kind: 'refused', reason: 'the finding would still be there', instead: finding.action };
  // One that weighs more now is as good as new.
  const known = new Map(before.result.report.findings.map((one) => [one.id, one]));
  const worse = after.result.report.findings.filter((one) => severer(one, known.get(one.id)));
  const allowed = rules.flatMap(leftBy);
  const mayStay = (one: FindingReport): boolean => allowed.includes(one.rule) && severities.indexOf(one.severity) < severities.indexOf(finding.severity);
  const found = [...added, ...worse].filter((one) => !mayStay(one));
  if (found.length === 0) return { kind: 'proved', left: [...added, ...worse] };
  return { kind: 'incomplete', found, isBearable: found.every((one) => worse.includes(one) && compares(one.rule)) };
}

/** That a decision on what is mended does not stand any more is for people to record, and no fault of the edit. */
function isAboutDecision({ at }: FindingReport, { report }: AuditResult): boolean {
  return report.dispositions.some((one) => one.at.file === at.file && one.at.start === at.start);
}

/**
 * What is complained of in one audit and not in the other. A complaint that only has another fingerprint, for words of its
 * place are in that, is in neither.
 */
function changedFindings(before: AuditResult, after: AuditResult): { readonly added: readonly FindingReport[]; readonly gone: readonly FindingReport[] } {
  const was = counted(before);
  const is = counted(after);
  const more = (one: FindingReport, here: ReadonlyMap<string, number>, there: ReadonlyMap<string, number>): boolean =>
    (here.get(one.fingerprint) ?? 0) > (there.get(one.fingerprint) ?? 0);
  const gone = before.report.findings.filter((one) => more(one, was, is));
  const added = after.report.findings.filter((one) => {
    if (!more(one, is, was) || isAboutDecision(one, after)) return false;
    const same = gone.findIndex((old) => old.rule === one.rule && old.surface === one.surface && old.at.file === one.at.file && old.message === one.message);
    if (same !== -1) gone.splice(same, 1);
    return same === -1;
  });
  return { added, gone };
}

function counted({ report }: AuditResult): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of report.findings) counts.set(one.fingerprint, (counts.get(one.fingerprint) ?? 0) + 1);
  return counts;
}

const severities = ['info', 'low', 'medium', 'high'];

function severer(now: FindingReport, before: FindingReport | undefined): boolean {
  return before !== undefined && severities.indexOf(now.severity) > severities.indexOf(before.severity);
}

function unread(before: State, after: State): string | undefined {
  const known = new Map<string, number>();
  for (const one of before.result.report.unread) known.set(`${one.path} ${one.reason}`, (known.get(`${one.path} ${one.reason}`) ?? 0) + 1);
  for (const one of after.result.report.unread) {
    const left = known.get(`${one.path} ${one.reason}`) ?? 0;
    if (left === 0) return `something would not be read any more: ${one.path}: ${one.reason}`;
    known.set(`${one.path} ${one.reason}`, left - 1);
  }
  return undefined;
}

/** What is published must not hang on a condition that it did not hang on. */
function rarer(before: AuditResult, after: AuditResult): string | undefined {
  const now = Map.groupBy(after.publishing, (one) => one.what);
  for (const [what, old] of Map.groupBy(before.publishing, (one) => one.what)) {
    const own = now.get(what) ?? [];
    if (own.length < old.length) return `a step that publishes would be lost: ${what}`;
    const added = own.find((one) => !old.some((other) => one.conditions.every((condition) => other.conditions.includes(condition))));
    if (added !== undefined) return `publishing would depend on more: ${added.conditions.join(', ')}`;
  }
  return undefined;
}

function refusedFor(reason: string | undefined, instead: string): Verdict | undefined {
  return reason === undefined ? undefined : { kind: 'refused', reason, instead };
}

function byHand({ title }: ProposedFix): string {
  return `by hand, ${title}`;
}

/** Certificates of an identity that signed nothing before, without a word of it to who reviews the edit. */
function silentlyPublic(fix: ProposedFix, before: AuditResult, after: AuditResult): string | undefined {
  const known = identities(before);
  const added = [...identities(after)].find((one) => !known.has(one));
  if (added === undefined || (fix.kind === 'needs-review' && saysPublicLog(fix.notes))) return undefined;
  return `it would write ${added} into a public log without saying so`;
}

function identities({ report }: AuditResult): ReadonlySet<string> {
  return new Set(report.inventory.flatMap((one) => (one.kind === 'identity' ? [one.san] : [])));
}
