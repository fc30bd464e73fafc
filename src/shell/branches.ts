import type { Case, CaseItem, CompoundList, If } from 'unbash';
import {
  and,
  atom,
  decided,
  dependsOn,
  isOrdinaryRun,
  keyOfCondition,
  keyOfSide,
  known,
  narrowsExactly,
  no,
  not,
  or,
  otherSide,
  showSide,
  yes,
  type Condition,
  type Side,
} from './condition.ts';
import { alwaysFails, leavesLoop } from './endings.ts';
import { done, outcome, type Flow, type Machine, type Outcome } from './machine.ts';
import type { Output } from './output.ts';
import { runList } from './statements.ts';
import { matchTest } from './tests.ts';
import { expandPatterns, expandValue } from './words.ts';

type Node = { readonly pos: number; readonly end: number };

/**
 * Runs what follows a condition: one side when it is decided, both when it is not. What either side assigns is joined;
 * a side that leaves (`exit`, `continue`, …) is not, and what it leaves is conditional from then on. `fails` names a
 * side that always ends in a failure: the other one is then the normal path.
 */
export function branch(
  m: Machine,
  condition: Condition,
  node: Node,
  sides: { readonly then: () => Outcome; readonly otherwise: () => Outcome; readonly fails?: 'then' | 'otherwise' | undefined },
): Outcome {
  const resolved = m.assumptions.resolve(condition);
  if (resolved.kind === 'known') return resolved.value ? sides.then() : sides.otherwise();
  const held = runSide(m, resolved, node, { side: 'holds', run: sides.then, certain: sides.fails === 'otherwise' });
  const failed = runSide(m, resolved, node, { side: 'fails', run: sides.otherwise, certain: sides.fails === 'then' });
  return merge(m, resolved, node, held, failed);
}

function varying(m: Machine, condition: Condition): { readonly varies?: true } {
  return dependsOn(
    condition,
    m.loops.map((loop) => loop.id),
  )
    ? { varies: true }
    : {};
}

interface Ran {
  readonly scope: Machine['scope'];
  /** What it printed. */
  readonly out: Output;
  readonly result: Outcome;
  /** False when what the side assumes cannot be. */
  readonly possible: boolean;
}

function runSide(
  m: Machine,
  condition: Condition,
  node: Node,
  way: {
    readonly side: Side;
    readonly run: () => Outcome;
    /** The other side always fails: only where this one runs does anything follow. */ readonly certain: boolean;
  },
): Ran {
  const mark = m.assumptions.mark();
  const scope = m.scope.fork();
  const outer = m.scope;
  const { io } = m;
  const out = io.out.branch();
  m.scope = scope;
  m.io = { ...io, out };
  m.assumptions.assume(condition, way.side);
  try {
    if (m.assumptions.impossible) return { scope, out, result: outcome(yes), possible: false };
    if (way.certain || narrowsExactly(condition, way.side)) return { scope, out, result: way.run(), possible: true };
    const softness = {
      kind: 'conditional',
      key: keyOfSide(condition, way.side),
      how: showSide(condition, way.side),
      span: m.span(node),
      ...varying(m, condition),
    } as const;
    return { scope, out, result: m.place.soften(softness, way.run), possible: true };
  } finally {
    m.scope = outer;
    m.io = io;
    m.assumptions.forget(mark);
  }
}

function merge(m: Machine, condition: Condition, node: Node, held: Ran, failed: Ran): Outcome {
  if (!held.possible || !failed.possible) {
    const only = held.possible ? held : failed;
    m.scope.commit(only.scope);
    m.io.out.take(only.out);
    return only.result;
  }
  const a = held.result.flow;
  const b = failed.result.flow;
  if (a === 'next' && b === 'next') {
    m.io.out.join(keyOfCondition(condition), held.out, failed.out);
    const parts = narrowsExactly(condition, 'holds') && narrowsExactly(condition, 'fails');
    m.scope.join(keyOfCondition(condition), held.scope, failed.scope, { parts, read: (name) => m.read(name, node) });
    return outcome(statusOf(condition, held.result.status, failed.result.status));
  }
  if (a === 'next' || b === 'next') {
    const stays = a === 'next' ? held : failed;
    const goes = a === 'next' ? failed : held;
    const left = goes.result.flow;
    const side: Side = a === 'next' ? 'fails' : 'holds';
    const key = keyOfSide(condition, side);
    if (left === 'return' || left === 'exit') m.io.out.leave(key, goes.out);
    else if (left === 'continue' || left === 'break') m.io.out.join(key, goes.out, m.io.out.branch());
    m.io.out.take(stays.out);
    m.scope.commit(stays.scope);
    leaveBy(m, condition, node, { side, flow: left });
    m.assumptions.assume(condition, otherSide(side));
    return stays.result;
  }
  m.io.out.join(keyOfCondition(condition), held.out, failed.out);
  return bothLeave(m, condition, node, held.result, failed.result);
}

function statusOf(condition: Condition, held: Condition, failed: Condition): Condition {
  if (decided(held) === true && decided(failed) === true) return yes;
  return or(and(condition, held), and(not(condition), failed));
}

const reach: Readonly<Record<Flow, number>> = { next: 0, continue: 1, break: 2, return: 3, 'return-fail': 3, exit: 4, fail: 4 };

