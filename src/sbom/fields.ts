/** A member of an object that it has itself; undefined of everything else. */
export function field(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A member that is a text of some length, and not too much of it. */
export function textField(value: unknown, name: string): string | undefined {
  return asText(field(value, name));
}

/** Longer names, versions and licences are none. */
const maxTextLength = 4_096;

/** The value if it is a text that can be shown. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= maxTextLength ? value.toWellFormed() : undefined;
}

/** Members of an object, in their order; none of anything else. */
export function members(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Elements of a list; none of anything else. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether it is an object that is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
