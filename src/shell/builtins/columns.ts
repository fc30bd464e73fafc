import { byChoice, concat, derive, emptyText, lit, literalOf, lower, mapPieces, type Text } from '../../values/index.ts';
import type { Machine } from '../machine.ts';
import { chomp, line } from '../output.ts';
import { fields } from '../read.ts';
import { mayBeMany, rowsOf, surelyLacks, textOfRows } from '../rows.ts';
import type { Builtin } from './index.ts';
import { lastValue, readOptions } from './options.ts';
import { affordable, give, maxRows, sourceText } from './source.ts';

/** The characters of a `tr` set, ranges and classes written out. */
function trSet(source: string): readonly string[] | undefined {
  const out: string[] = [];
  const text = source.replace(/\\([nrt\\0])/g, (_w, c: string) => ({ n: '\n', r: '\r', t: '\t', '\\': '\\', 0: '\0' })[c] ?? c);
  for (let i = 0; i < text.length; i++) {
    const named = /^\[:(\w+):\]/.exec(text.slice(i));
    if (named !== null) {
      const range = { upper: 'AZ', lower: 'az', digit: '09' }[named[1]!];
      if (named[1] === 'space') out.push(' ', '\t', '\n', '\r', '\v', '\f');
      else if (range === undefined) return undefined;
      else for (let c = range.charCodeAt(0); c <= range.charCodeAt(1); c++) out.push(String.fromCharCode(c));
      i += named[0].length - 1;
    } else if (text[i + 1] === '-' && text[i + 2] !== undefined) {
      const [from, to] = [text.charCodeAt(i), text.charCodeAt(i + 2)];
      if (to < from || to - from > 256) return undefined;
      for (let c = from; c <= to; c++) out.push(String.fromCharCode(c));
      i += 2;
    } else out.push(text[i]!);
  }
  return out;
}

const upperLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const tr: Builtin = (m, call) => {
  const text = m.io.stdin;
  const options = readOptions(call.words, []);
  const sets = options.operands.map((operand) => literalOf(operand));
  const how = `tr ${[...options.flags].toSorted().join('')} ${sets.join(' ')}`;
  const from = sets[0] === undefined ? undefined : trSet(sets[0]);
  const to = sets[1] === undefined ? undefined : trSet(sets[1]);
  if (text === undefined) return undefined;
  if (from === undefined || !affordable(m, text) || options.flags.has('c') || options.flags.has('C') || options.flags.has('s'))
    return give(m, line(derive(how, chomp(text))));
  if (options.flags.has('d')) return give(m, deleted(m, text, from, how));
  if (to === undefined) return give(m, line(derive(how, chomp(text))));
  if (from.join('') === upperLetters && to.join('') === upperLetters.toLowerCase()) return give(m, lower(text));
  if (from.join('') === upperLetters.toLowerCase() && to.join('') === upperLetters)
    return give(
      m,
      mapPieces(text, 'upper', (value) => value.toUpperCase()),
    );
  const map = new Map(from.map((c, i) => [c, to[Math.min(i, to.length - 1)] ?? c]));
  const translated = (value: string): string => [...value].map((c) => map.get(c) ?? c).join('');
  return give(
    m,
    concat(
      ...text.map((piece): Text =>
        piece.kind === 'lit'
          ? lit(translated(piece.text))
          : piece.kind === 'hole' && (m.isList(piece) || surelyLacks(piece, from.join('')))
            ? [piece]
            : piece.kind === 'alt'
              ? mapPieces([piece], how, translated)
              : derive(how, [piece]),
      ),
    ),
  );
};

/** `tr -d`: newlines at an unknown's end are gone already. */
function deleted(m: Machine, text: Text, from: readonly string[], how: string): Text {
  const onlyBreaks = from.every((c) => c === '\n' || c === '\r');
  const gone = new Set(from);
  const cut = (value: string): string => [...value].filter((c) => !gone.has(c)).join('');
  return concat(
    ...text.map((piece): Text =>
      piece.kind === 'lit'
        ? lit(cut(piece.text))
        : piece.kind === 'alt'
          ? mapPieces([piece], how, cut)
          : (onlyBreaks && !m.isList(piece)) || surelyLacks(piece, from.join(''))
            ? [piece]
            : derive(how, [piece]),
    ),
  );
}

