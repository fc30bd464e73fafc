import { difference, emptyText, keyOf, lit, literalOf, nameSet, show, derive, hole, type Hole, type NameSet, type Text } from '../../values/index.ts';
import { atom, known, yes, type Condition } from '../condition.ts';
import { outcome, type Machine } from '../machine.ts';
import { brief, chomp, line } from '../output.ts';
import { narrowSet } from '../narrow.ts';
import { matchesText } from '../pattern.ts';
import { safe, toJavaScript, toPatterns, type Dialect } from '../regex.ts';
import { mayBeMany, rowsOf, textOfRows } from '../rows.ts';
import { choice } from '../state.ts';
import { lastValue, readOptions, type Options } from './options.ts';
import { affordable, maxRows, sourceText } from './source.ts';
import type { Builtin } from './index.ts';

interface Question {
  readonly source: string;
  readonly dialect: Dialect;
  readonly inverted: boolean;
  readonly options: Options;
  /** Names the question, for keys. */
  readonly how: string;
}

/** `grep` on text that is known or named; files that are not known are the host's. */
export const grep: Builtin = (m, call) => {
  const options = readOptions(call.words, ['e', 'f', 'm', 'A', 'B', 'C', 'regexp', 'max-count', 'include', 'exclude', 'exclude-dir']);
  const named = lastValue(options, 'e', 'regexp');
  const pattern = named ?? options.operands[0];
  const files = named === undefined ? options.operands.slice(1) : options.operands;
  if (pattern === undefined || options.flags.has('f') || options.flags.has('r') || options.flags.has('R') || options.flags.has('l')) return undefined;
  const text = sourceText(m, files);
  if (text === undefined) return undefined;
  const program = literalOf(call.words[0] ?? emptyText) ?? 'grep';
  const dialect: Dialect =
    options.flags.has('F') || program === 'fgrep' ? 'fixed' : options.flags.has('E') || options.flags.has('P') || program === 'egrep' ? 'extended' : 'basic';
  const source = literalOf(pattern);
  const letters = [...options.flags]
    .filter((flag) => !'qsEFPe'.includes(flag))
    .toSorted()
    .join('');
  const how = `grep ${letters === '' ? '' : `-${letters} `}${keyOf(pattern)}`;
  if (
    source === undefined ||
    options.flags.has('w') ||
    options.flags.has('A') ||
    options.flags.has('B') ||
    (options.values.get('e')?.length ?? 0) > 1 ||
    !affordable(m, text)
  )
    return unknown(m, text, how, options);
  const wanted = options.flags.has('x') ? `^${source}$` : source;
  const question: Question = { source: options.flags.has('i') ? wanted.toLowerCase() : wanted, dialect, inverted: options.flags.has('v'), options, how };
  if (options.flags.has('o')) return only(m, text, question);
  return select(m, text, question);
};

function unknown(m: Machine, text: Text, how: string, options: Options): ReturnType<Builtin> {
  if (!options.flags.has('q')) m.io.out.add(line(derive(how, chomp(text), { label: `${how} of ${brief(text)}` })));
  return outcome(m.assumptions.resolve(status(how, text)));
}

function status(how: string, text: Text): Condition {
  return atom(`${how}(${keyOf(chomp(text))})`, `${how} finds something`);
}

/** `grep -o`: what matched. */
function only(m: Machine, text: Text, question: Question): ReturnType<Builtin> {
  const source = toJavaScript(question.source, question.dialect);
  const value = literalOf(text);
  const regex = source === undefined || value === undefined ? undefined : safe(source, value.length, 'gm');
  if (regex !== undefined && value !== undefined) {
    const found = [...value.matchAll(regex)].map((match) => lit(match[0])).filter((row) => row.length > 0);
    m.io.out.add(textOfRows(found));
    return outcome(known(found.length > 0));
  }
  const shape = source !== undefined && !/[\^$]|\\b|\(\?/.test(source) ? source : undefined;
  m.io.out.add(line(derive(question.how, chomp(text), { label: `${question.how} of ${brief(text)}`, ...(shape === undefined ? {} : { shape }) })));
  return outcome(m.assumptions.resolve(status(question.how, text)));
}

function select(m: Machine, text: Text, question: Question): ReturnType<Builtin> {
  const rows = rowsOf(text);
  const patterns = toPatterns(question.source, question.dialect);
  if (rows.length > maxRows) return unknown(m, text, question.how, question.options);
  const kept: Text[] = [];
  let some: Condition = known(false);
  for (const row of rows) {
    const lists = row.length === 1 && row[0]!.kind === 'hole' && m.isList(row[0]!);
    if (lists) {
      const part = patterns === undefined ? undefined : narrowed(row[0] as Hole, nameSet(patterns), question.inverted);
      if (part?.kind === 'nothing') continue;
      kept.push(part === undefined ? derive(question.how, row, { label: `some of ${show(row)}` }) : narrowedList(m, row[0] as Hole, part.set, question.how));
      some = some.kind === 'known' && some.value ? some : atom(`${question.how}(${keyOf(row)})`, `${question.how} finds something`);
      continue;
    }
    const answer = mayBeMany(m, row) ? 'unknown' : matchRow(row, question, patterns);
    const here = answer === 'unknown' ? 'unknown' : answer !== question.inverted;
    if (here === false) continue;
    if (here === true) {
      some = yes;
      kept.push(row);
    } else if (mayBeMany(m, row)) {
      const derived = derive(question.how, row, { label: `${question.how} of ${brief(row)}` });
      kept.push(derived);
      some = some.kind === 'known' && some.value ? some : status(question.how, row);
    } else {
      const condition = status(question.how, row);
      kept.push(condition.kind === 'atom' ? choice(condition.key, row, emptyText) : row);
      some = some.kind === 'known' && some.value ? some : condition;
    }
  }
  if (question.options.flags.has('q')) return outcome(m.assumptions.resolve(some));
  if (question.options.flags.has('c')) {
    const count = some.kind === 'known' ? lit(String(kept.length)) : derive(`${question.how} -c`, chomp(text), { shape: '\\d+' });
    m.io.out.add(line(count));
  } else m.io.out.add(textOfRows(kept));
  return outcome(m.assumptions.resolve(some));
}

function matchRow(row: Text, question: Question, patterns: readonly Text[] | undefined): boolean | 'unknown' {
  const value = literalOf(row);
  if (value !== undefined) {
    const source = toJavaScript(question.source, question.dialect);
    const regex = source === undefined ? undefined : safe(source, value.length);
    if (regex !== undefined) return regex.test(question.options.flags.has('i') ? value.toLowerCase() : value);
  }
  if (patterns === undefined || question.options.flags.has('i')) return 'unknown';
  const answers = patterns.map((pattern) => matchesText(row, pattern));
  return answers.includes(true) ? true : answers.every((answer) => answer === false) ? false : 'unknown';
}

/** The part of a list that a filter lets through, when it can be said exactly. */
function narrowed(
  list: Hole,
  patterns: NameSet,
  inverted: boolean,
): { readonly kind: 'part'; readonly set: NameSet } | { readonly kind: 'nothing' } | undefined {
  const all = list.each;
  if (all === undefined) return undefined;
  if (inverted) return { kind: 'part', set: difference(all, patterns) };
  const both = narrowSet(all, patterns);
  if (both === undefined) return { kind: 'nothing' };
  return both.exact ? { kind: 'part', set: both.set } : undefined;
}

function narrowedList(m: Machine, list: Hole, set: NameSet, how: string): Text {
  const id = `${how}(${list.id})`;
  m.lists.add(id);
  return hole(id, { label: list.label, from: [list.id, ...list.from], each: set });
}
