import type { CommandSpec, OptionSpec, WordSpec } from '../spec.ts';

/** What can be typed at a place: one of a few words, the name of a file or folder, or what only a person knows. */
export type Completes =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  | { readonly kind: 'nothing' };

/** What a shell is told of the whole command line. */
export interface CompletionModel {
  readonly commands: readonly CommandSpec[];
}

export function completesOption(option: OptionSpec): Completes {
  return completes(option.value ?? '', option.choices);
}

export function completesWord(word: WordSpec): Completes {
  return completes(word.name, word.choices);
}

/** By the name that stands for the value in help. */
function completes(name: string, choices: readonly string[] | undefined): Completes {
  if (choices !== undefined) return { kind: 'words', words: choices };
  if (name === 'FILE') return { kind: 'files' };
  return name === 'DIR' ? { kind: 'folders' } : { kind: 'nothing' };
}
