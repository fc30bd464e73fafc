import { limits } from '../base/index.ts';
import { concat, emptyText, fingerprint, hole, keyOf, show } from './build.ts';
import type { Piece, Text } from './text.ts';

export interface GlobOptions {
  /** Whether `{a,b}` and `{1..3}` are alternatives; `@actions/glob` reads them literally. Default true. */
  readonly braces?: boolean;
  /** Whether `*` and `?` also match `/`, as in `case`, `[[ ]]` and parameter expansion. Default false. */
  readonly crossing?: boolean;
}

/** One character of a literal, or a piece that is passed through. */
type Item = string | Piece;

/**
 * Reads `*`, `?`, `[…]`, `{a,b}` (nested) and `**` in the literals of a text; a backslash takes the next character literally.
 * Returns one text per brace alternative. `**` is a whole path segment; elsewhere it is `*`. A brace group that would give
 * more alternatives than the bound becomes an unknown of any shape.
 */
export function parseGlob(text: Text, options: GlobOptions = {}): readonly Text[] {
  if (!text.some((piece) => piece.kind === 'lit' && /[*?[{\\]/.test(piece.text))) return [text];
  const items = itemsOf(text);
  const expanded = options.braces === false ? [items] : expandBraces(items, 0);
  return expanded.map((one) => readWildcards(one, options.crossing === true));
}

/** Prints a pattern as a person would type it: literals that look like wildcards get a backslash, unknowns braces. */
export function globToShown(pattern: Text): string {
  return pattern.map((piece) => (piece.kind === 'lit' ? piece.text.replaceAll(/[*?[\]{}\\]/g, '\\$&') : show([piece]))).join('');
}

/** True when a literal of the text holds a character that a file-name pattern gives a meaning. */
export function hasGlobSyntax(text: Text): boolean {
  return text.some((piece) => piece.kind === 'wild' || (piece.kind === 'lit' && /[*?[{]/.test(piece.text)));
}

function itemsOf(text: Text): Item[] {
  const items: Item[] = [];
  for (const piece of text) {
    if (piece.kind === 'lit') for (const c of piece.text) items.push(c);
    else items.push(piece);
  }
  return items;
}

/** Where each `{` closes, and whether a comma stands directly inside: read once, so that braces that never close cost no search each. */
function closings(items: readonly Item[]): ReadonlyMap<number, { readonly end: number; readonly listed: boolean }> {
  const found = new Map<number, { readonly end: number; readonly listed: boolean }>();
  const open: { readonly at: number; listed: boolean }[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (item === '\\') i++;
    else if (item === '{') open.push({ at: i, listed: false });
    else if (item === ',' && open.length > 0) open.at(-1)!.listed = true;
    else if (item === '}') {
      const last = open.pop();
      if (last !== undefined) found.set(last.at, { end: i, listed: last.listed });
    }
  }
  return found;
}

function expandBraces(items: readonly Item[], depth: number): readonly (readonly Item[])[] {
  const closed = closings(items);
  let results: Item[][] = [[]];
  let i = 0;
  while (i < items.length) {
    const item = items[i]!;
    if (item === '\\' && i + 1 < items.length) {
      for (const one of results) one.push(item, items[i + 1]!);
      i += 2;
      continue;
    }
    const close = item === '{' && depth < 8 ? closed.get(i) : undefined;
    const isGroup = close !== undefined && (close.listed || close.end - i <= maxRange);
    const group = isGroup ? readGroup(items, i) : undefined;
    if (group === undefined) {
      for (const one of results) one.push(item);
      i++;
      continue;
    }
    const options = group.options.flatMap((option) => expandBraces(option, depth + 1));
    if (options.length * results.length > limits.maxAlternatives) {
      const unknown = tooMany(items.slice(i, group.end));
      for (const one of results) one.push(unknown);
    } else {
      results = results.flatMap((one) => options.map((option) => [...one, ...option]));
    }
    i = group.end;
  }
  return results;
}

function tooMany(items: readonly Item[]): Piece {
  const text = concat(items.map((item): Piece => (typeof item === 'string' ? { kind: 'lit', text: item } : item)));
  return hole(`braces#${fingerprint(keyOf(text))}`, { label: 'braces', shape: '[\\s\\S]*' })[0]!;
}

/** A group without a comma is a range: `{-0001..-9999}` at the longest. */
const maxRange = 16;

/** Reads the options of a brace group that opens at `start`; undefined when it is not one (`{}`, `{a}`, no end). */
function readGroup(items: readonly Item[], start: number): { readonly options: readonly (readonly Item[])[]; readonly end: number } | undefined {
  const options: Item[][] = [];
  let current: Item[] = [];
  let depth = 0;
  for (let i = start + 1; i < items.length; i++) {
    const item = items[i]!;
    if (item === '\\' && i + 1 < items.length) {
      current.push(item, items[++i]!);
      continue;
    }
    if (item === '{') depth++;
    if (item === '}') {
      if (depth === 0) {
        options.push(current);
        const range = options.length === 1 ? sequence(options[0]!) : options;
        return range === undefined ? undefined : { options: range, end: i + 1 };
      }
      depth--;
    }
    if (item === ',' && depth === 0) {
      options.push(current);
      current = [];
      continue;
    }
    current.push(item);
  }
  return undefined;
}

/** `{1..3}` and `{a..c}`; undefined for anything else, which the shell reads literally. */
function sequence(items: readonly Item[]): readonly (readonly Item[])[] | undefined {
  if (items.some((item) => typeof item !== 'string')) return undefined;
  const found = /^(-?\d{1,4}|[a-zA-Z])\.\.(-?\d{1,4}|[a-zA-Z])$/.exec(items.join(''));
  if (found === null) return undefined;
  const [from, to] = [found[1]!, found[2]!];
  const numeric = /\d/.test(from);
  if (numeric !== /\d/.test(to)) return undefined;
  const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0;
  const start = numeric ? Number(from) : from.codePointAt(0)!;
  const end = numeric ? Number(to) : to.codePointAt(0)!;
  const out: Item[][] = [];
  const step = start <= end ? 1 : -1;
  for (let n = start; step > 0 ? n <= end : n >= end; n += step) {
    const printed = numeric ? (n < 0 ? `-${String(-n).padStart(width - 1, '0')}` : String(n).padStart(width, '0')) : String.fromCodePoint(n);
    out.push([...printed]);
    if (out.length > limits.maxAlternatives) return out;
  }
  return out;
}

/** Characters that the search for ends of classes may look at: from then on the rest of the pattern is an unknown. */
const maxClassWork = 1_000_000;

function readWildcards(items: readonly Item[], crossing: boolean): Text {
  const work = { left: maxClassWork };
  const out: Piece[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') out.push({ kind: 'lit', text: run });
    run = '';
  };
  const glob = (source: string): void => {
    flush();
    const last = out.at(-1);
    if (source === '*' || source === '***') {
      if (last?.kind === 'wild' && last.glob === source) return;
    }
    out.push({ kind: 'wild', glob: source });
  };
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (typeof item !== 'string') {
      flush();
      out.push(item);
    } else if (item === '\\' && i + 1 < items.length) {
      const next = items[++i]!;
      if (typeof next === 'string') run += next;
      else {
        flush();
        out.push(next);
      }
    } else if (item === '*') {
      let end = i;
      while (items[end + 1] === '*') end++;
      const segment = end > i && (i === 0 || items[i - 1] === '/') && (end + 1 === items.length || items[end + 1] === '/');
      glob(crossing ? '***' : segment ? '**' : '*');
      i = end;
    } else if (item === '?') {
      glob(crossing ? '???' : '?');
    } else if (item === '[') {
      const end = classEnd(items, i, work);
      if (work.left < 0) {
        flush();
        return concat(out, [tooMany(items.slice(i))]);
      }
      if (end === undefined) run += item;
      else {
        glob(items.slice(i, end + 1).join(''));
        i = end;
      }
    } else run += item;
  }
  flush();
  return out.length === 0 ? emptyText : concat(out);
}

/** The index of the `]` that closes a class opened at `start`; undefined when there is none before `/` or an unknown. */
function classEnd(items: readonly Item[], start: number, work: { left: number }): number | undefined {
  let i = start + 1;
  if (items[i] === '!' || items[i] === '^') i++;
  const first = i;
  for (; i < items.length; i++) {
    const item = items[i]!;
    if (--work.left < 0) return undefined;
    if (typeof item !== 'string' || item === '/') return undefined;
    if (item === '\\') i++;
    else if (item === '[' && items[i + 1] === ':') {
      const close = items.slice(i + 2, i + 12).indexOf(']') + i + 2;
      if (close > i + 2 && items[close - 1] === ':') i = close;
    } else if (item === ']' && i > first) return i;
  }
  return undefined;
}
