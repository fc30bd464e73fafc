import type { FileTree } from '../../../base/index.ts';
import { parseYaml } from '../../../workflow/index.ts';
import { readText } from './config.ts';
import type { ConfigFile } from './config.ts';

/**
 * Reads the object that a JavaScript configuration exports, when it is written as plain data: no variables, calls or
 * spreads. It is read as text, never run. Returns undefined for a missing file and for anything that is code.
 */
export function readJsObject(files: FileTree, path: string): ConfigFile | undefined {
  const text = readText(files, path);
  if (text === undefined) return undefined;
  const start = /(?:module\.exports\s*=|export\s+default)\s*(?=\{)/.exec(text.slice(0, 20_000));
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  const end = text.lastIndexOf('}');
  if (end < from) return undefined;
  const body = text.slice(from, end + 1);
  const data = asData(body);
  if (data === undefined) return undefined;
  const blank = text.slice(0, from).replaceAll(/[^\n]/g, ' ');
  const parsed = parseYaml(path, blank + data);
  return parsed.node?.kind === 'map' ? { path, node: parsed.node, problems: [] } : undefined;
}

/** Drops comments, blank for character; undefined where a word stands that is not data. */
function asData(body: string): string | undefined {
  let out = '';
  let i = 0;
  while (i < body.length) {
    const c = body[i]!;
    if (c === '"' || c === "'" || c === '`') {
      let end = i + 1;
      while (end < body.length && body[end] !== c) end += body[end] === '\\' ? 2 : 1;
      const string = body.slice(i, end + 1);
      if (c === '`' && (string.includes('${') || string.includes('\n'))) return undefined;
      out += c === '`' ? `"${string.slice(1, -1).replaceAll('"', "'")}"` : c === "'" ? singleQuoted(string) : string;
      i = end + 1;
    } else if (c === '/' && body[i + 1] === '/') {
      const end = body.indexOf('\n', i);
      const stop = end === -1 ? body.length : end;
      out += ' '.repeat(stop - i);
      i = stop;
    } else if (c === '/' && body[i + 1] === '*') {
      const end = body.indexOf('*/', i);
      const stop = end === -1 ? body.length : end + 2;
      out += body.slice(i, stop).replaceAll(/[^\n]/g, ' ');
      i = stop;
    } else if (/[\w$]/.test(c)) {
      const word = /^[\w$.-]+/.exec(body.slice(i, i + 200))?.[0] ?? c;
      const rest = body.slice(i + word.length, i + word.length + 40).trimStart();
      const data = rest.startsWith(':') || /^(true|false|null|-?\d+(\.\d+)?)$/.test(word);
      if (!data) return undefined;
      out += word;
      i += word.length;
    } else if ('{}[],:\n\r '.includes(c)) {
      out += c;
      i++;
    } else if (c === '\t') {
      out += ' ';
      i++;
    } else {
      return undefined;
    }
  }
  return out;
}

/** YAML has no escapes in single quotes. */
function singleQuoted(string: string): string {
  const inner = string.slice(1, -1);
  return inner.includes('\\') ? `"${inner.replaceAll("\\'", "'").replaceAll('"', '\\"')}"` : string;
}
