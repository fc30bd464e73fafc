import { limits } from '../base/index.ts';
import { intersection, intersects, keyOf, lit, literalOf, nameSet, surelyIncludes, type NameSet, type Text } from '../values/index.ts';
import { baseNames } from './names.ts';
import type { FileItem } from './model.ts';

/** Files at a path of one job's file system, in the order they were written. */
export interface Entry {
  /** Full paths, relative to the workspace. */
  readonly path: NameSet;
  readonly item: FileItem;
  /** The entry's names differ from its item's: a file renamed on the way, bytes unchanged. */
  readonly renamed: boolean;
  readonly content: Text | undefined;
  readonly order: number;
  /** What came from several artifacts at once: none of them was there before the others, so none hides another. */
  readonly together: string | undefined;
}

interface WriteOptions {
  readonly renamed?: boolean;
  readonly content?: Text | undefined;
  readonly together?: string | undefined;
}

/** What a read found: entries narrowed to what was asked, newest first, and whether a match was certain. */
export interface Reading {
  readonly entries: readonly { readonly item: FileItem; readonly path: NameSet; readonly entry: Entry; readonly certain: boolean }[];
}

/**
 * A place that holds files: a job's file system, a workflow artifact, a release. It keeps every write in its order; a
 * read takes the latest of those whose names fit, and what was written over is not seen.
 */
export class Place {
  #entries: Entry[] = [];
  /** The same entries by their one written-out name, and those that have another kind of path. */
  readonly #named = new Map<string, Entry[]>();
  #patterns: Entry[] = [];
  #order = 0;
  #forgot = false;
  readonly #parts = new WeakMap<Entry, Map<string, FileItem>>();
  /** The other names of a file that a link gave it. */
  readonly #links = new Map<string, ReadonlySet<string>>();
  readonly #charge: (steps: number) => void;

  /** `charge` is told how many steps a read counts for. */
  constructor(charge: (steps: number) => void = () => undefined) {
    this.#charge = charge;
  }

