import { anyShape, basename, byChoice, concat, derive, dirname, emptyText, hole, keyOf, lit, literalOf, lower, mapPieces, resolvePath, show, stripSuffix, type Text } from '../../values/index.ts';
import { fields } from '../read.ts';
import { chomp, line } from '../output.ts';
import { done, type Machine } from '../machine.ts';
import { write } from '../redirects.ts';
import { loosened, tightened } from '../pattern.ts';
import { listOfRows, mayBeMany, rowsOf, surelyLacks, textOfRows } from '../rows.ts';
import { lastValue, readOptions } from './options.ts';
import { affordable, give, maxRows, sourceText } from './source.ts';
import { printed } from './print.ts';
import { grep } from './grep.ts';
import { sed } from './sed.ts';
import { awk } from './awk.ts';
import { jq } from './jq.ts';
import type { Builtin } from './index.ts';

const basenameBuiltin: Builtin = (m, call) => {
  const options = readOptions(call.words, ['s', 'suffix']);
  const several = options.flags.has('a') || options.flags.has('multiple') || options.flags.has('s');
  const operands = printed(m, options.operands, call);
  const suffix = lastValue(options, 's', 'suffix') ?? (several ? undefined : operands[1]);
  const names = several ? operands : operands.slice(0, 1);
  return give(m, textOfRows(names.map((name) => (suffix === undefined ? lastName(name) : stripSuffix(lastName(name), suffix)))));
};

/** A value that is no path in sight may be one. */
function lastName(name: Text): Text {
  return tightened(basename(loosened(name)));
}

const dirnameBuiltin: Builtin = (m, call) => give(m, textOfRows(printed(m, readOptions(call.words, []).operands, call).map((name) => dirname(loosened(name)))));

/** `realpath`, `readlink -f`: the path from the root of the file system, as far as the workspace is one. */
const realpath: Builtin = (m, call) => {
  const path = readOptions(call.words, ['relative-to', 'relative-base']);
  const target = path.operands[0];
  if (target === undefined || path.flags.has('relative-to')) return undefined;
  const full = resolvePath(m.scope.cwd, target);
  const first = full[0];
  const absolute = first?.kind === 'lit' ? /^[/~]/.test(first.text) : first?.kind === 'hole' && keyOf(resolvePath(lit('x'), full)) === keyOf(full);
  const workspace = m.variable('GITHUB_WORKSPACE', call.node);
  return give(m, line(absolute ? full : full.length === 0 ? workspace : concat(workspace, lit('/'), full)));
};

const date: Builtin = (m, call) => give(m, line(m.fresh(call.node, 'date', call.words.map(show).join(' ').slice(0, 40))));

const mktemp: Builtin = (m, call) => give(m, line(hole(m.host.freshId(m.span(call.node), 'mktemp'), { label: 'a temporary file', shape: '/[^\\s]+' })));

const seq: Builtin = (m, call) => {
  const numbers = call.words.slice(1).map((word) => Number(literalOf(word) ?? Number.NaN));
  if (numbers.length === 0 || numbers.some((n) => !Number.isInteger(n))) return undefined;
  const [from, step, to] = numbers.length === 1 ? [1, 1, numbers[0]!] : numbers.length === 2 ? [numbers[0]!, 1, numbers[1]!] : [numbers[0]!, numbers[1]!, numbers[2]!];
  const out: Text[] = [];
  if (step === 0) return undefined;
  for (let n = from; step > 0 ? n <= to : n >= to; n += step) {
    out.push(lit(String(n)));
    if (out.length > maxRows) return undefined;
  }
  return give(m, textOfRows(out));
};

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
  if (from === undefined || !affordable(m, text) || options.flags.has('c') || options.flags.has('C') || options.flags.has('s')) return give(m, line(derive(how, chomp(text))));
  if (options.flags.has('d')) return give(m, deleted(m, text, from, how));
  if (to === undefined) return give(m, line(derive(how, chomp(text))));
  if (from.join('') === upperLetters && to.join('') === upperLetters.toLowerCase()) return give(m, lower(text));
  if (from.join('') === upperLetters.toLowerCase() && to.join('') === upperLetters) return give(m, mapPieces(text, 'upper', (value) => value.toUpperCase()));
  const map = new Map(from.map((c, i) => [c, to[Math.min(i, to.length - 1)] ?? c]));
  const translated = (value: string): string => [...value].map((c) => map.get(c) ?? c).join('');
  return give(m, concat(...text.map((piece): Text => (piece.kind === 'lit' ? lit(translated(piece.text)) : piece.kind === 'hole' && (m.isList(piece) || surelyLacks(piece, from.join(''))) ? [piece] : piece.kind === 'alt' ? mapPieces([piece], how, translated) : derive(how, [piece])))));
};

