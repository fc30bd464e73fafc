import { concatAll, derive, hole, join, lit, literalOf, lower, splitAt, stripPrefix, stripSuffix, trim, upper } from '../../../values/index.ts';
import type { Datum, Text } from '../../../values/index.ts';
import type { HclScope } from './evaluate.ts';
import { asText, choose, equalData, isTrue, noDatum, textDatum, truthDatum } from './values.ts';

type Fn = (args: readonly Datum[], scope: HclScope) => Datum | undefined;

/**
 * Calls a function of bake's library or an operator on numbers. The few that shape names, tags and conditions are
 * followed; every other gives an unknown that is the same for the same arguments.
 */
export function callFunction(name: string, args: readonly Datum[], scope: HclScope): Datum {
  const known = Object.hasOwn(functions, name) ? functions[name]!(args, scope) : undefined;
  if (known !== undefined) return known;
  if (fresh.has(name)) return textDatum(hole(`${scope.idPrefix}.${name}`, { label: name }));
  return textDatum(
    derive(
      name,
      join(
        args.map((arg) => asText(arg, scope)),
        '\u0000',
      ),
      { label: name },
    ),
  );
}

/** Functions that give something else each time. */
const fresh = new Set(['timestamp', 'uuidv4', 'bcrypt']);

const items = (datum: Datum | undefined): readonly Datum[] => (datum?.kind === 'list' ? datum.items : []);
const isOpen = (datum: Datum | undefined): boolean => datum?.kind !== 'list' || datum.open === true;
const maxItems = 2_000;
const listOf = (list: readonly Datum[], open: boolean): Datum => ({
  kind: 'list',
  items: list.slice(0, maxItems),
  ...(open || list.length > maxItems ? { open: true } : {}),
});
const text = (args: readonly Datum[], i: number, scope: HclScope): Text => asText(args[i] ?? noDatum, scope);
const literal = (args: readonly Datum[], i: number, scope: HclScope): string | undefined => literalOf(text(args, i, scope));
const onText =
  (fn: (value: Text) => Text): Fn =>
  (args, scope) =>
    textDatum(fn(text(args, 0, scope)));
const numeric =
  (fn: (a: number, b: number) => number): Fn =>
  ([a, b]) =>
    a?.kind === 'number' && b?.kind === 'number' ? { kind: 'number', value: fn(a.value, b.value) } : undefined;
const ordered =
  (fn: (a: number, b: number) => boolean): Fn =>
  ([a, b]) =>
    a?.kind === 'number' && b?.kind === 'number' ? truthDatum(fn(a.value, b.value)) : truthDatum('unknown', 'an order of numbers');

