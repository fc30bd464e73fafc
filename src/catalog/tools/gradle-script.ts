/** The text of build scripts, with what was found in it: every task, leg and scenario asks the same of it again. */
export class Script {
  readonly text: string;
  readonly #found = new Map<string, unknown>();

  constructor(text: string) {
    this.text = text;
  }

  /** What `find` makes of the text, made once for each name. A name stands for one question, and so for one type. */
  once<T>(name: string, find: (text: string) => T): T {
    if (!this.#found.has(name)) this.#found.set(name, find(this.text));
    return this.#found.get(name) as T;
  }
}
