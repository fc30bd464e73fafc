/** A literal run of characters. */
export interface Lit {
  readonly kind: 'lit';
  readonly text: string;
}

/**
 * A wildcard of a file-name pattern: `*` and `?` stop at `/`, `**` does not, `[…]` is one character of a class. `***`
 * and `???` are the `*` and `?` of `case` and `${x#…}`, which do not stop at `/` either; only `**` at the start of a
 * segment also stands for no folder at all.
 */
export interface Wild {
  readonly kind: 'wild';
  readonly glob: string;
}

/**
 * A named unknown. Equal ids are equal strings wherever they travel; different ids may or may not be equal.
 * `from` names the holes that this one was computed from: a part of a digest still tells whose digest it is.
 * Loop variables that share an origin are taken to vary together: their pairs are not all pairs.
 */
export interface Hole {
  readonly kind: 'hole';
  readonly id: string;
  /** How a person would call it: `github.ref_name`, `steps.push.outputs.digest`, `version`. */
  readonly label: string;
  readonly from: readonly string[];
  /** What a value must look like, as the source of an anchored regular expression; absent means any string without `/`. */
  readonly shape?: string;
  /** Set where its shape is taken on trust: a secret that is named is taken to be set. A test of it asks all the same. */
  readonly trusted?: true;
  /** Set for a loop variable: it stands for each name of this set. */
  readonly each?: NameSet;
  /** Set when this is another unknown without a prefix or suffix that it surely has: put back, it is that unknown again. */
  readonly stripped?: { readonly whole: Hole; readonly prefix?: string; readonly suffix?: string };
}

/** One of several texts, chosen by something that `key` names; the same key always makes the same choice. */
export interface Alt {
  readonly kind: 'alt';
  readonly key: string;
  readonly options: readonly Text[];
}

export type Piece = Lit | Wild | Hole | Alt;

/** A string value as far as it is known. Adjacent literals are merged; the empty text is the empty string. */
export type Text = readonly Piece[];

/** A union of patterns minus a union of patterns. Paths in it are normalized: `/` separators, no `./`. */
export interface NameSet {
  readonly include: readonly Text[];
  readonly exclude: readonly Text[];
}
