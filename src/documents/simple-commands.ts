import type { ShellToken, ShellWord } from './shell-words.ts';

/** One command of a line: its words without redirections, reserved words and assignments in front. */
export interface SimpleCommand {
  readonly words: readonly ShellWord[];
  /** `NAME=value` in front of the command. */
  readonly assignments: ReadonlyMap<string, string>;
  /** What a pipe feeds into it: the commands before it, the nearest last. */
  readonly pipedFrom: readonly (readonly ShellWord[])[];
  /** The word after `<` or `<<<`. */
  readonly stdin: string | undefined;
  /** `… || true`: it counts as done, whatever it found. */
  readonly isSwallowed: boolean;
}

const reserved = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'while',
  'until',
  'do',
  'done',
  'for',
  '!',
  '{',
  '}',
  'time',
  'exec',
  'command',
  'builtin',
  'env',
  'export',
  'set',
  'sudo',
  'doas',
  'nohup',
]);
const assignment = /^(?:\$env:)?([A-Za-z_]\w*)=([^]*)$/;

/** Splits a line's words at `;`, `&&`, `||`, `|` and parentheses into its commands. */
export function simpleCommands(tokens: readonly ShellToken[]): readonly SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let words: ShellWord[] = [];
  let pipe: (readonly ShellWord[])[] = [];
  let stdin: string | undefined;
  const finish = (goesOn: boolean, isSwallowed = false): void => {
    const peeled = peel(words);
    if (peeled.words.length > 0 || peeled.assignments.size > 0) commands.push({ ...peeled, pipedFrom: pipe, stdin, isSwallowed });
    pipe = goesOn ? [...pipe.slice(-4), peeled.words] : [];
    words = [];
    stdin = undefined;
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'word') words.push(token);
    else if (/[<>]/.test(token.text)) {
      const target = tokens[i + 1];
      if (target?.kind === 'word') {
        if (token.text === '<' || token.text === '<<<') stdin = target.value;
        i += 1;
      }
    } else {
      const next = tokens[i + 1];
      finish(token.text === '|' || token.text === '|&', token.text === '||' && next?.kind === 'word' && /^(?:true|:)$/.test(next.value));
    }
  }
  finish(false);
  return commands;
}

function peel(words: readonly ShellWord[]): { readonly words: readonly ShellWord[]; readonly assignments: ReadonlyMap<string, string> } {
  const assignments = new Map<string, string>();
  let from = 0;
  for (; from < words.length; from++) {
    const value = words[from]?.value ?? '';
    const set = assignment.exec(value);
    if (set !== null) assignments.set(set[1] ?? '', set[2] ?? '');
    else if (!reserved.has(value)) break;
  }
  return { words: words.slice(from), assignments };
}
