import { concat, derive, lit, literalOf, replaceText, show, type Piece, type Text } from '../../values/index.ts';
import { brief, chomp, line } from '../output.ts';
import { strip } from '../pattern.ts';
import { safe, toJavaScript, toPatterns, type Dialect } from '../regex.ts';
import { rowsOf, textOfRows } from '../rows.ts';
import { perRow } from './columns.ts';
import { readOptions } from './options.ts';
import { affordable, give, sourceText } from './source.ts';
import type { Builtin } from './index.ts';

interface Substitution {
  readonly pattern: string;
  readonly replacement: string;
  readonly all: boolean;
  readonly ignoreCase: boolean;
}

/** `sed` with substitutions alone; everything else is a derived unknown, and files rewritten in place are the host's. */
export const sed: Builtin = (m, call) => {
  const options = readOptions(call.words, ['e', 'f', 'expression', 'file', 'l']);
  if (options.flags.has('i') || options.flags.has('in-place') || options.flags.has('f') || options.flags.has('file')) return undefined;
  const given = [...(options.values.get('e') ?? []), ...(options.values.get('expression') ?? [])];
  const scripts = given.length > 0 ? given : options.operands.slice(0, 1);
  const text = sourceText(m, given.length > 0 ? options.operands : options.operands.slice(1));
  if (text === undefined) return undefined;
  const how = `sed ${options.flags.has('n') ? '-n ' : ''}${scripts.map(show).join(';')}`;
  const dialect: Dialect = options.flags.has('E') || options.flags.has('r') ? 'extended' : 'basic';
  const held: Piece[] = [];
  const sources = scripts.map((script) => marked(script, held));
  const whole = (): ReturnType<Builtin> => give(m, line(derive(how, chomp(text), { label: `${how} of ${brief(text)}` })));
  if (sources.some((source) => source === undefined) || options.flags.has('n') || !affordable(m, text)) return whole();
  const read = sources.map((source) => readScript(source ?? ''));
  if (read.includes(undefined)) return whole();
  let result = text;
  for (const command of read.flatMap((commands) => commands ?? [])) {
    result =
      command.kind === 'substitute'
        ? perRow(m, result, `sed ${command.source}`, (row) => substituted(row, command.substitution, dialect))
        : withoutRow(result, command.row);
  }
  return give(m, unmarked(result, held));
};

/** The first of the characters that stand for the unknowns of a script while it is read. */
const mark = 0xe100;
const maxHeld = 64;

/** A script in which a character stands for each unknown; undefined where it has such characters of its own. */
function marked(script: Text, held: Piece[]): string | undefined {
  const literal = literalOf(script);
  if (literal !== undefined) return literal;
  if (held.length + script.length > maxHeld || script.some((piece) => piece.kind === 'lit' && isMarked(piece.text))) return undefined;
  return script.map((piece) => (piece.kind === 'lit' ? piece.text : String.fromCharCode(mark + held.push(piece) - 1))).join('');
}

function isMarked(text: string): boolean {
  return /[\ue100-\ue140]/.test(text);
}

function unmarked(text: Text, held: readonly Piece[]): Text {
  if (held.length === 0) return text;
  return concat(
    ...text.map((piece): Text => {
      if (piece.kind !== 'lit' || !isMarked(piece.text)) return [piece];
      return concat(
        ...[...piece.text].map((c): Text => (isMarked(c) && held[c.charCodeAt(0) - mark] !== undefined ? [held[c.charCodeAt(0) - mark]!] : lit(c))),
      );
    }),
  );
}

type SedCommand =
  | { readonly kind: 'substitute'; readonly substitution: Substitution; readonly source: string }
  | { readonly kind: 'drop'; readonly row: number | 'last' };

/** Reads `s/a/b/g`, `1d` and `$d`, separated by `;` or newlines. */
function readScript(script: string): readonly SedCommand[] | undefined {
  const out: SedCommand[] = [];
  let i = 0;
  while (i < script.length) {
    if (/[\s;]/.test(script[i]!)) {
      i++;
      continue;
    }
    const drop = /^(\d{1,4}|\$)\s*d(?=[\s;]|$)/.exec(script.slice(i, i + 16));
    if (drop !== null) {
      out.push({ kind: 'drop', row: drop[1] === '$' ? 'last' : Number(drop[1]) });
      i += drop[0].length;
      continue;
    }
    if (script[i] !== 's' || script[i + 1] === undefined) return undefined;
    const separator = script[i + 1]!;
    const pattern = until(script, i + 2, separator);
    const replacement = pattern === undefined ? undefined : until(script, pattern.end + 1, separator);
    if (pattern === undefined || replacement === undefined || isMarked(pattern.text)) return undefined;
    const flags = /^[gIi]*/.exec(script.slice(replacement.end + 1, replacement.end + 8))![0];
    const end = replacement.end + 1 + flags.length;
    if (end < script.length && !/[\s;]/.test(script[end]!)) return undefined;
    out.push({
      kind: 'substitute',
      source: script.slice(i, end),
      substitution: { pattern: pattern.text, replacement: replacement.text, all: flags.includes('g'), ignoreCase: /i/i.test(flags) },
    });
    i = end;
  }
  return out.length > 32 ? undefined : out;
}

