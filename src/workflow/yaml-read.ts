import type { Datum } from '../values/index.ts';
import { lit } from '../values/index.ts';
import type { Node, Scalar } from './model.ts';

export interface Entry {
  readonly key: Scalar;
  readonly value: Node;
}

/** Returns the value of a map's key, or undefined when the node is no map or has no such key. */
export function entry(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== 'map') return undefined;
  for (const one of node.entries) if (one.key.value === key) return one.value;
  return undefined;
}

/** Returns a list's items; a lone value is a list of itself, nothing and null are the empty list. */
export function asList(node: Node | undefined): readonly Node[] {
  if (node === undefined || isNull(node)) return [];
  return node.kind === 'list' ? node.items : [node];
}

/** Returns a map's entries in their order, and none for anything that is no map. */
export function asMap(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** Returns the scalar of a node unless it is a list, a map or null. */
export function scalarOf(node: Node | undefined): Scalar | undefined {
  return node?.kind === 'scalar' && node.scalar.type !== 'null' ? node.scalar : undefined;
}

/** Returns a scalar's string as it is written (`1.20` stays `1.20`), or undefined for a list, a map or null. */
export function textOf(node: Node | undefined): string | undefined {
  return scalarOf(node)?.value;
}

export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.scalar.type === 'null';
}

/** Converts a YAML value to a datum, every string literal as it stands: `${{ }}` in it is not evaluated. */
export function toDatum(node: Node): Datum {
  switch (node.kind) {
    case 'scalar':
      return scalarDatum(node.scalar);
    case 'list':
      return { kind: 'list', items: node.items.map(toDatum) };
    case 'map':
      return { kind: 'map', entries: new Map(node.entries.map((one) => [one.key.value, toDatum(one.value)])) };
  }
}

/** The datum of one scalar by its YAML type. */
export function scalarDatum(scalar: Scalar): Datum {
  switch (scalar.type) {
    case 'string':
      return { kind: 'text', text: lit(scalar.value) };
    case 'boolean':
      return { kind: 'bool', value: scalar.value.toLowerCase() === 'true' };
    case 'number':
      return { kind: 'number', value: numberOf(scalar.value) };
    case 'null':
      return { kind: 'null' };
  }
}

/** The number that the YAML 1.2 core schema reads from a plain scalar. */
function numberOf(text: string): number {
  const special = /^([-+]?)\.(inf|nan)$/i.exec(text);
  if (special === null) return Number(text.replace(/^\+/, ''));
  if (special[2]!.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
