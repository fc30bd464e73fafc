import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A command that was run, and what it said. */
export interface Line {
  readonly command: string;
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A part of the tour: a title, sentences, and commands. */
export interface Act {
  readonly title: string;
  readonly told: readonly (string | Line)[];
}

/** Where the tour is told, on the terminal as it goes and kept for the report. */
export interface Stage {
  readonly acts: readonly Act[];
  readonly act: (title: string) => void;
  readonly say: (text: string) => void;
  /** Runs sealwright and shows the command, with the lines of its output that `show` picks. */
  readonly sealwright: (words: readonly string[], options: { readonly cwd: string; readonly show?: (line: string) => boolean }) => Line;
  /** The same for a program that is here anyway. */
  readonly run: (program: string, words: readonly string[], options: { readonly cwd: string }) => Line;
  /** Ends the tour where what was to be shown is not so. */
  readonly hold: (what: string, holds: boolean) => void;
  readonly proved: readonly string[];
}

/** What was to be shown is not so: the tour does not go on as if it were. */
export class TourFailed extends Error {}

export function openStage(write: (text: string) => void): Stage {
  const acts: { readonly title: string; readonly told: (string | Line)[] }[] = [];
  const proved: string[] = [];
  const keep = (one: string | Line): void => void acts.at(-1)?.told.push(one);
  const ran = (command: string, program: string, words: readonly string[], cwd: string): Line => {
    const { status, stdout, stderr, error } = spawnSync(program, [...words], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
      timeout: 60_000,
    });
    const line: Line = { command, code: status ?? 1, out: stdout ?? '', err: error === undefined ? stderr : error.message };
    keep(line);
    write(`\n   $ ${command}\n`);
    return line;
  };
  return {
    acts,
    proved,
    act: (title) => {
      acts.push({ title, told: [] });
      write(`\n${acts.length}. ${title}\n`);
    },
    say: (text) => {
      keep(text);
      write(`\n${wrapped(text)}\n`);
    },
    sealwright: (words, { cwd, show = () => false }) => {
      const line = ran(`sealwright ${words.map(quoted).join(' ')}`, process.execPath, [join(root, 'bin/sealwright.js'), ...words], cwd);
      for (const text of `${line.err}${line.out}`.split('\n').filter((one) => one.trim() !== '' && show(one))) write(`     ${text.trimEnd()}\n`);
      return line;
    },
    run: (program, words, { cwd }) => ran([program, ...words].map(quoted).join(' '), program === 'node' ? process.execPath : program, words, cwd),
    hold: (what, holds) => {
      if (!holds) {
        const last = acts.at(-1)?.told.findLast((one) => typeof one !== 'string');
        throw new TourFailed(`this does not hold: ${what}${last === undefined ? '' : `\n\n${last.command}: exit ${last.code}\n${last.out}${last.err}`}`);
      }
      proved.push(what);
      write(`   ✓ ${what}\n`);
    },
  };
}

function quoted(word: string): string {
  return /^[\w./:@=,+%-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length > 92) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `   ${line}`).join('\n');
}
