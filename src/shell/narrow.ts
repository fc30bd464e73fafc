import { concat, intersection, literalOf, nameSet, type NameSet, type Piece, type Text } from '../values/index.ts';

/**
 * The names of a set that a pattern of `case`, `[[ ]]` or `grep` matches: exactly those when `exact`, else at most
 * those. Undefined when there are none. Such patterns cross folders; inside a folder they say something of the last name.
 */
export function narrowSet(set: NameSet, patterns: NameSet): { readonly set: NameSet; readonly exact: boolean } | undefined {
  const include: Text[] = [];
  let exact = true;
  for (const path of set.include) {
    for (const pattern of patterns.include) {
      const part = meet(path, pattern);
      if (part === undefined) continue;
      include.push(...part.set.include);
      exact = exact && part.exact && part.set.exclude.length === 0;
    }
  }
  return include.length === 0 ? undefined : { set: nameSet(include, [...set.exclude, ...patterns.exclude]), exact };
}

function meet(path: Text, pattern: Text): { readonly set: NameSet; readonly exact: boolean } | undefined {
  const near = inFolder(path, pattern);
  if (near === undefined) return intersection(nameSet([path]), nameSet([pattern]));
  const part = intersection(nameSet([near.base]), nameSet([near.pattern]));
  return part === undefined
    ? undefined
    : {
        set: nameSet(
          part.set.include.map((base) => concat(near.folder, base)),
          part.set.exclude,
        ),
        exact: part.exact,
      };
}

/** A path as folder and last name, with a pattern for the last name that says the same as the one for the whole. */
function inFolder(path: Text, pattern: Text): { readonly folder: Text; readonly base: Text; readonly pattern: Text } | undefined {
  const { folder, base } = splitLast(path);
  if (
    base.some((piece) => piece.kind === 'alt' || (piece.kind === 'hole' && piece.each !== undefined) || (piece.kind === 'wild' && piece.glob.startsWith('**')))
  )
    return undefined;
  const hasSlash = pattern.some((piece) => piece.kind === 'lit' && piece.text.includes('/'));
  const [first, ...rest] = pattern;
  if (folder.length === 0) return hasSlash ? undefined : { folder, base, pattern: pattern.map(within) };
  const below = belowAnyFolder(folder, pattern);
  if (below !== undefined) return { folder, base, pattern: below };
  if (hasSlash || first?.kind !== 'wild' || first.glob !== '***') return undefined;
  // A second star could match from inside the folder on, where the folder holds what stands before it.
  if (rest.some((piece) => piece.kind === 'wild' && piece.glob === '***')) {
    const name = literalOf(folder);
    if (name === undefined || rest.some((piece) => piece.kind === 'lit' && name.includes(piece.text)) || !rest.some((piece) => piece.kind === 'lit'))
      return undefined;
  }
  return { folder, base, pattern: [within(first), ...rest.map(within)] };
}

/** A pattern of anything, a slash and a name asks for a last name, where nothing in the folder's own path can be its start. */
function belowAnyFolder(folder: Text, pattern: Text): Text | undefined {
  const [first, second, ...rest] = pattern;
  const name = literalOf(folder);
  if (first?.kind !== 'wild' || first.glob !== '***' || second?.kind !== 'lit' || !second.text.startsWith('/') || name === undefined) return undefined;
  if (second.text.slice(1).includes('/') || rest.some((piece) => piece.kind !== 'wild' && (piece.kind !== 'lit' || piece.text.includes('/')))) return undefined;
  if (`/${name}`.includes(second.text) && rest.some((piece) => piece.kind === 'wild' && (piece.glob === '***' || piece.glob === '???'))) return undefined;
  return concat([{ kind: 'lit', text: second.text.slice(1) }], rest.map(within));
}

/** A wildcard that crosses folders, where there is no folder to cross. */
function within(piece: Piece): Piece {
  if (piece.kind !== 'wild') return piece;
  return piece.glob === '***' ? { kind: 'wild', glob: '*' } : piece.glob === '???' ? { kind: 'wild', glob: '?' } : piece;
}

function splitLast(path: Text): { readonly folder: Text; readonly base: Text } {
  for (let i = path.length - 1; i >= 0; i--) {
    const piece = path[i]!;
    if (piece.kind !== 'lit') continue;
    const at = piece.text.lastIndexOf('/');
    if (at === -1) continue;
    return {
      folder: concat(path.slice(0, i), [{ kind: 'lit', text: piece.text.slice(0, at + 1) }]),
      base: concat([{ kind: 'lit', text: piece.text.slice(at + 1) }], path.slice(i + 1)),
    };
  }
  return { folder: [], base: path };
}
