import type { Tri } from '../base/index.ts';
import type { NameSet, Text } from './text.ts';

/** The set of one pattern. */
export function nameSet(include: readonly Text[], exclude: readonly Text[] = []): NameSet {
  return { include, exclude };
}

/** Whether every name of `b` is in `a`. */
export declare function includes(a: NameSet, b: NameSet): Tri;
/** Whether some name is in both. */
export declare function intersects(a: NameSet, b: NameSet): Tri;
/** Whether both hold the same names. */
export declare function equals(a: NameSet, b: NameSet): Tri;
/** Joins a working directory and a path, resolving `.` and `..` in literals. */
export declare function resolvePath(cwd: Text, path: Text): Text;
/** Reads `*`, `?`, `[…]`, `{a,b}` and `**` in the literals of a text as wildcards and alternatives. */
export declare function parseGlob(text: Text): readonly Text[];