/** `tr -d`: newlines at an unknown's end are gone already. */
function deleted(m: Machine, text: Text, from: readonly string[], how: string): Text {
  const onlyBreaks = from.every((c) => c === '\n' || c === '\r');
  const gone = new Set(from);
  const cut = (value: string): string => [...value].filter((c) => !gone.has(c)).join('');
  return concat(...text.map((piece): Text => (piece.kind === 'lit' ? lit(cut(piece.text)) : piece.kind === 'alt' ? mapPieces([piece], how, cut) : (onlyBreaks && !m.isList(piece)) || surelyLacks(piece, from.join('')) ? [piece] : derive(how, [piece]))));
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
  const pick = characters !== '' && characters !== undefined ? (row: Text) => cutCharacters(row, characters) : separator?.length === 1 && list !== undefined ? (row: Text) => cutFields(row, separator, list) : () => undefined;
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

/** `head -n 1`, `tail -1`: a row is taken where the rows are known. */
function end(which: 'head' | 'tail'): Builtin {
  return (m, call) => {
    const words = call.words.map((word) => {
      const short = /^-(\d+)$/.exec(literalOf(word) ?? '');
      return short === null ? word : lit(`-n${short[1]!}`);
    });
    const options = readOptions(words, ['n', 'c', 'lines', 'bytes']);
    const text = sourceText(m, options.operands);
    if (text === undefined) return undefined;
    const wanted = literalOf(lastValue(options, 'n', 'lines') ?? lit('10')) ?? '';
    const how = `${which} ${options.flags.has('c') || options.flags.has('bytes') ? `-c ${literalOf(lastValue(options, 'c', 'bytes') ?? emptyText) ?? '?'}` : `-n ${wanted}`}`;
    const rows = rowsOf(text);
    if (!/^[-+]?\d{1,6}$/.test(wanted) || options.flags.has('c') || options.flags.has('bytes')) return give(m, line(derive(how, chomp(text))));
    const count = Number(wanted);
    const plain = /^\d/.test(wanted);
    const chosen = which === 'head' ? (plain ? rows.slice(0, count) : rows.slice(0, count)) : wanted.startsWith('+') ? rows.slice(count - 1) : rows.slice(-Math.abs(count));
    // A row that may be several moves the count.
    if (rows.some((row) => mayBeMany(m, row))) return give(m, line(derive(how, chomp(text), { label: `${which} of ${show(chomp(text)).slice(0, 40)}` })));
    return give(m, textOfRows(chosen));
  };
}

const sort: Builtin = (m, call) => {
  const options = readOptions(call.words, ['k', 't', 'o', 'S', 'T']);
  if (options.flags.has('o')) return undefined;
  const text = sourceText(m, options.operands);
  if (text === undefined) return undefined;
  const rows = rowsOf(text);
  if (rows.length <= 1) return give(m, text);
  const known = rows.map(literalOf);
  if (rows.length <= maxRows && known.every((row) => row !== undefined) && [...options.flags].every((flag) => flag === 'u' || flag === 'r')) {
    const sorted = (options.flags.has('u') ? [...new Set(known)] : [...known]).toSorted((a, b) => (a! < b! ? -1 : a! > b! ? 1 : 0));
    return give(m, textOfRows((options.flags.has('r') ? sorted.toReversed() : sorted).map((row) => lit(row!))));
  }
  return give(m, line(listOfRows(m, rows, call.node, 'sorted lines')));
};

const uniq: Builtin = (m, call) => {
  const options = readOptions(call.words, ['f', 's', 'w']);
  const text = sourceText(m, options.operands);
  if (text === undefined) return undefined;
  if (options.flags.size > 0) return give(m, line(derive(`uniq ${[...options.flags].join('')}`, chomp(text))));
  return give(m, textOfRows(rowsOf(text).filter((row, i, rows) => i === 0 || keyOf(row) !== keyOf(rows[i - 1]!))));
};

const wc: Builtin = (m, call) => {
  const options = readOptions(call.words, []);
  if (options.operands.length > 0) return undefined;
  const text = m.io.stdin;
  if (text === undefined) return undefined;
  const rows = rowsOf(text);
  if (options.flags.has('l') && options.flags.size === 1 && !rows.some((row) => mayBeMany(m, row))) return give(m, line(lit(String(rows.length))));
  const known = literalOf(text);
  if (known !== undefined && options.flags.has('c') && options.flags.size === 1) return give(m, line(lit(String(Buffer.byteLength(known)))));
  return give(m, line(derive(`wc ${[...options.flags].toSorted().join('')}`, chomp(text), { shape: '\\s*\\d+' })));
};

/** `base64`: exact on literals; else the same unknown for the same input, and decoding gives the input back. */
const base64: Builtin = (m, call) => {
  const options = readOptions(call.words, ['w', 'wrap', 'b', 'i', 'o']);
  const decodes = options.flags.has('d') || options.flags.has('D') || options.flags.has('decode');
  const input = lastValue(options, 'i');
  const text = sourceText(m, input === undefined ? options.operands : [input]);
  if (text === undefined || options.flags.has('o')) return undefined;
  const known = affordable(m, text) ? literalOf(text) : undefined;
  if (decodes) {
    if (known !== undefined) return give(m, lit(Buffer.from(known, 'base64').toString('utf8')));
    const only = chomp(text);
    const before = only.length === 1 && only[0]?.kind === 'hole' ? m.encoded.get(only[0].id) : undefined;
    return give(m, before ?? derive('base64 -d', only, { shape: anyShape }));
  }
  const wrap = literalOf(lastValue(options, 'w', 'wrap', 'b') ?? lit('76'));
  if (known !== undefined) {
    const encoded = Buffer.from(known, 'utf8').toString('base64');
    return give(m, lit(wrap === '0' ? encoded : `${encoded.replace(/.{76}(?=.)/g, '$&\n')}\n`));
  }
  const made = derive(wrap === '0' ? 'base64' : 'base64 wrapped', text, { label: `base64(${show(chomp(text)).slice(0, 60)})` });
  if (made[0]?.kind === 'hole') m.encoded.set(made[0].id, text);
  return give(m, made);
};

/** `tee`: writes what comes in to files and passes it on. */
const tee: Builtin = (m, call) => {
  const options = readOptions(call.words, []);
  const append = options.flags.has('a') || options.flags.has('append');
  const text = m.io.stdin ?? line(m.fresh(call.node, 'stdin', 'standard input'));
  for (const file of options.operands) {
    const name = literalOf(file);
    if (name !== undefined && name.startsWith('/dev/')) continue;
    write(m, file, text, { append, by: m.io.stdinBy }, call.node);
  }
  m.io.out.add(text, m.io.stdinBy);
  return done;
};

/** Filters that are not computed: the same function of the same text is the same unknown. */
function opaque(name: string, takes: readonly string[]): Builtin {
  return (m, call) => {
    const options = readOptions(call.words, takes);
    const text = sourceText(m, options.operands);
    if (text === undefined) return undefined;
    const rest = call.words.slice(1).filter((word) => !options.operands.includes(word));
    return give(m, line(derive(`${name} ${rest.map(keyOf).join(' ')}`.trim(), chomp(text), { label: `${name} of ${show(chomp(text)).slice(0, 40)}` })));
  };
}

/** `paste -sd,`: lines joined. */
const paste: Builtin = (m, call) => {
  const options = readOptions(call.words, ['d', 'delimiters']);
  const text = sourceText(m, options.operands.filter((operand) => literalOf(operand) !== '-'));
  const separator = literalOf(lastValue(options, 'd', 'delimiters') ?? lit('\t'));
  if (text === undefined) return undefined;
  if (!options.flags.has('s') || separator === undefined) return give(m, line(derive('paste', chomp(text))));
  const rows = rowsOf(text);
  if (rows.some((row) => mayBeMany(m, row) && !row.some((piece) => m.isList(piece)))) return give(m, line(derive(`paste -s -d${separator}`, chomp(text))));
  return give(m, line(concat(...rows.flatMap((row, i) => (i === 0 ? [row] : [lit(separator), row])))));
};

const printenv: Builtin = (m, call) => {
  const name = literalOf(call.words[1] ?? emptyText);
  return name === undefined || !/^\w+$/.test(name) ? undefined : give(m, line(m.variable(name, call.node)));
};

export const filters: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['basename', basenameBuiltin],
  ['dirname', dirnameBuiltin],
  ['realpath', realpath],
  ['greadlink', realpath],
  ['readlink', realpath],
  ['date', date],
  ['mktemp', mktemp],
  ['seq', seq],
  ['tr', tr],
  ['cut', cut],
  ['head', end('head')],
  ['tail', end('tail')],
  ['sort', sort],
  ['uniq', uniq],
  ['wc', wc],
  ['base64', base64],
  ['tee', tee],
  ['paste', paste],
  ['printenv', printenv],
  ['rev', opaque('rev', [])],
  ['tac', opaque('tac', ['s'])],
  ['fold', opaque('fold', ['w'])],
  ['column', opaque('column', ['s', 'o', 'c'])],
  ['expand', opaque('expand', ['t'])],
  ['grep', grep],
  ['egrep', grep],
  ['fgrep', grep],
  ['sed', sed],
  ['gsed', sed],
  ['awk', awk],
  ['gawk', awk],
  ['mawk', awk],
  ['jq', jq],
]);
