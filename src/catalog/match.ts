import type { Span, Tri } from '../base/index.ts';
import type { Text } from '../values/index.ts';
import type { Effect } from './effect.ts';
import type { ActionRow, CommandRow } from './schema.ts';

/** What a step gives to an action or reusable workflow. */
export interface ActionCall {
  /** `owner/repo[/path]` without the ref. */
  readonly name: string;
  readonly ref: string;
  /** The version that a comment after a pinned SHA names, or the ref when it is a tag. */
  readonly version: string | undefined;
  readonly inputs: ReadonlyMap<string, Text>;
  readonly env: (name: string) => Text | undefined;
  readonly event: () => string;
  /** Whether the job's token holds a permission: `contents: write`. */
  readonly permission: (permission: string) => Tri;
  readonly github: (name: string) => Text;
  /** A stable prefix for the ids of this step's unknown outputs. */
  readonly idPrefix: string;
  /** How outputs are shown: `steps.push.outputs`. */
  readonly outputLabel: string;
  readonly span: Span;
}

/** What a shell command gives. */
export interface ShellCall {
  readonly words: readonly Text[];
  readonly stdin: Text | undefined;
  /** The file that standard output is written to, when it is redirected: what carries a signature or an SBOM that is printed. */
  readonly stdoutPath?: Text;
  readonly env: (name: string) => Text | undefined;
  readonly event: () => string;
  readonly permission: (permission: string) => Tri;
  readonly github: (name: string) => Text;
  readonly toolVersion: (tool: string) => string | undefined;
  readonly idPrefix: string;
  readonly span: Span;
}

/** A row applied to a call: effects with their values, each with whether its condition holds. */
export interface Applied<Row> {
  readonly row: Row;
  readonly effects: readonly {
    readonly effect: Effect;
    readonly holds: true | 'unknown';
    /** The conditions as stable keys, when unknown. */ readonly conditions?: readonly string[];
  }[];
  readonly outputs: ReadonlyMap<string, Text>;
  /** Variables that later steps see unless they were set before. */
  readonly exports?: ReadonlyMap<string, Text>;
  readonly stdout?: Text;
  /** What could not be decided, in words. */
  readonly doubts: readonly string[];
  /** Why the command fails as written; its effects are then what somebody believes in. */
  readonly fails?: readonly { readonly why: string; readonly holds: true | 'unknown'; readonly unsure?: boolean }[];
  /** A command line that this one runs: `witness run -- make`. */
  readonly runs?: readonly Text[];
}

export type AppliedAction = Applied<ActionRow>;
export type AppliedCommand = Applied<CommandRow>;
