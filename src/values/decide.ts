import { letters, type Machine, type Subset, type Tracked } from './machine.ts';
import type { HoleToken, Pattern, State } from './nfa.ts';

/** What a search came to: `none` is a proof that there is nothing, `gave-up` says that the budget ran out. */
export type Search = 'found' | 'none' | 'gave-up';

/**
 * Searches a name, built from characters and unknowns as letters, that `goal` accepts. `must` names patterns that it
 * has to be surely in. What is found holds for every value of the unknowns; `none` is a proof only when no pattern
 * has unknowns.
 */
export function search(machine: Machine, patterns: readonly Pattern[], must: readonly Pattern[], goal: (at: Tracked) => boolean): Search {
  const start = begin(machine, patterns);
  const seen = new Set<string>();
  const todo: Tracked[] = [start];
  for (let i = 0; i < todo.length; i++) {
    if (machine.exhausted) return 'gave-up';
    const at = todo[i]!;
    const key = `${at.sure.id},${at.possible.id}`;
    if (seen.has(key) || must.some((pattern) => !at.sure.lives(pattern))) continue;
    seen.add(key);
    if (goal(at)) return 'found';
    for (const code of letters([at.sure, at.possible])) todo.push(machine.both(at, code));
    for (const hole of holesAt(at.sure)) todo.push(afterLetter(machine, at, hole));
  }
  return machine.exhausted ? 'gave-up' : 'none';
}

/**
 * Checks `goal` for every name that `driver` can be under any value of the unknowns. True is a proof; false says that
 * it was not shown. An unknown of the driver is read both as a letter, which the same unknown in another pattern
 * crosses, and as each of its values.
 */
export function holdsForAll(machine: Machine, driver: Pattern, patterns: readonly Pattern[], goal: (at: Tracked) => boolean): boolean {
  const first = begin(machine, patterns);
  const seen = new Set<string>();
  const todo: { readonly names: Subset; readonly at: Tracked }[] = [{ names: machine.subset([driver.sure ?? driver.possible]), at: first }];
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    if (machine.exhausted) return false;
    const { names, at } = one;
    const key = `${names.id},${at.sure.id},${at.possible.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (names.accepts() && !goal(at)) return false;
    for (const code of letters([names, at.sure, at.possible])) {
      const next = machine.step(names, code);
      if (next.states.length > 0) todo.push({ names: next, at: machine.both(at, code) });
    }
    for (const hole of holesAt(names)) {
      const next = machine.subset(machine.cross(names, hole));
      const crossed = machine.cross(at.sure, hole);
      for (const then of machine.outcomes(at, hole)) {
        todo.push({ names: next, at: crossed.length === 0 ? then : { sure: machine.subset([...then.sure.states, ...crossed]), possible: then.possible } });
      }
    }
  }
  return !machine.exhausted;
}

/** Whether two patterns have no name in common, whatever their unknowns are; equal unknowns are not related here. */
export function apart(machine: Machine, a: Pattern, b: Pattern): boolean {
  const start = machine.subset([a.possible, b.possible]);
  const seen = new Set<Subset>();
  const todo: Subset[] = [start];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (machine.exhausted) return false;
    if (seen.has(at) || !at.lives(a) || !at.lives(b)) continue;
    seen.add(at);
    if (at.accepts(a) && at.accepts(b)) return false;
    for (const code of letters([at])) todo.push(machine.step(at, code));
  }
  return !machine.exhausted;
}

/** What is tracked after reading a string. */
export function after(machine: Machine, patterns: readonly Pattern[], text: string): Tracked {
  let at = begin(machine, patterns);
  for (const c of text) at = machine.both(at, c.codePointAt(0)!);
  return at;
}

function begin(machine: Machine, patterns: readonly Pattern[]): Tracked {
  const possible = machine.subset(patterns.map((pattern) => pattern.possible));
  if (!patterns.some((pattern) => pattern.hasHoles)) return { sure: possible, possible };
  return { sure: machine.subset(patterns.flatMap((pattern) => (pattern.sure === undefined ? [] : [pattern.sure]))), possible };
}

function holesAt(set: Subset): readonly HoleToken[] {
  const found = new Map<string, HoleToken>();
  for (const state of set.states) if (state.hole !== undefined && !found.has(state.hole.id)) found.set(state.hole.id, state.hole);
  return [...found.values()];
}

/** After an unknown as a letter: surely reached is what every value reaches or the same letter crosses. */
function afterLetter(machine: Machine, at: Tracked, hole: HoleToken): Tracked {
  const outcomes = machine.outcomes(at, hole);
  const common = new Map<State, number>();
  for (const then of outcomes) for (const state of then.sure.states) common.set(state, (common.get(state) ?? 0) + 1);
  const always = [...common].filter(([, count]) => count === outcomes.length).map(([state]) => state);
  const anyhow = outcomes.flatMap((then) => then.possible.states);
  return { sure: machine.subset([...always, ...machine.cross(at.sure, hole)]), possible: machine.subset(anyhow) };
}
