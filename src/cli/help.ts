import type { CommandSpec, OptionSpec } from './spec.ts';

/** Returns `sealwright audit [DIR…] [options]`. */
export function usageLine(spec: CommandSpec): string {
  const words = spec.words.map((word) => {
    const name = word.many ? `${word.name}…` : word.name;
    return word.required ? name : `[${name}]`;
  });
  return ['sealwright', spec.name, ...words, '[options]'].join(' ');
}

/** Returns an option with its other spellings, value and choices. */
export function optionLabel(option: OptionSpec): string {
  const names = option.names.map((name) => `--${name}`).join(', ');
  if (option.value === undefined) return names;
  return `${names} ${option.choices === undefined ? option.value : option.choices.join('|')}${option.toFile === true ? '[=FILE]' : ''}`;
}

/** Returns the help page of one command. */
export function renderHelp(spec: CommandSpec): string {
  const rows = [
    ...spec.words.map((word) => ({ label: word.name, about: word.about })),
    ...spec.options.map((option) => ({ label: optionLabel(option), about: option.about })),
  ];
  const lines = [usageLine(spec), '', ...paragraph(spec.about, 0), ''];
  for (const row of rows) lines.push(...entry(row.label, row.about));
  lines.push('', 'Examples:', ...spec.examples.flatMap((example) => [`  ${example.command}`, ...paragraph(example.about, 6)]));
  return `${lines.join('\n')}\n`;
}

/** Returns the first page: what the tool is for and its commands. */
export function renderOverview(commands: readonly { readonly name: string; readonly summary: string }[]): string {
  const columns = Math.max(...commands.map((command) => command.name.length)) + 2;
  return [
    'sealwright COMMAND [options]',
    '',
    'Can a stranger prove that what they downloaded is what this repository built?',
    'An audit reads everything as text: nothing of the repository is executed, and no network is used',
    'without --online. What signs, pushes, releases or verifies (unless --offline) asks services;',
    'release, gate and lab run the commands that they are given.',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(columns)}${command.summary}`),
    '',
    '  help COMMAND   one command in full, with examples',
    '  help docs      the pages that came with it; help docs/PAGE shows one',
    '  --version      the version',
    '',
    'Exit: 0 sound or verified, 1 open findings or not verified, 2 usage or configuration,',
    '3 not decided (something could not be read or asked), 70 a fault of sealwright.',
    '',
  ].join('\n');
}

const labelColumns = 30;

function entry(label: string, about: string): readonly string[] {
  const text = paragraph(about, labelColumns + 2);
  if (label.length >= labelColumns - 1) return [`  ${label}`, ...text];
  return [`  ${label.padEnd(labelColumns)}${text[0]?.trimStart() ?? ''}`, ...text.slice(1)];
}

function paragraph(text: string, indent: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > 96) {
      lines.push(' '.repeat(indent) + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, ' '.repeat(indent) + line];
}
