import { holds, isWord } from './chars.ts';
import type { Assertion, CharSet, Re2Node } from './model.ts';
import { parseRe2 } from './parse.ts';

type Instruction =
  | { readonly op: 'chars'; readonly set: CharSet }
  | { readonly op: 'assert'; readonly at: Assertion }
  | { readonly op: 'split'; readonly to: readonly number[] }
  | { readonly op: 'match' };

/** No identity needs so many; RE2 refuses programs that grow beyond its memory as well. */
const maxInstructions = 1_000;
/** Expressions that were asked about last: each is held against several identities. */
const compiled = new Map<string, Re2 | undefined>();
const maxKept = 64;

/** A regular expression that can be asked in time that grows with the text, whatever it is. */
export interface Re2 {
  /** Whether it matches somewhere in the text, as Go's `MatchString` asks. */
  matches(text: string): boolean;
  /** Whether it may match a text that begins so, the match beginning in what is given. Never false where one can. */
  mayMatchFrom(beginning: string): boolean;
}

/** Compiles an expression; undefined for what RE2 does not take, or takes and this does not read. */
export function compileRe2(expression: string): Re2 | undefined {
  if (compiled.has(expression)) return compiled.get(expression);
  const made = compileAnew(expression);
  if (compiled.size >= maxKept) compiled.clear();
  compiled.set(expression, made);
  return made;
}

function compileAnew(expression: string): Re2 | undefined {
  const tree = parseRe2(expression);
  const program = tree === undefined ? undefined : compile(tree);
  return program === undefined ? undefined : { matches: (text) => run(program, text), mayMatchFrom: (beginning) => runFrom(program, beginning) };
}

function compile(tree: Re2Node): readonly Instruction[] | undefined {
  const program: Instruction[] = [];
  const splitAt = (at: number, to: readonly number[]): void => void (program[at] = { op: 'split', to });
  const emit = (node: Re2Node): boolean => {
    if (program.length > maxInstructions) return false;
    switch (node.kind) {
      case 'chars':
        program.push({ op: 'chars', set: node.set });
        return true;
      case 'assert':
        program.push({ op: 'assert', at: node.at });
        return true;
      case 'sequence':
        return node.parts.every(emit);
      case 'choice': {
        const split = program.push({ op: 'split', to: [] }) - 1;
        const starts: number[] = [];
        const ends: number[] = [];
        for (const part of node.parts) {
          starts.push(program.length);
          if (!emit(part)) return false;
          ends.push(program.push({ op: 'split', to: [] }) - 1);
        }
        splitAt(split, starts);
        for (const end of ends) splitAt(end, [program.length]);
        return true;
      }
      case 'repeat': {
        for (let i = 0; i < node.least; i++) if (!emit(node.part)) return false;
        if (node.most === undefined) {
          const split = program.push({ op: 'split', to: [] }) - 1;
          if (!emit(node.part)) return false;
          program.push({ op: 'split', to: [split] });
          splitAt(split, [split + 1, program.length]);
          return true;
        }
        const splits: number[] = [];
        for (let i = node.least; i < node.most; i++) {
          splits.push(program.push({ op: 'split', to: [] }) - 1);
          if (!emit(node.part)) return false;
        }
        for (const split of splits) splitAt(split, [split + 1, program.length]);
        return true;
      }
    }
  };
  if (!emit(tree) || program.length > maxInstructions) return undefined;
  program.push({ op: 'match' });
  return program;
}

/** All ways at once (Thompson): a state is visited once for each character. */
function run(program: readonly Instruction[], text: string): boolean {
  const codes = [...text].map((c) => c.codePointAt(0)!);
  let states: readonly number[] = [];
  for (let at = 0; ; at++) {
    const reached = closure(program, [...states, 0], codes, at);
    if (reached === 'match') return true;
    const code = codes[at];
    if (code === undefined) return false;
    states = reached.flatMap((state) => {
      const instruction = program[state]!;
      return instruction.op === 'chars' && holds(instruction.set, code) ? [state + 1] : [];
    });
  }
}

/** The states that a beginning leads to, and whether any way on from there ends in a match. */
function runFrom(program: readonly Instruction[], beginning: string): boolean {
  const codes = [...beginning].map((c) => c.codePointAt(0)!);
  let states: readonly number[] = [];
  for (let at = 0; at < codes.length; at++) {
    const reached = closure(program, [...states, 0], codes, at);
    if (reached === 'match') return true;
    states = reached.flatMap((state) => {
      const instruction = program[state]!;
      return instruction.op === 'chars' && holds(instruction.set, codes[at]!) ? [state + 1] : [];
    });
  }
  const seen = new Set<number>();
  const open = [...states];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const instruction = program[state]!;
    if (instruction.op === 'match') return true;
    if (instruction.op === 'split') open.push(...instruction.to);
    else if (
      instruction.op === 'chars' ? instruction.set.some(([, to]) => to >= firstVisible) : instruction.at !== 'text-start' && instruction.at !== 'line-start'
    )
      open.push(state + 1);
  }
  return false;
}

/** Names hold no blanks and no control characters. */
const firstVisible = 33;

/** The states from which characters are read, reached without reading one. */
function closure(program: readonly Instruction[], from: readonly number[], codes: readonly number[], at: number): readonly number[] | 'match' {
  const seen = new Set<number>();
  const open = [...from];
  const out: number[] = [];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const instruction = program[state]!;
    switch (instruction.op) {
      case 'match':
        return 'match';
      case 'chars':
        out.push(state);
        break;
      case 'split':
        open.push(...instruction.to);
        break;
      case 'assert':
        if (isAt(instruction.at, codes, at)) open.push(state + 1);
        break;
    }
  }
  return out;
}

function isAt(assertion: Assertion, codes: readonly number[], at: number): boolean {
  const before = codes[at - 1];
  const after = codes[at];
  switch (assertion) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === codes.length;
    case 'line-start':
      return at === 0 || before === 10;
    case 'line-end':
      return at === codes.length || after === 10;
    case 'word-edge':
      return isWord(before) !== isWord(after);
    case 'inside-word':
      return isWord(before) === isWord(after);
  }
}
