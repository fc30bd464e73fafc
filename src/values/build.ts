import { createHash, hash } from 'node:crypto';
import { limits } from '../base/index.ts';
import type { Hole, Piece, Text } from './text.ts';

export const emptyText: Text = [];

/** The shape of a value that may hold any characters, `/` included; a hole without a shape is taken to hold none. */
export const anyShape = '[\\s\\S]*';

/** Returns the text for one literal string. */
export function lit(text: string): Text {
  return text === '' ? emptyText : [{ kind: 'lit', text }];
}

/** Returns a text of one named unknown. `id` decides equality, `label` is for people. */
export function hole(id: string, options: { label?: string; from?: readonly string[]; shape?: string; trusted?: true; each?: Hole['each'] } = {}): Text {
  const piece: Hole = {
    kind: 'hole',
    id,
    label: options.label ?? id,
    from: options.from ?? [],
    ...(options.shape === undefined ? {} : { shape: options.shape }),
    ...(options.trusted === undefined ? {} : { trusted: options.trusted }),
    ...(options.each === undefined ? {} : { each: options.each }),
  };
  return [piece];
}

export function wild(glob: string): Text {
  return [{ kind: 'wild', glob }];
}

/**
 * Returns a text that is one of `options`, the choice being named by `key`. Positions matter: the option at an index
 * goes with the option at the same index of every other text of that key, so equal options collapse only when all are
 * equal. Past the bound the distinct options are kept under a key of their own, or, when they are too many as well,
 * become one unknown.
 */
export function alternatives(key: string, options: readonly Text[]): Text {
  const keys = options.map(keyOf);
  if (keys.every((k) => k === keys[0])) return options[0] ?? emptyText;
  if (options.length <= limits.maxAlternatives) return [{ kind: 'alt', key, options }];
  const distinct = [...new Map(options.map((option, i) => [keys[i]!, option])).values()];
  const own = `${key}#${fingerprint(keys.join('\u0000'))}`;
  if (distinct.length <= limits.maxAlternatives) return [{ kind: 'alt', key: own, options: distinct }];
  return hole(`any:${own}`, { label: key, from: [...new Set(options.flatMap(originsOf))], shape: anyShape });
}

/** Joins texts, merging adjacent literals. Past the bounds on pieces and characters the result is one unknown derived from them all. */
export function concat(...parts: readonly Text[]): Text {
  return concatAll(parts);
}

/** `concat` of a list that may be longer than a call can take arguments. */
export function concatAll(parts: readonly Text[]): Text {
  const only = onlyPiece(parts);
  if (only !== undefined) return only;
  const out: Piece[] = [];
  let length = 0;
  // Most of what an audit does is joining texts, and a loop by index costs a fraction of one by iterator.
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p]!;
    for (let i = 0; i < part.length; i++) {
      const piece = part[i]!;
      const last = out[out.length - 1];
      if (piece.kind === 'lit') {
        if (piece.text === '') continue;
        length += piece.text.length;
        if (length > limits.maxTextLength) return longText(parts);
        if (last?.kind === 'lit') {
          out[out.length - 1] = { kind: 'lit', text: last.text + piece.text };
          continue;
        }
      }
      const merged = last === undefined ? undefined : merge(last, piece);
      if (merged === undefined) out.push(piece);
      else {
        out.pop();
        // What comes out may go together with what stands before it.
        for (const one of merged) {
          const before = out.at(-1);
          if (before?.kind === 'lit' && one.kind === 'lit') out[out.length - 1] = { kind: 'lit', text: before.text + one.text };
          else out.push(one);
        }
      }
    }
  }
  return out.length > limits.maxTextPieces ? longText(parts) : out;
}

/** The one part of one piece, when the others are empty: joining it changes nothing, and what is known of it is kept with it. */
function onlyPiece(parts: readonly Text[]): Text | undefined {
  let found: Text | undefined;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p]!;
    if (part.length === 0) continue;
    if (found !== undefined || part.length > 1) return undefined;
    found = part;
  }
  const piece = found?.[0];
  return piece?.kind === 'lit' && (piece.text === '' || piece.text.length > limits.maxTextLength) ? undefined : found;
}

