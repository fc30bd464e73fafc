import type { Tri } from '../../../base/index.ts';
import { alternatives, concatAll, derive, emptyText, hole, keyOf, lit, literalOf } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import { isGiven } from '../../wildcard.ts';

/** A value while a template is evaluated. An undecided boolean carries the key that names its condition. */
export type Value =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'bool'; readonly truth: Tri; readonly key: string }
  | { readonly kind: 'number'; readonly value: number }
  /** `find` gives undefined for a key that is not there, where `get` gives a named unknown. */
  | { readonly kind: 'map'; readonly get: (name: string) => Value | undefined; readonly find?: (name: string) => Value | undefined }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'nothing' };

export function textValue(text: Text): Value {
  return { kind: 'text', text };
}

export function boolValue(truth: Tri, key: string): Value {
  return { kind: 'bool', truth, key };
}

/** The text that a value prints. */
export function print(value: Value): Text {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'bool':
      return value.truth === 'unknown' ? alternatives(value.key, [lit('true'), lit('false')]) : lit(String(value.truth));
    case 'number':
      return lit(String(value.value));
    case 'list':
      return derive('list', concatAll(value.items.map(print)));
    case 'map':
      return hole('goreleaser.map', { label: 'a map' });
    case 'nothing':
      return emptyText;
  }
}

/** Go's truth of a value: not empty, not zero, not false. */
export function truthOf(value: Value): { readonly truth: Tri; readonly key: string } {
  switch (value.kind) {
    case 'text': {
      if (value.text.length === 0) return { truth: false, key: '' };
      if (value.text.some((piece) => piece.kind === 'lit' && piece.text !== '')) return { truth: true, key: '' };
      return { truth: isGiven(value.text), key: `${keyOf(value.text)} is not empty` };
    }
    case 'bool':
      return { truth: value.truth, key: value.key };
    case 'number':
      return { truth: value.value !== 0, key: '' };
    case 'list':
      return { truth: value.items.length > 0, key: '' };
    case 'map':
      return { truth: true, key: '' };
    case 'nothing':
      return { truth: false, key: '' };
  }
}

/** Whether two values are equal, as `eq` has it. */
export function equalValues(a: Value, b: Value): { readonly truth: Tri; readonly key: string } {
  const left = print(a);
  const right = print(b);
  const keyLeft = keyOf(left);
  const keyRight = keyOf(right);
  const key = keyLeft < keyRight ? `${keyLeft} is ${keyRight}` : `${keyRight} is ${keyLeft}`;
  if (keyLeft === keyRight) return { truth: true, key };
  const known = literalOf(left) !== undefined && literalOf(right) !== undefined;
  return { truth: known ? false : 'unknown', key };
}
