/** What a function made of a text; the same text is the same answer. */
export type OfText<T> = (path: string, text: string) => T;

interface Made {
  readonly text: string;
  readonly value: unknown;
}

/**
 * Remembers what pure functions made of the texts of files, for audits of one checkout that differ in a few of them. Of each file it keeps
 * the last text alone.
 */
export class TextMemory {
  readonly #made = new Map<OfText<unknown>, Map<string, Made>>();

  /** Returns what `make` makes of a text, asking it only where the file had another text when it was asked last. */
  of<T>(make: OfText<T>, path: string, text: string): T {
    let files = this.#made.get(make);
    if (files === undefined) this.#made.set(make, (files = new Map()));
    const known = files.get(path);
    // Under `make` nothing else than its own answers is kept.
    if (known !== undefined && known.text === text) return known.value as T;
    const value = make(path, text);
    files.set(path, { text, value });
    return value;
  }
}

/** Asks a function through a memory, where there is one. */
export function remembered<T>(memory: TextMemory | undefined, make: OfText<T>, path: string, text: string): T {
  return memory === undefined ? make(path, text) : memory.of(make, path, text);
}
