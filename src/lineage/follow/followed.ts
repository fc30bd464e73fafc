import type { FileTree, Span } from '../../base/index.ts';
import type { Text } from '../../values/index.ts';

/** A call such as `make TARGET` or `npm run X`, to be followed into the file that defines it. */
export interface FollowCall {
  /** The command's words, wrappers peeled off; `words[0]` is the runner's name. */
  readonly words: readonly Text[];
  /** The working folder, literal and relative to the checkout; empty for the root. */
  readonly cwd: string;
  readonly files: FileTree;
  /** The environment of the call. */
  readonly env: (name: string) => Text | undefined;
  /** Whether nothing sets a variable that `env` does not know. */
  readonly isUnset?: (name: string) => boolean;
  /** What a simple command prints, where that is known without running it: `$(shell git rev-parse HEAD)`. */
  readonly told?: (words: readonly Text[]) => Text | undefined;
}

/** One script to interpret in place of the call. */
export interface FollowedScript {
  readonly script: string;
  /** Values that stand in the script as placeholder identifiers. */
  readonly placeholders: (name: string) => Text | undefined;
  /** Where it runs, relative to the checkout. */
  readonly cwd: string;
  /** Variables that the runner adds for it (`make` exports command-line variables). */
  readonly env: ReadonlyMap<string, Text>;
  readonly file: string;
  readonly spanOf: (start: number, end: number) => Span;
  /** `make` runs each line with `-` as allowed to fail. */
  readonly swallowed: boolean;
  readonly positional: readonly Text[];
  /** The runner prints nothing of its own beside what the script prints. */
  readonly silent?: boolean;
  /** False where a failure before the script's last command is not its failure. */
  readonly errexit?: boolean;
}

/** What following gave: scripts in order, or why it could not be followed. */
export type Followed =
  /** `cuts` says where a bound left something out. */
  | { readonly kind: 'scripts'; readonly scripts: readonly FollowedScript[]; readonly cuts: readonly { readonly at: Span; readonly reason: string }[] }
  /** The runner is known and its definition is not here, or too dynamic. */
  | { readonly kind: 'unread'; readonly reason: string }
  /** The call runs nothing: it shows what would be run. */
  | { readonly kind: 'nothing' }
  /** Not a call that this room follows. */
  | { readonly kind: 'none' };
