import { anyShape, derive, emptyText, keyOf, lit, literalOf, show, type Text } from '../../values/index.ts';
import { done } from '../machine.ts';
import { brief, chomp, line } from '../output.ts';
import { write } from '../redirects.ts';
import { listOfRows, mayBeMany, rowsOf, textOfRows } from '../rows.ts';
import { awk } from './awk.ts';
import { grep } from './grep.ts';
import type { Builtin } from './index.ts';
import { jq } from './jq.ts';
import { yq } from './yq.ts';
import { lastValue, readOptions } from './options.ts';
import { sed } from './sed.ts';
import { affordable, give, maxRows, sourceText } from './source.ts';

const date: Builtin = (m, call) => give(m, line(m.fresh(call.node, 'date', call.words.map(show).join(' ').slice(0, 40))));

const seq: Builtin = (m, call) => {
  const numbers = call.words.slice(1).map((word) => Number(literalOf(word) ?? Number.NaN));
  if (numbers.length === 0 || numbers.some((n) => !Number.isInteger(n))) return undefined;
  const [from, step, to] =
    numbers.length === 1 ? [1, 1, numbers[0]!] : numbers.length === 2 ? [numbers[0]!, 1, numbers[1]!] : [numbers[0]!, numbers[1]!, numbers[2]!];
  const out: Text[] = [];
  if (step === 0) return undefined;
  for (let n = from; step > 0 ? n <= to : n >= to; n += step) {
    out.push(lit(String(n)));
    if (out.length > maxRows) return undefined;
  }
  return give(m, textOfRows(out));
};

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
    const chosen =
      which === 'head' ? (plain ? rows.slice(0, count) : rows.slice(0, count)) : wanted.startsWith('+') ? rows.slice(count - 1) : rows.slice(-Math.abs(count));
    // A row that may be several moves the count.
    if (rows.some((row) => mayBeMany(m, row))) return give(m, line(derive(how, chomp(text), { label: `${which} of ${brief(text)}` })));
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
  const made = derive(wrap === '0' ? 'base64' : 'base64 wrapped', text, { label: `base64(${brief(text)})` });
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
    return give(m, line(derive(`${name} ${rest.map(keyOf).join(' ')}`.trim(), chomp(text), { label: `${name} of ${brief(text)}` })));
  };
}

const printenv: Builtin = (m, call) => {
  const name = literalOf(call.words[1] ?? emptyText);
  return name === undefined || !/^\w+$/.test(name) ? undefined : give(m, line(m.variable(name, call.node)));
};

export const filters: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['date', date],
  ['seq', seq],
  ['head', end('head')],
  ['tail', end('tail')],
  ['sort', sort],
  ['uniq', uniq],
  ['wc', wc],
  ['base64', base64],
  ['tee', tee],
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
  ['yq', yq],
]);
