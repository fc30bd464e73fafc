import { accepts, lastCode, slash } from './chars.ts';
import { closureOf, valuesOf, type HoleToken, type Pattern, type State } from './nfa.ts';

/** A set of states of several patterns' automata, closed under what is reached without reading. */
export interface Subset {
  readonly id: number;
  readonly states: readonly State[];
  /** The patterns that accept here. */
  readonly accepted: ReadonlySet<Pattern>;
  /** The patterns that can still accept. */
  readonly alive: ReadonlySet<Pattern>;
  readonly next: Map<number, Subset>;
}

/** Two tracked sets: what surely and what possibly has been matched. */
export interface Tracked {
  readonly sure: Subset;
  readonly possible: Subset;
}

/**
 * The subset automata of one question, built as far as they are needed. Work is counted; when the budget is used up
 * `exhausted` is true and every answer that was not found by then is "cannot tell".
 */
export class Machine {
  readonly #subsets = new Map<string, Subset>();
  readonly #closures = new Map<State, Subset>();
  readonly #outcomes = new Map<string, readonly Tracked[]>();
  #budget: number;

  constructor(budget: number) {
    this.#budget = budget;
  }

  get exhausted(): boolean {
    return this.#budget < 0;
  }

  /** What is left of the budget. */
  get left(): number {
    return this.#budget;
  }

  /** Counts work done outside. */
  charge(work: number): void {
    this.#budget -= work;
  }

  /** The closed set of these states. */
  subset(start: readonly State[]): Subset {
    const first = start[0];
    if (first === undefined) return this.#intern([]);
    if (start.length === 1) {
      const known = this.#closures.get(first);
      if (known !== undefined) return known;
      const made = this.#intern(closureOf(first));
      this.#closures.set(first, made);
      return made;
    }
    const kept = new Set<State>();
    for (const state of start) for (const one of closureOf(state)) kept.add(one);
    return this.#intern([...kept].sort((a, b) => a.id - b.id));
  }

  #intern(states: readonly State[]): Subset {
    this.#budget -= states.length + 1;
    let key = '';
    for (const state of states) key += `${state.id},`;
    const known = this.#subsets.get(key);
    if (known !== undefined) return known;
    const accepted = new Set<Pattern>();
    const alive = new Set<Pattern>();
    for (const state of states) {
      alive.add(state.pattern);
      if (state.accepts) accepted.add(state.pattern);
    }
    const made: Subset = { id: this.#subsets.size, states, accepted, alive, next: new Map() };
    this.#subsets.set(key, made);
    return made;
  }

  /** Where the set is after one character. */
  step(from: Subset, code: number): Subset {
    const known = from.next.get(code);
    if (known !== undefined) return known;
    const reached: State[] = [];
    for (const state of from.states) if (state.test !== undefined && accepts(state.test, code)) reached.push(state.to!);
    this.#budget -= from.states.length;
    const made = this.subset(reached);
    from.next.set(code, made);
    return made;
  }

  both(at: Tracked, code: number): Tracked {
    const sure = this.step(at.sure, code);
    return { sure, possible: at.possible === at.sure ? sure : this.step(at.possible, code) };
  }

  /** The set after crossing exactly this unknown as a letter. */
  cross(from: Subset, hole: HoleToken): readonly State[] {
    return from.states.flatMap((state) => (state.hole?.id === hole.id ? [state.to!] : []));
  }

  /** Every pair of sets that some value of the unknown leads to. */
  outcomes(at: Tracked, hole: HoleToken): readonly Tracked[] {
    const key = `${at.sure.id},${at.possible.id},${hole.shape ?? '\u0000'}`;
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const found = new Map<string, Tracked>();
    const seen = new Set<string>();
    const todo = [{ values: this.subset([valuesOf(hole)]), at }];
    for (let one = todo.pop(); one !== undefined && !this.exhausted; one = todo.pop()) {
      const where = `${one.at.sure.id},${one.at.possible.id}`;
      const visit = `${one.values.id},${where}`;
      if (seen.has(visit)) continue;
      seen.add(visit);
      if (one.values.accepted.size > 0) found.set(where, one.at);
      for (const code of letters([one.values, one.at.sure, one.at.possible])) {
        const values = this.step(one.values, code);
        if (values.states.length > 0) todo.push({ values, at: this.both(one.at, code) });
      }
    }
    const result = [...found.values()];
    this.#outcomes.set(key, result);
    return result;
  }
}

/** The characters that a set's states name, and where their classes begin and end. */
interface Named {
  readonly codes: readonly number[];
  readonly boundaries: readonly number[];
}

const names = new WeakMap<Subset, Named>();

function namedIn(set: Subset): Named {
  const known = names.get(set);
  if (known !== undefined) return known;
  const codes: number[] = [];
  const boundaries: number[] = [];
  for (const { test } of set.states) {
    if (test?.kind === 'char') codes.push(test.code);
    else if (test?.kind === 'not-slash') codes.push(slash);
    else if (test?.kind === 'ranges') for (const range of test.ranges) boundaries.push(range.lo, range.hi + 1);
  }
  const made = { codes, boundaries };
  names.set(set, made);
  return made;
}

/** One character of every kind that these sets tell apart. */
export function letters(sets: readonly Subset[]): readonly number[] {
  const codes = new Set<number>();
  const boundaries: number[] = [];
  for (const set of sets) {
    const named = namedIn(set);
    for (const code of named.codes) codes.add(code);
    boundaries.push(...named.boundaries);
  }
  const found = [...codes];
  // Between two boundaries all characters that are not named behave alike: one of them is enough.
  const starts = boundaries.length === 0 ? [0x61] : [...new Set([0, ...boundaries])].sort((a, b) => a - b);
  starts.forEach((start, i) => {
    const end = starts[i + 1] ?? lastCode + 1;
    let code = start;
    while (code < end && codes.has(code)) code++;
    if (code < end) found.push(code);
  });
  return found;
}
