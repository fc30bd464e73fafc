import { concat, fingerprint, keyOf, originsOf } from './build.ts';
import type { Hole, NameSet, Text } from './text.ts';

const maxDepth = 16;

/**
 * Replaces unknowns by what `map` gives for them, inside alternatives and the sets of loop variables too. An unknown
 * that was computed from a replaced one becomes another unknown: the same function of the new value. `map` is asked
 * for those origins with an unknown that has their id and nothing else.
 */
export function substitute(text: Text, map: (hole: Hole) => Text | undefined): Text {
  return walk(text, map, 0);
}

/** The same in every pattern of a set. */
export function substituteSet(set: NameSet, map: (hole: Hole) => Text | undefined): NameSet {
  return { include: set.include.map((text) => walk(text, map, 0)), exclude: set.exclude.map((text) => walk(text, map, 0)) };
}

function walk(text: Text, map: (hole: Hole) => Text | undefined, depth: number): Text {
  if (depth > maxDepth || !text.some((piece) => piece.kind === 'hole' || piece.kind === 'alt')) return text;
  return concat(
    ...text.map((piece): Text => {
      if (piece.kind === 'alt') return [{ kind: 'alt', key: piece.key, options: piece.options.map((option) => walk(option, map, depth + 1)) }];
      return piece.kind === 'hole' ? (map(piece) ?? renewed(piece, map, depth)) : [piece];
    }),
  );
}

function renewed(piece: Hole, map: (hole: Hole) => Text | undefined, depth: number): Text {
  const from = new Set<string>();
  const changes: string[] = [];
  for (const id of piece.from) {
    const value = id === piece.id ? undefined : map({ kind: 'hole', id, label: id, from: [] });
    if (value === undefined) from.add(id);
    else {
      changes.push(`${id.length}:${id}${keyOf(value)}`);
      for (const origin of originsOf(value)) from.add(origin);
    }
  }
  const each =
    piece.each === undefined
      ? undefined
      : { include: piece.each.include.map((name) => walk(name, map, depth + 1)), exclude: piece.each.exclude.map((name) => walk(name, map, depth + 1)) };
  const setChanged = each !== undefined && (changedAny(each.include, piece.each!.include) || changedAny(each.exclude, piece.each!.exclude));
  if (setChanged) changes.push(each.include.map(keyOf).join('\u0000'), each.exclude.map(keyOf).join('\u0000'));
  if (changes.length === 0) return [piece];
  const { stripped: _gone, ...rest } = piece;
  return [{ ...rest, id: `${piece.id}#${fingerprint(changes.join('\u0000'))}`, from: [...from], ...(each === undefined ? {} : { each }) }];
}

function changedAny(after: readonly Text[], before: readonly Text[]): boolean {
  return after.some((text, i) => keyOf(text) !== keyOf(before[i]!));
}
