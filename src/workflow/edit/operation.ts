/** The way to a value of a document: keys of maps and positions in lists. */
export type Place = readonly (string | number)[];

/** A value that is to be written. */
export type Written =
  | { readonly kind: 'scalar'; readonly value: string | boolean; /** Written behind it, without `#`. */ readonly comment?: string }
  /** A text of one or more lines, as `run` has it. */
  | { readonly kind: 'script'; readonly lines: readonly string[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Written])[] };

/**
 * What is to be changed, said of the values and not of the text.
 *
 * `set` gives a key of a map a value, and makes the maps on the way that are not there; `after` names keys behind which a
 * new one stands best. `insert` puts an item into a list, before the item that has this position now. `add` adds a name
 * to a key that holds nothing, one name or a list of names. `splice` replaces the characters `[from, to)` of a text.
 */
export type Operation =
  | { readonly kind: 'set'; readonly at: Place; readonly value: Written; readonly after?: readonly string[] }
  | { readonly kind: 'remove'; readonly at: Place }
  | { readonly kind: 'insert'; readonly at: Place; readonly index: number; readonly item: Written & { readonly kind: 'map' } }
  | { readonly kind: 'add'; readonly at: Place; readonly name: string; readonly after?: readonly string[] }
  | { readonly kind: 'splice'; readonly at: Place; readonly from: number; readonly to: number; readonly text: string };

/** A text of one line, or `true` and `false`. */
export function scalar(value: string | boolean, comment?: string): Written {
  return { kind: 'scalar', value, ...(comment === undefined ? {} : { comment }) };
}

/** A map of what is given, in its order; undefined values are left out. */
export function mapOf(entries: Readonly<Record<string, Written | undefined>>): Written & { readonly kind: 'map' } {
  return { kind: 'map', entries: Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])) };
}
