import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../trust/json/index.ts';

/** The object that an answer is, or undefined where it is no strict JSON or no object. */
export function objectOf(bytes: Uint8Array): JsonObject | undefined {
  const value = parseJson(bytes);
  return value.kind === 'parsed' && isJsonObject(value.value) ? value.value : undefined;
}

/** A member that the text itself has: none is taken from a prototype. */
export function field(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function textField(object: JsonObject, key: string): string | undefined {
  const value = field(object, key);
  return typeof value === 'string' ? value : undefined;
}

export function objectField(object: JsonObject, key: string): JsonObject | undefined {
  const value = field(object, key);
  return isJsonObject(value) ? value : undefined;
}

/** The elements of a list; none where there is no list. */
export function listField(object: JsonObject, key: string): readonly JsonValue[] | undefined {
  const value = field(object, key);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}
