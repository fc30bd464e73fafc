// Abstract strings: what is known of a value without running anything.
// Enters: literals and named unknowns. Leaves: texts, name sets and three-valued answers about them.
// Refuses to guess: where the pieces do not decide, the answer is `unknown`.
export type { Alt, Hole, Lit, NameSet, Piece, Text, Wild } from './text.ts';
export type { Datum } from './datum.ts';
export * from './build.ts';
export * from './edit.ts';
export { basename, dirname } from './folder.ts';
export { mapEach } from './loop.ts';
export * from './names.ts';
export * from './glob.ts';
export * from './path.ts';
export { byChoice } from './choice.ts';
export { difference, intersection, isFinite, memberCount, textOfEach } from './sets.ts';
