import { typeOfPlain } from '../scalar.ts';
import type { Node, Scalar } from '../model.ts';
import type { Operation, Place, Written } from './operation.ts';

/** A document's values without their places: what an edit is held against. */
export type Plain =
  | { readonly kind: 'scalar'; readonly type: Scalar['type']; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly Plain[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Plain> };

export function plainOf(node: Node): Plain {
  switch (node.kind) {
    case 'scalar':
      return { kind: 'scalar', type: node.scalar.type, value: node.scalar.value };
    case 'list':
      return { kind: 'list', items: node.items.map(plainOf) };
    case 'map':
      return { kind: 'map', entries: new Map(node.entries.map((one) => [one.key.value, plainOf(one.value)])) };
  }
}

/** Whether two documents hold the same; the order of a map's keys says nothing. */
export function samePlain(a: Plain, b: Plain): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.type === b.type && a.value === b.value;
  if (a.kind === 'list') return b.kind === 'list' && a.items.length === b.items.length && a.items.every((one, i) => samePlain(one, b.items[i]!));
  if (b.kind !== 'map' || a.entries.size !== b.entries.size) return false;
  return [...a.entries].every(([key, value]) => {
    const other = b.entries.get(key);
    return other !== undefined && samePlain(value, other);
  });
}

/** The document as it is meant to be after an operation; undefined where there is nothing at its place to operate on. */
export function intended(root: Plain, operation: Operation): Plain | undefined {
  switch (operation.kind) {
    case 'set':
      return changeAt(root, operation.at, () => written(operation.value), 'made');
    case 'remove':
      return changeAt(root, operation.at, () => 'gone', 'there');
    case 'insert':
      return changeAt(
        root,
        operation.at,
        (old) =>
          old?.kind === 'list' && operation.index <= old.items.length
            ? { kind: 'list', items: old.items.toSpliced(operation.index, 0, written(operation.item)) }
            : undefined,
        'there',
      );
    case 'add':
      return changeAt(root, operation.at, (old) => withName(old, operation.name), 'made');
    case 'splice':
      return changeAt(
        root,
        operation.at,
        (old) => (old?.kind === 'scalar' ? { ...old, value: old.value.slice(0, operation.from) + operation.text + old.value.slice(operation.to) } : undefined),
        'there',
      );
  }
}

function withName(old: Plain | undefined, name: string): Plain | undefined {
  const own: Plain = { kind: 'scalar', type: 'string', value: name };
  if (old === undefined || (old.kind === 'scalar' && old.type === 'null')) return own;
  if (old.kind === 'map') return undefined;
  return { kind: 'list', items: [...(old.kind === 'list' ? old.items : [old]), own] };
}

export function written(value: Written): Plain {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'boolean'
        ? { kind: 'scalar', type: 'boolean', value: String(value.value) }
        : { kind: 'scalar', type: 'string', value: value.value };
    case 'script':
      return { kind: 'scalar', type: 'string', value: value.lines.length === 1 ? value.lines[0]! : `${value.lines.join('\n')}\n` };
    case 'map':
      return { kind: 'map', entries: new Map(value.entries.map(([key, inner]) => [key, written(inner)])) };
  }
}

type Change = (old: Plain | undefined) => Plain | 'gone' | undefined;

/** The document with another value at a place. `made` makes the maps on the way; `there` asks for them. */
function changeAt(root: Plain, at: Place, change: Change, way: 'made' | 'there'): Plain | undefined {
  const [step, ...rest] = at;
  if (step === undefined) {
    const made = change(root);
    return made === 'gone' ? undefined : made;
  }
  if (typeof step === 'number') {
    if (root.kind !== 'list' || root.items[step] === undefined) return undefined;
    const inner = rest.length === 0 ? change(root.items[step]) : changeAt(root.items[step], rest, change, way);
    if (inner === 'gone') return { kind: 'list', items: root.items.toSpliced(step, 1) };
    return inner === undefined ? undefined : { kind: 'list', items: root.items.with(step, inner) };
  }
  if (root.kind !== 'map') return undefined;
  const old = root.entries.get(step);
  const entries = new Map(root.entries);
  if (rest.length > 0) {
    const from = old ?? (way === 'made' ? ({ kind: 'map', entries: new Map() } as const) : undefined);
    const inner = from === undefined ? undefined : changeAt(from, rest, change, way);
    return inner === undefined ? undefined : { kind: 'map', entries: entries.set(step, inner) };
  }
  if (old === undefined && way === 'there') return undefined;
  const made = change(old);
  if (made === undefined) return undefined;
  if (made === 'gone') entries.delete(step);
  else entries.set(step, made);
  return { kind: 'map', entries };
}

/** Whether a text read as a plain scalar is a string of the same letters. */
export function isPlainString(text: string): boolean {
  return (
    /^[A-Za-z0-9_./$][^\n\t\r]*$/.test(text) &&
    !text.includes(': ') &&
    !text.includes(' #') &&
    !text.endsWith(':') &&
    !text.endsWith(' ') &&
    !/[^\x20-\x7e]/.test(text) &&
    typeOfPlain(text) === 'string'
  );
}
