import type { Tri } from '../base/index.ts';
import type { Text } from './text.ts';

/** A value of the expression language or of a JSON document, as far as it is known. */
export type Datum =
  | { readonly kind: 'text'; readonly text: Text }
  /** `key` names the condition that an unknown truth value rests on: equal keys are equal truth values. */
  | { readonly kind: 'bool'; readonly value: Tri; readonly key?: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'null' }
  /** `open` marks a list or map that may have more members than those known. */
  | { readonly kind: 'list'; readonly items: readonly Datum[]; readonly open?: boolean }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Datum>; readonly open?: boolean };
