// Abstract strings: what is known of a value without running anything.
// Enters: literals and named unknowns. Leaves: texts, name sets and three-valued answers about them.
// Refuses to guess: where the pieces do not decide, the answer is `unknown`.
export type { Alt, Hole, NameSet, Piece, Text } from './text.ts';
export type { Datum } from './datum.ts';
export * from './build.ts';
export * from './edit.ts';
export * from './names.ts';
export { baseNames, difference, intersection, isFinite, memberCount, textOfEach, union } from './sets.ts';
export { globToShown, hasGlobSyntax, parseGlob } from './glob.ts';
export { normalizePath, resolvePath } from './path.ts';
export { basename, dirname } from './folder.ts';
export { byChoice, choose } from './choice.ts';
export { doubted } from './doubted.ts';
export { mapEach } from './loop.ts';
export { stripPrefix, stripSuffix } from './affix.ts';
export { replaceText } from './replace.ts';
export { substring } from './substring.ts';
export { substitute, substituteSet } from './substitute.ts';
export { datumToText, parseJsonDatum } from './json.ts';
