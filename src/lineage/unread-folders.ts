import { literalOf, resolvePath, show, type Text } from '../values/index.ts';
import { valueIn } from './names.ts';

/** Folders that commands which were not read may have written to, as far as their words say it. */
export class UnreadFolders {
  /** How often each was named, or was the working folder. */
  readonly #touched = new Map<string, number>();
  /** Paths that a command was told, by a setting too: `-p:OutputPath=dist`. */
  readonly #given = new Set<string>();
  /** Of these, folders in which nothing was known when they were told: what is there since, it made. */
  readonly #filled = new Set<string>();

  /** A command that was not read touches its arguments and its working folder: files there may have new bytes. */
  touch(words: readonly Text[], cwd: Text, isEmpty: (folder: string) => boolean): void {
    for (const word of [cwd, ...words.slice(1)]) {
      const folder = literalOf(word);
      if (folder !== undefined) this.#touched.set(folder, this.times(folder) + 1);
    }
    for (const word of words.slice(1)) {
      // A word that sets nothing is a path itself, or an option.
      const set = valueIn(word);
      const value = set.length > 0 || show(word).startsWith('-') ? set : word;
      const folder = value.length === 0 ? undefined : literalOf(resolvePath(cwd, value));
      if (folder === undefined || folder === '') continue;
      this.#given.add(folder);
      if (isEmpty(folder)) this.#filled.add(folder);
    }
  }

  /** How often a folder was touched. */
  times(folder: string): number {
    return this.#touched.get(folder) ?? 0;
  }

  /** Whether any was touched. */
  any(): boolean {
    return this.#touched.size > 0;
  }

  /** Whether a command was told this folder, or ran in it. */
  told(folder: string): boolean {
    return this.#given.has(folder) || (folder !== '' && this.#touched.has(folder));
  }

  /** Whether a command was told this folder before anything was known to be in it. */
  filled(folder: string): boolean {
    return this.#filled.has(folder);
  }

  /** Whether a command may have written there: what runs in a folder may write below it. */
  reached(folder: string): boolean {
    return [...this.#touched.keys()].some((touched) => touched === '' || touched === folder || folder.startsWith(`${touched}/`));
  }
}
