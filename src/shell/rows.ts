import { concat, emptyText, hole, join, mayIntersect, nameSet, type Hole, type Piece, type Text } from '../values/index.ts';
import { line } from './output.ts';
import type { Machine } from './machine.ts';

/** The lines of a text, without a last empty one. An unknown inside a line is part of it. */
export function rowsOf(text: Text): readonly Text[] {
  const rows: Text[] = [];
  let current: Text[] = [];
  for (const piece of text) {
    if (piece.kind !== 'lit') {
      current.push([piece]);
      continue;
    }
    piece.text.split('\n').forEach((run, i) => {
      if (i > 0) {
        rows.push(current.length === 0 ? emptyText : concat(...current));
        current = [];
      }
      if (run !== '') current.push([{ kind: 'lit', text: run }]);
    });
  }
  if (current.length > 0) rows.push(concat(...current));
  return rows;
}

/** Rows as text, each with its newline. */
export function textOfRows(rows: readonly Text[]): Text {
  return rows.length === 0 ? emptyText : line(join(rows, '\n'));
}

/** True when a row may be several lines: it holds an unknown of which nothing says otherwise, or a choice of which one option does or is none. */
export function mayBeMany(m: Machine, row: Text): boolean {
  return row.some((piece) => {
    if (piece.kind === 'lit') return piece.text.includes('\n');
    if (piece.kind === 'alt') return piece.options.some((option) => option.length === 0 || mayBeMany(m, option));
    return piece.kind === 'hole' && (m.isList(piece) || (piece.each === undefined && !m.host.isOneLine(piece.id) && !surelyLacks(piece, '\n')));
  });
}

/** True when a piece certainly holds none of these characters. */
export function surelyLacks(piece: Piece, characters: string): boolean {
  if (piece.kind === 'lit') return ![...characters].some((c) => piece.text.includes(c));
  if (piece.kind === 'hole' && piece.shape === undefined && piece.each === undefined) return false;
  const any: Piece = { kind: 'wild', glob: '***' };
  return [...characters].every((c) => !mayIntersect(nameSet([[piece]]), nameSet([[any, { kind: 'lit', text: c }, any]])));
}

/** Several rows as one unknown that is each of them. */
export function listOfRows(m: Machine, rows: readonly Text[], node: { readonly pos: number; readonly end: number }, label: string): Text {
  const include = rows.flatMap((row) => {
    const only = row.length === 1 ? row[0] : undefined;
    return only?.kind === 'hole' && only.each !== undefined && m.isList(only) ? only.each.include : [row];
  });
  const exclude = rows.flatMap((row) => (row.length === 1 && row[0]?.kind === 'hole' && m.isList(row[0]) ? (row[0].each?.exclude ?? []) : []));
  const id = m.host.freshId(m.span(node), label);
  m.lists.add(id);
  return hole(id, {
    label,
    from: rows.flatMap((row) => row.filter((piece): piece is Hole => piece.kind === 'hole').map((piece) => piece.id)),
    each: nameSet(include, exclude),
  });
}
