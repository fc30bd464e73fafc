import type { Span } from '../base/index.ts';
import type { Job } from '../workflow/index.ts';
import { evalContext, runnerVariable, type JobOutputs, type Scope } from './context.ts';
import type { Machine } from './machine.ts';
import type { OpaqueRecord, Unread } from './model.ts';
import { keyOfDatum, type Answer, type Asked, type Reads } from './reads.ts';
import type { BrokenRecord } from './trace-state.ts';

/** A leg of a job that left nothing behind which somebody could publish or check: a test, say. */
interface Barren {
  readonly reads: Reads;
  readonly opaque: readonly OpaqueRecord[];
  readonly broken: readonly BrokenRecord[];
  readonly unread: ReadonlySet<Unread>;
  /** How many conditions its whole job was under: each record names them first. */
  readonly jobWeak: number;
  /** Where it first looked at the checkout, if it did. */
  readonly checkout: Span | undefined;
}

/**
 * The legs that left nothing behind, so that the same leg is not followed again where it would be told the same: under
 * another event, or for another caller. What it asks is noted while it runs; a leg that looked at what other jobs made,
 * or that made something, is followed each time.
 */
export class BarrenLegs {
  readonly #legs = new Map<Job, Map<string, Barren[]>>();

  /** Follows a leg, unless an earlier one tells all of it. Returns the job's outputs of this leg. */
  run(job: Job, machine: Machine, scope: Scope, reads: Reads, follow: () => JobOutputs): JobOutputs {
    const trace = machine.trace;
    const key = keyOfLeg(machine, scope);
    const known = this.#legs.get(job)?.get(key) ?? [];
    trace.reads = undefined;
    const again = known.find((leg) => leg.reads.same((asked) => answerOf(asked, machine, scope)));
    if (again !== undefined) {
      repeat(again, machine);
      return { outputs: new Map(), asked: new Map() };
    }
    const before = made(machine);
    const first = { opaque: trace.opaque.length, broken: trace.broken.length };
    const checkout = machine.checkoutSeen();
    const unread = (trace.met = new Set<Unread>());
    trace.reads = reads;
    const given = follow();
    trace.reads = undefined;
    trace.met = undefined;
    if (reads.sharedState || given.outputs.size > 0 || made(machine) !== before || machine.run.budget.left < 0) return given;
    const leg: Barren = {
      reads,
      opaque: trace.opaque.slice(first.opaque),
      broken: trace.broken.slice(first.broken),
      unread,
      jobWeak: machine.jobWeak.length,
      checkout: checkout === undefined ? machine.checkoutSeen() : undefined,
    };
    const legs = this.#legs.get(job) ?? new Map<string, Barren[]>();
    this.#legs.set(job, legs.set(key, [...known, leg]));
    return given;
  }
}

/** What a leg is beside the questions that it asks: its values of the matrix, and its machine. */
function keyOfLeg(machine: Machine, scope: Scope): string {
  return JSON.stringify([
    scope.matrix === undefined ? '' : keyOfDatum(scope.matrix),
    machine.runner ?? '',
    machine.maybeInstalled ?? '',
    machine.selfHosted,
    machine.holdsSecret,
    machine.ownSecret,
    machine.workflow === machine.entry,
  ]);
}

function answerOf(asked: Asked, machine: Machine, scope: Scope): Answer {
  switch (asked.kind) {
    case 'context':
      return evalContext(machine, scope, asked.asking).lookup(asked.path);
    case 'variable': {
      const value = runnerVariable(machine, asked.name);
      return value === undefined ? undefined : { kind: 'text', text: value };
    }
    case 'permission':
      return machine.permission(asked.scope, asked.level);
    case 'event':
      return machine.event;
    case 'scenario':
      return machine.scenarioName();
  }
}

/** How much there is of all that a leg can leave behind. */
function made({ trace, run }: Machine): number {
  const lists = [
    trace.images,
    trace.evidence,
    trace.publishes,
    trace.tags,
    trace.releases,
    trace.flips,
    trace.dispatches,
    trace.posture,
    trace.told,
    trace.cuts,
    trace.notReleasedImages,
    run.artifacts,
  ];
  return lists.reduce((sum: number, list) => sum + list.length, 0);
}

/** Notes what an earlier leg did as done by this one: steps that were not read, and commands that fail. */
function repeat(leg: Barren, machine: Machine): void {
  for (const record of leg.opaque) {
    const origin = { ...machine.origin(record.origin.at), step: record.origin.step, config: record.origin.config };
    machine.trace.opaque.push({ ...record, origin, weak: [...machine.jobWeak, ...record.weak.slice(leg.jobWeak)] });
  }
  for (const record of leg.broken) machine.trace.broken.push({ ...record, run: machine.run.record.id, jobKey: machine.jobKey });
  for (const one of leg.unread) one.by.add(machine.entry);
  if (leg.checkout !== undefined) machine.seeCheckout(leg.checkout);
}
