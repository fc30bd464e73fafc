import type { SimpleCommand } from './simple-commands.ts';
import type { ShellWord } from './shell-words.ts';
import { imageProgram, isLauncher, programName } from './programs.ts';
import { verifyTools } from './verify-tools.ts';
import type { VerifyTool } from './verify-tool.ts';
import type { ParsedCommand } from './verify-command.ts';

/** A verifying command found in a line: which tool, and the words from its program on. */
export interface ToolMatch {
  readonly tool: VerifyTool;
  readonly program: ShellWord;
  /** The words behind the program and its subcommand. */
  readonly rest: readonly ShellWord[];
}

const byProgram = new Map<string, VerifyTool[]>();
for (const tool of verifyTools) for (const program of tool.programs) byProgram.set(program, [...(byProgram.get(program) ?? []), tool]);

/** More words than any launcher's own options. */
const maxLauncherWords = 40;

/** Finds the verifying command in a command: the program itself, or what a launcher (`docker run`, `npx`, `xargs`) runs. */
export function matchTool(command: SimpleCommand): ToolMatch | undefined {
  const words = command.words;
  const first = words[0];
  if (first === undefined) return undefined;
  const direct = matchAt(words, 0);
  if (direct !== undefined || !isLauncher(first.value)) return direct;
  for (let at = 1; at < Math.min(words.length, maxLauncherWords); at++) {
    const match = matchAt(words, at);
    if (match !== undefined) return match;
  }
  return undefined;
}

function matchAt(words: readonly ShellWord[], at: number): ToolMatch | undefined {
  const program = words[at];
  if (program === undefined) return undefined;
  const name = programName(program.value);
  const candidates = byProgram.get(name) ?? (at > 0 ? byProgram.get(imageProgram(program.value)) : undefined) ?? [];
  for (const tool of candidates) {
    const rest = afterSubcommand(words, at + 1, tool);
    if (rest === undefined) continue;
    if (tool.needs !== undefined && !rest.some((word) => hasNeed(word.value, tool))) continue;
    return { tool, program, rest };
  }
  return undefined;
}

/** Skips switches in front of a subcommand; the subcommand's words must follow in order. */
function afterSubcommand(words: readonly ShellWord[], from: number, tool: VerifyTool): readonly ShellWord[] | undefined {
  let next = 0;
  let at = from;
  for (; at < words.length && next < tool.words.length; at++) {
    const value = words[at]?.value ?? '';
    if (value === tool.words[next]) next += 1;
    else if (value === '--' || (value.startsWith('-') && value.length > 1)) {
      if (tool.values.includes(value)) at += 1;
    } else return undefined;
  }
  return next === tool.words.length ? words.slice(at) : undefined;
}

function hasNeed(value: string, tool: VerifyTool): boolean {
  return (
    tool.needs?.some(
      (need) => value === need || (need.startsWith('--') && value.startsWith(`${need}=`)) || (need === '-c' && /^-[abstwqz]{0,3}c[abstwqz]{0,3}$/.test(value)),
    ) ?? true
  );
}

/** Takes the words behind a subcommand apart into flags and subjects, after the tool's table of flags. */
export function parseWords(match: ToolMatch): Pick<ParsedCommand, 'tool' | 'subcommand' | 'flags' | 'subjects'> {
  const { tool, rest } = match;
  const flags = new Map<string, string[]>();
  const subjects: string[] = [];
  const put = (flag: string, value: string): void => {
    const name = tool.aliases?.[flag] ?? flag;
    flags.set(name, [...(flags.get(name) ?? []), value]);
  };
  for (let at = 0; at < rest.length; at++) {
    const value = rest[at]?.value ?? '';
    if (value === '--') {
      subjects.push(...rest.slice(at + 1).map((word) => word.value));
      break;
    }
    const isFlag = (value.startsWith('-') && value.length > 1) || (tool.tool === 'signtool' && /^\/[a-z]{1,10}\d?$/i.test(value));
    if (!isFlag) {
      // `find … -exec … \;` ends so, and `shasum -ca 256` gives its algorithm so.
      if (value !== ';' && !(tool.tool === 'shasum' && /^\d{1,3}$/.test(value))) subjects.push(value);
      continue;
    }
    const equals = value.indexOf('=');
    const name = equals > 0 ? value.slice(0, equals) : value;
    const full = tool.aliases?.[name] ?? name;
    if (equals > 0) put(name, value.slice(equals + 1));
    else if (tool.values.includes(full) && at + 1 < rest.length) {
      at += 1;
      put(name, rest[at]?.value ?? '');
    } else if (tool.values.includes(full)) put(name, '');
    else putSwitch(value, tool, put);
  }
  return { tool: tool.tool, subcommand: tool.words.join(' '), flags, subjects };
}

/** A switch, or a short flag with its value attached: `-Rowner/repo`, `-a256`. */
function putSwitch(value: string, tool: VerifyTool, put: (flag: string, value: string) => void): void {
  const short = value.slice(0, 2);
  const meant = tool.aliases?.[short] ?? short;
  if (tool.singleDash !== true && !value.startsWith('--') && value.length > 2 && tool.values.includes(meant)) put(short, value.slice(2));
  else if (tool.proves === 'checksum' && /^-[a-z]{2,6}$/.test(value)) for (const letter of value.slice(1)) put(`-${letter}`, '');
  else put(value, '');
}
