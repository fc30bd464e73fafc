import { findCommand, installedBy, isHarmless, type CommandMatch, type CommandRow } from '../catalog/index.ts';
import { literalOf, show, type Text } from '../values/index.ts';

/** What the catalog says of a command line; each question is answered when it is first asked. */
export class KnownLine {
  readonly #words: readonly Text[];
  readonly #rows: readonly CommandRow[];
  #installs: ReturnType<typeof installedBy> | undefined;
  #match: { readonly found: CommandMatch | undefined } | undefined;
  #harmless: boolean | undefined;

  constructor(words: readonly Text[], rows: readonly CommandRow[]) {
    this.#words = words;
    this.#rows = rows;
  }

  get installs(): ReturnType<typeof installedBy> {
    return (this.#installs ??= installedBy(this.#words.map((word) => literalOf(word) ?? show(word))));
  }

  get match(): CommandMatch | undefined {
    return (this.#match ??= { found: findCommand(this.#words, this.#rows) }).found;
  }

  get harmless(): boolean {
    return (this.#harmless ??= isHarmless(this.#words));
  }
}

/** What the kept lines may come to, in characters of their keys. */
const maxSize = 1_000_000;
const known = new WeakMap<readonly CommandRow[], { readonly lines: Map<string, KnownLine>; size: number }>();

/**
 * The answers for a line, kept where every word is a literal: legs of a matrix, scenarios and loops run the same line
 * again. An unknown has more to it than any key tells, so lines that hold one are looked up each time.
 */
export function knownLine(words: readonly Text[], rows: readonly CommandRow[]): KnownLine {
  const key = keyOfLine(words);
  if (key === undefined) return new KnownLine(words, rows);
  let kept = known.get(rows);
  if (kept === undefined) known.set(rows, (kept = { lines: new Map<string, KnownLine>(), size: 0 }));
  const found = kept.lines.get(key);
  if (found !== undefined) return found;
  kept.size += key.length;
  if (kept.size > maxSize) {
    kept.lines.clear();
    kept.size = key.length;
  }
  const made = new KnownLine(words, rows);
  kept.lines.set(key, made);
  return made;
}

function keyOfLine(words: readonly Text[]): string | undefined {
  let key = '';
  for (const word of words) {
    const text = literalOf(word);
    if (text === undefined) return undefined;
    key += `${text.length}:${text}`;
  }
  return key;
}
