import { concat, derive, emptyText, join, lit, literalOf, nameSet, show, substring, type Text } from '../../values/index.ts';
import type { Call } from '../commands.ts';
import { yes } from '../condition.ts';
import { hasWild } from '../fields.ts';
import { outcome, type Machine, type Outcome } from '../machine.ts';
import { line } from '../output.ts';
import type { Builtin } from './index.ts';

/** Words as they are printed: a wildcard is the list of names it stands for. */
export function printed(m: Machine, words: readonly Text[], call: Call): readonly Text[] {
  if (!words.some(hasWild)) return words;
  return words.map((word) => (hasWild(word) ? m.listOf(nameSet([word]), call.node, show(word)) : word));
}

export function print(m: Machine, text: Text, by?: readonly Text[]): Outcome {
  m.io.out.add(text, by);
  return outcome(yes);
}

/** Prints what the script gives and no newline after it. */
function printAsGiven(m: Machine, text: Text): Outcome {
  const result = print(m, text);
  m.io.out.asGiven = true;
  return result;
}

const echo: Builtin = (m, call) => {
  let i = 1;
  let newline = true;
  let escapes = false;
  for (; i < call.words.length; i++) {
    const flags = /^-([neE]+)$/.exec(literalOf(call.words[i]!) ?? '');
    if (flags === null) break;
    if (flags[1]!.includes('n')) newline = false;
    if (flags[1]!.includes('e')) escapes = true;
    if (flags[1]!.includes('E')) escapes = false;
  }
  const words = printed(m, call.words.slice(i), call);
  const text = join(escapes || m.shell === 'sh' ? words.map(unescaped) : words, ' ');
  return newline ? print(m, line(text)) : printAsGiven(m, text);
};

/** Replaces backslash escapes in the literals of a text. */
function unescaped(text: Text): Text {
  return concat(...text.map((piece): Text => (piece.kind === 'lit' ? lit(unescape(piece.text)) : [piece])));
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001b',
  E: '\u001b',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

function unescape(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(
    /\\(?:x([\da-fA-F]{1,2})|0([0-7]{1,3})|([0-7]{1,3})|u([\da-fA-F]{1,4})|(.))/gs,
    (whole: string, hex?: string, octal0?: string, octal?: string, unicode?: string, other?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      const digits = octal0 ?? octal;
      if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 8) & 0xff);
      return escapes[other ?? ''] ?? whole;
    },
  );
}

type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly conversion: string; readonly flags: string; readonly width: string; readonly precision: string | undefined };

