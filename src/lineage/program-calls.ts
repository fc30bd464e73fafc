import { LineIndex, type FileTree } from '../base/index.ts';
import { findCommand, type CommandRow } from '../catalog/index.ts';
import type { CommandCall } from '../shell/index.ts';
import { lit, show } from '../values/index.ts';
import type { Machine } from './machine.ts';
import { programFile } from './programs.ts';
import { passesProvenance } from './script-provenance.ts';
import { runTolerant, type TolerantHost } from './tolerant-script.ts';

/** A command line that a program of the checkout runs, as far as its text shows. */
export interface ProgramCall {
  readonly line: string;
  readonly start: number;
  readonly end: number;
}

const maxText = 400_000;
const maxCalls = 40;
const maxItems = 60;
const maxFunctions = 2_000;

/** What runs a command line that is given as one text: `execSync('…')`, `subprocess.run("…")`, `sh "…"`, zx's and Bun's `$\`…\``. */
const runsText =
  /(?:\$(?:\([^()]*\))?|\b(?:exec\w*|spawn\w*|execa\w*|system|popen|run|sh|shell|call|check_call|check_output|cmd|command|zx)\s*\(?)\s*f?(["'`])((?:\\[\s\S]|(?!\1)[^\\]){3,2000})\1/gi;
/** A program and a list of its words: `spawn('npm', ['publish'])`. */
const runsList = /\(\s*(["'`][\w./-]+["'`])\s*,\s*\[([^[\]]{1,1500})\]/g;
/** All words in one list or in one call: `["cargo", "publish"]`, `sh "gem", "push", file`. */
const lists = /\[([^[\]]{3,1500})\]|\b(?:sh|system|spawn|exec)\s*\(?\s*((?:["'][^"'\n]{1,200}["'])(?:\s*,\s*[^,()\n]{1,200}){1,40})/g;

/** The command lines that a program's text shows it to run, comments left out. What it computes of a line is a variable there. */
export function programCalls(source: string): readonly ProgramCall[] {
  const text = withoutComments(source);
  const isCalled = callsIn(text);
  const out: ProgramCall[] = [];
  const add = (line: string | undefined, at: RegExpMatchArray): void => {
    const start = at.index ?? 0;
    if (line !== undefined && out.length < maxCalls && isCalled(start)) out.push({ line, start, end: start + at[0].length });
  };
  for (const found of text.matchAll(runsText)) add(filled(found[2]!), found);
  for (const found of text.matchAll(runsList)) add(joined(`${found[1]!}, ${found[2]!}`), found);
  for (const found of text.matchAll(lists)) add(joined(found[1] ?? found[2]!), found);
  return out;
}

/** Comments as blanks, so that places stay: of C's kinds, and those of Python and Ruby. */
function withoutComments(source: string): string {
  const blank = (comment: string): string => comment.replaceAll(/[^\n]/g, ' ');
  return source
    .replaceAll(/\/\*[\s\S]{0,20000}?\*\//g, blank)
    .replaceAll(/^[ \t]*(?:#|\/\/|\*).*$/gm, blank)
    .replaceAll(/[ \t](?:\/\/|#(?=\s)).*$/gm, blank);
}

/** Tells of a place whether it is in no function, or in one whose name stands elsewhere too. */
function callsIn(text: string): (at: number) => boolean {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) words.set(word, (words.get(word) ?? 0) + 1);
  const functions = [...text.matchAll(/^([ \t]*)(?:async\s+)?(?:function\s*\*?|def)\s+(?:self\.)?([A-Za-z_]\w*)/gm)]
    .slice(0, maxFunctions)
    .map(({ index, 1: indent = '', 2: name = '' }) => ({ at: index, indent: indent.length, used: (words.get(name) ?? 0) > 1 }));
  return (at) => {
    const line = text.lastIndexOf('\n', at - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(line, line + 200))![0].length;
    const own = functions.findLast((one) => one.at < at && one.indent < indent);
    return own === undefined || own.used;
  };
}

/** A text with its computed parts as variables: `${x}`, `#{x}`, `{x}`. */
function filled(text: string): string {
  let n = 0;
  return text.replaceAll(/[$#]?\{[^{}\n]*\}/g, () => `$value_${n++}`).replaceAll(/\\(["'`$])/g, '$1');
}

/** The items of a list as one line; undefined where the first is no word of a command. */
function joined(items: string): string | undefined {
  const words = items.split(',').slice(0, maxItems);
  const line = words.flatMap((item, i): readonly string[] => {
    const word = item.trim();
    if (word === '') return [];
    const quoted = /^[frb]*(["'`])(.*)\1$/s.exec(word)?.[2];
    if (quoted !== undefined) return [/[\s$#{]/.test(quoted) ? `"${filled(quoted)}"` : quoted];
    // `[*cargo, "publish"]`: a variable that is called as a program holds it.
    if (i === 0) return [/^(?:\*|\.\.\.)?([A-Za-z][\w-]*)$/.exec(word)?.[1]?.toLowerCase() ?? ''];
    return [`$item_${i}`];
  });
  return line[0] === undefined || line[0] === '' || line.length < 2 ? undefined : line.join(' ');
}

const says = /publish|releas|upload|deploy/i;

/**
 * A program of the checkout that is called to publish: those of its command lines that the catalog knows to publish are
 * run one by one. Whether the program comes to them is not followed.
 */
export function runProgramCalls(machine: Machine, host: TolerantHost, call: CommandCall, idPrefix: string, mayPublish: (program: string) => boolean): void {
  const { files } = machine.trace.input;
  const path = programFile(files, call.words, call.cwd);
  if (path === undefined || !says.test([...call.words.map(show), machine.step].join(' '))) return;
  const rows = machine.trace.input.commands;
  const { lines, calls } = callsOf(files, path);
  for (const one of calls) {
    if (!publishes(one.line, rows, mayPublish)) continue;
    // What such a program asks for is said of the program as a whole, best effort.
    if ((isOpen(one.line) && passesProvenance(files, [path], call.words)) || asksForEvidence.test(one.line)) continue;
    const span = lines.span(one.start, one.end);
    const outer = machine.stepWeak;
    machine.stepWeak = [
      ...outer,
      { kind: 'conditional', key: `program:${path}:${one.start}`, how: `${path} is a program, whose flow is not followed`, at: span },
    ];
    runTolerant(machine, host, one.line, { cwd: call.cwd, shell: 'program', idPrefix: `${idPrefix}/${path}@${one.start}`, spanOf: () => span });
    machine.stepWeak = outer;
  }
}

/** Evidence rests on no line of a program whose flow is not followed. */
const asksForEvidence = /\s--(?:provenance|attestations|sign(?:-with)?)\b(?!=false)|\s-s\b/;

/** Whether a line calls npm or its kin to publish with further words that are computed. */
function isOpen(line: string): boolean {
  return /^(?:npm|pnpm|yarn|bun)\s(?:.*\s)?publish\b.*\$item_/.test(line) && !line.includes('--provenance');
}

interface Read {
  readonly lines: LineIndex;
  readonly calls: readonly ProgramCall[];
}

const read = new WeakMap<FileTree, Map<string, Read>>();

function callsOf(files: FileTree, path: string): Read {
  const known = read.get(files) ?? new Map<string, Read>();
  read.set(files, known);
  const before = known.get(path);
  if (before !== undefined) return before;
  const file = files.read(path);
  const text = file.kind === 'text' && file.text.length <= maxText ? file.text : '';
  const found = { lines: new LineIndex(path, text), calls: programCalls(text) };
  known.set(path, found);
  return found;
}

/** Whether one of a line's commands is known to publish, by a program for which the job holds the means. */
function publishes(line: string, rows: readonly CommandRow[], mayPublish: (program: string) => boolean): boolean {
  return line.split(/&&|\|\||;|\n/).some((part) => {
    const words = part.trim().split(/\s+/);
    const found = findCommand(
      words.map((word) => lit(word)),
      rows,
    );
    if (found === undefined || !found.row.roles.includes('publishes') || !mayPublish(found.program)) return false;
    return found.row.effects.some(({ kind }) => kind === 'publishes' || kind === 'runs-tool' || kind === 'creates-release' || kind === 'pushes-image');
  });
}
