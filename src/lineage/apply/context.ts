import type { Span } from '../../base/index.ts';
import type { Text } from '../../values/index.ts';
import type { Weakness } from '../model.ts';

/** How one effect is applied: where, from which folder, and what weakens it. */
export interface ApplyContext {
  readonly at: Span;
  readonly cwd: Text;
  /** True for inputs of actions and configurations, whose wildcards are characters; shell words come already split. */
  readonly glob: boolean;
  readonly weak: readonly Weakness[];
  /** Why it can never happen as written. */
  readonly cannotWork: string | undefined;
  /** Why it is not known whether it works at all: what it says is then about nothing for sure. */
  readonly unsure?: string | undefined;
  /** What is surely missing for it here, where it is read: a token, a repository. */
  readonly unready?: string;
  /** Makes ids of unknowns unique to the step. */
  readonly idPrefix: string;
  /** A release tool's own run: things it made, by its type names. */
  readonly made: Made | undefined;
  /** How the effect names its doer in a report. */
  readonly by: string;
  readonly assumes: readonly string[];
  /** The unknowns of the loops around a command that its words or its folder hold. */
  readonly rounds?: readonly string[];
  /** The environment of the command, its own assignments first. */
  readonly env?: (name: string) => Text | undefined;
  /** The outputs of the step, for what a release tool gives there. */
  readonly outputs?: Map<string, Text>;
  /** Where standard output goes, when that is a file. */
  readonly stdout?: Text;
  /** Filled with what a release tool or a scanner prints. */
  readonly printed?: { text?: Text };
}

/** What a release tool made so far in one run, by its own type names. */
export interface Made {
  readonly files: {
    readonly type: string;
    readonly id: string | undefined;
    readonly item: import('../model.ts').FileItem;
    readonly path: import('../../values/index.ts').NameSet;
  }[];
  readonly images: { readonly type: string; readonly id: string | undefined; readonly image: string }[];
}

export function newMade(): Made {
  return { files: [], images: [] };
}