/** What is too long to be kept, as one unknown: the same for the same text, however it was put together. */
function longText(parts: readonly Text[]): Text {
  const sum = createHash('sha256');
  const from = new Set<string>();
  for (const part of parts) {
    sum.update(keyOf(part));
    for (const id of originsOf(part)) from.add(id);
  }
  return hole(`long#${sum.digest('hex').slice(0, 32)}`, { label: 'a long text', from: [...from], shape: anyShape });
}

/** Two adjacent pieces as one: literals, or what was stripped from an unknown put back. */
function merge(left: Piece, right: Piece): Text | undefined {
  if (left.kind === 'lit' && right.kind === 'lit') return [{ kind: 'lit', text: left.text + right.text }];
  if (left.kind === 'lit' && right.kind === 'hole' && right.stripped?.prefix !== undefined && left.text.endsWith(right.stripped.prefix)) {
    const rest = left.text.slice(0, left.text.length - right.stripped.prefix.length);
    return rest === '' ? [right.stripped.whole] : [{ kind: 'lit', text: rest }, right.stripped.whole];
  }
  if (left.kind === 'hole' && right.kind === 'lit' && left.stripped?.suffix !== undefined && right.text.startsWith(left.stripped.suffix)) {
    const rest = right.text.slice(left.stripped.suffix.length);
    return rest === '' ? [left.stripped.whole] : [left.stripped.whole, { kind: 'lit', text: rest }];
  }
  return undefined;
}

export function join(texts: readonly Text[], separator: string): Text {
  const parts: Text[] = [];
  texts.forEach((text, i) => {
    if (i > 0) parts.push(lit(separator));
    parts.push(text);
  });
  return concatAll(parts);
}

/** Returns the string when it is fully known, else undefined. */
export function literalOf(text: Text): string | undefined {
  if (text.length === 0) return '';
  const only = text[0]!;
  return text.length === 1 && only.kind === 'lit' ? only.text : undefined;
}

/** All holes of a text, those inside alternatives too, each once. */
export function holesOf(text: Text): readonly Hole[] {
  const found = new Map<string, Hole>();
  const walk = (pieces: Text): void => {
    for (const piece of pieces) {
      if (piece.kind === 'hole') found.set(piece.id, piece);
      else if (piece.kind === 'alt') piece.options.forEach(walk);
    }
  };
  walk(text);
  return [...found.values()];
}

/** Returns the ids of the holes of a text, of those in the sets of its loop variables, and of all that they were computed from. */
export function originsOf(text: Text): readonly string[] {
  const ids = new Set<string>();
  const walk = (pieces: Text): void => {
    for (const h of holesOf(pieces)) {
      if (ids.has(h.id) && h.each === undefined) continue;
      const first = !ids.has(h.id);
      ids.add(h.id);
      for (const id of h.from) ids.add(id);
      if (first && h.each !== undefined) for (const name of [...h.each.include, ...h.each.exclude]) walk(name);
    }
  };
  walk(text);
  return [...ids];
}

/**
 * An unknown computed by `how` from `text`; the same function of the same text is the same unknown. `how` has to name
 * the function and all its arguments.
 */
export function derive(how: string, text: Text, options: { label?: string; shape?: string } = {}): Text {
  // The first bracket that is not escaped ends the name of the function, so two different calls never read the same.
  const id = `${how.replaceAll('(', '\u0001(')}(${keyOf(text)})`;
  return hole(id.length > 400 ? `${how.slice(0, 100)}#${fingerprint(id)}` : id, {
    label: options.label ?? `${how}(${show(text)})`,
    from: originsOf(text),
    ...(options.shape === undefined ? {} : { shape: options.shape }),
  });
}

const keys = new WeakMap<Text, string>();

