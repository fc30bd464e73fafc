import type { Span } from '../../base/index.ts';

/** The controls that have evidence of their own to check. */
export type CheckedControl = 'signature' | 'provenance' | 'sbom' | 'hashes';

/** Commands with which a stranger checks one evidence of one surface. */
export interface WrittenRecipe {
  readonly kind: 'written';
  readonly control: CheckedControl;
  /** The program that checks: `cosign`, `gh`, `slsa-verifier`, … */
  readonly tool: string;
  /** The program with the least version that takes these flags. */
  readonly needs: string;
  /** What it shows when it succeeds, as one sentence. */
  readonly proves: string;
  /** POSIX shell, to be pasted as a whole; variables to be set come first. */
  readonly lines: readonly string[];
  readonly notes: readonly string[];
  /** The same check as `sealwright verify` makes it; left out where it would ask for less. */
  readonly own?: OwnForm;
  /** The text that makes the evidence. */
  readonly at: Span;
}

/** What a recipe says in another program's words. */
export type OwnForm = Pick<WrittenRecipe, 'needs' | 'proves' | 'lines'>;

/** Evidence for which no command can be written, and why. */
export interface UnwrittenRecipe {
  readonly kind: 'unwritten';
  readonly control: CheckedControl;
  readonly why: string;
  readonly at: Span;
}

export type Recipe = WrittenRecipe | UnwrittenRecipe;

/** What a writer of one mechanism returns: the recipe without what its caller knows, or why there is none. */
export type Written = Pick<WrittenRecipe, 'tool' | 'needs' | 'proves' | 'lines' | 'notes'> | { readonly why: string };
