import { readFileSync } from 'node:fs';
import type { AuditReport, ControlId, Evidence, SurfaceReport } from '../../src/index.ts';
import { expectedPath } from './little-repo.ts';

/**
 * What a person decided that a cell must be, before the tool was asked. Fields that are left out are free; `how` and
 * `reason` are parts of what the tool says. A list of statuses is a cell where more than one answer is honest.
 */
export interface ExpectedCell {
  readonly status: Evidence['status'] | readonly Evidence['status'][];
  readonly strength?: Evidence['strength'];
  readonly how?: string;
  readonly binds?: Evidence['binds'];
  readonly reason?: string;
  readonly why: string;
}

export interface ExpectedSurface {
  readonly kind: SurfaceReport['kind'];
  readonly members: readonly string[];
  readonly publishedBy: { readonly workflow: string; readonly job: string };
  readonly controls: Readonly<Record<ControlId, ExpectedCell>>;
}

/** One `expected/surfaces.json`. */
export interface Expectation {
  readonly case: number;
  readonly about: string;
  readonly git: { readonly owner: string; readonly repo: string };
  readonly surfaces: readonly ExpectedSurface[];
  /** Rows that the inventory must have; a list must hold these items, a text must be equal. */
  readonly inventory?: readonly Readonly<Record<string, string | readonly string[] | null>>[];
  /** By scenario: a part of its doubt, or null where there must be none. */
  readonly doubts?: Readonly<Record<string, string | null>>;
}

export function loadExpectation(name: string): Expectation {
  return JSON.parse(readFileSync(expectedPath(name, 'surfaces.json'), 'utf8')) as Expectation;
}

/**
 * Every difference between a report and what was expected, one line each; empty when they agree. Rows are compared by
 * their members, so that how the report folds them does not matter: each expected member is in a row with the expected
 * cells, and each row's members are expected.
 */
export function differences(report: AuditReport, expected: Expectation): readonly string[] {
  const found: string[] = [];
  const claimed = new Set<string>();
  for (const surface of expected.surfaces) {
    for (const member of surface.members) {
      const rows = report.surfaces.filter((row) => holds(row, surface, member));
      if (rows.length === 0) found.push(`${member}: no ${surface.kind} row published by ${surface.publishedBy.workflow} ${surface.publishedBy.job}`);
      for (const row of rows) {
        claimed.add(memberKey(row, member));
        found.push(...cellDifferences(row, member, surface));
      }
    }
  }
  for (const row of report.surfaces) {
    for (const member of membersOf(row)) {
      if (!claimed.has(memberKey(row, member)))
        found.push(`${member}: a ${row.kind} row by ${row.publishedBy.workflow} ${row.publishedBy.job} that nobody expects`);
    }
  }
  return [...found, ...inventoryDifferences(report, expected), ...doubtDifferences(report, expected)];
}

function holds(row: SurfaceReport, surface: ExpectedSurface, member: string): boolean {
  const { workflow, job } = row.publishedBy;
  return row.kind === surface.kind && workflow === surface.publishedBy.workflow && job === surface.publishedBy.job && membersOf(row).includes(member);
}

/** Single names; a repository has one row of tags, whatever they are called. */
function membersOf(row: SurfaceReport): readonly string[] {
  return row.kind === 'git-tag' ? ['git tag'] : row.members.flatMap((member) => member.split(', '));
}

function memberKey(row: SurfaceReport, member: string): string {
  return `${row.id}\u0001${member}`;
}

function cellDifferences(row: SurfaceReport, member: string, surface: ExpectedSurface): readonly string[] {
  return Object.entries(surface.controls).flatMap(([id, cell]) => {
    const got = row.controls[id as ControlId];
    const wrong = cellFaults(cell, got);
    if (wrong.length === 0) return [];
    return [`${member} ${id}: expected ${wrong.join(', ')}; got ${showCell(got)}; because ${cell.why}`];
  });
}

function cellFaults(cell: ExpectedCell, got: Evidence): readonly string[] {
  const faults: string[] = [];
  const statuses = typeof cell.status === 'string' ? [cell.status] : cell.status;
  if (!statuses.includes(got.status)) faults.push(`status ${statuses.join(' or ')}`);
  if (cell.strength !== undefined && cell.strength !== got.strength) faults.push(`strength ${cell.strength}`);
  if (cell.how !== undefined && !got.how.includes(cell.how)) faults.push(`how ${cell.how}`);
  if (cell.binds !== undefined && cell.binds !== got.binds) faults.push(`binds ${cell.binds}`);
  if (cell.reason !== undefined && !(got.reason ?? '').includes(cell.reason)) faults.push(`reason ${cell.reason}`);
  return faults;
}

export function showCell(cell: Evidence): string {
  return `${cell.status}/${cell.strength ?? '-'} "${cell.how}"${cell.reason === null ? '' : ` (${cell.reason})`}`;
}

function inventoryDifferences(report: AuditReport, expected: Expectation): readonly string[] {
  return (expected.inventory ?? []).flatMap((wanted) => {
    const there = report.inventory.some((row) => Object.entries(wanted).every(([key, value]) => fits((row as unknown as Record<string, unknown>)[key], value)));
    return there ? [] : [`inventory: no row like ${JSON.stringify(wanted)}`];
  });
}

function fits(got: unknown, wanted: string | readonly string[] | null): boolean {
  if (wanted === null || typeof wanted === 'string') return got === wanted;
  return Array.isArray(got) && (wanted.length === 0 ? got.length === 0 : wanted.every((item) => got.includes(item)));
}

function doubtDifferences(report: AuditReport, expected: Expectation): readonly string[] {
  return Object.entries(expected.doubts ?? {}).flatMap(([id, wanted]) => {
    const scenario = report.scenarios.find((one) => one.id === id);
    if (scenario === undefined) return [`scenario ${id}: it is not in the report`];
    const right = wanted === null ? scenario.doubt === null : (scenario.doubt ?? '').includes(wanted);
    return right ? [] : [`scenario ${id}: expected ${wanted === null ? 'no doubt' : wanted}; got ${scenario.doubt ?? 'no doubt'}`];
  });
}
