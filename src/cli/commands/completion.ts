import { readArgv, type UsageError } from '../argv.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import type { CompletionModel } from '../completion/model.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import type { CommandSpec } from '../spec.ts';
import { commands } from './index.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

export const spec: CommandSpec = {
  name: 'completion',
  summary: 'what a shell needs to complete commands and options',
  about: 'Prints a script that completes the commands of sealwright, their options and the values of these. It calls nothing while you type.',
  words: [{ name: 'SHELL', about: shells.join(', '), required: true, many: false, choices: shells }],
  options: [],
  examples: [
    { command: 'sealwright completion bash >> ~/.bashrc', about: 'for every bash from now on' },
    { command: 'sealwright completion zsh > ~/.zsh/functions/_sealwright', about: 'for zsh, in a folder of $fpath' },
    { command: 'sealwright completion fish > ~/.config/fish/completions/sealwright.fish', about: 'for every fish from now on' },
  ],
};

export interface CompletionOptions {
  readonly kind: 'completion';
  readonly shell: Shell;
}

/** Reads the words after `completion`. Pure. */
export function parse(argv: readonly string[]): CompletionOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const [word = ''] = read.words;
  const shell = shells.find((one) => one === word);
  if (shell === undefined)
    return { kind: 'usage', message: `there is no completion for ${JSON.stringify(word.slice(0, 60))}`, hint: `sealwright completion ${shells.join('|')}` };
  return { kind: 'completion', shell };
}

const written: Readonly<Record<Shell, (model: CompletionModel) => string>> = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** Prints the script, made from what every command says of itself. */
export async function run(options: CompletionOptions, machine: Machine): Promise<Outcome> {
  const specs = await Promise.all(commands.map(async (entry) => (await entry.load()).spec));
  machine.stdout.write(written[options.shell]({ commands: specs }));
  return { kind: 'shown' };
}
