/** Characters as ranges of code points, both ends included, in order and apart. */
export type CharSet = readonly (readonly [from: number, to: number])[];

/** A regular expression of RE2's syntax (https://github.com/google/re2/wiki/Syntax), as a tree. */
export type Re2Node =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'assert'; readonly at: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Re2Node[] }
  | { readonly kind: 'choice'; readonly parts: readonly Re2Node[] }
  | { readonly kind: 'repeat'; readonly part: Re2Node; readonly least: number; /** Undefined for any number. */ readonly most: number | undefined };

/** Places that match without a character. */
export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'inside-word';
