import type { FileTree, Span, Tri } from '../base/index.ts';
import type { Text } from '../values/index.ts';
import type { Effect, MadeType, ReleaseTool, Subject } from './effect.ts';

/** What of a configuration could not be read or decided. */
export interface ToolDoubt {
  readonly at: Span;
  readonly reason: string;
  /** A bound left the rest out. */
  readonly bound?: true;
}

/** What a reader of a release tool's configuration gets. It opens files of the checkout through the port, runs nothing. */
export interface ToolInput {
  readonly tool: ReleaseTool;
  /** The tool's own arguments: `release --clean --skip=sign`. */
  readonly args: readonly Text[];
  /** The folder it runs in, relative to the checkout; empty for the root. */
  readonly cwd: string;
  readonly files: FileTree;
  readonly env: (name: string) => Text | undefined;
  /** The version of a tool in this job, as far as it is known; `latest` for the newest. */
  readonly version?: (tool: string) => string | undefined;
  /** The text that an earlier step wrote to a path, as far as it is known. */
  readonly written?: (path: Text) => Text | undefined;
  /** The tag being released in this scenario; an unknown named `tag` where the event does not fix it. */
  readonly tag: Text;
  readonly event: string;
  /** `OWNER` and `REPO`, literal when the remote is known. */
  readonly owner: Text;
  readonly repo: Text;
  readonly permission: (permission: string) => Tri;
  /** A stable prefix for ids of unknowns. */
  readonly idPrefix: string;
  /** Where the tool is called. */
  readonly span: Span;
}

export interface ToolEffect {
  readonly effect: Effect;
  /** Where the configuration says so; the calling step's span for a default. */
  readonly at: Span;
  readonly holds: true | 'unknown';
  /** The undecided condition as a stable key, when `holds` is unknown. */
  readonly condition?: string;
}

export interface ToolResult {
  /** The configuration file that was read, or undefined when the tool ran on defaults alone. */
  readonly config: string | undefined;
  /** In the order in which the tool does them. */
  readonly effects: readonly ToolEffect[];
  /** The step's outputs that the tool computes (`artifacts`, `metadata`). */
  readonly outputs: ReadonlyMap<string, Text>;
  /** What could not be read or decided, in words with a place. */
  readonly doubts: readonly ToolDoubt[];
  /** Entries that ask for evidence and can give none: somebody believes in them. */
  readonly idle?: readonly IdleEntry[];
  /** What the tool's JSON list of its artifacts says of them. */
  readonly artifactsJson?: MadeList;
}

/** A part of a configuration that selects nothing, or that cannot run. */
export interface IdleEntry {
  readonly at: Span;
  readonly what: 'signs' | 'describes' | 'hashes' | 'attests' | 'publishes';
  /** The section: `signs`, `docker_signs`, `sboms`. */
  readonly section: string;
  readonly reason: string;
}

/** The JSON list that a release tool writes of what it made (GoReleaser's `artifacts.json` and output `artifacts`). */
export interface MadeList {
  /** The unknown that stands for it: `PREFIX.outputs.artifacts`. */
  readonly id: string;
  /** Types whose entries carry a file's digest; files added to the release alone (`extra`) never do. */
  readonly withChecksum: readonly MadeType[];
  /** The files of those types, where only some of a type are hashed or their type is not one that effects name. */
  readonly checksummed: Subject | undefined;
  /** Its own words for types, as entries have them in `type`. */
  readonly typeNames: Readonly<Record<string, MadeType>>;
  /** Types whose entries carry an image's digest. */
  readonly withDigest: readonly MadeType[];
}

export type ToolReader = (input: ToolInput) => ToolResult;
