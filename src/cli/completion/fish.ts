import type { CommandSpec } from '../spec.ts';
import { completesOption, completesWord, type Completes, type CompletionModel } from './model.ts';

/** Returns the lines that complete `sealwright` in fish. */
export function fishCompletion({ commands }: CompletionModel): string {
  const first = [...commands.map((one) => [one.name, one.summary] as const), ['help', 'one command in full'] as const];
  return [
    '# Completes sealwright in fish: sealwright completion fish | source',
    'complete -c sealwright -f',
    "complete -c sealwright -n __fish_use_subcommand -l version -d 'the version'",
    ...first.map(([name, about]) => `complete -c sealwright -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`),
    `complete -c sealwright -n '__fish_seen_subcommand_from help' -a ${quoted(commands.map((one) => one.name).join(' '))}`,
    ...commands.flatMap(commandLines),
    '',
  ].join('\n');
}

function commandLines(command: CommandSpec): readonly string[] {
  const start = `complete -c sealwright -n '__fish_seen_subcommand_from ${command.name}'`;
  const options = command.options.flatMap((option) =>
    option.names.map((name) => `${start} -l ${name}${option.value === undefined ? '' : valueOf(completesOption(option))} -d ${quoted(option.about)}`),
  );
  const words = command.words.flatMap((word) => {
    const what = completesWord(word);
    return what.kind === 'nothing' ? [] : [`${start} ${what.kind === 'files' ? '-F' : `-a ${listOf(what)}`} -d ${quoted(word.name)}`];
  });
  return [...options, ...words];
}

function valueOf(what: Completes): string {
  if (what.kind === 'files') return ' -r -F';
  return what.kind === 'nothing' ? ' -x' : ` -x -a ${listOf(what)}`;
}

function listOf(what: Completes): string {
  return quoted(what.kind === 'words' ? what.words.join(' ') : '(__fish_complete_directories)');
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
