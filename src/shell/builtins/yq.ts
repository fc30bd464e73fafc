import { concat, lit, literalOf, splitAt, type Text } from '../../values/index.ts';
import { readOptions } from './options.ts';
import { affordable, give, sourceText } from './source.ts';
import type { Builtin } from './index.ts';

/** Flags that change nothing of how a plain value is printed. */
const plain = new Set(['r', 'unwrapScalar', 'raw-output', 'M', 'no-colors', 'e', 'exit-status', 'P', 'prettyPrint']);
/** A value in one line without anchors, tags, escapes or a block, after the colon. */
const scalar = /^\s+(?:"([^"\\]*)"|'([^']*)'|([^\s"'#&*!|>[{%@`-][^#]*?|-?\w[^#]*?))\s*(?:\s#.*)?$/;

/** `yq '.key' FILE` of a key at the left margin with a plain value: how scripts read a chart's version. Anything else is left to the catalog. */
export const yq: Builtin = (m, call) => {
  const options = readOptions(call.words, []);
  if ([...options.flags].some((flag) => !plain.has(flag))) return undefined;
  const words = options.operands;
  const verb = literalOf(words[0] ?? []);
  const [filter, ...files] = verb === 'e' || verb === 'eval' || verb === 'r' || verb === 'read' ? words.slice(1) : words;
  const key = /^\.([A-Za-z_][\w-]*)$/.exec(literalOf(filter ?? []) ?? '')?.[1];
  if (key === undefined || files.length > 1) return undefined;
  const text = sourceText(m, files);
  if (text === undefined || !affordable(m, text)) return undefined;
  const rows = splitAt(text, /\r?\n/g);
  if (rows.some((row) => /^(?:---|\.\.\.|%)/.test(literalOf(row) ?? '') && row !== rows[0])) return undefined;
  const found = rows.filter((row) => row[0]?.kind === 'lit' && row[0].text.startsWith(`${key}:`));
  const value = found.length === 1 ? valueIn(found[0]!, key) : undefined;
  return value === undefined ? undefined : give(m, concat(value, lit('\n')));
};

function valueIn(row: Text, key: string): Text | undefined {
  const whole = literalOf(row);
  if (whole !== undefined) {
    const match = scalar.exec(whole.slice(key.length + 1));
    return match === null ? undefined : lit((match[1] ?? match[2] ?? match[3])!);
  }
  const [first, ...rest] = row;
  return first?.kind === 'lit' && first.text.slice(key.length + 1).trim() === '' && rest.every((piece) => piece.kind === 'hole') ? rest : undefined;
}
