import { limits } from '../../base/index.ts';

/** What is malformed in a database: the first of it in words, and how much more. */
export class Faults {
  #first: string | undefined;
  #count = 0;

  add(fault: string): void {
    this.#first ??= fault;
    this.#count += 1;
  }

  /** Undefined where there is none. */
  words(): string | undefined {
    return this.#first === undefined || this.#count === 1 ? this.#first : `${this.#first}, and ${this.#count - 1} more such`;
  }
}

/** Whether a text is short enough to be a name or a version. */
export function isShort(text: string): boolean {
  return text.length <= limits.maxPackageNameLength;
}

/** A text that people read, such as a maintainer or an address; undefined where it is too long to be one. */
export function readable(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.length > limits.maxPackageTextLength ? undefined : text;
}
