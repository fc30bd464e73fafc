import { accepts, lastCode, slash } from './chars.ts';
import { closureOf, valuesOf, type HoleToken, type Pattern, type State } from './nfa.ts';

/** A set of states of several patterns' automata, closed under what is reached without reading. */
export class Subset {
  readonly id: number;
  readonly states: readonly State[];
  /** Where characters lead, as far as it was asked. */
  readonly next = new Map<number, Subset>();
  #named: Named | undefined;

  constructor(id: number, states: readonly State[]) {
    this.id = id;
    this.states = states;
  }

  /** Whether a pattern accepts here; without one, whether any does. */
  accepts(pattern?: Pattern): boolean {
    return this.states.some((state) => state.accepts && (pattern === undefined || state.pattern === pattern));
  }

  /** Whether a pattern can still accept. */
  lives(pattern: Pattern): boolean {
    return this.states.some((state) => state.pattern === pattern);
  }

  get named(): Named {
    this.#named ??= namedIn(this.states);
    return this.#named;
  }
}

/** The characters that states name, and where their classes begin and end. */
interface Named {
  readonly codes: readonly number[];
  readonly boundaries: readonly number[];
}

function namedIn(states: readonly State[]): Named {
  const codes: number[] = [];
  const boundaries: number[] = [];
  for (const { test } of states) {
    if (test?.kind === 'char') codes.push(test.code);
    else if (test?.kind === 'not-slash') codes.push(slash);
    else if (test?.kind === 'ranges') for (const range of test.ranges) boundaries.push(range.lo, range.hi + 1);
  }
  return { codes, boundaries };
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
    const made = new Subset(this.#subsets.size, states);
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
      if (one.values.accepts()) found.set(where, one.at);
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

/** One character of every kind that these sets tell apart. */
export function letters(sets: readonly Subset[]): readonly number[] {
  const found: number[] = [];
  const boundaries: number[] = [];
  for (const set of sets) {
    const { named } = set;
    for (const code of named.codes) if (!found.includes(code)) found.push(code);
    if (named.boundaries.length > 0) boundaries.push(...named.boundaries);
  }
  // Between two boundaries all characters that are not named behave alike: one of them is enough.
  const other = (start: number, end: number): void => {
    let code = start;
    while (code < end && found.includes(code)) code++;
    if (code < end) found.push(code);
  };
  if (boundaries.length === 0) other(0x61, lastCode + 1);
  else {
    const starts = [...new Set([0, ...boundaries])].sort((a, b) => a - b);
    starts.forEach((start, i) => other(start, starts[i + 1] ?? lastCode + 1));
  }
  return found;
}
