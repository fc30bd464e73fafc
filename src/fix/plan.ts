import type { AuditResult, FindingReport, ProposedFix } from '../audit/index.ts';
import { TextMemory, type FileTree } from '../base/index.ts';
import { applyFix } from './apply.ts';
import { batchOf, shareOf, together, type Candidate } from './batch.ts';
import { overlayTree, realPathOf } from './overlay-tree.ts';
import { prove, type Refusal, type State } from './prove.ts';
import { unreadWorkflows } from './workflows.ts';

/** An edit that was proved, with what it mends. */
export interface MendedFix {
  readonly fix: ProposedFix;
  /** All findings that are gone with it. */
  readonly findings: readonly FindingReport[];
  readonly files: readonly string[];
}

export interface RefusedFix extends Refusal {
  readonly finding: FindingReport;
}

export interface FixPlan {
  /** Edits that are in `texts`, in the order in which they were made. */
  readonly applied: readonly MendedFix[];
  /** Edits that were proved and are not in `texts`, because a person has to look first. */
  readonly review: readonly MendedFix[];
  readonly refused: readonly RefusedFix[];
  /** Findings past the bound, for which nothing was tried. */
  readonly untried: number;
  /** Workflows that could not be read as such, with the reason: what is wrong with them is not known. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
  /** The changed files as they were and as they are to be. */
  readonly texts: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  readonly before: AuditResult;
  readonly after: AuditResult;
}

export interface PlanInput {
  readonly files: FileTree;
  readonly audit: (files: FileTree) => AuditResult;
  readonly wanted: (finding: FindingReport) => boolean;
  /** Whether edits that need a review are made too. */
  readonly apply: 'safe' | 'all';
}

/** Audits that one plan makes at most; each edit costs one or a few. */
const maxAudits = 80;
/** Edits that one edit may need to be whole. */
const maxParts = 4;

/**
 * Tries the edits that the audit proposes, worst finding first, each on the result of those before it. What needs a review
 * is proved after the safe ones, and kept only where it is asked for.
 */
export function planFixes(input: PlanInput): FixPlan {
  return new Planner(input).plan();
}

interface Tried {
  readonly fix: ProposedFix;
  readonly state: State;
  readonly texts: ReadonlyMap<string, string>;
}

class Planner {
  readonly #input: PlanInput;
  readonly #texts = new Map<string, string>();
  readonly #memory = new TextMemory();
  /** Rules of which a batch was refused. */
  readonly #apart = new Set<string>();
  #audits = 0;
  #state: State;
  readonly #before: AuditResult;

  constructor(input: PlanInput) {
    this.#input = input;
    this.#before = input.audit(input.files);
    this.#state = { files: input.files, result: this.#before };
  }

