import { datumToText, derive, emptyText, keyOf, lit, literalOf, parseJsonDatum, show, type Datum, type Text } from '../../values/index.ts';
import { chomp, line } from '../output.ts';
import { textOfRows } from '../rows.ts';
import { runFilter } from './jq-filter.ts';
import { readOptions } from './options.ts';
import { affordable, give, sourceText } from './source.ts';
import type { Builtin } from './index.ts';

/** Options of `jq` that take one value, and those that take two. */
const one = ['f', 'from-file', 'L', 'indent'];
const two = new Set(['--arg', '--argjson', '--slurpfile', '--rawfile']);

/** `jq` on JSON that is known: paths, `map`, `join`, `select`. Else the same unknown for the same filter and input. */
export const jq: Builtin = (m, call) => {
  const words: Text[] = [];
  const variables = new Map<string, Datum>();
  for (let i = 0; i < call.words.length; i++) {
    const text = literalOf(call.words[i]!);
    if (text !== undefined && two.has(text)) {
      const name = literalOf(call.words[i + 1] ?? emptyText);
      const value = call.words[i + 2];
      if (text === '--arg' && name !== undefined && value !== undefined) variables.set(name, { kind: 'text', text: value });
      i += 2;
      continue;
    }
    words.push(call.words[i]!);
  }
  const options = readOptions(words, one);
  const filter = options.operands[0] ?? lit('.');
  if (options.flags.has('f') || options.flags.has('from-file')) return undefined;
  const files = options.operands.slice(1);
  const empty = options.flags.has('n') || options.flags.has('null-input');
  const text = empty ? emptyText : sourceText(m, files);
  if (text === undefined) return undefined;
  const source = literalOf(filter);
  const raw = options.flags.has('r') || options.flags.has('raw-output') || options.flags.has('j');
  const values =
    empty || source === undefined || options.flags.has('s') || options.flags.has('slurp') || options.flags.has('R') || !affordable(m, text)
      ? undefined
      : results(text, source, variables);
  if (values !== undefined) {
    const rows = values.map((value) => printed(value, raw ? 'raw' : 'json'));
    if (rows.every((row) => row !== undefined)) return give(m, options.flags.has('j') ? rows.flatMap((row) => row ?? []) : textOfRows(rows));
  }
  const flags = [...options.flags]
    .filter((flag) => !['M', 'C', 'c', 'e'].includes(flag))
    .toSorted()
    .join('');
  const given = [...variables].map(([name, value]) => `${name}=${value.kind === 'text' ? keyOf(value.text) : ''}`).join(' ');
  return give(m, line(derive(`jq ${flags} ${given} ${keyOf(filter)}`, chomp(text), { label: `jq ${show(filter).slice(0, 40)}` })));
};

function results(text: Text, source: string, variables: ReadonlyMap<string, Datum>): readonly Datum[] | undefined {
  const document = parseJsonDatum(chomp(text));
  return document === undefined ? undefined : runFilter(document, source, variables);
}

function printed(value: Datum, form: 'raw' | 'json'): Text | undefined {
  if (value.kind === 'text' && form === 'raw') return value.text;
  if (value.kind === 'text') {
    const list = datumToText({ kind: 'list', items: [value] });
    const first = list?.[0];
    const last = list?.at(-1);
    if (list === undefined || first?.kind !== 'lit' || last?.kind !== 'lit') return undefined;
    const open = [{ ...first, text: first.text.slice(1) }, ...list.slice(1)];
    const tail = open.at(-1);
    return tail?.kind === 'lit' ? [...open.slice(0, -1), { ...tail, text: tail.text.slice(0, -1) }] : undefined;
  }
  return datumToText(value);
}
