import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditResult, Evidence } from '../../src/index.ts';
import { showCell, loadExpectation } from '../support/expectation.ts';
import { auditTexts, goldenNames, loadRepo, type Texts } from '../support/little-repo.ts';
import {
  editStep,
  needsIn,
  removeStep,
  renameJob,
  reprint,
  reverseJobs,
  stepsOf,
  swallowed,
  withoutNeed,
  workflowPaths,
  type Mutation,
  type StepAddress,
} from '../support/mutations.ts';

/** The seed is ten times the size of the others: only its steps of evidence are changed. */
const large = new Set(['seed-before', 'seed-after']);
const evidenceWords = /cosign|attest|syft|sbom|sha\d+sum|\bgpg\b|sign|slsa/i;

interface Subject {
  readonly name: string;
  readonly texts: Texts;
  readonly before: ReadonlyMap<string, Evidence>;
  readonly result: AuditResult;
  audit(texts: Texts): AuditResult;
}

const subjects: readonly Subject[] = goldenNames().map((name) => {
  const { owner, repo } = loadExpectation(name).git;
  const { texts } = loadRepo(name);
  const result = auditTexts(texts, owner, repo);
  return { name, texts, result, before: cellsOf(result), audit: (changed) => auditTexts(changed, owner, repo) };
});

/** Every cell by what it is about; jobs are left out of the key where they may be renamed. */
function cellsOf(result: AuditResult): ReadonlyMap<string, Evidence> {
  const cells = new Map<string, Evidence>();
  for (const row of result.report.surfaces) {
    for (const member of row.kind === 'git-tag' ? ['git tag'] : row.members) {
      for (const [id, evidence] of Object.entries(row.controls)) cells.set(`${row.kind} ${member} by ${row.publishedBy.workflow}: ${id}`, evidence);
    }
  }
  return cells;
}

const strengths: readonly (readonly string[])[] = [['best-effort'], ['wired', 'inherited'], ['self-verified'], ['consumer-verifiable']];
const statuses = ['absent', 'partial', 'present'];

/**
 * The order of answers: by status, then by strength. The kinds of absence are one: to take away what cannot work leaves
 * nothing, which is as absent and more honest.
 */
function rank(cell: Evidence): number {
  return statuses.indexOf(cell.status) * 10 + strengths.findIndex((names) => names.includes(cell.strength ?? 'none'));
}

/** Whether an answer became better: unknown is neither above nor below, and it may not become a yes. */
function isBetter(before: Evidence, after: Evidence): boolean {
  if (before.status === 'not-applicable' || after.status === 'not-applicable') return before.status !== after.status;
  if (after.status === 'unknown') return false;
  if (before.status === 'unknown') return after.status !== 'absent';
  return rank(after) > rank(before);
}

/** What became better by a change, one line each. A surface that the change took away is no fault. */
function improvements(subject: Subject, mutation: Mutation, counts: (cell: Evidence) => boolean = () => true): readonly string[] {
  const after = cellsOf(subject.audit(mutation.texts));
  return [...subject.before].flatMap(([key, cell]) => {
    if (!counts(cell)) return [];
    const now = after.get(key);
    return now === undefined || !isBetter(cell, now) ? [] : [`${subject.name}: ${mutation.what}: ${key}: ${showCell(cell)} became ${showCell(now)}`];
  });
}

/** What is not the same after a change that means nothing, one line each. */
function changes(subject: Subject, mutation: Mutation): readonly string[] {
  const after = cellsOf(subject.audit(mutation.texts));
  const brief = (cell: Evidence | undefined): string => (cell === undefined ? 'not there' : `${cell.status}/${cell.strength ?? '-'} ${cell.how}`);
  const keys = new Set([...subject.before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const was = brief(subject.before.get(key));
    const is = brief(after.get(key));
    return was === is ? [] : [`${subject.name}: ${mutation.what}: ${key}: ${was} became ${is}`];
  });
}

function report(faults: readonly string[], tried: number, least: number): void {
  assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
  assert.ok(tried >= least, `only ${tried} changes were tried`);
}

/** Steps to change: all of a little repository; of a large one those of evidence, each text once. */
function stepsToChange(subject: Subject, only?: RegExp): readonly StepAddress[] {
  const words = only ?? (large.has(subject.name) ? evidenceWords : undefined);
  const steps = stepsOf(subject.texts).filter((step) => words === undefined || words.test(step.text));
  return large.has(subject.name) ? [...new Map(steps.map((step) => [step.text, step])).values()] : steps;
}

function stepName(step: StepAddress): string {
  return `${step.path.split('/').at(-1)} ${step.job}[${step.index}] ${step.text.trim().split('\n')[0]?.slice(0, 50)}`;
}

function never(
  what: string,
  least: number,
  mutate: (subject: Subject) => readonly Mutation[],
  judge: (subject: Subject, mutation: Mutation) => readonly string[],
): void {
  test(what, () => {
    const all = subjects.flatMap((subject) => mutate(subject).map((mutation) => ({ subject, mutation })));
    report(
      all.flatMap(({ subject, mutation }) => judge(subject, mutation)),
      all.length,
      least,
    );
  });
}