/** Both sides leave: the nearer way out is taken, the farther one makes what comes after conditional. */
function bothLeave(m: Machine, condition: Condition, node: Node, held: Outcome, failed: Outcome): Outcome {
  const failing = (o: Outcome): boolean => o.flow === 'fail' || o.flow === 'return-fail';
  if (failing(held) !== failing(failed)) return failing(held) ? failed : held;
  if (reach[held.flow] === reach[failed.flow]) return outcome(statusOf(condition, held.status, failed.status), held.flow);
  const heldIsFarther = reach[held.flow] > reach[failed.flow];
  leaveBy(m, condition, node, { side: heldIsFarther ? 'holds' : 'fails', flow: heldIsFarther ? held.flow : failed.flow });
  return heldIsFarther ? failed : held;
}

/** Marks the rest of what was left as conditional. Failing leaves nothing behind, and a filter of a loop's set is said by the set. */
function leaveBy(m: Machine, condition: Condition, node: Node, left: { readonly side: Side; readonly flow: Flow }): void {
  const { side } = left;
  const how = { condition, side, span: m.span(node), ...varying(m, condition) };
  switch (left.flow) {
    case 'next':
    case 'fail':
    case 'return-fail':
      return;
    case 'continue':
      if (narrowsExactly(condition, otherSide(side)) && !m.place.conditionalWithin('iteration')) return;
      m.place.leave('iteration', how);
      return;
    case 'break':
      m.place.leave('loop', how);
      return;
    case 'return':
      m.place.leave('function', how);
      return;
    case 'exit':
      m.place.leave('process', how);
  }
}

/** Runs the commands of a condition. `set -e` is off in it; their failure is swallowed unless the other side always fails. */
export function runCondition(m: Machine, clause: CompoundList, node: Node, options: { readonly guards: boolean; readonly how: string }): Outcome {
  const run = (): Outcome => m.with({ guarded: m.guarded + 1, tail: true }, () => runList(m, clause.commands));
  return options.guards ? run() : m.place.soften({ kind: 'swallowed', how: options.how, span: m.span(node) }, run);
}

export function runIf(m: Machine, node: If): Outcome {
  return runArm(m, node, -1);
}

const maxArms = 200;

function runArm(m: Machine, node: If, index: number): Outcome {
  const arm = index === -1 ? node : node.elif[index];
  if (arm === undefined) return node.else === undefined ? done : runList(m, node.else.commands);
  if (index >= maxArms) {
    m.host.cut(m.span(arm), `more than ${maxArms} branches`);
    return done;
  }
  const otherwise = (): Outcome => runArm(m, node, index + 1);
  const failsElse = index + 1 >= node.elif.length && node.else !== undefined && alwaysFails(m, node.else.commands);
  const negated = isNegated(arm.clause);
  const succeeds = negated ? node.else?.commands : arm.then.commands;
  const last = succeeds?.at(-1)?.command;
  const guards = (negated ? alwaysFails(m, arm.then.commands) : failsElse) || (last !== undefined && m.place.retries && leavesLoop(last));
  const test = runCondition(m, arm.clause, arm.clause, { guards, how: `if ${m.snippet(arm.clause)}` });
  if (test.flow !== 'next') return test;
  return branch(m, test.status, arm.clause, {
    then: () => runList(m, arm.then.commands),
    otherwise,
    fails: failsElse ? 'otherwise' : alwaysFails(m, arm.then.commands) ? 'then' : undefined,
  });
}

/** `if ! cmd`. */
function isNegated(clause: CompoundList): boolean {
  const last = clause.commands.at(-1)?.command;
  return last?.type === 'Pipeline' && last.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
}

export function runCase(m: Machine, node: Case): Outcome {
  const word = expandValue(m, node.word);
  return runItems(m, node.items, 0, (item) => {
    const patterns = item.pattern.flatMap((pattern) => expandPatterns(m, pattern));
    return patterns.some((pattern) => pattern.length === 1 && pattern[0]!.kind === 'wild' && pattern[0]!.glob === '***')
      ? known(true)
      : matchTest(m, m.assumptions.refine(word), patterns);
  });
}

function runItems(m: Machine, items: readonly CaseItem[], index: number, test: (item: CaseItem) => Condition): Outcome {
  const item = items[index];
  if (item === undefined) return done;
  if (index >= maxArms) {
    m.host.cut(m.span(item), `more than ${maxArms} branches`);
    return done;
  }
  return branch(m, test(item), item, {
    then: () => {
      const result = runList(m, item.body.commands);
      if (result.flow !== 'next' || item.terminator === ';;' || item.terminator === undefined) return result;
      const next = items[index + 1];
      if (item.terminator === ';;&') return runItems(m, items, index + 1, test);
      return next === undefined ? result : runList(m, next.body.commands);
    },
    otherwise: () => runItems(m, items, index + 1, test),
  });
}

/** The right side of `&&` or `||`, which runs when the left has the outcome `on`. */
export function runAfter(m: Machine, condition: Condition, node: Node, options: { readonly on: boolean; readonly run: () => Outcome }): Outcome {
  if (options.on && isOrdinaryRun(condition)) {
    const result = options.run();
    return outcome(result.flow === 'next' ? and(condition, result.status) : result.status, result.flow);
  }
  const resolved = m.assumptions.resolve(condition);
  if (resolved.kind === 'known') return resolved.value === options.on ? options.run() : outcome(resolved);
  const skip = (): Outcome => outcome(options.on ? no : yes);
  return branch(m, resolved, node, options.on ? { then: options.run, otherwise: skip } : { then: skip, otherwise: options.run });
}

/** A condition that stands for an unknown number of operands. */
export function collapse(m: Machine, node: Node): Condition {
  return atom(m.host.freshId(m.span(node), 'list'), m.snippet(node));
}
