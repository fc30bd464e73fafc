import { decodeBase64 } from '../json/index.ts';
import { refused, type Parsed } from '../reason/index.ts';
import type { Validity } from './trusted-root.ts';

/** What makes a root malformed. Never leaves this room. */
export class RootFault extends Error {}

/** Returns what `read` gives, or why the root was refused. */
export function guardedRoot<T>(read: () => T): { readonly kind: 'read'; readonly value: T } | Parsed<never> {
  try {
    return { kind: 'read', value: read() };
  } catch (error) {
    if (error instanceof RootFault) return refused('ROOT_MALFORMED', error.message, { clause: 'sigstore/protobuf-specs sigstore_trustroot.proto' });
    throw error;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; null is a field that is not there, as in all protobuf-JSON. */
export function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RootFault(`${where} is not an object`);
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
}

/** A list that may be left out, as empty lists are. */
export function listOf(value: unknown, where: string, most: number): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new RootFault(`${where} is not a list`);
  if (value.length > most) throw new RootFault(`${where} has more than ${most} entries`);
  return value as readonly unknown[];
}

export function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '') throw new RootFault(`${where} is not a text`);
  return value;
}

/** Standard base64 with padding, in the one spelling that it has. */
export function bytesOf(value: unknown, where: string): Uint8Array {
  const bytes = decodeBase64(textOf(value, where));
  if (bytes === undefined) throw new RootFault(`${where} is not base64`);
  return bytes;
}

/** A TimeRange; its start is mandatory. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`, `valid_for`. */
export function validityOf(value: unknown, where: string): Validity {
  const range = fieldsOf(value, where);
  if (range['start'] === undefined) throw new RootFault(`${where} has no start`);
  const start = timeOf(range['start'], `${where}.start`);
  const end = range['end'] === undefined ? undefined : timeOf(range['end'], `${where}.end`);
  if (end !== undefined && end < start) throw new RootFault(`${where} ends before it starts`);
  return { start, end };
}

/** Milliseconds of an RFC 3339 time; finer fractions are cut off. */
function timeOf(value: unknown, where: string): number {
  const text = textOf(value, where);
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  const at = match === null ? NaN : Date.parse(`${match[1]}.${(match[2] ?? '').padEnd(3, '0').slice(0, 3)}${match[3]}`);
  if (Number.isNaN(at)) throw new RootFault(`${where} is not a time`);
  return at;
}
