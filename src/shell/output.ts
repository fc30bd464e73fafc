import { concat, emptyText, lit, show, type Text } from '../values/index.ts';
import { bounded, choice } from './state.ts';

/** Where standard output goes: the log, a value the script uses, a file, or nowhere. */
export type OutputKind = 'log' | 'capture' | 'file' | 'nowhere';

const maxLabel = 40;

/** Collects what is printed, piece by piece, and which commands printed it. */
export class Output {
  readonly kind: OutputKind;
  readonly file: { readonly path: Text; readonly append: boolean } | undefined;
  readonly #parts: Text[] = [];
  #writers: (readonly Text[])[] = [];
  #own = false;
  #started = false;
  /** What was printed last is as the script gives it, without a newline that a program would add. */
  asGiven = false;
  readonly #left: { readonly key: string; readonly text: Text; readonly at: number }[] = [];

  constructor(kind: OutputKind, file?: { readonly path: Text; readonly append: boolean }) {
    this.kind = kind;
    this.file = file;
  }

  /** Whether anybody reads the text. */
  get wanted(): boolean {
    return this.kind === 'capture' || this.kind === 'file';
  }

  /** The redirection as the next command sees it: after the first one the file is added to. */
  get redirect(): { readonly path: Text; readonly append: boolean } | undefined {
    if (this.file === undefined) return undefined;
    return this.#started ? { path: this.file.path, append: true } : this.file;
  }

  /** Adds text printed by the interpreter itself, or by `writer` when it is a command's. The log keeps workflow commands only. */
  add(text: Text, writer?: readonly Text[]): void {
    this.#started = true;
    this.asGiven = false;
    if (this.kind === 'nowhere') return;
    if (this.kind === 'log') {
      const first = text[0];
      if (first?.kind === 'lit' && first.text.trimStart().startsWith('::')) this.#parts.push(text);
      return;
    }
    if (text.length > 0) this.#parts.push(text);
    if (writer === undefined) this.#own = this.#own || text.length > 0;
    else if (this.#writers.length < 64) this.#writers.push(writer);
  }

  /** Takes over what another output collected, changed on the way. */
  take(other: Output, change: (text: Text) => Text = (text) => text): void {
    this.#adopt(other);
    const text = change(other.text());
    if (text.length > 0) this.#parts.push(text);
  }

  /** Where a branch begins to print: an output of the same kind, to be joined later. */
  branch(): Output {
    const other = new Output(this.kind, this.redirect);
    other.#started = this.#started;
    return other;
  }

  /** Joins what two branches printed: a choice named by `key`. */
  join(key: string, held: Output, failed: Output): void {
    this.#adopt(held);
    this.#adopt(failed);
    const text = choice(key, held.text(), failed.text());
    if (text.length > 0) this.#parts.push(text);
  }

  /** A branch printed this and left: what is printed from here on is printed only where it did not. */
  leave(key: string, left: Output): void {
    this.#adopt(left);
    this.#left.push({ key, text: left.text(), at: this.#parts.length });
  }

  #adopt(other: Output): void {
    this.#started = this.#started || other.#started;
    this.asGiven = false;
    this.#own = this.#own || other.#own;
    this.#writers = [...this.#writers, ...other.#writers].slice(0, 64);
  }

  text(): Text {
    let rest = this.#left.length;
    let end = this.#parts.length;
    let text: Text = emptyText;
    while (rest > 0) {
      const left = this.#left[--rest]!;
      text = choice(left.key, left.text, bounded(concat(...this.#parts.slice(left.at, end), text)));
      end = left.at;
    }
    return end === 0 ? text : bounded(concat(...this.#parts.slice(0, end), text));
  }

  /** The one command whose output this is, when nothing else was printed. */
  get by(): readonly Text[] | undefined {
    return !this.#own && this.#writers.length === 1 ? this.#writers[0] : undefined;
  }
}

/** Drops newlines at the end, as a command substitution does; where the end is a choice, at the end of each way it can go. */
export function chomp(text: Text, depth = 0): Text {
  let end = text.length;
  let last = text[end - 1];
  let cut: Text = emptyText;
  while (last?.kind === 'lit') {
    const kept = last.text.replace(/\n+$/, '');
    if (kept !== '') {
      cut = kept === last.text ? [last] : lit(kept);
      end--;
      break;
    }
    end--;
    last = text[end - 1];
  }
  if (cut.length === 0 && last?.kind === 'alt' && depth < 8) {
    const options = last.options.map((option) => chomp(option, depth + 1));
    const before = text.slice(0, end - 1);
    if (options.every((option) => option.length > 0)) return concat(before, [{ ...last, options }]);
    const whole = options.map((option) => (option.length > 0 ? concat(before, option) : chomp(before, depth + 1)));
    return bounded([{ ...last, options: whole }]);
  }
  return end === text.length ? text : concat(text.slice(0, end), cut);
}

/** Adds the final newline that a line of output has. */
export function line(text: Text): Text {
  return concat(text, lit('\n'));
}

/** What a text shows, without its last newline, for the label of what is made of it: short, and with no brace that does not close. */
export function brief(text: Text): string {
  const shown = show(chomp(text));
  if (shown.length <= maxLabel) return shown;
  let depth = 0;
  let end = 0;
  for (let i = 0; i < maxLabel; i++) {
    if (shown[i] === '{') depth++;
    else if (shown[i] === '}') depth--;
    if (depth === 0) end = i + 1;
  }
  return `${shown.slice(0, end)}…`;
}
