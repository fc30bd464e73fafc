import type { Span } from '../../base/index.ts';

/** A place where a document is at odds with itself, with another or with the files; each sort is a rule's. */
export interface Disagreement {
  readonly sort: 'kinds-mixed' | 'versions-differ' | 'review-denied' | 'publisher-moved' | 'fixed-on-paper' | 'surface-unlisted';
  readonly at: Span;
  readonly message: string;
  readonly related: readonly { readonly at: Span; readonly what: string }[];
  /** What its fingerprint is made of, besides the rule. */
  readonly path: readonly string[];
}
