import { anyTest, notSlashTest, type Test } from './chars.ts';
import { parseShape, type Shape } from './shape.ts';
import type { Token } from './tokens.ts';

/** A state of a pattern's automaton: it reads one character, crosses one unknown, accepts, or only leads on. */
export interface State {
  readonly id: number;
  readonly pattern: Pattern;
  test: Test | undefined;
  hole: HoleToken | undefined;
  /** Where `test` or `hole` leads. */
  to: State | undefined;
  /** Reached without reading anything. */
  free: State[];
  accepts: boolean;
  /** What is reached without reading and does something, itself included; filled in when first asked for. */
  closure: readonly State[] | undefined;
}

/** The states that are reached without reading and read, cross or accept, in the order of their ids. */
export function closureOf(start: State): readonly State[] {
  if (start.closure !== undefined) return start.closure;
  const seen = new Set<State>([start]);
  for (const state of seen) for (const next of state.free) seen.add(next);
  const kept = [...seen].filter((state) => state.accepts || state.to !== undefined).sort((a, b) => a.id - b.id);
  start.closure = kept;
  return kept;
}

export type HoleToken = Token & { kind: 'hole' };

/** The two automata of one pattern. Without unknowns they are one and the same. */
export class Pattern {
  readonly tokens: readonly Token[];
  readonly hasHoles: boolean;
  /** Reads an unknown as one indivisible letter: what it accepts, the pattern surely holds. Undefined when nothing is sure. */
  readonly sure: State | undefined;
  /** Reads any value of an unknown: what it does not accept, the pattern surely does not hold. */
  readonly possible: State;

  constructor(tokens: readonly Token[], vague: boolean) {
    const holes = tokens.some((token) => token.kind === 'hole');
    const builder = new Builder(this);
    this.tokens = tokens;
    this.hasHoles = holes || vague;
    this.possible = builder.tokens(tokens, 'values');
    this.sure = vague ? undefined : holes ? builder.tokens(tokens, 'letters') : this.possible;
  }
}

let nextState = 0;

const compiled = new WeakMap<readonly Token[], Pattern>();

/** Compiles tokens; the same array gives the same pattern. */
export function compile(tokens: readonly Token[]): Pattern {
  const known = compiled.get(tokens);
  if (known !== undefined) return known;
  const pattern = new Pattern(tokens, false);
  compiled.set(tokens, pattern);
  return pattern;
}

const shapes = new Map<string, State>();

/** The automaton of an unknown's values: any characters but `/` when it has no shape, any at all when the shape cannot be read. */
export function valuesOf(hole: HoleToken): State {
  const key = hole.shape ?? '\u0000';
  const known = shapes.get(key);
  if (known !== undefined) return known;
  if (shapes.size > 1_000) shapes.clear();
  const start = new Pattern([hole], true).possible;
  shapes.set(key, start);
  return start;
}

class Builder {
  readonly #pattern: Pattern;

  constructor(pattern: Pattern) {
    this.#pattern = pattern;
  }

  tokens(tokens: readonly Token[], holes: 'letters' | 'values'): State {
    const start = this.#state();
    let end = start;
    for (const token of tokens) end = this.#token(token, end, holes);
    end.accepts = true;
    return start;
  }

  #state(): State {
    return { id: nextState++, pattern: this.#pattern, test: undefined, hole: undefined, to: undefined, free: [], accepts: false, closure: undefined };
  }

  /** Adds a token after `from` and returns the state behind it. */
  #token(token: Token, from: State, holes: 'letters' | 'values'): State {
    switch (token.kind) {
      case 'text': {
        let end = from;
        for (const c of token.text) end = this.#read(end, { kind: 'char', code: c.codePointAt(0)! });
        return end;
      }
      case 'one':
        return this.#read(from, token.test);
      case 'many':
        return this.#loop(from, token.test);
      case 'folders': {
        const inside = this.#loop(from, anyTest);
        const end = this.#read(inside, { kind: 'char', code: 0x2f });
        from.free.push(end);
        return end;
      }
      case 'hole': {
        if (holes === 'values') {
          const shape = token.shape === undefined ? undefined : parseShape(token.shape);
          return shape === undefined ? this.#loop(from, token.shape === undefined ? notSlashTest : anyTest) : this.#shape(shape, from);
        }
        const before = this.#state();
        const end = this.#state();
        from.free.push(before);
        before.hole = token;
        before.to = end;
        return end;
      }
    }
  }

  #read(from: State, test: Test): State {
    const at = this.#fresh(from);
    const end = this.#state();
    at.test = test;
    at.to = end;
    return end;
  }

  /** A state behind `from` that does nothing yet: itself, when it does nothing and leads nowhere. */
  #fresh(from: State): State {
    if (from.to === undefined && from.free.length === 0) return from;
    const at = this.#state();
    from.free.push(at);
    return at;
  }

  #loop(from: State, test: Test): State {
    const at = this.#state();
    const end = this.#state();
    from.free.push(at, end);
    at.test = test;
    at.to = at;
    // Reading leads back to `at`; from there the loop may also end.
    at.free.push(end);
    return end;
  }

  #shape(shape: Shape, from: State): State {
    switch (shape.kind) {
      case 'test':
        return this.#read(from, shape.test);
      case 'seq':
        return shape.parts.reduce((end, part) => this.#shape(part, end), from);
      case 'or': {
        const end = this.#state();
        for (const option of shape.options) this.#shape(option, from).free.push(end);
        return end;
      }
      case 'repeat': {
        let at = from;
        for (let i = 0; i < shape.min; i++) at = this.#shape(shape.part, at);
        if (shape.max === undefined) {
          const head = this.#state();
          at.free.push(head);
          this.#shape(shape.part, head).free.push(head);
          const end = this.#state();
          head.free.push(end);
          return end;
        }
        const end = this.#state();
        at.free.push(end);
        for (let i = shape.min; i < shape.max; i++) {
          at = this.#shape(shape.part, at);
          at.free.push(end);
        }
        return end;
      }
    }
  }
}
