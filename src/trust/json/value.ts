/**
 * What JSON can say. Objects have the keys of the text and no others of their own; ask with `Object.hasOwn` or `Fields`
 * before reading a key that the text chose.
 */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [key: string]: JsonValue };

/** Whether a value is an object, and neither an array nor null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