  plan(): FixPlan {
    const wanted = new Set(this.#before.report.findings.filter((one) => this.#input.wanted(one)).map((one) => one.fingerprint));
    const refused = new Map<string, RefusedFix>();
    const applied: MendedFix[] = [];
    const review: MendedFix[] = [];
    const done = new Set<string>();
    let untried = 0;
    for (const kind of ['safe', 'needs-review'] as const) {
      for (let next = this.#next(kind, wanted, done); next !== undefined; next = this.#next(kind, wanted, done)) {
        const { finding, fix } = next;
        done.add(finding.id);
        if (review.some((one) => one.findings.some((other) => other.id === finding.id))) continue;
        if (this.#audits >= maxAudits) {
          untried++;
          continue;
        }
        if (this.#batch(next, wanted, done, applied)) continue;
        const tried = this.#try(finding, fix);
        if ('reason' in tried) {
          refused.set(finding.id, { finding, reason: tried.reason, instead: tried.instead });
          continue;
        }
        const mended: MendedFix = { fix: tried.fix, findings: gone(this.#state.result, tried.state.result), files: [...tried.texts.keys()].toSorted() };
        if (tried.fix.kind === 'safe' || this.#input.apply === 'all') {
          applied.push(mended);
          this.#accept(tried);
          // Of several alike the next has the number of this one now.
          for (const one of this.#before.report.findings) if (one.fingerprint === finding.fingerprint) done.delete(one.id);
        } else review.push(mended);
      }
    }
    const { report, unfixed } = this.#state.result;
    for (const finding of report.findings) {
      const why = wanted.has(finding.fingerprint) ? unfixed.get(finding.id) : undefined;
      if (why !== undefined && !refused.has(finding.id) && !review.some((one) => one.findings.some((other) => other.id === finding.id)))
        refused.set(finding.id, { finding, ...why });
    }
    return {
      applied,
      review,
      refused: [...refused.values()],
      untried,
      unread: unreadWorkflows(this.#input.files, this.#before.report, this.#memory),
      texts: this.#changed(),
      before: this.#before,
      after: this.#state.result,
    };
  }

  /** The worst finding that is left and was not tried; the safe edits come before the others, on which they may have a say. */
  #next(kind: ProposedFix['kind'], wanted: ReadonlySet<string>, done: ReadonlySet<string>): Candidate | undefined {
    for (const one of this.#candidates(wanted, done)) if (kind === 'needs-review' || one.fix.kind === 'safe') return one;
    return undefined;
  }

  *#candidates(wanted: ReadonlySet<string>, done: ReadonlySet<string>): Iterable<Candidate> {
    const { report, fixes } = this.#state.result;
    for (const finding of report.findings) {
      const fix = wanted.has(finding.fingerprint) && !done.has(finding.id) ? fixes.get(finding.id) : undefined;
      if (fix !== undefined) yield { finding, fix };
    }
  }

  /** Makes all edits of one sort at once, where one audit proves each of them and finds nothing new; else none, and each is tried by itself. */
  #batch(first: Candidate, wanted: ReadonlySet<string>, done: Set<string>, applied: MendedFix[]): boolean {
    const { rule } = first.finding;
    if (this.#apart.has(rule) || (first.fix.kind !== 'safe' && this.#input.apply !== 'all')) return false;
    const batch = batchOf(first, this.#candidates(wanted, done), (path) => realPathOf(this.#input.files, path));
    // Alike but for their number, they would change their names one after the other.
    if (batch.length < 2 || new Set(batch.map(({ finding }) => finding.fingerprint)).size < batch.length) return false;
    const changed = applyFix(this.#state.files, together(batch));
    if ('reason' in changed) return false;
    const files = overlayTree(this.#input.files, new Map([...this.#texts, ...changed.texts]));
    this.#audits++;
    const state = { files, result: this.#input.audit(files) };
    const isProved = batch.every(({ finding, fix }) => {
      const verdict = prove(finding, { fix, rules: [rule], memory: this.#memory }, this.#state, state);
      return verdict.kind === 'proved' && verdict.left.length === 0;
    });
    if (!isProved) {
      this.#apart.add(rule);
      return false;
    }
    const all = gone(this.#state.result, state.result);
    for (const [i, { finding, fix }] of batch.entries()) {
      done.add(finding.id);
      applied.push({ fix, findings: shareOf(all, batch, i), files: [...new Set(fix.edits.map(({ at }) => realPathOf(files, at.file)))].toSorted() });
    }
    this.#accept({ texts: changed.texts, state });
    return true;
  }

  /** Makes an edit, and those without which it would leave a new finding behind. */
  #try(finding: FindingReport, first: ProposedFix): Tried | Refusal {
    let fix = first;
    let part = first;
    const rules = [finding.rule];
    let state = this.#state;
    const texts = new Map<string, string>();
    // What would do where no further edit makes it whole.
    let bearable: Tried | undefined;
    for (let parts = 0; parts < maxParts; parts++) {
      const changed = applyFix(state.files, part);
      if ('reason' in changed) return bearable ?? changed;
      for (const [path, text] of changed.texts) texts.set(path, text);
      const files = overlayTree(this.#input.files, new Map([...this.#texts, ...texts]));
      this.#audits++;
      state = { files, result: this.#input.audit(files) };
      const verdict = prove(finding, { fix, rules, memory: this.#memory }, this.#state, state);
      if (verdict.kind === 'proved') return { fix: verdict.left.length === 0 ? fix : leaving(fix, verdict.left), state, texts };
      if (verdict.kind === 'refused') return bearable ?? verdict;
      if (verdict.isBearable) bearable ??= { fix: leaving(fix, verdict.found), state, texts: new Map(texts) };
      const [next] = verdict.found;
      const more = next === undefined ? undefined : furtherEdit(next, state);
      if (next === undefined || more === undefined)
        return (
          bearable ?? {
            reason: `it would lead to another finding, ${next?.rule ?? ''}: ${next?.message ?? ''}`,
            instead: `mend that with it, by hand: ${next?.action ?? finding.action}; the edit is: ${fix.title}`,
          }
        );
      part = more;
      rules.push(next.rule);
      fix = joined(fix, more);
    }
    return (
      bearable ?? {
        reason: 'it would lead to more findings than it mends',
        instead: `by hand, ${first.title}, and mend what sealwright audit says of it then`,
      }
    );
  }

  #accept({ texts, state }: Pick<Tried, 'texts' | 'state'>): void {
    for (const [path, text] of texts) this.#texts.set(path, text);
    this.#state = state;
  }

  #changed(): FixPlan['texts'] {
    const out = new Map<string, { before: string; after: string }>();
    for (const [path, after] of [...this.#texts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const read = this.#input.files.read(path);
      if (read.kind === 'text' && read.text !== after) out.set(path, { before: read.text, after });
    }
    return out;
  }
}

/** The edit for a finding; or for another of the same surface, which may mend this one too: what attests a file is a signature of it. */
function furtherEdit(finding: FindingReport, { result }: State): ProposedFix | undefined {
  const own = result.fixes.get(finding.id);
  if (own !== undefined || finding.surface === null) return own;
  const other = result.report.findings.find((one) => one.surface === finding.surface && one.rule === 'provenance-missing');
  return other === undefined ? undefined : result.fixes.get(other.id);
}

/** What an edit leaves to be done is told to who looks at it. */
function leaving(fix: ProposedFix, left: readonly FindingReport[]): ProposedFix {
  const told = left.map((one) => `it leaves ${one.rule} behind: ${one.message}${one.severity === 'high' ? ` (${one.at.file}:${one.at.line})` : ''}`);
  return { ...fix, kind: 'needs-review', notes: [...fix.notes, ...new Set(told)] };
}

/** One fix of two edits; the places of the second are those after the first, and are not told. */
function joined(fix: ProposedFix, more: ProposedFix): ProposedFix {
  return {
    ...fix,
    kind: fix.kind === 'safe' && more.kind === 'safe' ? 'safe' : 'needs-review',
    title: `${fix.title}; ${more.title}`,
    notes: [...new Set([...fix.notes, ...more.notes])],
  };
}

function gone(before: AuditResult, after: AuditResult): readonly FindingReport[] {
  const left = new Set(after.report.findings.map((one) => one.id));
  return before.report.findings.filter((one) => !left.has(one.id));
}