  /** Whether it held more than the bound: the files that were written first are not found any more. */
  get forgot(): boolean {
    return this.#forgot;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  write(path: NameSet, item: FileItem, options: WriteOptions = {}): Entry {
    const entry = this.#store(path, item, options);
    // A file of several names is written under all of them.
    for (const other of this.#links.get(nameOf(path) ?? '') ?? []) this.#store(nameSet([lit(other)]), item, { ...options, renamed: true });
    return entry;
  }

  /** Makes two names one file from here on; a set of names is not linked. */
  link(one: NameSet, other: NameSet): void {
    const [a, b] = [nameOf(one), nameOf(other)];
    if (a === undefined || b === undefined || a === b) return;
    const all = new Set([a, b, ...(this.#links.get(a) ?? []), ...(this.#links.get(b) ?? [])]);
    for (const name of all) this.#links.set(name, new Set([...all].filter((n) => n !== name)));
  }

  /** A name that is removed, or that is given to another file, is no longer one of the file's. */
  unlink(path: NameSet): void {
    const name = nameOf(path) ?? '';
    for (const other of this.#links.get(name) ?? []) this.#links.set(other, new Set([...(this.#links.get(other) ?? [])].filter((n) => n !== name)));
    this.#links.delete(name);
  }

  #store(path: NameSet, item: FileItem, options: WriteOptions): Entry {
    const entry: Entry = { path, item, renamed: options.renamed === true, content: options.content, order: this.#order++, together: options.together };
    this.#entries.push(entry);
    this.#listOf(entry).push(entry);
    if (entry.order % 4 === 0) this.#charge(1);
    // The oldest of all is the oldest of its own list.
    if (this.#entries.length > limits.maxFilesPerPlace) {
      this.#forgot = true;
      this.#listOf(this.#entries.shift()!).shift();
    }
    return entry;
  }

  #listOf(entry: Entry): Entry[] {
    const name = nameOf(entry.path);
    if (name === undefined) return this.#patterns;
    const list = this.#named.get(name) ?? [];
    if (list.length === 0) this.#named.set(name, list);
    return list;
  }

  /** The entries that a path can touch, newest first: a written-out name meets no other written-out name. */
  #candidates(path: NameSet): readonly Entry[] {
    const name = nameOf(path);
    if (name === undefined) return this.#entries.toReversed();
    const named = this.#named.get(name) ?? [];
    if (this.#patterns.length === 0) return named.toReversed();
    return [...named, ...this.#patterns].toSorted((a, b) => b.order - a.order);
  }

  /** Forgets what is certainly removed; a removal that may miss keeps the entry. */
  remove(path: NameSet): void {
    const kept = this.#entries.filter((entry) => !surelyIncludes(path, entry.path));
    if (kept.length === this.#entries.length) return;
    this.unlink(path);
    this.#entries = kept;
    this.#named.clear();
    this.#patterns = [];
    for (const entry of kept) this.#listOf(entry).push(entry);
  }

  /** What is found at a path; `named` where every entry is a name in one folder, of which `*` takes the unknown ones too. */
  read(path: NameSet, options: { readonly named?: boolean } = {}): Reading {
    const found: { item: FileItem; path: NameSet; entry: Entry; certain: boolean }[] = [];
    const hidden = new Hidden();
    let compared = 0;
    const candidates = this.#candidates(path);
    for (const entry of candidates) {
      if (isBare(entry.path) && setKey(entry.path) !== setKey(path) && !(options.named === true && isEveryName(path))) continue;
      if (path.include.every((p) => entry.path.include.every((e) => startApart(p, e)))) continue;
      compared += 1;
      const touch = intersects(path, entry.path);
      if (touch === false) continue;
      compared += hidden.patterns;
      if (hidden.holds(entry)) continue;
      hidden.add(entry);
      if (surelyIncludes(path, entry.path)) {
        found.push({ item: entry.item, path: entry.path, entry, certain: true });
      } else if (entry.renamed) {
        found.push({ item: this.#part(entry, path, entry.item), path: entry.path, entry, certain: touch === true });
      } else {
        const part = intersection(path, entry.path);
        if (part === undefined) continue;
        const item = { batch: entry.item.batch, names: narrow(entry.item.names, baseNames(part.set)) };
        const sure = touch === true && part.exact && entry.item.atMost !== true && part.set.exclude.length === 0;
        found.push({ item: sure ? item : this.#part(entry, path, item), path: part.set, entry, certain: touch === true });
      }
      if (entry.together === undefined && isSingle(path) && surelyIncludes(entry.path, path)) break;
    }
    this.#charge((compared >> 3) + (candidates.length >> 6));
    return { entries: found };
  }

  /** What a path finds of an entry that it may not find all of: whichever files they are, the same path finds the same ones again. */
  #part(entry: Entry, path: NameSet, item: FileItem): FileItem {
    const parts = this.#parts.get(entry) ?? new Map<string, FileItem>();
    this.#parts.set(entry, parts);
    const key = setKey(path);
    const known = parts.get(key);
    if (known !== undefined) return known;
    const part = atMost(item);
    parts.set(key, part);
    return part;
  }
}

/** Newer writes that a read has met: what one of them surely replaces is not seen. */
class Hidden {
  readonly #names = new Map<string, Entry>();
  readonly #patterns: Entry[] = [];

  get patterns(): number {
    return this.#patterns.length;
  }

  add(entry: Entry): void {
    if (isSingle(entry.path)) this.#names.set(setKey(entry.path), entry);
    else this.#patterns.push(entry);
  }

  holds(entry: Entry): boolean {
    const same = isSingle(entry.path) ? this.#names.get(setKey(entry.path)) : undefined;
    if (same !== undefined && !areTogether(same, entry)) return true;
    return this.#patterns.some((one) => !areTogether(one, entry) && surelyIncludes(one.path, entry.path));
  }
}

function areTogether(a: Entry, b: Entry): boolean {
  return a.together !== undefined && a.together === b.together;
}

function atMost(item: FileItem): FileItem {
  return { ...item, atMost: true };
}

function narrow(names: NameSet, to: NameSet): NameSet {
  if (surelyIncludes(to, names)) return names;
  if (surelyIncludes(names, to)) return to;
  return intersection(names, to)?.set ?? to;
}

/** True for a set of one name: no wildcard, nothing excluded. */
function isSingle(set: NameSet): boolean {
  return set.include.length === 1 && set.exclude.length === 0 && set.include[0]!.every((p) => p.kind === 'lit' || (p.kind === 'hole' && p.each === undefined));
}

/**
 * Whether two paths start in different places. A path that begins with an unknown folder is taken to meet only paths
 * that begin with the same one, or with a wildcard.
 */
function startApart(a: Text, b: Text): boolean {
  const x = a[0];
  const y = b[0];
  if (x === undefined || y === undefined) return (x ?? y) !== undefined;
  if (x.kind === 'lit' && y.kind === 'lit') return !x.text.startsWith(y.text) && !y.text.startsWith(x.text);
  if (x.kind === 'hole' && y.kind === 'hole') return x.id !== y.id && isFolder(a) && isFolder(b);
  if (x.kind === 'hole' && y.kind === 'lit') return isFolder(a);
  if (y.kind === 'hole' && x.kind === 'lit') return isFolder(b);
  return false;
}

function isFolder(path: Text): boolean {
  const next = path[1];
  return next?.kind === 'lit' && next.text.startsWith('/');
}

/**
 * What was found, in an order in which it can be written to another place: a pattern is older than the names that are
 * found beside it, or it would hide them, and goes first.
 */
export function patternsFirst<T extends { readonly path: NameSet }>(found: readonly T[]): readonly T[] {
  const patterns = found.filter((one) => !isSingle(one.path));
  return patterns.length === 0 ? found : [...patterns.toReversed(), ...found.filter((one) => isSingle(one.path))];
}

/** The one name of a set that is written out, or undefined for any other set. */
function nameOf(set: NameSet): string | undefined {
  return set.include.length === 1 && set.exclude.length === 0 ? literalOf(set.include[0]!) : undefined;
}

/** A path of which nothing is known but whose it is: only who names it the same way means it. */
function isBare(set: NameSet): boolean {
  return set.include.every((text) => text.length === 1 && text[0]!.kind === 'hole' && text[0]!.each === undefined);
}

function isEveryName(path: NameSet): boolean {
  return path.exclude.length === 0 && path.include.some((text) => text.length === 1 && text[0]!.kind === 'wild' && /^\*+$/.test(text[0]!.glob));
}

export function setKey(set: NameSet): string {
  return `${set.include.map(keyOf).toSorted().join('\u0002')}\u0003${set.exclude.map(keyOf).toSorted().join('\u0002')}`;
}
