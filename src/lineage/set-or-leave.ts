import { alternatives, choose, emptyText, keyOf, type Text } from '../values/index.ts';
import type { Weakness } from './model.ts';

/**
 * Sets an output or a variable. Where the write may not happen, the old value stays possible, and what was never
 * written is empty: a later `if:` that asks for it then rests on the condition of the write.
 */
export function setOrLeave(into: Map<string, Text>, name: string, value: Text, weak: readonly Weakness[]): void {
  const keys = [...new Set(weak.flatMap((w) => (w.kind === 'conditional' ? [w.key] : [])))];
  into.set(name, under(keys, value, into.get(name) ?? emptyText));
}

/**
 * The value where every condition holds, the old one elsewhere. A condition and its opposite are the two sides of one
 * choice, so that a value written in both branches of an `if` is one or the other and never unset.
 */
function under(keys: readonly string[], value: Text, old: Text): Text {
  const [key, ...inner] = keys;
  if (key === undefined || keyOf(old) === keyOf(value)) return value;
  const negated = key.startsWith('!');
  const positive = negated ? key.slice(1) : key;
  const held = choose(old, positive, 2, 0);
  const failed = choose(old, positive, 2, 1);
  return alternatives(positive, negated ? [held, under(inner, value, failed)] : [under(inner, value, held), failed]);
}