/** A string that is equal exactly for structurally equal texts; a text of plain literals is its own key. */
export function keyOf(text: Text): string {
  const first = text[0];
  if (first === undefined) return '';
  if (text.length === 1 && first.kind === 'lit') return escaped(first.text);
  const known = keys.get(text);
  if (known !== undefined) return known;
  let key = '';
  for (const piece of text) {
    switch (piece.kind) {
      case 'lit':
        key += escaped(piece.text);
        break;
      case 'wild':
        key += `\u0001w${sized(piece.glob)}`;
        break;
      case 'hole':
        key += `\u0001h${sized(piece.id)}`;
        break;
      case 'alt':
        key += `\u0001a${sized(piece.key)}${piece.options.length}:${piece.options.map((option) => sized(keyOf(option))).join('')}`;
        break;
    }
  }
  keys.set(text, key);
  return key;
}

function escaped(text: string): string {
  return text.includes('\u0001') ? text.replaceAll('\u0001', '\u0001\u0001') : text;
}

function sized(text: string): string {
  return `${text.length}:${text}`;
}

export function sameText(a: Text, b: Text): boolean {
  return a === b || keyOf(a) === keyOf(b);
}

/** Prints a text for people: holes as `{label}`, alternatives as `{a,b}`, a loop variable as its set. */
export function show(text: Text): string {
  let out = '';
  for (const piece of text) {
    switch (piece.kind) {
      case 'lit':
        out += piece.text;
        break;
      case 'wild':
        out += piece.glob === '***' ? '*' : piece.glob === '???' ? '?' : piece.glob;
        break;
      case 'hole':
        out +=
          piece.each === undefined
            ? `{${piece.label}}`
            : piece.each.include.length === 1
              ? show(piece.each.include[0]!)
              : `{${piece.each.include.map(show).join(',')}}`;
        break;
      case 'alt':
        out += `{${piece.options.map(show).join(',')}}`;
        break;
    }
  }
  return out;
}

/**
 * Lists the texts without alternatives that this text can be, each with the choices it takes; one key takes
 * one choice throughout. Past the bound it returns undefined: the caller answers "cannot tell".
 */
export function expand(text: Text): readonly { readonly text: Text; readonly choices: ReadonlyMap<string, number> }[] | undefined {
  return expandFrom(text, new Map());
}

/** `counts` remembers how many options a key had: where the same key has another number of them it is another choice. */
function expandFrom(text: Text, counts: Map<string, number>): readonly { readonly text: Text; readonly choices: ReadonlyMap<string, number> }[] | undefined {
  let states: { text: Text; choices: ReadonlyMap<string, number> }[] = [{ text: emptyText, choices: new Map() }];
  if (!text.some((piece) => piece.kind === 'alt')) return [{ text, choices: new Map() }];
  for (const piece of text) {
    if (piece.kind !== 'alt') {
      states = states.map((s) => ({ text: concat(s.text, [piece]), choices: s.choices }));
      continue;
    }
    const count = counts.get(piece.key) ?? piece.options.length;
    counts.set(piece.key, count);
    const key = count === piece.options.length ? piece.key : `${piece.key}#${piece.options.length}`;
    const inner = piece.options.map((option) => expandFrom(option, counts));
    const next: typeof states = [];
    for (const state of states) {
      const chosen = state.choices.get(key);
      for (const i of chosen === undefined ? piece.options.keys() : [chosen]) {
        const options = inner[i];
        if (options === undefined) return undefined;
        const own = new Map([...state.choices, [key, i]]);
        for (const one of options) {
          if (conflicts(own, one.choices)) continue;
          next.push({ text: concat(state.text, one.text), choices: new Map([...own, ...one.choices]) });
          if (next.length > limits.maxAlternatives) return undefined;
        }
      }
    }
    states = next;
  }
  return states;
}

function conflicts(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  for (const [key, choice] of b) if (a.has(key) && a.get(key) !== choice) return true;
  return false;
}

/** A short stable fingerprint for ids: 128 bits of SHA-256, so that no repository can make two values look the same. */
export function fingerprint(text: string): string {
  return hash('sha256', text).slice(0, 32);
}
