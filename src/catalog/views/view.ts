import { keyOf, nameSet, type Text } from '../../values/index.ts';
import type { Argv } from '../argv.ts';
import type { ShellCall } from '../match.ts';
import type { Given } from '../scope.ts';

/** What a view reads: the line, and what surrounds the call. */
export interface ViewInput {
  readonly argv: Argv;
  readonly call: ShellCall;
  /** The program as called, without its path. */
  readonly program: string;
  /** The subcommand's words. */
  readonly words: readonly string[];
  /** The words after those. */
  readonly rest: readonly Text[];
  /** A flag's value as conditions see it: variables and defaults of the row included. */
  readonly flag: (name: string) => Given;
  /** The unknown that stands for an output of this call. */
  readonly output: (name: string) => Text;
}

/** Further flags; one that is left out is not set. */
export type ViewResult = Readonly<Record<string, readonly Text[]>>;

export type View = (input: ViewInput) => ViewResult;

/** The literal text that a word starts with. */
export function head(text: Text | undefined): string {
  const first = text?.[0];
  return first?.kind === 'lit' ? first.text : '';
}

/** The literal text that a word ends with. */
export function tail(text: Text | undefined): string {
  const last = text?.at(-1);
  return last?.kind === 'lit' ? last.text : '';
}

/** Drops whatever follows the first of these characters in the literals of a text. */
export function before(text: Text, mark: string): Text {
  const kept: Text[number][] = [];
  for (const piece of text) {
    const inner = piece.kind === 'alt' ? piece.options : piece.kind === 'hole' ? (piece.each?.include ?? []) : [];
    if (piece.kind !== 'lit') {
      const cut = inner.map((option) => before(option, mark));
      const isCut = cut.map((option, i) => keyOf(option) !== keyOf(inner[i]!));
      if (isCut.length === 0 || !isCut.every((c) => c)) {
        kept.push(piece);
        continue;
      }
      if (piece.kind === 'alt') kept.push({ ...piece, options: cut });
      if (piece.kind === 'hole')
        kept.push({ ...piece, id: `${piece.id}/before ${mark}`, from: [piece.id, ...piece.from], each: nameSet(cut, piece.each?.exclude ?? []) });
      return kept;
    }
    const at = piece.text.indexOf(mark);
    if (at === -1) {
      kept.push(piece);
      continue;
    }
    if (at > 0) kept.push({ kind: 'lit', text: piece.text.slice(0, at) });
    return kept;
  }
  return kept;
}

/** What follows the first of these marks in the literals of a text, or undefined without one. */
export function after(text: Text, mark: string): Text | undefined {
  for (let i = 0; i < text.length; i++) {
    const piece = text[i]!;
    if (piece.kind !== 'lit') continue;
    const at = piece.text.indexOf(mark);
    if (at === -1) continue;
    const rest = piece.text.slice(at + mark.length);
    return [...(rest === '' ? [] : [{ kind: 'lit' as const, text: rest }]), ...text.slice(i + 1)];
  }
  return undefined;
}
