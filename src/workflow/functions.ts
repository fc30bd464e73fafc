import { limits } from '../base/index.ts';
import { anyShape, concat, concatAll, datumToText, derive, emptyText, hole, lit, literalOf, parseJsonDatum } from '../values/index.ts';
import type { Datum, Text } from '../values/index.ts';
import { nameFor } from './access.ts';
import { equalValues } from './compare.ts';
import { no, or, question } from './formula.ts';
import type { Formula } from './formula.ts';
import { edgeMatches, holds } from './text-question.ts';
import { askEach, choose, eachChoice, fromDatum, mentionAll, printValue, sayOf, textValue, toDatum, toText, truthOf, truthValue } from './value.ts';
import type { Value } from './value.ts';

/** Applies a built-in function that needs nothing but its arguments; undefined for any other name. */
export function applyFunction(name: string, args: readonly Value[], id: (what: string) => string): Value | undefined {
  const first = args[0] ?? textValue(emptyText);
  const second = args[1] ?? textValue(emptyText);
  switch (name) {
    case 'contains':
      return truthValue(contains(first, second, id));
    case 'startswith':
      return truthValue(edge(first, second, 'front'));
    case 'endswith':
      return truthValue(edge(first, second, 'back'));
    case 'format':
      return eachChoice(first, (pattern) => textValue(format(toText(pattern), args.slice(1))));
    case 'join':
      return eachChoice(first, (list) => textValue(joined(list, args[1] === undefined || isObject(args[1]) ? lit(',') : toText(args[1]), id)));
    case 'tojson':
      return eachChoice(first, (value) => textValue(toJson(value)));
    case 'fromjson':
      return eachChoice(first, (value) => fromJson(toText(value), id));
    case 'hashfiles':
      return textValue(hole(id(`hashFiles(${args.map((arg) => printValue(arg)).join(', ')})`), { label: 'hashFiles' }));
    case 'case':
      return choices(args);
    default:
      return undefined;
  }
}

/** `startsWith` and `endsWith`: false for lists and maps. */
function edge(text: Value, part: Value, which: 'front' | 'back'): Formula {
  return askEach(text, (one) => askEach(part, (other) => (isObject(one) || isObject(other) ? no : edgeMatches(toText(one), toText(other), which))));
}

function contains(search: Value, item: Value, id: (what: string) => string): Formula {
  return askEach(search, (one) => {
    if (one.kind === 'map') return no;
    if (one.kind !== 'list') return askEach(item, (wanted) => (isObject(wanted) ? no : holds(toText(one), toText(wanted))));
    const found = one.items.map((member, i) => equalValues(fromDatum(member, id(`${printValue(one)}[${i}]`)), item));
    return or(...found, one.open === true ? question(sayOf(one, item, (list, wanted) => `contains(${list}, ${wanted})`)) : no);
  });
}

/** `{0}` stands for the first argument, `{{` and `}}` for a brace. A pattern that GitHub would refuse gives an unknown. */
function format(pattern: Text, args: readonly Value[]): Text {
  const literal = literalOf(pattern);
  const failed = (): Text => derive('format', concat(pattern, lit(','), mentionAll(args)), { shape: anyShape });
  if (literal === undefined) return failed();
  const parts: Text[] = [];
  const token = /\{\{|\}\}|\{(\d+)\}|[{}]|[^{}]+/g;
  for (const found of literal.matchAll(token)) {
    const [whole, number] = found;
    if (whole === '{' || whole === '}') return failed();
    if (number === undefined) {
      parts.push(lit(whole === '{{' ? '{' : whole === '}}' ? '}' : whole));
      continue;
    }
    const arg = args[Number(number)];
    if (arg === undefined) return failed();
    parts.push(toText(arg));
  }
  return concatAll(parts);
}

function joined(list: Value, separator: Text, id: (what: string) => string): Text {
  if (list.kind === 'map') return emptyText;
  // An unknown value may be a list: joining it is a function of it, not the value itself.
  if (list.kind === 'text')
    return literalOf(list.text) === undefined ? derive('join', list.text, { label: `join(${nameFor(list.text)})`, shape: anyShape }) : list.text;
  if (list.kind !== 'list') return toText(list);
  const items = list.items.map((item, i) => toText(fromDatum(item, id(`${printValue(list)}[${i}]`))));
  return list.open === true
    ? derive('join', concatAll([...items, lit('…')]), { shape: anyShape })
    : concatAll(items.flatMap((item, i) => (i === 0 ? [item] : [separator, item])));
}

/** JSON as `toJSON` prints it. Of an unknown alone not even the kind is known: what is made of it is derived. */
function toJson(value: Value): Text {
  const datum: Datum = toDatum(value);
  const literal = datum.kind === 'text' ? literalOf(datum.text) : undefined;
  if (literal !== undefined && literal.length <= limits.maxTextLength) return concat(lit(JSON.stringify(literal)));
  const printed = datum.kind === 'text' ? undefined : datumToText(datum, { indent: 2 });
  if (printed !== undefined) return printed;
  const of = datum.kind === 'text' ? datum.text : lit(printValue(value));
  return derive('toJSON', of, { label: `toJSON(${nameFor(of)})`, shape: anyShape });
}

function fromJson(text: Text, id: (what: string) => string): Value {
  const only = text.length === 1 ? text[0] : undefined;
  const unread = (): Value => textValue(derive('fromJSON', text, { label: `fromJSON(${nameFor(text)})`, shape: anyShape }));
  if (only?.kind !== 'alt') {
    const known = only?.kind === 'hole' ? undefined : parseJsonDatum(text);
    return known === undefined ? unread() : fromDatum(known, id('fromJSON'));
  }
  const options = only.options.map((option) => fromJson(option, id));
  const texts = options.map((option) => (isObject(option) ? undefined : toText(option)));
  return texts.every((one) => one !== undefined) ? textValue([{ kind: 'alt', key: only.key, options: texts }]) : unread();
}

function isObject(value: Value): boolean {
  return value.kind === 'list' || value.kind === 'map';
}

/** `case(condition, value, …, otherwise)`: the value of the first condition that holds. */
function choices(args: readonly Value[]): Value {
  let result = args.at(-1) ?? textValue(emptyText);
  for (let i = args.length - 3; i >= 0; i -= 2) result = choose(truthOf(args[i]!), args[i + 1]!, result);
  return result;
}
