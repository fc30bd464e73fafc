import { containerCommand, needsTool } from '../catalog/index.ts';
import { lit, literalOf, resolvePath, show, type Text } from '../values/index.ts';
import { readText } from './apply/index.ts';
import { knownLine } from './known-line.ts';
import type { Machine } from './machine.ts';

/** What a container of an image starts. */
export interface ContainerStart {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/** Notes what an image that the job builds will start: `docker build -t indexer indexer/` with a Dockerfile of which all is known. */
export function noteContainer(machine: Machine, words: readonly Text[], cwd: Text): void {
  const [program = '', first = '', second = ''] = words.slice(0, 3).map(show);
  const at = first === 'build' ? 2 : (first === 'buildx' || first === 'image') && second === 'build' ? 3 : 0;
  if (at === 0 || !/^(?:docker|podman|nerdctl)$/.test(program)) return;
  const rest = words.slice(at);
  const context = rest.at(-1);
  if (context === undefined || show(context).startsWith('-')) return;
  const file = valueOf(rest, /^(?:-f|--file)$/);
  const text = literalOf(readText(machine, resolvePath(cwd, file ?? [...context, ...lit('/Dockerfile')]), []) ?? []);
  const start = text === undefined ? undefined : startOf(text);
  for (const [i, word] of rest.entries()) {
    const flag = /^(?:-t|--tag)(?:=(.+))?$/.exec(show(word));
    const name = flag === null ? undefined : (flag[1] ?? literalOf(rest[i + 1] ?? []))?.replace(/:[^/]*$/, '');
    if (name === undefined) continue;
    if (start === undefined) machine.containers.delete(name);
    else machine.containers.set(name, start);
  }
}

/** The command that a container of such an image runs on the job's files, where the catalog knows that it only makes files. */
export function inOwnContainer<T extends { readonly words: readonly Text[] }>(machine: Machine, call: T): T | undefined {
  const line = machine.containers.size === 0 ? undefined : containerCommand(call.words, (image) => machine.containers.get(image));
  const program = line === undefined ? undefined : literalOf(line[0] ?? []);
  if (line === undefined || program === undefined || needsTool(program) !== undefined) return undefined;
  // What makes evidence there, or starts other programs, would be asked of the job's own tools.
  const effects = knownLine(line, machine.trace.input.commands).match?.row.effects ?? [];
  return effects.length > 0 && effects.every((effect) => effect.kind === 'builds') ? { ...call, words: line } : undefined;
}

/** What the last stage of a Dockerfile starts; undefined where a shell starts it, or nothing does. */
function startOf(dockerfile: string): ContainerStart | undefined {
  const lines = dockerfile.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/);
  const last = lines.findLastIndex((line) => /^\s*FROM\s/i.test(line));
  const told = (name: string): string | undefined => {
    const found = lines.slice(last + 1).findLast((line) => new RegExp(`^\\s*${name}\\s`, 'i').test(line));
    return found?.trim().slice(name.length).trim();
  };
  const entrypoint = listOf(told('ENTRYPOINT'));
  return last === -1 || entrypoint === undefined || entrypoint.length === 0 ? undefined : { entrypoint, command: listOf(told('CMD')) ?? [] };
}

function listOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || !/^\[[^\n]*\]$/.test(text)) return undefined;
  const words = [...text.matchAll(/"((?:[^"\\$]|\\["\\])*)"/g)].map((found) => found[1]!.replaceAll(/\\(.)/g, '$1'));
  return text.replaceAll(/"(?:[^"\\$]|\\["\\])*"|[\s,[\]]/g, '') === '' ? words : undefined;
}

function valueOf(words: readonly Text[], flag: RegExp): Text | undefined {
  for (const [i, word] of words.entries()) {
    const [name = '', ...value] = show(word).split('=');
    if (flag.test(name)) return value.length > 0 ? lit(value.join('=')) : words[i + 1];
  }
  return undefined;
}
