import { anyShape, derive, expand, hole, literalOf, show } from '../values/index.ts';
import type { Datum, Text } from '../values/index.ts';
import { and } from './formula.ts';
import { choiceFormula } from './text-question.ts';
import { choose, eachChoice, fromDatum, nullValue, printValue, showNumber, textValue } from './value.ts';
import type { Value } from './value.ts';

/** What an evaluation can ask of its surroundings. */
export interface EvalContext {
  /**
   * The value of a path such as `['steps', 'x', 'outputs', 'y']`; the first name is in lower case, `*` stands for every
   * member. Undefined means unknown: the evaluation goes on with a hole for that path. A shorter path may be answered
   * with a map or list, from which the rest is taken.
   */
  lookup(path: readonly string[]): Datum | undefined;
  /** The value of a function call (names in lower case), asked before the built-in ones; undefined to leave it to them. */
  fn?(name: string, args: readonly Datum[]): Datum | undefined;
  /** The id of the unknown that `what` names: where it is to be equal to itself. */
  id(what: string): string;
}

/** Looks a written-out path up: whole, or as a part of what a shorter path gives. */
export function lookUp(path: readonly string[], ctx: EvalContext): Value {
  for (let length = path.length; length > 0; length--) {
    const datum = ctx.lookup(path.slice(0, length));
    if (datum === undefined) continue;
    if (length < path.length && datum.kind === 'text' && literalOf(datum.text) === undefined) continue;
    return path
      .slice(length)
      .reduce<Value>(
        (value, name) => indexValue(value, textValue([{ kind: 'lit', text: name }]), 'one', ctx.id),
        fromDatum(datum, ctx.id(path.slice(0, length).join('.')), path.slice(0, length).join('.')),
      );
  }
  const name = path.join('.');
  return textValue(hole(ctx.id(name), { label: name }));
}

/** What people call a text: an unknown alone by its name, without brackets. */
export function nameFor(text: Text): string {
  const only = text.length === 1 ? text[0] : undefined;
  return only?.kind === 'hole' ? only.label : show(text);
}

/** The name that an index is, when it is known. */
export function nameOf(value: Value): string | undefined {
  if (value.kind === 'text') return literalOf(value.text);
  return value.kind === 'number' ? showNumber(value.value) : undefined;
}

/** `value.*`: the list of its members. */
export function membersOf(value: Value): Value {
  return eachChoice(value, (one) => {
    switch (one.kind) {
      case 'list':
        return one;
      case 'map':
        return { kind: 'list', items: [...one.entries.values()], ...(one.open === true ? { open: true } : {}) };
      case 'text':
        return literalOf(one.text) === undefined
          ? textValue(derive('members', one.text, { label: `${nameFor(one.text)}.*`, shape: anyShape }))
          : { kind: 'list', items: [] };
      case 'number':
      case 'null':
      case 'truth':
        return { kind: 'list', items: [] };
    }
  });
}

/** `value.*.*`: the members of every member. */
export function membersOfEach(value: Value): Value {
  return eachChoice(value, (one) => {
    if (one.kind !== 'list') return membersOf(one);
    const items: Datum[] = [];
    let open = one.open === true;
    for (const item of one.items) {
      if (item.kind === 'list') items.push(...item.items);
      else if (item.kind === 'map') items.push(...item.entries.values());
      open ||= isOpen(item);
    }
    return { kind: 'list', items, ...(open ? { open } : {}) };
  });
}

/** `value[key]`; `each` takes it of every member of a list that `.*` made, leaving out those without it. */
export function indexValue(value: Value, key: Value, of: 'one' | 'each', id: (what: string) => string): Value {
  return eachChoice(value, (one) =>
    eachChoice(key, (single) =>
      single.kind === 'text' ? byOption(single.text, (text) => indexSingle(one, textValue(text), of, id)) : indexSingle(one, single, of, id),
    ),
  );
}

function indexSingle(value: Exclude<Value, { readonly kind: 'choice' }>, key: Value, of: 'one' | 'each', id: (what: string) => string): Value {
  const name = nameOf(key);
  switch (value.kind) {
    case 'number':
    case 'null':
    case 'truth':
      return nullValue;
    case 'text':
      if (literalOf(value.text) !== undefined) return nullValue;
      return textValue(
        name === undefined ? hole(id(`${printValue(value)}[${printValue(key)}]`)) : derive(`.${name}`, value.text, { label: `${nameFor(value.text)}.${name}` }),
      );
    case 'list':
    case 'map':
      if (name === undefined) return textValue(hole(id(`${printValue(value)}[${printValue(key)}]`)));
      if (value.kind === 'list' && of === 'each') return filtered(value.items, value.open === true, name);
      return member(value, name, id);
  }
}

/** The members of that name of a list's items; an item of which nothing is known leaves the result open. */
function filtered(items: readonly Datum[], wasOpen: boolean, name: string): Value {
  const found: Datum[] = [];
  let open = wasOpen;
  for (const item of items) {
    const inner = memberDatum(item, name);
    if (inner !== undefined) found.push(inner);
    else if (isOpen(item)) open = true;
  }
  return { kind: 'list', items: found, ...(open ? { open } : {}) };
}

function member(value: Value & { readonly kind: 'list' | 'map' }, name: string, id: (what: string) => string): Value {
  const found = memberDatum(value, name);
  if (found !== undefined) return fromDatum(found, id(`${printValue(value)}.${name}`));
  return value.open === true ? textValue(hole(id(`${printValue(value)}.${name}`), { label: name })) : nullValue;
}

function memberDatum(datum: Datum, name: string): Datum | undefined {
  if (datum.kind === 'list') return /^\d{1,9}$/.test(name) ? datum.items[Number(name)] : undefined;
  if (datum.kind !== 'map') return undefined;
  const exact = datum.entries.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, inner] of datum.entries) if (key.toLowerCase() === lower) return inner;
  return undefined;
}

function isOpen(datum: Datum): boolean {
  if (datum.kind === 'list' || datum.kind === 'map') return datum.open === true;
  return datum.kind === 'text' && literalOf(datum.text) === undefined;
}

/** Takes the options of a text one by one, as a choice between what they lead to. */
function byOption(text: Text, fn: (text: Text) => Value): Value {
  const options = text.some((piece) => piece.kind === 'alt') ? expand(text) : undefined;
  const last = options?.at(-1);
  if (options === undefined || last === undefined) return fn(text);
  return options
    .slice(0, -1)
    .reduceRight<Value>(
      (rest, one) => choose(and(...[...one.choices].map((choice) => choiceFormula(choice[0], choice[1]))), fn(one.text), rest),
      fn(last.text),
    );
}
