import type { Span } from '../base/index.ts';
import { maxRecognised, recogniseCommands } from '../shell/index.ts';
import { literalOf, resolvePath, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';

/** What runs the commands that are recognised in a script that is not followed. */
export interface TolerantHost {
  variable(name: string): Text | undefined;
  tolerantCommand(words: readonly Text[], cwd: Text, span: Span): 'effects' | 'none';
}

export interface TolerantOptions {
  readonly cwd: Text;
  readonly shell: string;
  readonly idPrefix: string;
  readonly spanOf: (start: number, end: number) => Span;
  readonly placeholder?: (name: string) => Text | undefined;
  /** It is the script of a step itself. */
  readonly inStep?: true;
}

/**
 * A script in a shell that is not followed: its commands are recognised one by one. What stands in a block may never
 * run, and a command that fails stops the script only where the script says so.
 */
export function runTolerant(machine: Machine, host: TolerantHost, script: string, options: TolerantOptions): void {
  const { shell, placeholder, idPrefix, spanOf } = options;
  const calls = recogniseCommands(script, { variable: (name) => host.variable(name), ...(placeholder === undefined ? {} : { placeholder }), idPrefix });
  if (calls.length >= maxRecognised) machine.cut(spanOf(0, script.length), `${maxRecognised} commands or more in a ${shell} script`);
  const blocks = blocksOf(script, shell);
  const uncalled = uncalledIn(script);
  const end = endOf(script, shell);
  const looks = /PSNativeCommandUseErrorActionPreference\s*=\s*\$?true/i.test(script);
  let reported = false;
  let here = options.cwd;
  const left: Text[] = [];
  const outer = machine.stepWeak;
  for (const [i, call] of calls.entries()) {
    if (call.start >= end) break;
    const span = spanOf(call.start, call.end);
    const moved = folderAfter(call.words, here, left);
    if (moved !== undefined) {
      here = moved;
      continue;
    }
    const block = blocks(call.start);
    if (block !== undefined && uncalled(block)) continue;
    const weak: Weakness[] = [];
    if (block !== undefined)
      weak.push({ kind: 'conditional', key: `block:${span.file}:${block}`, how: `a block of a ${shell} script, whose flow is not followed`, at: span });
    const isLast = i === calls.length - 1 && !/^\s*exit\s+0\b/m.test(script.slice(call.end));
    // GitHub puts `$ErrorActionPreference = 'stop'` before a step's script, which a cmdlet heeds.
    const heeds = options.inStep === true && /^(?:pwsh|powershell)\b/.test(shell) && /^[a-z]+-[a-z]+$/i.test(literalOf(call.words[0] ?? []) ?? '');
    if (!isLast && !looks && !(heeds && !/ErrorAction/i.test(script)) && !stops(script, call.start, call.end, shell))
      weak.push({ kind: 'swallowed', key: `goes-on:${span.file}:${span.start}`, how: `the ${shell} script goes on when this fails`, at: span });
    machine.stepWeak = [...outer, ...weak];
    const known = host.tolerantCommand(call.words, here, span);
    machine.stepWeak = outer;
    if (known === 'effects' && !reported) {
      machine.trace.notRead(
        spanOf(0, script.length),
        `${shell === 'program' ? 'a program of the project' : `a ${shell} script`}: its commands were recognised, its flow was not followed`,
      );
      reported = true;
    }
  }
}

/** Where a script leaves for certain: after the first line outside any block that returns or exits. */
function endOf(script: string, shell: string): number {
  const leaves = /^python/i.test(shell)
    ? /^(?:sys\.)?(?:exit|quit)\(/gm
    : /^cmd/i.test(shell)
      ? /^[ \t@]*(?:exit\b|goto\s+:eof\b)/gim
      : /^[ \t]*(?:return|exit)\b/gim;
  const blocks = blocksOf(script, shell);
  for (const found of script.matchAll(leaves)) {
    if (blocks(found.index + found[0].length) !== undefined) continue;
    const line = script.indexOf('\n', found.index);
    return line === -1 ? script.length : line;
  }
  return script.length;
}

const opens = /(?:^|[;{(|])\s*@?(?:\}\s*)?(?:if|elseif|else|elif|for|foreach|while|switch|try|catch|trap|finally|function|filter|until|do|unless|def|with)\b/i;

/** Where the outermost block around a place begins; undefined at the top of the script. */
function blocksOf(script: string, shell: string): (at: number) => number | undefined {
  const pair = /^cmd/i.test(shell) ? '()' : '{}';
  const opened: number[] = [];
  const edges: { readonly at: number; readonly outermost: number | undefined }[] = [];
  let quote = '';
  for (let i = 0; i < script.length; i++) {
    const c = script[i]!;
    if (c === '\n') quote = '';
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '#' && /[\s;]|^$/.test(script[i - 1] ?? '')) {
      const end = script.indexOf('\n', i);
      i = end === -1 ? script.length : end - 1;
    } else if (c === pair[0]) opened.push(i);
    else if (c === pair[1]) opened.pop();
    else continue;
    if (c === pair[0] || c === pair[1]) edges.push({ at: i, outermost: opened[0] });
  }
  let next = 0;
  let open: number | undefined;
  let here = { line: -1, opensAt: 0 };
  return (at) => {
    // Calls are asked for in their order.
    while (next < edges.length && edges[next]!.at < at) open = edges[next++]!.outermost;
    if (open !== undefined) return open;
    const line = script.lastIndexOf('\n', at - 1) + 1;
    // One long line holds many calls: where a block may open in it is found once.
    if (here.line !== line) here = { line, opensAt: openingIn(script, line) };
    return here.opensAt <= at || (/^python/i.test(shell) && /^\s/.test(script.slice(line, line + 1))) ? line : undefined;
  };
}

/** Where the first word that opens a block ends in the line that begins at `line`; infinity where there is none. */
function openingIn(script: string, line: number): number {
  const end = script.indexOf('\n', line);
  const found = opens.exec(script.slice(line, end === -1 ? script.length : end));
  return found === null ? Infinity : line + found.index + found[0].length;
}

/** Tells of a block whether it is the body of a function whose name stands nowhere else; each block is looked at once. */
function uncalledIn(script: string): (block: number) => boolean {
  const known = new Map<number, boolean>();
  return (block) => {
    const found = known.get(block) ?? isUncalled(script, block);
    known.set(block, found);
    return found;
  };
}

function isUncalled(script: string, block: number): boolean {
  const line = script.lastIndexOf('\n', block - 1) + 1;
  const name = /\b(?:function|filter|def)\s+(?:global:|script:)?([\w-]+)/i.exec(script.slice(line, block + 200).split('\n', 1)[0]!)?.[1];
  return name !== undefined && !new RegExp(`(?:^|[;{}|&(=\\n])[ \\t]*(?:return[ \\t]+)?${name}(?![\\w-])`, 'i').test(script);
}

/** Whether a script stops, or looks, when a command in its middle fails. */
function stops(script: string, start: number, end: number, shell: string): boolean {
  if (/^python/i.test(shell)) {
    const line = script.lastIndexOf('\n', start) + 1;
    const close = script.indexOf('\n\n', end);
    return /check_call|check_output|check\s*=\s*True/.test(script.slice(line, Math.min(close === -1 ? script.length : close, end + 400)));
  }
  return /^[^\n]*(?:\n[^\n]*)?(?:LASTEXITCODE|errorlevel|\|\|\s*\(?\s*(?:exit|throw|goto)|-not \$\?|!\$\?)/i.test(script.slice(end, end + 400));
}

/** Where a script is after `cd x`, `Push-Location x` and their like; undefined for other commands. */
function folderAfter(words: readonly Text[], here: Text, left: Text[]): Text | undefined {
  const name = literalOf(words[0] ?? [])?.toLowerCase();
  const path = words.slice(1).find((word) => !/^-\w/.test(literalOf(word) ?? ''));
  switch (name) {
    case 'cd':
    case 'chdir':
    case 'set-location':
    case 'pushd':
    case 'push-location':
      if (path === undefined) return undefined;
      if (literalOf(path) === '-') return left.pop() ?? here;
      left.push(here);
      return resolvePath(here, path);
    case 'popd':
    case 'pop-location':
      return left.pop() ?? here;
    default:
      return undefined;
  }
}
