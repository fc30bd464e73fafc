import { limits, wholeFile } from '../../../base/index.ts';
import type { FileTree } from '../../../base/index.ts';
import { parseYaml } from '../../../workflow/index.ts';
import type { Node, Problem } from '../../../workflow/index.ts';
import { maxItems } from './node.ts';
import { parseToml } from './toml.ts';

/** A configuration file: its root node, and what in it was not understood. */
export interface ConfigFile {
  readonly path: string;
  readonly node: Node | undefined;
  readonly problems: readonly Problem[];
  /** Lists of which only the first items are read: what the others would do is not known. */
  readonly cut?: readonly Problem[];
}

/**
 * Reads a YAML, JSON, JSON5 or TOML file by its ending; a name without one is read as YAML, which JSON is part of.
 * Returns undefined when there is no such file. A file that was refused or is too large has no node and a problem.
 */
export function readConfig(files: FileTree, path: string): ConfigFile | undefined {
  let known = parsed.get(files);
  if (known === undefined) parsed.set(files, (known = new Map()));
  const found = known.get(path);
  if (found !== undefined) return found;
  const read = readAnew(files, path);
  const config = read === undefined ? undefined : { ...read, cut: longLists(read.node) };
  if (config !== undefined && known.size < maxKept) known.set(path, config);
  return config;
}

/** Every list that is longer than `items` reads. */
function longLists(root: Node | undefined): readonly Problem[] {
  const found: Problem[] = [];
  const waiting: Node[] = root === undefined ? [] : [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'map') for (const one of node.entries) waiting.push(one.value);
    if (node.kind !== 'list') continue;
    if (node.items.length > maxItems) found.push({ span: node.span, reason: `a list of more than ${maxItems} items: the rest was not read` });
    for (const item of node.items.slice(0, maxItems)) waiting.push(item);
  }
  return found;
}

/** A checkout does not change while it is audited, and its configurations are asked for once a scenario. */
const parsed = new WeakMap<FileTree, Map<string, ConfigFile>>();

const maxKept = 5_000;

function readAnew(files: FileTree, path: string): ConfigFile | undefined {
  const read = files.read(path);
  if (read.kind === 'missing') return undefined;
  if (read.kind === 'refused') return { path, node: undefined, problems: [{ span: wholeFile(path), reason: read.reason }] };
  if (read.text.length > limits.maxDocumentBytes)
    return { path, node: undefined, problems: [{ span: wholeFile(path), reason: `longer than ${limits.maxDocumentBytes} characters` }] };
  if (path.endsWith('.toml')) return { path, ...parseToml(path, read.text) };
  const json = /\.(json|json5|jsonc)$/.test(path) || read.text.trimStart().startsWith('{');
  return { path, ...parseYaml(path, json ? plainJson(read.text) : read.text) };
}

/** The text of a file that was read whole, or undefined. */
export function readText(files: FileTree, path: string): string | undefined {
  const read = files.read(path);
  return read.kind === 'text' && read.text.length <= limits.maxDocumentBytes ? read.text : undefined;
}

/** Comments of JSON5 and tabs become blanks, one for one, so that spans stay right. */
function plainJson(text: string): string {
  let out = '';
  let from = 0;
  let i = 0;
  const blank = (end: number): void => {
    out += text.slice(from, i) + text.slice(i, end).replaceAll(/[^\n]/g, ' ');
    i = end;
    from = end;
  };
  while (i < text.length) {
    const c = text[i];
    if (c === '"' || c === "'") {
      i++;
      while (i < text.length && text[i] !== c && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1;
      i++;
    } else if (c === '/' && text[i + 1] === '/') {
      const end = text.indexOf('\n', i);
      blank(end === -1 ? text.length : end);
    } else if (c === '/' && text[i + 1] === '*') {
      const end = text.indexOf('*/', i + 2);
      blank(end === -1 ? text.length : end + 2);
    } else if (c === '\t') {
      blank(i + 1);
    } else {
      i++;
    }
  }
  return out + text.slice(from);
}
