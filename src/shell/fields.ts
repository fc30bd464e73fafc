import { alternatives, concat, emptyText, lit, type Piece, type Text } from '../values/index.ts';
import { bounded } from './state.ts';

/** One word after expansion. `loose` marks an unquoted unknown that may be several words. */
export interface Field {
  readonly text: Text;
  readonly loose: boolean;
}

/** Builds the words that one source word gives: quoted text joins, unquoted text splits (POSIX.1-2024, 2.6.5). */
export class FieldBuilder {
  readonly fields: Field[] = [];
  #current: Text[] = [];
  #started = false;
  #loose = false;
  readonly #separators: RegExp;
  readonly #globstar: boolean;

  constructor(options: { readonly ifs: string | undefined; readonly globstar: boolean }) {
    this.#separators = separatorsOf(options.ifs);
    this.#globstar = options.globstar;
  }

  /** Adds text that is not split: literals of the source, quoted expansions. An empty one still makes a word. */
  add(text: Text): void {
    this.#started = true;
    if (text.length > 0) this.#current.push(text);
  }

  /** Adds an unquoted expansion: it is split at separators, and `*`, `?`, `[…]` in it are wildcards. */
  addUnquoted(text: Text): void {
    for (const piece of text) this.#piece(piece, text.length === 1 ? 'alone' : 'among');
  }

  #piece(piece: Piece, place: 'alone' | 'among'): void {
    switch (piece.kind) {
      case 'lit':
        this.#literal(piece.text);
        return;
      case 'alt':
        this.#alternatives(piece.key, piece.options);
        return;
      case 'hole':
        this.#started = true;
        this.#loose = this.#loose || (place === 'alone' && piece.each === undefined && (piece.shape === undefined || mayHoldBlank(piece.shape)));
        this.#current.push([piece]);
        return;
      case 'wild':
        this.#started = true;
        this.#current.push([piece]);
        return;
    }
  }

  #literal(value: string): void {
    const runs = value.split(this.#separators);
    runs.forEach((run, i) => {
      if (i > 0) this.end();
      if (run !== '') {
        this.#started = true;
        this.#current.push(globbed(run, { globstar: this.#globstar }));
      }
    });
  }

  #alternatives(key: string, options: readonly Text[]): void {
    const split = options.map((option) => {
      const inner = new FieldBuilder({ ifs: undefined, globstar: this.#globstar });
      inner.addUnquoted(option);
      const open = startsOpen(option, this.#separators) && endsOpen(option, this.#separators);
      return { words: inner.finish().map((field) => field.text), open };
    });
    if (split.every((option) => option.words.length <= 1 && option.open)) {
      this.#started = true;
      this.#current.push(
        bounded(
          alternatives(
            key,
            split.map((option) => option.words[0] ?? emptyText),
          ),
        ),
      );
      return;
    }
    // Options of several words: the words at each place vary together; where an option has none the word is empty.
    const count = Math.max(...split.map((option) => option.words.length));
    for (let i = 0; i < count; i++) {
      if (i > 0) this.end();
      const choice = bounded(
        alternatives(
          key,
          split.map((option) => option.words[i] ?? emptyText),
        ),
      );
      if (choice.length > 0) {
        this.#started = true;
        this.#current.push(choice);
      }
    }
  }

  /** Ends the word, if there is one. */
  end(): void {
    if (!this.#started) return;
    const text = this.#current.length === 1 ? this.#current[0]! : bounded(concat(...this.#current));
    this.fields.push({ text, loose: this.#loose && text.length === 1 });
    this.#current = [];
    this.#started = false;
    this.#loose = false;
  }

  finish(): readonly Field[] {
    this.end();
    return this.fields;
  }
}

const blanks = /[ \t\n]+/;

function separatorsOf(ifs: string | undefined): RegExp {
  if (ifs === undefined) return blanks;
  if (ifs === '') return /(?!)/;
  return new RegExp(`[${ifs.replace(/[\]\\^-]/g, '\\$&')}]+`);
}

/** Whether a value of this shape can hold a blank. A broken shape counts as "anything". */
function mayHoldBlank(shape: string): boolean {
  try {
    return new RegExp(`^(?:${shape})$`).test(' ') || /\\s|\[\^|\.[*+]|\\S\\s/.test(shape);
  } catch {
    return true;
  }
}

function startsOpen(text: Text, separators: RegExp): boolean {
  const first = text[0];
  return first?.kind !== 'lit' || first.text.search(separators) !== 0;
}

function endsOpen(text: Text, separators: RegExp): boolean {
  const last = text.at(-1);
  return last?.kind !== 'lit' || !separators.test(last.text.slice(-1));
}

/** Reads the wildcards of an unquoted expansion. `**` crosses folders only where `globstar` is set and it is a whole segment. */
export function globbed(value: string, options: { readonly globstar: boolean }): Text {
  if (!/[*?[]/.test(value)) return lit(value);
  const out: Piece[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') out.push({ kind: 'lit', text: run });
    run = '';
  };
  for (let i = 0; i < value.length; i++) {
    const c = value[i]!;
    if (c === '*') {
      flush();
      let end = i;
      while (value[end + 1] === '*') end++;
      const segment = end > i && (i === 0 || value[i - 1] === '/') && (end + 1 === value.length || value[end + 1] === '/');
      out.push({ kind: 'wild', glob: options.globstar && segment ? '**' : '*' });
      i = end;
    } else if (c === '?') {
      flush();
      out.push({ kind: 'wild', glob: '?' });
    } else if (c === '[') {
      const close = value.indexOf(']', i + 2);
      if (close === -1 || value.slice(i, close).includes('/')) run += c;
      else {
        flush();
        out.push({ kind: 'wild', glob: value.slice(i, close + 1) });
        i = close;
      }
    } else run += c;
  }
  flush();
  return out;
}

/** True when a word holds a wildcard of its own. */
export function hasWild(text: Text): boolean {
  return text.some((piece) => piece.kind === 'wild' || (piece.kind === 'alt' && piece.options.some(hasWild)));
}
