import type { Tri } from '../../../base/index.ts';
import {
  alternatives,
  concat,
  datumToText,
  derive,
  emptyText,
  fingerprint,
  hole,
  intersects,
  keyOf,
  lit,
  literalOf,
  nameSet,
  sameText,
  show,
} from '../../../values/index.ts';
import type { Datum, Text } from '../../../values/index.ts';

const maxKey = 50_000;

export const noDatum: Datum = { kind: 'null' };

export function textDatum(text: Text): Datum & { readonly kind: 'text' } {
  return { kind: 'text', text };
}

export function truthDatum(value: Tri, key?: string): Datum & { readonly kind: 'bool' } {
  return { kind: 'bool', value, ...(key === undefined ? {} : { key }) };
}

/** A value as a truth value, with the conversions that HCL makes. */
export function isTrue(datum: Datum): Datum & { readonly kind: 'bool' } {
  if (datum.kind === 'bool') return datum;
  if (datum.kind === 'text') {
    const word = literalOf(datum.text);
    if (word === undefined) return truthDatum('unknown', show(datum.text));
    return truthDatum(word === 'true' || word === '1');
  }
  return truthDatum(datum.kind === 'number' ? datum.value !== 0 : false);
}

/** `==` of two values: equal texts are equal whatever they stand for, apart only where no value of the unknowns makes them meet. */
export function equalData(a: Datum, b: Datum): Datum & { readonly kind: 'bool' } {
  const [x, y] = [scalarText(a), scalarText(b)];
  if (x !== undefined && y !== undefined) {
    const [p, q] = [literalOf(x), literalOf(y)];
    if (p !== undefined && q !== undefined) return truthDatum(p === q);
    if (sameText(x, y)) return truthDatum(true);
    if ((p !== '' && q !== '' && intersects(nameSet([x]), nameSet([y])) === false) || isNeverEmpty(p === '' ? y : q === '' ? x : [])) return truthDatum(false);
    const [first, second] = keyOf(x) < keyOf(y) ? [x, y] : [y, x];
    return truthDatum('unknown', `${show(first)} == ${show(second)}`);
  }
  if (a.kind === 'null' || b.kind === 'null') return truthDatum(a.kind === b.kind);
  return a.kind === b.kind ? truthDatum('unknown', 'equal collections') : truthDatum(false);
}

/** A text with a literal character in it is not the empty one. */
function isNeverEmpty(text: Text): boolean {
  return text.some((piece) => piece.kind === 'lit' && piece.text !== '');
}

function scalarText(datum: Datum): Text | undefined {
  if (datum.kind === 'text') return datum.text;
  if (datum.kind === 'number') return [{ kind: 'lit', text: String(datum.value) }];
  return datum.kind === 'bool' && datum.value !== 'unknown' ? [{ kind: 'lit', text: String(datum.value) }] : undefined;
}

/** Choices inside choices double with each of them: past a bound what they give is one unknown. */
export function boundedText(text: Text): Datum {
  const key = keyOf(text);
  return textDatum(key.length > maxKey ? hole(`long#${fingerprint(key)}`, { label: 'a long text' }) : text);
}

/** A value where a string is wanted. */
export function asText(datum: Datum, scope: { readonly idPrefix: string }): Text {
  if (datum.kind === 'null') return emptyText;
  if (datum.kind === 'bool' && datum.value === 'unknown') return alternatives(datum.key ?? 'truth', [lit('true'), lit('false')]);
  return datumToText(datum) ?? hole(`${scope.idPrefix}.value`, { label: 'value' });
}

/** One of two values; where the condition is open, texts and the items of lists are each there or empty. */
export function choose(condition: Datum, then: Datum, otherwise: Datum): Datum {
  const truth = isTrue(condition);
  if (truth.value !== 'unknown') return truth.value ? then : otherwise;
  const key = truth.key ?? 'condition';
  const a = then.kind === 'null' ? textDatum(emptyText) : then;
  const b = otherwise.kind === 'null' ? textDatum(emptyText) : otherwise;
  if (a.kind === 'list' || b.kind === 'list') {
    const items = (one: Datum): readonly Datum[] => (one.kind === 'list' ? one.items : []);
    const open = [a, b].some((one) => (one.kind === 'list' && one.open === true) || (one.kind === 'text' && one.text.length > 0));
    const only = (item: Datum, first: boolean): Datum =>
      item.kind === 'text' ? textDatum(alternatives(key, first ? [item.text, emptyText] : [emptyText, item.text])) : item;
    return { kind: 'list', items: [...items(a).map((i) => only(i, true)), ...items(b).map((i) => only(i, false))], ...(open ? { open } : {}) };
  }
  if (a.kind === 'bool' && b.kind === 'bool') return truthDatum('unknown', `${key} ? ${String(a.value)} : ${String(b.value)}`);
  const texts = [a, b].map((one) => datumToText(one));
  return boundedText(texts.every((t) => t !== undefined) ? alternatives(key, texts) : derive(`choice by ${key}`, concat(...texts.map((t) => t ?? emptyText))));
}
