import { concat, literalOf, lower, upper, type Text } from '../../values/index.ts';
import { line } from '../output.ts';
import type { Builtin } from './index.ts';
import { print } from './print.ts';

const call = /^\s*print\(\s*(["'])((?:(?!\1)[^\\])*)\1((?:\.(?:lower|upper|strip)\(\))*)\s*\)\s*;?\s*$/;

/**
 * `python -c 'print("…".lower())'`: the usual way to write an image's name in lower case. Other programs are left to
 * the host. What is not known of the text stays unknown in it.
 */
const python: Builtin = (m, { words }) => {
  if (words.length !== 3 || literalOf(words[1]!) !== '-c') return undefined;
  const { source, holes } = masked(words[2]!);
  const found = call.exec(source);
  if (found === null) return undefined;
  let text = unmasked(found[2]!, holes);
  for (const method of found[3]!.matchAll(/\.(\w+)\(/g)) text = method[1] === 'lower' ? lower(text) : method[1] === 'upper' ? upper(text) : text;
  return print(m, line(text));
};

const first = 0xe000;

/** The text with a character of private use for each unknown; undefined characters of that kind make it no match. */
function masked(text: Text): { readonly source: string; readonly holes: readonly Text[] } {
  const holes: Text[] = [];
  let source = '';
  for (const piece of text) {
    if (piece.kind === 'lit') source += /[\ue000-\uf8ff]/.test(piece.text) ? '\\' : piece.text;
    else source += String.fromCharCode(first + holes.push([piece]) - 1);
  }
  return { source: holes.length > 0x1000 ? '\\' : source, holes };
}

function unmasked(source: string, holes: readonly Text[]): Text {
  return concat(
    ...source.split(/([\ue000-\uf8ff])/).map((part): Text => holes[part.charCodeAt(0) - first] ?? (part === '' ? [] : [{ kind: 'lit', text: part }])),
  );
}

export const pythons: readonly (readonly [string, Builtin])[] = ['python', 'python3', 'py'].map((name) => [name, python] as const);
