import type { Function as FunctionNode } from 'unbash';
import type { Span } from '../base/index.ts';
import { alternatives, concat, derive, emptyText, join, keyOf, type Hole, type Piece, type Text } from '../values/index.ts';
import { negateKey } from './condition.ts';

/** The value of a variable. A list's items may be loop variables: such an item stands for every name of its set. */
export type Value =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Text> };

export interface ShellFunction {
  readonly node: FunctionNode;
  /** What turns offsets and placeholders of the text that defined it into spans and values. */
  readonly source: Source;
}

/** The text that is being interpreted: where its offsets are, and what its placeholders mean. */
export interface Source {
  readonly text: string;
  readonly spanOf: (start: number, end: number) => Span;
  readonly placeholders: (name: string) => Text | undefined;
  /** The path by which a script file was called. */
  readonly path?: Text;
}

export interface Settings {
  errexit: boolean;
  pipefail: boolean;
  globstar: boolean;
}

/** Variables, functions and settings of one shell, forked for branches and subshells: a child sees its parent's and keeps its own writes. */
export class Scope {
  readonly #parent: Scope | undefined;
  readonly #variables = new Map<string, Value | undefined>();
  readonly #added = new Set<string>();
  readonly #functions = new Map<string, ShellFunction>();
  cwd: Text;
  folders: readonly Text[];
  positional: readonly Text[];
  /** `$0`. */
  name: Text | undefined;
  readonly settings: Settings;

  constructor(from: Scope | { readonly cwd: Text; readonly positional: readonly Text[]; readonly settings: Settings }) {
    this.#parent = from instanceof Scope ? from : undefined;
    this.cwd = from.cwd;
    this.positional = from.positional;
    this.folders = from instanceof Scope ? from.folders : [];
    this.name = from instanceof Scope ? from.name : undefined;
    this.settings = { ...from.settings };
  }

  fork(): Scope {
    return new Scope(this);
  }

  has(name: string): boolean {
    return this.#variables.has(name) || (this.#parent?.has(name) ?? false);
  }

