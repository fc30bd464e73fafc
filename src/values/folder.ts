import { anyShape, concat, derive, lit, literalOf } from './build.ts';
import { byChoice } from './choice.ts';
import { isSlashless, mapEach } from './loop.ts';
import type { Hole, Piece, Text } from './text.ts';

const star: Piece = { kind: 'wild', glob: '*' };

/** Where the last `/` of a text is, as far as its pieces tell. */
type LastSlash =
  /** In the literal at `piece`, at `offset`. */
  | { readonly kind: 'at'; readonly piece: number; readonly offset: number }
  /** Inside the loop variable at `piece`, or before it. */
  | { readonly kind: 'loop'; readonly piece: number; readonly loop: Hole }
  /** Inside the `**` at `piece`, or before it. */
  | { readonly kind: 'folders'; readonly piece: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'open' };

export function lastSlash(text: Text): LastSlash {
  for (let i = text.length - 1; i >= 0; i--) {
    const piece = text[i]!;
    if (piece.kind === 'lit') {
      const offset = piece.text.lastIndexOf('/');
      if (offset !== -1) return { kind: 'at', piece: i, offset };
    } else if (!isSlashless([piece])) {
      if (piece.kind === 'hole' && piece.each !== undefined) return { kind: 'loop', piece: i, loop: piece };
      return piece.kind === 'wild' && piece.glob === '**' ? { kind: 'folders', piece: i } : { kind: 'open' };
    }
  }
  return { kind: 'none' };
}

/** True when what stands before a piece is nothing or ends a folder. */
export function startsSegment(text: Text, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || (before.kind === 'lit' && before.text.endsWith('/'));
}

/** The part after the last slash, as the shell cuts it; undefined when the text does not tell. */
export function afterLastSlash(text: Text, how: string): Text | undefined {
  const last = lastSlash(text);
  switch (last.kind) {
    case 'none':
      return text;
    case 'at': {
      const piece = text[last.piece]!;
      return piece.kind === 'lit' ? concat(lit(piece.text.slice(last.offset + 1)), text.slice(last.piece + 1)) : undefined;
    }
    case 'folders':
      return startsSegment(text, last.piece) ? concat([star], text.slice(last.piece + 1)) : undefined;
    case 'loop': {
      if (!startsSegment(text, last.piece)) return undefined;
      const name = mapEach(last.loop, how, (one) => afterLastSlash(one, how) ?? derive(how, one));
      return concat([name], text.slice(last.piece + 1));
    }
    case 'open':
      return undefined;
  }
}

/** The last name of a path, as the command `basename` prints it; a loop variable's names are mapped one by one. */
export function basename(text: Text): Text {
  const known = literalOf(text);
  if (known !== undefined) return lit(baseOf(known));
  return byChoice(text, (one) => {
    const path = withoutEndSlashes(one);
    if (path.length === 0) return one.length === 0 ? one : lit('/');
    return afterLastSlash(path, 'basename') ?? derive('basename', path);
  });
}

function baseOf(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  if (end === 0) return path === '' ? '' : '/';
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** The folder of a path, as the command `dirname` prints it: `.` when there is none. */
export function dirname(text: Text): Text {
  return byChoice(text, (one) => {
    const path = withoutEndSlashes(one);
    if (path.length === 0) return lit(one.length === 0 ? '.' : '/');
    const last = lastSlash(path);
    switch (last.kind) {
      case 'none':
        return lit('.');
      case 'at': {
        const piece = path[last.piece]!;
        const head = piece.kind === 'lit' ? withoutEndSlashes(concat(path.slice(0, last.piece), lit(piece.text.slice(0, last.offset)))) : path;
        return head.length === 0 ? lit('/') : head;
      }
      case 'loop':
        if (last.piece === 0) return concat([mapEach(last.loop, 'dirname', dirname)]);
        return derive('dirname', path, { shape: anyShape });
      case 'folders':
      case 'open':
        return derive('dirname', path, { shape: anyShape });
    }
  });
}

function withoutEndSlashes(text: Text): Text {
  const last = text.at(-1);
  if (last?.kind !== 'lit' || !last.text.endsWith('/')) return text;
  let end = last.text.length;
  while (end > 0 && last.text[end - 1] === '/') end--;
  return concat(text.slice(0, -1), lit(last.text.slice(0, end)));
}
