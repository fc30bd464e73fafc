import { concat, derive, holesOf, keyOf, literalOf } from './build.ts';
import { includes, intersects } from './names.ts';
import type { Hole, NameSet, Piece, Text } from './text.ts';

export interface MapEachOptions {
  /** Different names surely have different images: only then can exclusions be mapped. Default false. */
  readonly injective?: boolean;
}

/**
 * A loop variable whose set is the image of another's: `${f%.tar.gz}` for `f` in `*.tar.gz`. `how` has to name the
 * function and its arguments. Where the exclusions of the set have no image that can be described, the result stands
 * for one unknown name.
 */
export function mapEach(piece: Hole, how: string, fn: (name: Text) => Text, options: MapEachOptions = {}): Piece {
  const id = `${how}(${piece.id})`;
  const from = [piece.id, ...piece.from];
  const set = piece.each === undefined ? undefined : imageOf(piece.each, fn, options.injective === true);
  if (set === undefined) return { kind: 'hole', id, label: `${how}(${piece.label})`, from };
  return { kind: 'hole', id, label: piece.label, from, each: set };
}

/** The names that a function makes of those of a set; undefined when exclusions stand in the way. */
function imageOf(set: NameSet, fn: (name: Text) => Text, injective: boolean): NameSet | undefined {
  if (set.exclude.length === 0) return { include: distinct(set.include.map(fn)), exclude: [] };
  if ([...set.include, ...set.exclude].every((text) => literalOf(text) !== undefined)) {
    const gone = new Set(set.exclude.map(keyOf));
    return { include: distinct(set.include.filter((text) => !gone.has(keyOf(text))).map(fn)), exclude: [] };
  }
  const all: NameSet = { include: set.include, exclude: [] };
  const gone = set.exclude.filter((text) => intersects(all, { include: [text], exclude: [] }) !== false);
  if (gone.length === 0) return { include: distinct(set.include.map(fn)), exclude: [] };
  if (!injective || includes(all, { include: gone, exclude: [] }) !== true) return undefined;
  const images = gone.map(fn);
  const known = new Set(gone.flatMap(holesOf).map((hole) => hole.id));
  // An image that is a new unknown stands for one name, where all that were excluded would have to stay so.
  return images.some((text) => holesOf(text).some((hole) => !known.has(hole.id))) ? undefined : { include: distinct(set.include.map(fn)), exclude: images };
}

function distinct(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [keyOf(text), text])).values()];
}

/** True when no name that a text stands for can hold `/`; unknowns without a shape are taken to hold none. */
export function isSlashless(text: Text, depth = 0): boolean {
  return text.every((piece) => {
    switch (piece.kind) {
      case 'lit':
        return !piece.text.includes('/');
      case 'wild':
        return !piece.glob.startsWith('**') && piece.glob !== '???';
      case 'alt':
        return depth < 16 && piece.options.every((option) => isSlashless(option, depth + 1));
      case 'hole':
        if (piece.each !== undefined) return depth < 16 && piece.each.include.every((name) => isSlashless(name, depth + 1));
        return piece.shape === undefined || intersects({ include: [[piece]], exclude: [] }, withSlash) === false;
    }
  });
}

const withSlash: NameSet = {
  include: [
    [
      { kind: 'wild', glob: '***' },
      { kind: 'lit', text: '/' },
      { kind: 'wild', glob: '***' },
    ],
  ],
  exclude: [],
};

/** Applies a function to a text that is one loop variable name by name; undefined when the text is not of that form. */
export function mapLoop(text: Text, how: string, fn: (name: Text) => Text, options: MapEachOptions = {}): Text | undefined {
  const only = text[0];
  if (text.length !== 1 || only?.kind !== 'hole' || only.each === undefined) return undefined;
  return concat([mapEach(only, how, fn, options)]);
}

/** `derive` for a function with further arguments that may be unknown themselves. */
export function deriveFrom(how: string, text: Text, args: readonly Text[], options: { readonly label?: string; readonly shape?: string } = {}): Text {
  const known = args.every((arg) => literalOf(arg) !== undefined);
  if (known) return derive([how, ...args.map((arg) => literalOf(arg)!)].join(' '), text, options);
  const all = concat(text, ...args.flatMap((arg): Text[] => [[{ kind: 'lit', text: '\u0000' }], arg]));
  return derive(how, all, options);
}