  get(name: string): Value | undefined {
    if (this.#variables.has(name)) return this.#variables.get(name);
    return this.#parent?.get(name);
  }

  set(name: string, value: Value | undefined): void {
    this.#added.delete(name);
    this.#variables.set(name, value === undefined ? undefined : boundedValue(value));
  }

  /** Writes a value that is the one before with something added: `a+=(x)`, `x="$x y"`. */
  add(name: string, value: Value): void {
    const only = !this.#variables.has(name) || this.#added.has(name);
    this.set(name, value);
    if (only) this.#added.add(name);
  }

  /** True when this scope has done nothing to a variable but add to it. */
  onlyAdds(name: string): boolean {
    return this.#added.has(name);
  }

  /** Takes back a write of this scope, so that the parent's value shows again. */
  forget(name: string): void {
    this.#added.delete(name);
    this.#variables.delete(name);
  }

  function(name: string): ShellFunction | undefined {
    return this.#functions.get(name) ?? this.#parent?.function(name);
  }

  define(name: string, fn: ShellFunction): void {
    this.#functions.set(name, fn);
  }

  /** Names written in this scope since it was forked. */
  written(): readonly string[] {
    return [...this.#variables.keys()];
  }

  functions(): ReadonlyMap<string, ShellFunction> {
    const all = new Map(this.#parent?.functions() ?? []);
    for (const [name, fn] of this.#functions) all.set(name, fn);
    return all;
  }

  /** Makes a fork's writes this scope's own. */
  commit(child: Scope): void {
    for (const [name, value] of child.#variables) this.#take(name, value, child.#added.has(name) ? 'adds' : 'sets');
    for (const [name, fn] of child.#functions) this.#functions.set(name, fn);
    this.cwd = child.cwd;
    this.folders = child.folders;
    this.positional = child.positional;
    Object.assign(this.settings, child.settings);
  }

  #take(name: string, value: Value | undefined, how: 'adds' | 'sets'): void {
    if (how === 'adds' && value !== undefined) this.add(name, value);
    else this.set(name, value);
  }

  /**
   * Joins two forks of this scope: what differs becomes a choice named by `key`, option 0 where it holds. `read` gives
   * what a name was before. `parts` says that the forks stand for the two parts of a set: what both add is added.
   */
  join(key: string, held: Scope, failed: Scope, options: { readonly parts: boolean; readonly read: (name: string) => Value | undefined }): void {
    const names = new Set([...held.#variables.keys(), ...failed.#variables.keys()]);
    for (const name of names) {
      const before = options.read(name);
      const a = held.#variables.has(name) ? held.#variables.get(name) : before;
      const b = failed.#variables.has(name) ? failed.#variables.get(name) : before;
      const adds = [held, failed].every((child) => !child.#variables.has(name) || child.#added.has(name));
      const both = options.parts && adds ? bothAdded(before, a, b) : undefined;
      this.#take(name, both ?? joinValues(key, a, b), adds ? 'adds' : 'sets');
    }
    for (const child of [held, failed]) for (const [name, fn] of child.#functions) this.#functions.set(name, fn);
    this.cwd = choice(key, held.cwd, failed.cwd);
    if (held.positional !== failed.positional) this.positional = joinLists(key, held.positional, failed.positional);
    this.folders = held.folders.length === failed.folders.length ? held.folders : [];
    this.settings.errexit = held.settings.errexit && failed.settings.errexit;
    this.settings.pipefail = held.settings.pipefail && failed.settings.pipefail;
    this.settings.globstar = held.settings.globstar && failed.settings.globstar;
  }
}

/** A text that is `held` when the condition named by `key` holds and `failed` otherwise; negated keys are turned around. */
export function choice(key: string, held: Text, failed: Text): Text {
  const text = key.startsWith('!') ? alternatives(negateKey(key), [failed, held]) : alternatives(key, [held, failed]);
  return bounded(text);
}

function joinValues(key: string, a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined && b === undefined) return undefined;
  const x = a ?? emptyLike(b);
  const y = b ?? emptyLike(a);
  if (x.kind === 'list' || y.kind === 'list') return { kind: 'list', items: joinLists(key, itemsOf(x), itemsOf(y)) };
  if (x.kind === 'map' && y.kind === 'map') {
    const entries = new Map<string, Text>();
    for (const name of new Set([...x.entries.keys(), ...y.entries.keys()]))
      entries.set(name, choice(key, x.entries.get(name) ?? emptyText, y.entries.get(name) ?? emptyText));
    return { kind: 'map', entries };
  }
  return { kind: 'text', text: choice(key, textOf(x), textOf(y)) };
}

/** A value with what two forks have added to it, one after the other; undefined when that cannot be told apart. */
function bothAdded(before: Value | undefined, a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a?.kind === 'list' || b?.kind === 'list') {
    const start = itemsOf(before);
    const ends = [itemsOf(a), itemsOf(b)];
    if (!ends.every((items) => start.every((item, i) => items[i] === item || keyOf(items[i] ?? emptyText) === keyOf(item)))) return undefined;
    return { kind: 'list', items: [...start, ...ends.flatMap((items) => items.slice(start.length))] };
  }
  if (a === undefined || b === undefined) return undefined;
  if (a.kind !== 'text' || b.kind !== 'text') return undefined;
  const start = textOf(before);
  const rest = [a, b].map((value) => addedTo(start, value.text));
  return rest.includes(undefined) ? undefined : { kind: 'text', text: glue(start, ...rest.map((text) => text ?? emptyText)) };
}

/** What a text has after another one that it begins with. */
function addedTo(start: Text, text: Text): Text | undefined {
  for (let i = 0; i < start.length; i++) {
    const [x, y] = [start[i]!, text[i]];
    if (y === undefined) return undefined;
    if (x === y || keyOf([x]) === keyOf([y])) continue;
    const last = i === start.length - 1;
    if (!last || x.kind !== 'lit' || y.kind !== 'lit' || !y.text.startsWith(x.text)) return undefined;
    return concat([{ kind: 'lit', text: y.text.slice(x.text.length) }], text.slice(i + 1));
  }
  return text.slice(start.length);
}

function emptyLike(value: Value | undefined): Value {
  return value?.kind === 'list' ? { kind: 'list', items: [] } : value?.kind === 'map' ? { kind: 'map', entries: new Map() } : { kind: 'text', text: emptyText };
}

function joinLists(key: string, a: readonly Text[], b: readonly Text[]): readonly Text[] {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, i) => choice(key, a[i] ?? emptyText, b[i] ?? emptyText));
}

/** The elements of a value: an array's items, or the text alone. */
export function itemsOf(value: Value | undefined): readonly Text[] {
  if (value === undefined) return [];
  switch (value.kind) {
    case 'text':
      return [value.text];
    case 'list':
      return value.items;
    case 'map':
      return [...value.entries.values()];
  }
}

/** What `$name` gives: the text, or an array's first element. */
export function textOf(value: Value | undefined): Text {
  if (value === undefined) return emptyText;
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'list':
      return value.items[0] ?? emptyText;
    case 'map':
      return value.entries.get('0') ?? emptyText;
  }
}

/** All elements joined by blanks, as `${a[*]}` gives them. */
export function joined(value: Value | undefined): Text {
  return join(itemsOf(value), ' ');
}

const maxWeight = 2_048;
const maxItems = 1_024;
const weights = new WeakMap<Piece, number>();

/** How much is in a piece: alternatives count what is in their options. Shared parts are measured once. */
function weightOf(piece: Piece): number {
  switch (piece.kind) {
    case 'lit':
      return 1 + piece.text.length / 64;
    case 'wild':
      return 1;
    case 'hole':
      return 1 + (piece.each === undefined ? 0 : piece.each.include.length + piece.each.exclude.length);
    case 'alt': {
      const seen = weights.get(piece);
      if (seen !== undefined) return seen;
      const weight = piece.options.reduce((sum, option) => sum + option.reduce((s, p) => s + weightOf(p), 1), 1);
      weights.set(piece, weight);
      return weight;
    }
  }
}

const maxLabel = 120;
const maxOrigins = 128;
const tame = new WeakSet<Piece>();

/** Labels and lists of origins grow with every function that a value goes through; beyond what a person reads they are cut. */
function tamed(piece: Piece): Piece {
  if (piece.kind === 'lit' || piece.kind === 'wild') return piece;
  if (piece.kind === 'hole') {
    if (piece.label.length <= maxLabel && piece.from.length <= maxOrigins) return piece;
    return {
      ...piece,
      label: piece.label.length <= maxLabel ? piece.label : `${piece.label.slice(0, maxLabel - 3)}...`,
      from: piece.from.slice(0, maxOrigins),
    };
  }
  if (tame.has(piece)) return piece;
  const result = tamedChoice(piece);
  tame.add(result);
  return result;
}

function tamedChoice(piece: Piece & { kind: 'alt' }): Piece {
  const options = piece.options.map((option) => (option.every((p) => tamed(p) === p) ? option : option.map(tamed)));
  return options.every((option, i) => option === piece.options[i]) ? piece : { ...piece, options };
}

/**
 * Keeps a text within bounds (about 128 thousand characters or two thousand pieces): a larger one becomes one unknown
 * derived from it.
 */
export function bounded(text: Text): Text {
  let weight = 0;
  let wild = false;
  for (const piece of text) {
    weight += weightOf(piece);
    wild = wild || tamed(piece) !== piece;
  }
  const kept = wild ? text.map(tamed) : text;
  return weight <= maxWeight ? kept : derive('long', kept, { label: 'a long text' });
}

/** Keeps a variable within bounds: a list that is too large is one unknown item. */
function boundedValue(value: Value): Value {
  switch (value.kind) {
    case 'text':
      return { kind: 'text', text: bounded(value.text) };
    case 'list':
      return { kind: 'list', items: boundedList(value.items) };
    case 'map': {
      const items = boundedList([...value.entries.values()]);
      return { kind: 'map', entries: new Map([...value.entries.keys()].slice(0, items.length).map((key, i) => [key, items[i]!])) };
    }
  }
}

/** Keeps a list of words within bounds. */
export function boundedList(items: readonly Text[]): readonly Text[] {
  const kept = items.map(bounded);
  let weight = 0;
  for (const item of kept) for (const piece of item) weight += weightOf(piece);
  return kept.length <= maxItems && weight <= maxWeight * 4 ? kept : [derive('long list', join(kept.slice(0, 64), ' '), { label: 'a long list' })];
}

/** Joins texts within bounds. */
export function glue(...parts: readonly Text[]): Text {
  return bounded(concat(...parts));
}

/** The loop variable that a text consists of, or undefined. */
export function eachOf(text: Text): Hole | undefined {
  const only = text.length === 1 ? text[0] : undefined;
  return only?.kind === 'hole' && only.each !== undefined ? only : undefined;
}
