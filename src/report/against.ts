import type { AuditReport, Exposed, FindingReport, SurfaceReport } from '../audit/index.ts';
import type { Evidence } from '../controls/index.ts';
import { columns, eventWords, surfaceTitle } from './words.ts';

type Change = NonNullable<SurfaceReport['change']>[string];

const statusRank: Readonly<Record<string, number>> = { absent: 0, partial: 1, present: 2 };
const strengthRank: Readonly<Record<string, number>> = {
  'cannot-work': 0,
  declared: 1,
  'best-effort': 0,
  wired: 1,
  inherited: 1,
  'self-verified': 2,
  'consumer-verifiable': 3,
};

/**
 * Compares two answers: absent < partial < present, then by strength. `unknown` and `not-applicable` are neither above
 * nor below anything, so a step to or from them is `changed`. Returns null when nothing changed.
 */
export function compareEvidence(now: Evidence, then: Evidence): Exclude<Change, 'new'> | null {
  if (now.status === then.status && now.strength === then.strength) return null;
  const a = statusRank[now.status];
  const b = statusRank[then.status];
  if (a === undefined || b === undefined) return now.status === then.status ? null : 'changed';
  const difference = a === b ? strength(now) - strength(then) : a - b;
  if (difference === 0) return null;
  return difference > 0 ? 'better' : 'worse';
}

function strength(evidence: Evidence): number {
  if (evidence.strength !== null) return strengthRank[evidence.strength] ?? 0;
  return evidence.status === 'absent' ? 2 : 0;
}

export interface Comparison {
  /** What the person asked for. */
  readonly ref: string;
  /** The decisions that the other commit does not have so, by their ids. */
  readonly changed: ReadonlyMap<string, 'new' | 'changed'>;
  /** Which decisions settle findings. */
  readonly decisions: 'all' | 'before';
}

/**
 * Returns `now` with each cell marked by how it compares with the same surface in `then`; all cells of a surface that is not there are
 * `new`. Decisions that the change makes are marked too.
 */
export function markAgainst(now: AuditReport, then: AuditReport, { ref, changed, decisions }: Comparison): AuditReport {
  const before = new Map(then.surfaces.map((surface) => [surface.id, surface]));
  const here = new Set(now.surfaces.map((surface) => surface.id));
  const gone = then.surfaces.filter((surface) => !here.has(surface.id)).map(surfaceTitle);
  const known = complaintsIn(then);
  const still = complaintsIn(now);
  return {
    ...now,
    surfaces: now.surfaces.map((surface) => mark(surface, before.get(surface.id))),
    findings: now.findings.map((one) => (isIn(known, one, now) ? one : { ...one, change: 'new' })),
    dispositions: now.dispositions.map((one) => {
      const change = changed.get(one.id);
      return change === undefined ? one : { ...one, change };
    }),
    against: {
      ref,
      commit: then.repository.commit,
      gone,
      exposed: exposedIn(now, then),
      cured: then.findings.filter((one) => !isIn(still, one, then)).map((one) => one.id),
      decisions,
    },
  };
}

/** What a finding is about, thing by thing: which row of the matrix a thing is folded into changes with its neighbours. */
function keysOf(finding: FindingReport, report: AuditReport): readonly string[] {
  const surface = report.surfaces.find((one) => one.id === finding.surface);
  return surface === undefined ? [finding.fingerprint] : namesOf(surface).map((name) => `${finding.rule} ${surface.kind} ${name}`);
}

function complaintsIn(report: AuditReport): ReadonlySet<string> {
  return new Set(report.findings.flatMap((one) => keysOf(one, report)));
}

function isIn(complaints: ReadonlySet<string>, finding: FindingReport, report: AuditReport): boolean {
  return keysOf(finding, report).every((key) => complaints.has(key));
}

/** What this commit publishes and the other did not, where nothing signs it. A cell that is unknown says nothing. */
function exposedIn(now: AuditReport, then: AuditReport): readonly Exposed[] {
  const published = new Set(then.surfaces.flatMap((surface) => namesOf(surface).map((name) => `${surface.kind} ${name}`)));
  return now.surfaces.flatMap((surface): readonly Exposed[] => {
    if (surface.kind === 'site' || surface.kind === 'git-tag' || surface.kind === 'action') return [];
    const { signature, provenance } = surface.controls;
    const name = namesOf(surface).find((one) => !published.has(`${surface.kind} ${one}`));
    if (name === undefined || signature.status !== 'absent') return [];
    return [
      { surface: surface.id, name, scenario: surface.scenarios[0] ?? null, lacks: provenance.status === 'absent' ? 'signature and provenance' : 'signature' },
    ];
  });
}

function namesOf(surface: SurfaceReport): readonly string[] {
  return surface.members.flatMap((member) => member.split(', '));
}

/** What is newly exposed, as a sentence. */
export function exposedText({ name, scenario, lacks }: Exposed): string {
  const on = scenario === null ? 'by hand' : `on ${eventWords(scenario)}`;
  return `${on} this change publishes ${name}, which nothing signs${lacks === 'signature' ? '' : ' or attests'}`;
}

function mark(surface: SurfaceReport, before: SurfaceReport | undefined): SurfaceReport {
  const change: Record<string, Change> = {};
  for (const { id } of columns) {
    const found = before === undefined ? 'new' : compareEvidence(surface.controls[id], before.controls[id]);
    if (found !== null) change[id] = found;
  }
  return Object.keys(change).length === 0 ? surface : { ...surface, change };
}
