/** What a text must be. A pattern is built of escaped parts and always stands for the whole text: it has no unanchored form. */
export type Matcher =
  | { readonly kind: 'exact'; readonly text: string }
  /** As GitHub compares owners and repositories: ASCII letters in either case. */
  | { readonly kind: 'exact-ignoring-case'; readonly text: string }
  | { readonly kind: 'pattern'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'one-of'; readonly of: readonly Matcher[] };

export type PatternPart =
  | {
      readonly kind: 'literal';
      readonly text: string;
      /** As GitHub compares owners and repositories: ASCII letters in either case. */
      readonly ignoringCase?: true;
    }
  /** One or more characters without `/`. */
  | { readonly kind: 'segment' }
  /** One or more characters of any kind. */
  | { readonly kind: 'rest' };
