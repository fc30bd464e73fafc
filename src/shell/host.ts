import type { Span, Tri } from '../base/index.ts';
import type { NameSet, Text } from '../values/index.ts';

/** Why a command's failure or absence does not stop the script: each lowers the strength of what it makes. */
export type Softness =
  | { readonly kind: 'swallowed'; readonly how: string; readonly span: Span }
  /** The command runs only when `condition` holds, and the text does not decide it. Equal keys are equal conditions. */
  | {
      readonly kind: 'conditional';
      readonly key: string;
      readonly how: string;
      readonly span: Span;
      /** It is another one for each name that a loop stands for: some of them may meet it and some not. */ readonly varies?: true;
    };

/** One simple command with its words expanded as far as they are known. */
export interface CommandCall {
  /** The words after expansion and splitting; `words[0]` is the command's name. Unquoted wildcards are wild pieces. */
  readonly words: readonly Text[];
  /** Variables set for this command alone: `A=b cmd`. */
  readonly assignments: ReadonlyMap<string, Text>;
  /** Where standard output goes, when redirected to a file; `append` for `>>`. */
  readonly stdout: { readonly path: Text; readonly append: boolean } | undefined;
  /** Standard input's text, as far as it is known: a pipe's left side, a here-document, a here-string, `< file`. */
  readonly stdin: Text | undefined;
  /** The path of `< file`, when input comes from a file. */
  readonly stdinPath: Text | undefined;
  /** The words of the one command whose output standard input is, when there is one: a pipe's left side. */
  readonly stdinBy?: readonly Text[] | undefined;
  /** The environment that the command sees: its own assignments, what the script exported, the step's. To be asked during the call only. */
  readonly env?: (name: string) => Text | undefined;
  readonly cwd: Text;
  readonly softness: readonly Softness[];
  readonly span: Span;
  /** True inside `$( )` or a pipe's left side, where the output is used by the script. */
  readonly captured: boolean;
}

export interface CommandResult {
  /** Standard output, without the final newline; undefined means unknown (the interpreter makes a fresh hole). */
  readonly stdout?: Text;
  /** Whether it succeeds: `test`-like commands may be decided. Default is unknown. */
  readonly status?: Tri;
}

/** What the interpreter needs from whoever runs it. All paths are relative to the workspace unless they start with `/`. */
export interface ShellHost {
  /** The value of a variable that the script has not set: the step's environment. `undefined` when it is not known to be set. */
  variable(name: string): Text | undefined;
  /** True when the environment is fully known not to hold `name` (it then expands to the empty string). */
  isUnset(name: string): boolean;
  /** Called for every simple command that the interpreter does not compute by itself. */
  command(call: CommandCall): CommandResult;
  /** Text written by `>`/`>>`, `tee`, here-documents. `$GITHUB_OUTPUT` and its like arrive as the hole that `variable` gave. */
  write(
    path: Text,
    content: Text,
    options: {
      readonly append: boolean;
      readonly cwd: Text;
      readonly span: Span;
      readonly softness: readonly Softness[];
      /** The command whose output it is, when not the interpreter's own. */ readonly by?: readonly Text[];
    },
  ): void;
  /** The text of a file, when known: written earlier by the script, or a file of the checkout. */
  readFile(path: Text, cwd: Text): Text | undefined;
  /**
   * Resolves a pattern to the names it stands for in the place now; used by loops, arrays and `find`. The pattern and the
   * answer are strings as the script sees them: relative to `cwd` unless absolute, so that `$f` is what `basename`,
   * `${f%.zip}` and a later `resolvePath(cwd, f)` expect.
   */
  glob(pattern: NameSet, cwd: Text): NameSet;
  /** The text of a script in the repository that `bash x.sh`, `./x.sh` or `. x.sh` names, or undefined. */
  script(path: Text, cwd: Text): { readonly path: string; readonly text: string } | undefined;
  /** The script of the repository that the bare name of a program stands for, where a folder of it comes first in `path`, the value of PATH, or anyhow. */
  program(name: string, path: Text | undefined, cwd: Text): Text | undefined;
  /** Says whether a path exists: `[ -f x ]`. */
  exists(path: Text, cwd: Text): Tri;
  /** Something that was not understood, for the "not analysed" list. */
  unread(span: Span, reason: string): void;
  /** A bound ended the interpretation: what comes after, or was left out, is not known. */
  cut(span: Span, reason: string): void;
  /** Whether an unknown surely holds no newline, although its shape does not say so. */
  isOneLine(id: string): boolean;
  /** Runs what is done for each name of a set: `id` is the unknown that stands for one of them. */
  round<T>(id: string, run: () => T): T;
  /** Returns false when the step budget is used up: the interpreter stops and says so. */
  tick(): boolean;
  /** A fresh, unique id for an unknown made at `span`. */
  freshId(span: Span, what: string): string;
}
