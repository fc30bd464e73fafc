import type { UsageError } from '../argv.ts';
import type { CommandSpec, OptionSpec } from '../spec.ts';

/** The commands that are actions of their own, each in a folder of its name. */
export const stepNames = ['sign', 'attest', 'provenance', 'sbom', 'verify', 'gate'] as const;
export type StepName = (typeof stepNames)[number];

/** What a step of a workflow can give to such an action, and what it gets from it. */
export interface StepInput {
  readonly name: string;
  readonly about: string;
  readonly default: string;
  /** The option that it becomes; left out for words. */
  readonly option?: OptionSpec;
}

interface StepShape {
  /** The input whose lines are the words of the command. */
  readonly words: 'subjects' | 'subject';
  /** Options that a step has no use for. */
  readonly leftOut: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
}

const bundles = {
  bundles: 'The files that were written, one on each line.',
  attached: 'Where evidence of images is attached, one on each line.',
};
const shapes: Readonly<Record<StepName, StepShape>> = {
  sign: { words: 'subjects', leftOut: ['format', 'no-colour'], outputs: bundles },
  attest: { words: 'subjects', leftOut: ['format', 'no-colour'], outputs: bundles },
  provenance: { words: 'subjects', leftOut: ['format', 'no-colour', 'key', 'signer', 'key-password'], outputs: bundles },
  sbom: { words: 'subject', leftOut: [], outputs: { sbom: 'The file or folder that was written.' } },
  verify: { words: 'subjects', leftOut: ['format', 'no-colour'], outputs: { verified: 'true where all was verified, else false.' } },
  gate: { words: 'subject', leftOut: ['format', 'no-colour'], outputs: {} },
};

export const stepOutputs = (name: StepName): Readonly<Record<string, string>> => shapes[name].outputs;

const tokenInput: StepInput = {
  name: 'token',
  about: 'The token that registries and GitHub are asked with; it is sent to them alone.',
  default: '${{ github.token }}',
};

/** The inputs of an action, by its command: its words, its options, and what belongs to steps alone. */
export function stepInputs(name: StepName, spec: CommandSpec): readonly StepInput[] {
  const { words, leftOut } = shapes[name];
  const [word] = spec.words;
  const subject: StepInput = {
    name: words,
    about: `${sentence(word?.about ?? '')}${words === 'subjects' ? ' One on each line.' : ''}`,
    default: name === 'sbom' ? '.' : '',
  };
  const options = spec.options.flatMap((option): readonly StepInput[] => {
    const [main = ''] = option.names;
    if (leftOut.includes(main)) return [];
    const about =
      main === 'base64-subjects'
        ? 'A list of checksums in base64, as callers of the SLSA generators have it: the list itself.'
        : sentence(option.about.replace(/; repeatable$/, ''));
    const more = option.value === undefined ? ' true or false.' : option.repeat === true && main !== 'base64-subjects' ? ' One on each line.' : '';
    return [
      { name: main, about: `${about}${more}`, default: name === 'sbom' && main === 'output' ? 'sbom.json' : option.value === undefined ? 'false' : '', option },
    ];
  });
  return [
    subject,
    ...(name === 'gate' ? [{ name: 'command', about: 'What to run with what was verified: the program and its words, one on each line.', default: '' }] : []),
    ...options,
    ...(['attest', 'provenance', 'verify', 'gate'].includes(name) ? [tokenInput] : []),
  ];
}

/** What a step gave, as a command line. */
export interface StepWords {
  readonly kind: 'words';
  readonly argv: readonly string[];
  /** Lists that go to a file, by what stands for its path in `argv`. */
  readonly lists: ReadonlyMap<string, string>;
}

/** As YAML writes them in its core schema. */
const yes: ReadonlySet<string> = new Set(['true', 'True', 'TRUE']);
const no: ReadonlySet<string> = new Set(['false', 'False', 'FALSE', '']);

/**
 * Makes a command line of the inputs of a step. Each value is one word of it whatever it holds, and never an option; the
 * commands that sign give JSON, of which the outputs are read.
 */
export function stepWords(name: StepName, spec: CommandSpec, input: (name: string) => string): StepWords | UsageError {
  const options: string[] = ['sign', 'attest', 'provenance'].includes(name) ? ['--format=json'] : [];
  const lists = new Map<string, string>();
  for (const { name: main, option } of stepInputs(name, spec)) {
    if (option === undefined) continue;
    const text = input(main).trim();
    if (option.value === undefined) {
      if (!yes.has(text) && !no.has(text))
        return { kind: 'usage', message: `the input ${main} takes true or false, not ${JSON.stringify(text.slice(0, 60))}`, hint: `${main}: true` };
      if (yes.has(text)) options.push(`--${main}`);
    } else if (text === '') continue;
    else if (main === 'base64-subjects') {
      const at = `list ${lists.size}`;
      lists.set(at, text);
      options.push(`--${main}=${at}`);
    } else for (const value of option.repeat === true ? linesOf(text) : [text]) options.push(`--${main}=${value}`);
  }
  const words = linesOf(input(shapes[name].words));
  if (name !== 'gate') return { kind: 'words', argv: [name, ...options, '--', ...words], lists };
  const [subject = '', ...others] = words;
  const command = linesOf(input('command'));
  if (subject === '' || subject.startsWith('-') || others.length > 0)
    return { kind: 'usage', message: 'the input subject takes one file or image', hint: 'subject: ghcr.io/acme/lens:1.2.3' };
  if (command.length === 0) return { kind: 'usage', message: 'the input command is empty', hint: 'command: the program and its words, one on each line' };
  return { kind: 'words', argv: [name, ...options, subject, '--', ...command], lists };
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