function segmentsOf(format: string): readonly Segment[] {
  const out: Segment[] = [];
  let from = 0;
  for (const found of format.matchAll(/%(%|([-+ 0#]*)(\d*|\*)(?:\.(\d+|\*))?([diouxXfFeEgGcsbq]|\([^)]*\)T))/g)) {
    if (found.index > from) out.push({ kind: 'text', text: unescape(format.slice(from, found.index)) });
    if (found[1] === '%') out.push({ kind: 'text', text: '%' });
    else out.push({ kind: 'value', conversion: found[5] ?? 's', flags: found[2] ?? '', width: found[3] ?? '', precision: found[4] });
    from = found.index + found[0].length;
  }
  if (from < format.length) out.push({ kind: 'text', text: unescape(format.slice(from)) });
  return out;
}

const printf: Builtin = (m, call) => {
  let words = call.words.slice(1);
  let target: string | undefined;
  if (literalOf(words[0] ?? emptyText) === '-v') {
    target = literalOf(words[1] ?? emptyText);
    words = words.slice(2);
  }
  if (literalOf(words[0] ?? emptyText) === '--') words = words.slice(1);
  const text = formatted(m, words[0] ?? emptyText, printed(m, words.slice(1), call));
  if (target === undefined) return printAsGiven(m, text);
  m.scope.set(target, { kind: 'text', text });
  return outcome(yes);
};

const maxRounds = 4_096;

/** Stands around the number of an unknown inside a format; no script holds this private character. */
const mark = '\ue000';

/** `printf`: the format is used again until all arguments are printed (POSIX.1-2024, printf). */
function formatted(m: Machine, format: Text, args: readonly Text[]): Text {
  if (format.some((piece) => piece.kind === 'lit' && piece.text.includes(mark)))
    return derive('printf', join([format, ...args], ' '), { label: 'formatted text' });
  const holes = new Map<string, Text>();
  let source = '';
  for (const piece of format) {
    if (piece.kind === 'lit') source += piece.text;
    else {
      // An unknown in the format prints as itself, as long as it holds no `%`.
      const token = `${mark}${holes.size}${mark}`;
      holes.set(token, [piece]);
      source += token;
    }
  }
  const segments = segmentsOf(source);
  const places = segments.filter((segment) => segment.kind === 'value').length;
  const lists = args.some((arg) => arg.some((piece) => m.isList(piece)));
  if (places > 1 && lists) return derive(`printf ${source}`, join(args, ' '), { label: 'formatted text' });
  const out: Text[] = [];
  let next = 0;
  for (let round = 0; round === 0 || (places > 0 && next < args.length && round < maxRounds); round++) {
    for (const segment of segments) {
      if (segment.kind === 'text') out.push(restore(segment.text, holes));
      else out.push(convert(segment, args[next++] ?? emptyText));
    }
  }
  return concat(...out);
}

function restore(text: string, holes: ReadonlyMap<string, Text>): Text {
  if (holes.size === 0 || !text.includes(mark)) return lit(text);
  return concat(...text.split(mark).map((part, i) => (i % 2 === 1 ? (holes.get(`${mark}${part}${mark}`) ?? lit(part)) : lit(part))));
}

function convert(segment: Segment & { kind: 'value' }, value: Text): Text {
  const literal = literalOf(value);
  switch (segment.conversion) {
    case 's':
      if (literal === undefined) return segment.precision === undefined ? value : substring(value, 0, Number(segment.precision) || 0);
      return lit(padded(segment, segment.precision === undefined ? literal : literal.slice(0, Number(segment.precision) || 0)));
    case 'b':
      return unescaped(value);
    case 'd':
    case 'i':
      return literal === undefined ? value : lit(padded(segment, literal === '' ? '0' : literal));
    case 'q':
      return literal !== undefined && /^[\w./:@%+=,-]+$/.test(literal) ? value : derive('printf %q', value);
    default:
      return derive(`printf %${segment.flags}${segment.width}${segment.conversion}`, value);
  }
}

function padded(segment: Segment & { kind: 'value' }, text: string): string {
  const width = Math.min(Number(segment.width) || 0, 1_000);
  if (segment.flags.includes('-')) return text.padEnd(width);
  return text.padStart(width, segment.flags.includes('0') && /[di]/.test(segment.conversion) ? '0' : ' ');
}

/** `cat`: files whose text is known, here-documents, what comes through a pipe. */
const cat: Builtin = (m, call) => {
  const files: Text[] = [];
  for (const word of call.words.slice(1)) {
    const text = literalOf(word);
    if (text !== undefined && text.startsWith('-') && text !== '-') return undefined;
    files.push(word);
  }
  if (files.length === 0) return m.io.stdin === undefined ? undefined : print(m, m.io.stdin, m.io.stdinBy);
  const texts: Text[] = [];
  for (const file of files) {
    const text = contentOf(m, file);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return print(m, concat(...texts), files.length === 1 && literalOf(files[0]!) === '-' ? m.io.stdinBy : undefined);
};

/** The text of a file, of standard input for `-`, or of the process substitution that a name stands for. */
export function contentOf(m: Machine, file: Text): Text | undefined {
  const name = literalOf(file);
  if (name === '-' || name === '/dev/stdin') return m.io.stdin;
  const piece = file.length === 1 ? file[0] : undefined;
  if (piece?.kind === 'hole') {
    const piped = m.pipes.get(piece.id);
    if (piped !== undefined) return piped;
  }
  return m.host.readFile(file, m.scope.cwd);
}

export const printers: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['echo', echo],
  ['printf', printf],
  ['cat', cat],
]);
