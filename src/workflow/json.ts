import { lit, literalOf } from '../values/index.ts';
import type { Datum } from '../values/index.ts';

/** Levels of a JSON document that are read. */
const maxDepth = 100;

/** Reads a JSON document; undefined when it is none or nests too deep. */
export function readJson(text: string): Datum | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return fromJson(value, 0);
}

function fromJson(value: unknown, depth: number): Datum | undefined {
  if (depth > maxDepth) return undefined;
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'text', text: lit(value) };
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (Array.isArray(value)) {
    const items: Datum[] = [];
    for (const item of value) {
      const read = fromJson(item, depth + 1);
      if (read === undefined) return undefined;
      items.push(read);
    }
    return { kind: 'list', items };
  }
  const entries = new Map<string, Datum>();
  for (const [key, item] of Object.entries(value as object)) {
    const read = fromJson(item, depth + 1);
    if (read === undefined) return undefined;
    entries.set(key, read);
  }
  return { kind: 'map', entries };
}

/** Writes a datum as `toJSON` does, indented by two; undefined when some part of it is not known. */
export function writeJson(datum: Datum): string | undefined {
  const value = toJson(datum);
  return value === undefined ? undefined : JSON.stringify(value, null, 2);
}

function toJson(datum: Datum): unknown {
  switch (datum.kind) {
    case 'text':
      return literalOf(datum.text);
    case 'bool':
      return datum.value === 'unknown' ? undefined : datum.value;
    case 'number':
      return datum.value;
    case 'null':
      return null;
    case 'list': {
      if (datum.open === true) return undefined;
      const items = datum.items.map(toJson);
      return items.includes(undefined) ? undefined : items;
    }
    case 'map': {
      if (datum.open === true) return undefined;
      const entries = [...datum.entries].map((one) => ({ key: one[0], value: toJson(one[1]) }));
      if (entries.some((one) => one.value === undefined)) return undefined;
      // A null prototype: a key named `__proto__` is a key like any other.
      const object: Record<string, unknown> = Object.create(null);
      for (const one of entries) object[one.key] = one.value;
      return object;
    }
  }
}
