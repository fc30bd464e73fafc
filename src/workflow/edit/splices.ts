/** Characters `[start, end)` of a text, and what stands there instead. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Piece = { readonly kind: 'old'; readonly start: number; readonly end: number } | { readonly kind: 'new'; readonly text: string };

/** A text under change, that knows which characters of it are the first text's. */
export class Spliced {
  readonly #before: string;
  #pieces: readonly Piece[];

  constructor(before: string) {
    this.#before = before;
    this.#pieces = before === '' ? [] : [{ kind: 'old', start: 0, end: before.length }];
  }

  get text(): string {
    return this.#pieces.map((one) => (one.kind === 'old' ? this.#before.slice(one.start, one.end) : one.text)).join('');
  }

  /** Replaces characters of the text as it is now. */
  splice(one: Splice): void {
    const before = cut(this.#pieces, 0, one.start);
    const after = cut(this.#pieces, one.end, Number.POSITIVE_INFINITY);
    this.#pieces = [...before, ...(one.text === '' ? [] : [{ kind: 'new', text: one.text } as const]), ...after];
  }

  /** All changes together, by their places in the first text; none overlap. */
  get splices(): readonly Splice[] {
    const out: Splice[] = [];
    let at = 0;
    let text = '';
    for (const piece of [...this.#pieces, { kind: 'old', start: this.#before.length, end: this.#before.length } as const]) {
      if (piece.kind === 'new') {
        text += piece.text;
        continue;
      }
      if (text !== '' || piece.start > at) out.push({ start: at, end: piece.start, text });
      at = piece.end;
      text = '';
    }
    return out.filter((one) => one.text !== this.#before.slice(one.start, one.end));
  }
}

function cut(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = piece.kind === 'old' ? piece.end - piece.start : piece.text.length;
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, length);
    if (start < end)
      out.push(
        piece.kind === 'old' ? { kind: 'old', start: piece.start + start, end: piece.start + end } : { kind: 'new', text: piece.text.slice(start, end) },
      );
    at += length;
  }
  return out;
}

/** Applies splices that do not overlap to a text. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let out = '';
  let at = 0;
  for (const one of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(at, one.start) + one.text;
    at = one.end;
  }
  return out + text.slice(at);
}