/** `cut -d X -f 1,3-`: rows whose unknowns may hold the separator are derived unknowns. */
const cut: Builtin = (m, call) => {
  const options = readOptions(call.words, ['d', 'f', 'c', 'b', 'delimiter', 'fields', 'characters', 'output-delimiter']);
  const text = sourceText(m, options.operands);
  if (text === undefined) return undefined;
  const separator = literalOf(lastValue(options, 'd', 'delimiter') ?? lit('\t'));
  const list = literalOf(lastValue(options, 'f', 'fields') ?? emptyText);
  const characters = literalOf(lastValue(options, 'c', 'characters', 'b') ?? emptyText);
  const how = `cut ${separator === '\t' ? '' : `-d${separator ?? '?'} `}${characters === '' ? `-f${list ?? '?'}` : `-c${characters ?? '?'}`}`;
  const pick =
    characters !== '' && characters !== undefined
      ? (row: Text) => cutCharacters(row, characters)
      : separator?.length === 1 && list !== undefined
        ? (row: Text) => cutFields(row, separator, list)
        : () => undefined;
  return give(m, perRow(m, text, how, pick));
};

/** Applies a function to each row; one that it cannot say is a derived unknown. */
export function perRow(m: Machine, text: Text, how: string, fn: (row: Text) => Text | undefined): Text {
  if (!affordable(m, text)) return line(derive(how, chomp(text)));
  const rows = rowsOf(text);
  if (rows.length > maxRows) return line(derive(how, chomp(text)));
  return textOfRows(rows.map((row) => byChoice(row, (one) => fn(one) ?? derive(how, one))));
}

function cutFields(row: Text, separator: string, list: string): Text | undefined {
  const lacks = row.every((piece) => piece.kind === 'lit' || (piece.kind !== 'wild' && surelyLacks(piece, separator)) || (separator === '@' && row.length > 1));
  if (!lacks) return undefined;
  const parts = fields(row, separator === ' ' ? '\u0020' : separator);
  const split = separator === ' ' || separator === '\t' ? splitExactly(row, separator) : parts;
  if (split.length === 1) return row;
  const chosen = indexes(list, split.length);
  if (chosen === undefined) return undefined;
  return concat(...chosen.flatMap((at, i) => (i === 0 ? [split[at] ?? emptyText] : [lit(separator), split[at] ?? emptyText])));
}

/** Splits at every single separator; `read` and `awk` take runs of blanks as one, `cut` does not. */
function splitExactly(row: Text, separator: string): readonly Text[] {
  const out: Text[] = [];
  let current: Text = emptyText;
  for (const piece of row) {
    if (piece.kind !== 'lit') {
      current = concat(current, [piece]);
      continue;
    }
    piece.text.split(separator).forEach((run, i) => {
      if (i > 0) {
        out.push(current);
        current = emptyText;
      }
      current = concat(current, lit(run));
    });
  }
  out.push(current);
  return out;
}

function indexes(list: string, count: number): readonly number[] | undefined {
  const out = new Set<number>();
  for (const part of list.split(',')) {
    const range = /^(\d*)(-?)(\d*)$/.exec(part);
    if (range === null || part === '' || part === '-') return undefined;
    const from = range[1] === '' ? 1 : Number(range[1]);
    const to = range[2] === '' ? from : range[3] === '' ? count : Number(range[3]);
    for (let n = from; n <= Math.min(to, count); n++) out.add(n - 1);
  }
  return [...out].toSorted((a, b) => a - b);
}

function cutCharacters(row: Text, list: string): Text | undefined {
  const range = /^(\d*)(-?)(\d*)$/.exec(list);
  if (range === null) return undefined;
  const from = range[1] === '' ? 1 : Number(range[1]);
  const to = range[2] === '' ? from : range[3] === '' ? Number.POSITIVE_INFINITY : Number(range[3]);
  const known = literalOf(row);
  if (known !== undefined) return lit(known.slice(from - 1, to));
  const first = row[0];
  return first?.kind === 'lit' && first.text.length >= to ? lit(first.text.slice(from - 1, to)) : undefined;
}

/** `paste -sd,`: lines joined. */
const paste: Builtin = (m, call) => {
  const options = readOptions(call.words, ['d', 'delimiters']);
  const text = sourceText(
    m,
    options.operands.filter((operand) => literalOf(operand) !== '-'),
  );
  const separator = literalOf(lastValue(options, 'd', 'delimiters') ?? lit('\t'));
  if (text === undefined) return undefined;
  if (!options.flags.has('s') || separator === undefined) return give(m, line(derive('paste', chomp(text))));
  const rows = rowsOf(text);
  if (rows.some((row) => mayBeMany(m, row) && !row.some((piece) => m.isList(piece)))) return give(m, line(derive(`paste -s -d${separator}`, chomp(text))));
  return give(m, line(concat(...rows.flatMap((row, i) => (i === 0 ? [row] : [lit(separator), row])))));
};

export const columns: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['tr', tr],
  ['cut', cut],
  ['paste', paste],
]);
