import type { Span } from '../../base/index.ts';

/** An identity pattern that something else than a document holds signatures against. */
export interface IdentityPattern {
  /** As a regular expression, whatever it is written as. */
  readonly expression: string;
  readonly in: 'a workflow' | 'a script' | 'a policy' | 'a program';
  readonly at: Span;
}
