/** Reads a predicate that may hold anything: what is missing is undefined, and what is of another type than its schema says is a fault. */
export class PredicateReader {
  readonly faults: string[] = [];
  readonly #root: unknown;

  constructor(root: unknown) {
    this.#root = root;
  }

  /** The value at the end of a way of keys; own members of objects and elements of lists alone. */
  value(...way: readonly (string | number)[]): unknown {
    let at: unknown = this.#root;
    for (const key of way) {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
      at = (at as Readonly<Record<string | number, unknown>>)[key];
    }
    return at === null ? undefined : at;
  }

  text(...way: readonly (string | number)[]): string | undefined {
    const value = this.value(...way);
    if (value === undefined || typeof value === 'string') return value;
    this.faults.push(`${way.join('.')} is no text`);
    return undefined;
  }

  /** An identifier, which some builders write as a number. */
  number(...way: readonly (string | number)[]): string | undefined {
    const value = this.value(...way);
    return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : this.text(...way);
  }

  /** The keys of an object; none where it is missing. */
  keys(...way: readonly (string | number)[]): readonly string[] {
    const value = this.value(...way);
    if (value === undefined) return [];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.keys(value);
    this.faults.push(`${way.join('.')} is no object`);
    return [];
  }

  /** The length of a list; 0 where it is missing. */
  length(...way: readonly (string | number)[]): number {
    const value = this.value(...way);
    if (value === undefined || Array.isArray(value)) return value?.length ?? 0;
    this.faults.push(`${way.join('.')} is no list`);
    return 0;
  }
}
