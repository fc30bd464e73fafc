import type { Span, Tri } from '../../../base/index.ts';
import type { Node } from '../../../workflow/index.ts';

/** Values read from one list of a configuration; what is past it is said to be unread. */
export const maxItems = 200;

/** The value under a key path, or undefined when a step of it is missing or not a map. */
export function get(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let found = node;
  for (const key of keys) {
    if (found?.kind !== 'map') return undefined;
    found = found.entries.find((entry) => entry.key.value === key)?.value;
  }
  return found;
}

/** The keys of a map in their order; empty for anything else. */
export function keysOf(node: Node | undefined): readonly string[] {
  return node?.kind === 'map' ? node.entries.map((entry) => entry.key.value) : [];
}

/** Whether a key is written with a value other than null. */
export function isSet(node: Node | undefined): node is Node {
  return node !== undefined && !(node.kind === 'scalar' && node.scalar.type === 'null');
}

/** A scalar's text whatever its type; undefined for null, lists and maps. */
export function scalarOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.scalar.type !== 'null' ? node.scalar.value : undefined;
}

/** The text under a key path. */
export function text(node: Node | undefined, ...keys: readonly string[]): string | undefined {
  return scalarOf(get(node, ...keys));
}

/** A boolean as YAML 1.1 and 1.2 readers take it; undefined when it is not there, `unknown` when it is something else. */
export function truth(node: Node | undefined): Tri | undefined {
  if (!isSet(node)) return undefined;
  const value = scalarOf(node)?.trim().toLowerCase();
  if (value === undefined) return 'unknown';
  if (['true', 'yes', 'on', 'y'].includes(value)) return true;
  if (['false', 'no', 'off', 'n', ''].includes(value)) return false;
  return 'unknown';
}

/** The items of a list, at most `maxItems`; a single value counts as a list of one, null as none. */
export function items(node: Node | undefined): readonly Node[] {
  if (!isSet(node)) return [];
  return node.kind === 'list' ? node.items.slice(0, maxItems) : [node];
}

/** The scalar items of a list, or a single scalar, as texts. */
export function texts(node: Node | undefined): readonly string[] {
  return items(node).flatMap((item) => scalarOf(item) ?? []);
}

/** The map items of a list; other items are dropped. */
export function maps(node: Node | undefined): readonly Node[] {
  return items(node).filter((item) => item.kind === 'map');
}

/** Where a value stands, or `fallback` when it is a default. */
export function spanOf(node: Node | undefined, fallback: Span): Span {
  return node?.span ?? fallback;
}
