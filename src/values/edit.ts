import { concat, derive, emptyText, holesOf, lit, literalOf } from './build.ts';
import type { Piece, Text } from './text.ts';

/** Splits at whitespace into words; unknowns are taken to hold none. Loop variables and wildcards keep their pieces. */
export function words(text: Text): readonly Text[] {
  return splitAt(text, /\s+/g).filter((part) => part.length > 0);
}

/** Splits at newlines, trims each line and drops empty ones. */
export function lines(text: Text): readonly Text[] {
  return splitAt(text, /\r?\n/g).map(trim).filter((part) => part.length > 0);
}

/** Splits a text at every match of a global pattern inside its literals. An alternative that holds a match splits option by option. */
export function splitAt(text: Text, pattern: RegExp): readonly Text[] {
  const parts: Text[] = [];
  let current: Piece[] = [];
  for (const piece of text) {
    if (piece.kind === 'alt' && piece.options.some((o) => o.some((p) => p.kind === 'lit' && p.text.search(pattern) !== -1)) && text.length === 1) {
      return piece.options.flatMap((option) => splitAt(option, pattern));
    }
    if (piece.kind !== 'lit') {
      current.push(piece);
      continue;
    }
    const pieces = piece.text.split(pattern);
    pieces.forEach((run, i) => {
      if (i > 0) {
        parts.push(concat(current));
        current = [];
      }
      if (run !== '') current.push({ kind: 'lit', text: run });
    });
  }
  parts.push(concat(current));
  return parts;
}

export function trim(text: Text): Text {
  let start = 0;
  let end = text.length;
  const out = [...text];
  while (start < end) {
    const piece = out[start]!;
    if (piece.kind !== 'lit') break;
    const kept = piece.text.trimStart();
    if (kept !== '') {
      out[start] = { kind: 'lit', text: kept };
      break;
    }
    start++;
  }
  while (end > start) {
    const piece = out[end - 1]!;
    if (piece.kind !== 'lit') break;
    const kept = piece.text.trimEnd();
    if (kept !== '') {
      out[end - 1] = { kind: 'lit', text: kept };
      break;
    }
    end--;
  }
  return concat(out.slice(start, end));
}

/** Applies a function of the whole string: exactly when the text is literal, option by option for alternatives, else as a derived unknown. */
export function mapText(text: Text, how: string, fn: (value: string) => string): Text {
  const value = literalOf(text);
  if (value !== undefined) return lit(fn(value));
  if (text.length === 1 && text[0]!.kind === 'alt') {
    const alt = text[0]!;
    return [{ kind: 'alt', key: alt.key, options: alt.options.map((o) => mapText(o, how, fn)) }];
  }
  return derive(how, text);
}

/** Applies a function character by character to the literals: right for case changes and `tr`, which commute with joining. Unknowns become derived unknowns. */
export function mapPieces(text: Text, how: string, fn: (value: string) => string): Text {
  return concat(
    ...text.map((piece): Text => {
      switch (piece.kind) {
        case 'lit':
          return lit(fn(piece.text));
        case 'wild':
          return [piece];
        case 'alt':
          return [{ kind: 'alt', key: piece.key, options: piece.options.map((o) => mapPieces(o, how, fn)) }];
        case 'hole':
          return derive(how, [piece], { label: piece.label });
      }
    }),
  );
}

/** Lower case. Names that GitHub gives (`github.repository`) are compared without case where a registry does so. */
export function lower(text: Text): Text {
  return mapPieces(text, 'lower', (v) => v.toLowerCase());
}

export function startsWithLiteral(text: Text, prefix: string): boolean {
  const first = text[0];
  return prefix === '' || (first?.kind === 'lit' && first.text.startsWith(prefix));
}

export function endsWithLiteral(text: Text, suffix: string): boolean {
  const last = text.at(-1);
  return suffix === '' || (last?.kind === 'lit' && last.text.endsWith(suffix));
}

/** Drops a literal prefix when the text starts with it, else returns undefined. */
export function dropPrefix(text: Text, prefix: string): Text | undefined {
  if (!startsWithLiteral(text, prefix)) return undefined;
  return slicePieces(text, prefix.length, 0);
}

export function dropSuffix(text: Text, suffix: string): Text | undefined {
  if (!endsWithLiteral(text, suffix)) return undefined;
  return slicePieces(text, 0, suffix.length);
}

function slicePieces(text: Text, front: number, back: number): Text {
  const out = [...text];
  const first = out[0];
  if (front > 0 && first?.kind === 'lit') out[0] = { kind: 'lit', text: first.text.slice(front) };
  const last = out.at(-1);
  if (back > 0 && last?.kind === 'lit') out[out.length - 1] = { kind: 'lit', text: last.text.slice(0, last.text.length - back) };
  return concat(out);
}

/** The part after the last literal `/`; a loop variable's set is mapped too. */
export function basename(text: Text): Text {
  for (let i = text.length - 1; i >= 0; i--) {
    const piece = text[i]!;
    if (piece.kind === 'lit') {
      const at = piece.text.lastIndexOf('/');
      if (at !== -1) return concat(lit(piece.text.slice(at + 1)), text.slice(i + 1));
    } else if (piece.kind === 'wild' && piece.glob === '**') {
      return text.slice(i + 1).length > 0 ? concat(text.slice(i + 1)) : [{ kind: 'wild', glob: '*' }];
    } else if (piece.kind === 'hole' && piece.each !== undefined && i === 0) {
      return concat([mapEach(piece, 'basename', basename)], text.slice(1));
    }
  }
  return text;
}

/** The part before the last literal `/`, or `.` when there is none. */
export function dirname(text: Text): Text {
  for (let i = text.length - 1; i >= 0; i--) {
    const piece = text[i]!;
    if (piece.kind === 'lit') {
      const at = piece.text.lastIndexOf('/');
      if (at !== -1) {
        const head = concat(text.slice(0, i), lit(piece.text.slice(0, at)));
        return head.length === 0 ? lit('/') : head;
      }
    } else if (piece.kind === 'hole' && piece.each !== undefined && i === 0) {
      return concat([mapEach(piece, 'dirname', dirname)]);
    }
  }
  return lit('.');
}

/** A loop variable whose set is the image of another's: `${f%.tar.gz}` for `f` in `*.tar.gz`. */
export function mapEach(piece: Piece & { kind: 'hole' }, how: string, fn: (name: Text) => Text): Piece {
  const set = piece.each;
  const id = `${how}(${piece.id})`;
  if (set === undefined) return { kind: 'hole', id, label: `${how}(${piece.label})`, from: [piece.id, ...piece.from] };
  return { kind: 'hole', id, label: piece.label, from: [piece.id, ...piece.from], each: { include: set.include.map(fn), exclude: set.exclude.map(fn) } };
}

export function isEmpty(text: Text): boolean {
  return text.length === 0 || text === emptyText;
}

/** True when no unknown, wildcard or alternative is in the text. */
export function isLiteral(text: Text): boolean {
  return literalOf(text) !== undefined;
}

export function hasHoles(text: Text): boolean {
  return holesOf(text).length > 0;
}
