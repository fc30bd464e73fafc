import fc from 'fast-check';
import { concat, hole, lit, nameSet, wild, type NameSet, type Piece, type Text } from '../../src/values/index.ts';

const literal = fc.constantFrom('a', 'b', 'ab', '.', '/', 'a/', '/b', '').map((text) => lit(text));
const wildcard = fc.constantFrom('*', '*', '?', '[ab]', '[!a]', '**').map((glob) => wild(glob));

/** Patterns of literals and wildcards over a small alphabet. */
export const plainPattern: fc.Arbitrary<Text> = fc.array(fc.oneof(literal, literal, wildcard), { maxLength: 5 }).map((parts) => concat(...parts));

export const holeNames = ['p', 'q'] as const;

/** The same with unknowns without a shape in them. */
export const holedPattern: fc.Arbitrary<Text> = fc
  .array(
    fc.oneof(
      literal,
      wildcard,
      fc.constantFrom(...holeNames).map((id) => hole(id)),
    ),
    { maxLength: 4 },
  )
  .map((parts) => concat(...parts))
  .filter((text) => !text.some((piece, i) => isFolders(piece) && (text[i - 1]?.kind === 'hole' || text[i + 1]?.kind === 'hole')));

/** `**` beside an unknown is a whole segment or not, depending on the value: what it means is not the same pattern any more. */
export function isFolders(piece: Piece | undefined): boolean {
  return piece?.kind === 'wild' && piece.glob === '**';
}

export function setOf(pattern: fc.Arbitrary<Text>): fc.Arbitrary<NameSet> {
  return fc
    .record({ include: fc.array(pattern, { minLength: 1, maxLength: 2 }), exclude: fc.array(pattern, { maxLength: 1 }) })
    .map((set) => nameSet(set.include, set.exclude));
}

/** Puts strings in the place of the unknowns. */
export function filled(set: NameSet, values: Readonly<Record<string, string>>): NameSet {
  const fill = (text: Text): Text => concat(...text.map((piece): Text => (piece.kind === 'hole' ? lit(values[piece.id] ?? '') : [piece])));
  return { include: set.include.map(fill), exclude: set.exclude.map(fill) };
}
