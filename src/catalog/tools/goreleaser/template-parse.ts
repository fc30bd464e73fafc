/** A value written in a Go template. */
export type Operand =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'nil' }
  /** `.A.B` (root empty), `$.A`, `$x.A`. */
  | { readonly kind: 'path'; readonly root: string; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'group'; readonly pipe: Pipe; readonly names: readonly string[] };

/** Commands joined by `|`, each a function or value with its arguments. `declares` is the variable of `$x := …`. */
export interface Pipe {
  readonly commands: readonly (readonly Operand[])[];
  readonly declares?: string;
}

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly pipe: Pipe }
  | { readonly kind: 'if' | 'with'; readonly pipe: Pipe; readonly then: readonly Part[]; readonly otherwise: readonly Part[] }
  /** A loop, a definition, or what is not understood. */
  | { readonly kind: 'opaque'; readonly source: string };

const maxLength = 20_000;
const maxDepth = 40;

class Unreadable extends Error {}

/** Parses a Go template as text/template defines it; returns undefined for one that is not understood or too large. */
export function parseTemplate(source: string): readonly Part[] | undefined {
  if (source.length > maxLength) return undefined;
  try {
    const reader = new Reader(pieces(source));
    const parts = reader.parts(0, []);
    return reader.done ? parts : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

type Piece = { readonly kind: 'text' | 'action'; readonly text: string };

/** Cuts a template into text and actions, trim markers applied and comments dropped. */
function pieces(source: string): readonly Piece[] {
  const out: Piece[] = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open === -1 ? source.length : open);
    if (trimNext) text = text.trimStart();
    if (open === -1) {
      if (text !== '') out.push({ kind: 'text', text });
      return out;
    }
    const start = open + 2;
    const trimsLeft = source[start] === '-' && /\s/.test(source[start + 1] ?? '');
    if (trimsLeft) text = text.trimEnd();
    if (text !== '') out.push({ kind: 'text', text });
    const end = endOfAction(source, start);
    const trimsRight = /\s-$/.test(source.slice(start, end));
    const inner = source.slice(trimsLeft ? start + 1 : start, trimsRight ? end - 1 : end).trim();
    if (!(inner.startsWith('/*') && inner.endsWith('*/'))) out.push({ kind: 'action', text: inner });
    trimNext = trimsRight;
    at = end + 2;
  }
}

/** The offset of the `}}` that closes an action, strings skipped. */
function endOfAction(source: string, from: number): number {
  for (let i = from; i < source.length; i++) {
    const c = source[i]!;
    if (c === '}' && source[i + 1] === '}') return i;
    if (c === '"' || c === '`') {
      i++;
      while (i < source.length && source[i] !== c) i += c === '"' && source[i] === '\\' ? 2 : 1;
    }
  }
  throw new Unreadable('an action is not closed');
}

class Reader {
  readonly #pieces: readonly Piece[];
  #at = 0;

  constructor(list: readonly Piece[]) {
    this.#pieces = list;
  }

  get done(): boolean {
    return this.#at >= this.#pieces.length;
  }