function until(script: string, from: number, separator: string): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let i = from; i < script.length; i++) {
    if (script[i] === '\\' && script[i + 1] !== undefined) {
      text += script[i + 1] === separator ? separator : script[i]! + script[i + 1]!;
      i++;
    } else if (script[i] === separator) return { text, end: i };
    else text += script[i]!;
  }
  return undefined;
}

function withoutRow(text: Text, row: number | 'last'): Text {
  const rows = rowsOf(text);
  return textOfRows(rows.filter((_, i) => i !== (row === 'last' ? rows.length - 1 : row - 1)));
}

function substituted(row: Text, substitution: Substitution, dialect: Dialect): Text | undefined {
  const value = literalOf(row);
  if (value !== undefined) {
    const source = toJavaScript(substitution.pattern, dialect);
    const regex = source === undefined ? undefined : safe(source, value.length, `${substitution.all ? 'g' : ''}${substitution.ignoreCase ? 'i' : ''}`);
    if (regex !== undefined && !/\\[A-Za-z]/.test(substitution.replacement)) return lit(replaced(value, regex, substitution.replacement));
  }
  if (/[&\\]/.test(substitution.replacement) || substitution.ignoreCase) return undefined;
  const patterns = toPatterns(substitution.pattern, dialect);
  const only = patterns?.length === 1 ? patterns[0]! : undefined;
  if (only === undefined) return undefined;
  return onPattern(row, substitution, only);
}

/** Every match replaced, `&` by the match and `\1` by a group; nothing that is found right behind a match counts. */
function replaced(value: string, regex: RegExp, replacement: string): string {
  let out = '';
  let end = 0;
  let isFirst = true;
  for (const match of regex.global ? value.matchAll(regex) : [regex.exec(value) ?? undefined]) {
    if (match === undefined || (match[0] === '' && !isFirst && match.index === end)) continue;
    const by = replacement.replace(/\\([\s\S])|&/g, (_whole, c?: string) => (c === undefined ? match[0] : /\d/.test(c) ? (match[Number(c)] ?? '') : c));
    out += value.slice(end, match.index) + by;
    end = match.index + match[0].length;
    isFirst = false;
  }
  return out + value.slice(end);
}

/** A substitution on a row that holds unknowns: a literal, or a `.*` at one end that is cut away. */
function onPattern(row: Text, substitution: Substitution, pattern: Text): Text | undefined {
  const start = substitution.pattern.startsWith('^');
  const end = substitution.pattern.endsWith('$') && !substitution.pattern.endsWith('\\$');
  const inner = pattern.slice(start || isOwnStar(substitution.pattern, 'front') ? 0 : 1, end || isOwnStar(substitution.pattern, 'back') ? undefined : -1);
  const literal = literalOf(inner);
  const replacement = lit(substitution.replacement);
  if (literal !== undefined) {
    if (start && end) return undefined;
    if (start) return literal === '' ? concat(replacement, row) : replaceText(row, inner, replacement, { at: 'start' });
    if (end) return literal === '' ? concat(row, replacement) : replaceText(row, inner, replacement, { at: 'end' });
    return replaceText(row, inner, replacement, { all: substitution.all });
  }
  if (substitution.replacement !== '' || inner.filter((piece) => piece.kind === 'wild').length !== 1) return undefined;
  if (isOwnStar(substitution.pattern, 'front') && !end) return strip(row, inner, { side: 'front', longest: true });
  if (isOwnStar(substitution.pattern, 'back') && !start) return strip(row, inner, { side: 'back', longest: true });
  return undefined;
}

/** Whether the regular expression itself begins or ends with `.*`. */
function isOwnStar(pattern: string, side: 'front' | 'back'): boolean {
  return side === 'front' ? /^\^?\.\*/.test(pattern) : /(?:^|[^\\])\.\*\$?$/.test(pattern);
}
