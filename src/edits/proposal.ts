import type { Span } from '../base/index.ts';
import type { Finding } from '../rules/index.ts';
import type { Operation } from '../workflow/index.ts';
import type { Ask } from './ask.ts';

/** A change of one file: of the values of a YAML file, or of the characters of another text. */
export type FileChange =
  | { readonly kind: 'yaml'; readonly path: string; readonly operations: readonly Operation[] }
  | { readonly kind: 'text'; readonly at: Span; readonly text: string };

/** What would mend a finding. */
export interface Proposal {
  readonly kind: 'safe' | 'needs-review';
  /** What it does, in one line, in the imperative. */
  readonly title: string;
  /** What a person has to decide or look up first. */
  readonly notes: readonly string[];
  readonly changes: readonly FileChange[];
}

/** Why a finding of a rule that has a fix gets none here. */
export interface NoProposal {
  readonly kind: 'refused';
  readonly reason: string;
  /** What a person can do in its place: the words to type, or what to change where. */
  readonly instead: string;
}

/** What mends the findings of some rules. It changes nothing: it says what would have to be changed. */
export interface Fixer {
  readonly rules: readonly string[];
  /** Rules that speak of what the edit adds, and less loudly than the one that is mended: a note tells of it. */
  readonly leaves?: readonly string[];
  readonly propose: (finding: Finding, ask: Ask) => Proposal | NoProposal;
}

export function no(reason: string, instead: string): NoProposal {
  return { kind: 'refused', reason, instead };
}

export function isNo(value: object): value is NoProposal {
  return 'kind' in value && value.kind === 'refused';
}