  /** Reads parts up to one of `stops`, which is left for the caller. */
  parts(depth: number, stops: readonly string[]): readonly Part[] {
    if (depth > maxDepth) throw new Unreadable('nested too deep');
    const out: Part[] = [];
    while (!this.done) {
      const piece = this.#pieces[this.#at]!;
      if (piece.kind === 'text') {
        out.push({ kind: 'text', text: piece.text });
        this.#at++;
        continue;
      }
      const word = firstWord(piece.text);
      if (stops.includes(word)) return out;
      this.#at++;
      if (word === 'if' || word === 'with') out.push(this.#branch(word, piece.text.slice(word.length), depth));
      else if (word === 'range' || word === 'define' || word === 'block') out.push(this.#skipBlock(piece.text, depth));
      else if (word === 'template' || word === 'break' || word === 'continue') out.push({ kind: 'opaque', source: piece.text });
      else if (word === 'end' || word === 'else') throw new Unreadable(`a lone ${word}`);
      else out.push({ kind: 'output', pipe: parsePipe(piece.text) });
    }
    if (stops.length > 0) throw new Unreadable('a block is not closed');
    return out;
  }

  #branch(kind: 'if' | 'with', condition: string, depth: number): Part {
    const pipe = parsePipe(condition);
    const then = this.parts(depth + 1, ['else', 'end']);
    const stop = this.#pieces[this.#at]!.text;
    this.#at++;
    if (firstWord(stop) === 'end') return { kind, pipe, then, otherwise: [] };
    const rest = stop.slice('else'.length).trim();
    const next = firstWord(rest);
    if (next === 'if' || next === 'with') return { kind, pipe, then, otherwise: [this.#branch(next, rest.slice(next.length), depth + 1)] };
    const otherwise = this.parts(depth + 1, ['end']);
    this.#at++;
    return { kind, pipe, then, otherwise };
  }

  #skipBlock(source: string, depth: number): Part {
    this.parts(depth + 1, ['else', 'end']);
    if (firstWord(this.#pieces[this.#at]?.text ?? '') === 'else') {
      this.#at++;
      this.parts(depth + 1, ['end']);
    }
    this.#at++;
    return { kind: 'opaque', source };
  }
}

function firstWord(action: string): string {
  return /^[a-z]+(?![\w.])/.exec(action)?.[0] ?? '';
}

const token = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|:=|[|()=,]|\$\w*|(?:\.\w+)+|\.|-?\d+(?:\.\d+)?|\w+/y;

/** Parses a pipeline: `printf "%s" .Tag | tolower`. */
function parsePipe(source: string): Pipe {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < source.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match === null) throw new Unreadable('a pipeline is not understood');
    tokens.push(/^\s/.test(match[0]) ? ' ' : match[0]);
  }
  const state = { tokens, at: 0 };
  const pipe = readPipe(state, 0);
  if (state.at < tokens.length) throw new Unreadable('a pipeline has something after its end');
  return pipe;
}

function readPipe(state: { tokens: readonly string[]; at: number }, depth: number): Pipe {
  if (depth > maxDepth) throw new Unreadable('nested too deep');
  const { tokens } = state;
  let declares: string | undefined;
  const words = tokens.slice(state.at).filter((t) => t !== ' ');
  if (words[0]?.startsWith('$') === true && (words[1] === ':=' || words[1] === '=')) {
    declares = words[0];
    while (tokens[state.at] !== words[1]) state.at++;
    state.at++;
  }
  const commands: Operand[][] = [[]];
  while (state.at < tokens.length) {
    const t = tokens[state.at]!;
    if (t === ')') break;
    state.at++;
    if (t === ' ') continue;
    if (t === '|') commands.push([]);
    else commands.at(-1)!.push(readOperand(t, state, depth));
  }
  if (commands.some((command) => command.length === 0)) throw new Unreadable('an empty command');
  return { commands, ...(declares === undefined ? {} : { declares }) };
}

function readOperand(t: string, state: { tokens: readonly string[]; at: number }, depth: number): Operand {
  const names = (): readonly string[] => {
    const next = state.tokens[state.at];
    if (next === undefined || !/^(\.\w+)+$/.test(next)) return [];
    state.at++;
    return next.slice(1).split('.');
  };
  if (t === '(') {
    const pipe = readPipe(state, depth + 1);
    if (state.tokens[state.at] !== ')') throw new Unreadable('a parenthesis is not closed');
    state.at++;
    return { kind: 'group', pipe, names: names() };
  }
  if (t.startsWith('"')) return { kind: 'string', value: unquote(t) };
  if (t.startsWith('`')) return { kind: 'string', value: t.slice(1, -1) };
  if (t.startsWith('$')) return { kind: 'path', root: t, names: names() };
  if (t === '.') return { kind: 'path', root: '', names: [] };
  if (t.startsWith('.')) return { kind: 'path', root: '', names: t.slice(1).split('.') };
  if (/^-?\d/.test(t)) return { kind: 'number', value: Number(t) };
  if (t === 'true' || t === 'false') return { kind: 'bool', value: t === 'true' };
  if (t === 'nil') return { kind: 'nil' };
  if (/^\w+$/.test(t)) return { kind: 'function', name: t };
  throw new Unreadable('an operand is not understood');
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, escape: string) => {
    if (escape.length > 1) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r' }[escape] ?? escape;
  });
}
