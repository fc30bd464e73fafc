import type { Exchange } from './server.ts';

/** JSON of a request, or undefined where it is none. */
export function jsonOf(exchange: Exchange): unknown {
  try {
    return JSON.parse(Buffer.from(exchange.body).toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** A field of what may be an object, by its path; undefined where there is none. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined), value);
}

export function textField(value: unknown, ...path: readonly string[]): string | undefined {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : undefined;
}
