/** Parts of an answer whose form nobody vouches for: each is what it should be, or undefined. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A field that only the object itself has. */
function own(fields: Fields | undefined, key: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

const mostCharacters = 1_000;

export function textIn(fields: Fields | undefined, key: string): string | undefined {
  const value = own(fields, key);
  return typeof value === 'string' && value.length <= mostCharacters ? value : undefined;
}

export function flagIn(fields: Fields | undefined, key: string): boolean | undefined {
  const value = own(fields, key);
  return typeof value === 'boolean' ? value : undefined;
}

export function countIn(fields: Fields | undefined, key: string): number | undefined {
  const value = own(fields, key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function objectIn(fields: Fields | undefined, key: string): Fields | undefined {
  return fieldsOf(own(fields, key));
}

export function listIn(fields: Fields | undefined, key: string): readonly unknown[] | undefined {
  const value = own(fields, key);
  return Array.isArray(value) ? value : undefined;
}

/** The texts of a list; undefined where it holds anything else. */
export function textsIn(fields: Fields | undefined, key: string): readonly string[] | undefined {
  const list = listIn(fields, key);
  return list?.every((one) => typeof one === 'string') === true ? list : undefined;
}