const functions: Readonly<Record<string, Fn>> = {
  equal: ([a = noDatum, b = noDatum]) => equalData(a, b),
  notequal: ([a = noDatum, b = noDatum]) => choose(equalData(a, b), truthDatum(false), truthDatum(true)),
  not: ([a = noDatum]) => choose(isTrue(a), truthDatum(false), truthDatum(true)),
  and: ([a = noDatum, b = noDatum]) => choose(isTrue(a), isTrue(b), truthDatum(false)),
  or: ([a = noDatum, b = noDatum]) => choose(isTrue(a), truthDatum(true), isTrue(b)),
  'operator +': numeric((a, b) => a + b),
  'operator -': numeric((a, b) => a - b),
  'operator <': ordered((a, b) => a < b),
  'operator >': ordered((a, b) => a > b),
  'operator <=': ordered((a, b) => a <= b),
  'operator >=': ordered((a, b) => a >= b),
  add: numeric((a, b) => a + b),
  concat: (args) => listOf(args.flatMap(items), args.some(isOpen)),
  flatten: ([a]) =>
    listOf(
      items(a).flatMap((one) => (one.kind === 'list' ? one.items : [one])),
      isOpen(a),
    ),
  distinct: ([a]) => a,
  compact: ([a]) => a,
  sort: ([a]) => a,
  reverselist: ([a]) => listOf(items(a).toReversed(), isOpen(a)),
  setunion: (args) => listOf(args.flatMap(items), args.some(isOpen)),
  length: ([a]) => (a?.kind === 'list' && a.open !== true ? { kind: 'number', value: a.items.length } : undefined),
  keys: ([a]) =>
    a?.kind === 'map'
      ? listOf(
          [...a.entries.keys()].map((key) => textDatum(lit(key))),
          a.open === true,
        )
      : undefined,
  values: ([a]) => (a?.kind === 'map' ? listOf([...a.entries.values()], a.open === true) : undefined),
  merge: (args) =>
    args.every((one) => one.kind === 'map')
      ? { kind: 'map', entries: new Map(args.flatMap((one) => [...one.entries])), ...(args.some((one) => one.open === true) ? { open: true } : {}) }
      : undefined,
  lookup: ([map, key, otherwise], scope) => {
    const name = key === undefined ? undefined : literalOf(asText(key, scope));
    return map?.kind === 'map' && name !== undefined && map.open !== true ? (map.entries.get(name) ?? otherwise) : undefined;
  },
  element: ([list, index]) =>
    list?.kind === 'list' && list.open !== true && index?.kind === 'number' ? list.items[index.value % list.items.length] : undefined,
  coalesce: (args) => args.find((one) => one.kind !== 'null'),
  contains: ([list, value = noDatum]) => {
    const answers = items(list).map((item) => equalData(item, value).value);
    if (answers.includes(true)) return truthDatum(true);
    return isOpen(list) || answers.includes('unknown') ? truthDatum('unknown', 'a list contains a value') : truthDatum(false);
  },
  join: (args, scope) => {
    const lists = args.slice(1);
    const separator = literal(args, 0, scope);
    if (separator === undefined || lists.some(isOpen)) return undefined;
    return textDatum(
      join(
        lists.flatMap(items).map((item) => asText(item, scope)),
        separator,
      ),
    );
  },
  split: (args, scope) => {
    const separator = literal(args, 0, scope);
    if (separator === undefined || separator === '') return undefined;
    const escaped = new RegExp(separator.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'g');
    return listOf(splitAt(text(args, 1, scope), escaped).map(textDatum), false);
  },
  format: (args, scope) => {
    const pattern = literal(args, 0, scope);
    return pattern === undefined ? undefined : formatted(pattern, args.slice(1), scope);
  },
  formatlist: (args, scope) => {
    const pattern = literal(args, 0, scope);
    const list = args.find((one) => one.kind === 'list');
    if (pattern === undefined || list === undefined) return undefined;
    const made = list.items.map((item) =>
      formatted(
        pattern,
        args.slice(1).map((one) => (one.kind === 'list' ? item : one)),
        scope,
      ),
    );
    return made.every((one) => one !== undefined) && args.filter((one) => one.kind === 'list').length === 1 ? listOf(made, list.open === true) : undefined;
  },
  lower: onText(lower),
  upper: onText(upper),
  trimspace: onText(trim),
  chomp: onText(trim),
  trimprefix: (args, scope) => textDatum(stripPrefix(text(args, 0, scope), text(args, 1, scope), { longest: false })),
  trimsuffix: (args, scope) => textDatum(stripSuffix(text(args, 0, scope), text(args, 1, scope), { longest: false })),
  strlen: (args, scope) => {
    const value = literal(args, 0, scope);
    return value === undefined ? undefined : { kind: 'number', value: value.length };
  },
  replace: (args, scope) => {
    const [from, to] = [literal(args, 1, scope), literal(args, 2, scope)];
    const value = literal(args, 0, scope);
    return value === undefined || from === undefined || to === undefined || from === '' ? undefined : textDatum(lit(value.replaceAll(from, to)));
  },
  sanitize: (args, scope) => {
    const value = literal(args, 0, scope);
    return value === undefined ? undefined : textDatum(lit(value.replaceAll(/[^a-zA-Z0-9_-]+/g, '_')));
  },
  try: ([first]) => first,
  can: () => truthDatum('unknown', 'an expression can be evaluated'),
  convert: ([first]) => first,
};

/** `%s`, `%d` and `%v` in their order; anything else is left to be an unknown. */
function formatted(pattern: string, args: readonly Datum[], scope: HclScope): Datum | undefined {
  const parts: Text[] = [];
  let next = 0;
  for (const part of pattern.split(/(%%|%[a-zA-Z])/)) {
    if (part === '%%') parts.push(lit('%'));
    else if (/^%[sdv]$/.test(part)) parts.push(asText(args[next++] ?? noDatum, scope));
    else if (part.startsWith('%')) return undefined;
    else parts.push(lit(part));
  }
  return textDatum(concatAll(parts));
}