never(
  'continue-on-error on a step never improves a cell',
  150,
  (subject) =>
    stepsToChange(subject).map((step) => ({
      what: `continue-on-error on ${stepName(step)}`,
      texts: editStep(subject.texts, step, (node) => node.set('continue-on-error', true)),
    })),
  improvements,
);

never(
  '|| true after a command never improves a cell',
  60,
  (subject) =>
    stepsToChange(subject)
      .filter((step) => step.kind === 'run')
      .flatMap((step) =>
        swallowed(step.text).map((script, i) => ({
          what: `|| true, ${i + 1}, in ${stepName(step)}`,
          texts: editStep(subject.texts, step, (node) => node.set('run', script)),
        })),
      ),
  improvements,
);

never(
  'a step of evidence that is removed never improves a cell',
  50,
  (subject) => stepsToChange(subject, evidenceWords).map((step) => ({ what: `without ${stepName(step)}`, texts: removeStep(subject.texts, step) })),
  improvements,
);

never(
  'a narrower glob never improves a cell',
  8,
  (subject) =>
    stepsToChange(subject, evidenceWords)
      .filter((step) => step.kind === 'run')
      .flatMap((step) => {
        const narrow = step.text.replaceAll(/(\bin |sha256sum )([\w./-]*)\*/g, '$1$2none-*');
        return narrow === step.text
          ? []
          : [{ what: `a narrower glob in ${stepName(step)}`, texts: editStep(subject.texts, step, (node) => node.set('run', narrow)) }];
      }),
  improvements,
);

never(
  'a job that does not wait for another never improves a cell',
  25,
  (subject) =>
    workflowPaths(subject.texts).flatMap((path) =>
      needsIn(subject.texts, path).map(({ job, need }) => ({
        what: `job ${job} of ${path.split('/').at(-1)} without its need of ${need}`,
        texts: withoutNeed(subject.texts, path, job, need),
      })),
    ),
  improvements,
);

never(
  'a signature of a tag in place of a digest never improves a cell',
  10,
  (subject) =>
    stepsToChange(subject, /\bcosign\b/)
      .filter((step) => step.kind === 'run')
      .flatMap((step) => {
        const byTag = step.text.replaceAll(/@(?:\$\{\{[^}]*\}\}|"?\$\{?\w+\}?"?)/g, ':latest');
        return byTag === step.text ? [] : [{ what: `by tag in ${stepName(step)}`, texts: editStep(subject.texts, step, (node) => node.set('run', byTag)) }];
      }),
  improvements,
);

// What nobody installs may have been installed by an action that was not read: those cells are left out here.
never(
  'an unknown action in place of another never gives a better known cell',
  100,
  (subject) =>
    stepsToChange(subject)
      .filter((step) => step.kind === 'uses')
      .map((step) => ({
        what: `an unknown action for ${stepName(step)}`,
        texts: editStep(subject.texts, step, (node) => node.set('uses', 'elsewhere/unheard-of@v1')),
      })),
  (subject, mutation) => improvements(subject, mutation, (cell) => !/is not installed/.test(cell.reason ?? '')),
);

never(
  'the name of a job means nothing',
  40,
  (subject) =>
    workflowPaths(subject.texts).flatMap((path) =>
      [
        ...new Set(
          stepsOf(subject.texts)
            .filter((step) => step.path === path)
            .map((step) => step.job),
        ),
      ]
        .slice(0, large.has(subject.name) ? 2 : 10)
        .map((job) => ({ what: `job ${job} renamed`, texts: renameJob(subject.texts, path, job, `${job}-z`) })),
    ),
  changes,
);

never(
  'the order in which jobs are written means nothing',
  30,
  (subject) => [{ what: 'jobs in the opposite order', texts: reverseJobs(subject.texts) }],
  changes,
);

never(
  'quotes and indentation mean nothing',
  90,
  (subject) =>
    (
      [
        { indent: 4, quotes: 'kept' },
        { indent: 2, quotes: 'double' },
        { indent: 8, quotes: 'single' },
      ] as const
    ).map((style) => ({ what: `indent ${style.indent}, quotes ${style.quotes}`, texts: reprint(subject.texts, style) })),
  changes,
);

/**
 * Uploading and downloading a workflow artifact is one digest in two places, shown as a file node on both sides of the
 * artifact: an edge to or from an `artifact:` node is not counted. Everything else makes something new of something that
 * was there before, so no way may lead back.
 */
test('the lineage is acyclic', () => {
  for (const { name, result } of subjects) {
    const edges = result.lineage.edges.filter((edge) => !edge.from.startsWith('artifact:') && !edge.to.startsWith('artifact:'));
    assert.ok(edges.length > 0 || result.report.surfaces.every((row) => row.kind !== 'release-asset'), `${name} has edges`);
    const next = new Map<string, string[]>();
    for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
    const state = new Map<string, 'open' | 'done'>();
    const walk = (node: string, way: readonly string[]): void => {
      assert.notEqual(state.get(node), 'open', `${name}: ${[...way, node].join(' -> ')}`);
      if (state.get(node) === 'done') return;
      state.set(node, 'open');
      for (const to of next.get(node) ?? []) walk(to, [...way, node]);
      state.set(node, 'done');
    };
    for (const node of next.keys()) walk(node, []);
  }
});
