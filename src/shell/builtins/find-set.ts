import { concat, dropPrefix, intersection, lit, literalOf, nameSet, parseGlob, type NameSet, type Text } from '../../values/index.ts';

/** A test of `find`: the paths that pass it, as far as they can be said. */
interface Passing {
  /** Patterns; undefined for every path. */
  readonly include: readonly Text[] | undefined;
  readonly exclude: readonly Text[];
  /** False when something in it is not a test of names. */
  readonly exact: boolean;
  readonly prunes: boolean;
}

export type FindAction =
  | { readonly kind: 'print' }
  | { readonly kind: 'printf'; readonly format: Text }
  | { readonly kind: 'exec'; readonly words: readonly Text[]; readonly together: boolean }
  | { readonly kind: 'delete' };

export interface FindPlan {
  /** Undefined when the names cannot be said: some of the files below the folders. */
  readonly set: NameSet | undefined;
  readonly actions: readonly FindAction[];
  readonly folders: readonly Text[];
  /** Only the first is wanted. */
  readonly quits: boolean;
}

const everything: Passing = { include: undefined, exclude: [], exact: true, prunes: false };
const vague: Passing = { include: undefined, exclude: [], exact: false, prunes: false };
const maxWords = 400;

/** Reads the words of a `find` (POSIX.1-2024, find; GNU and BSD additions). */
export function planFind(words: readonly Text[]): FindPlan | undefined {
  if (words.length > maxWords) return undefined;
  const folders: Text[] = [];
  let i = 1;
  while (/^-[HLPO]/.test(literalOf(words[i] ?? []) ?? '')) i++;
  for (; i < words.length && !/^(?:-|!$|\(|\\\()/.test(startOf(words[i]!)); i++) folders.push(words[i]!);
  if (folders.length === 0) folders.push(lit('.'));
  const depths = depthsOf(words);
  const actions: FindAction[] = [];
  const sets: Passing[] = [];
  for (const [at, folder] of folders.entries()) {
    const reader = new Reader(words.slice(i), rootOf(folder), depths, at === 0 ? actions : []);
    sets.push(reader.any(0));
    if (!reader.done) return { set: undefined, actions, folders, quits: false };
  }
  const quits = words.some((word) => literalOf(word) === '-quit');
  const all = new Reader([], [], depths, []);
  if (sets.some((set) => !set.exact)) return { set: undefined, actions, folders, quits };
  return {
    set: nameSet(
      sets.flatMap((set, n) => set.include ?? all.below(rootOf(folders[n]!), [[{ kind: 'wild', glob: '*' }]])),
      sets.flatMap((set) => set.exclude),
    ),
    actions,
    folders,
    quits,
  };
}

function startOf(word: Text): string {
  return word[0]?.kind === 'lit' ? word[0].text : '';
}

/** A folder as the prefix of what is below it: `.` is nothing, `dist/` is `dist/`. */
function rootOf(folder: Text): Text {
  const known = literalOf(folder);
  if (known === '.' || known === './') return [];
  const plain = dropPrefix(folder, './') ?? folder;
  const last = plain.at(-1);
  return last?.kind === 'lit' && last.text.endsWith('/') ? plain : concat(plain, lit('/'));
}

interface Depths {
  readonly min: number;
  readonly max: number | undefined;
  readonly known: boolean;
}

function depthsOf(words: readonly Text[]): Depths {
  const value = (name: string): string | undefined => {
    const at = words.findIndex((word) => literalOf(word) === name);
    return at === -1 ? undefined : (literalOf(words[at + 1] ?? []) ?? '?');
  };
  const min = value('-mindepth');
  const max = value('-maxdepth');
  const known = [min, max].every((text) => text === undefined || /^\d$/.test(text));
  return { min: min === undefined || !known ? 0 : Number(min), max: max === undefined || !known ? undefined : Number(max), known };
}

const single = new Set([
  '-print',
  '-print0',
  '-prune',
  '-delete',
  '-quit',
  '-depth',
  '-d',
  '-xdev',
  '-mount',
  '-follow',
  '-true',
  '-false',
  '-empty',
  '-executable',
  '-readable',
  '-writable',
  '-ls',
  '-daystart',
  '-noleaf',
]);

class Reader {
  readonly #words: readonly Text[];
  readonly #root: Text;
  readonly #depths: Depths;
  readonly #actions: FindAction[];
  #at = 0;

  constructor(words: readonly Text[], root: Text, depths: Depths, actions: FindAction[]) {
    this.#words = words;
    this.#root = root;
    this.#depths = depths;
    this.#actions = actions;
  }

  get done(): boolean {
    return this.#at >= this.#words.length;
  }

  #next(): string | undefined {
    const word = this.#words[this.#at];
    return word === undefined ? undefined : literalOf(word);
  }

  /** `a -o b`. */
  any(depth: number): Passing {
    if (depth > 24) {
      this.#at = this.#words.length;
      return vague;
    }
    let result = this.#all(depth);
    while (this.#next() === '-o' || this.#next() === '-or') {
      this.#at++;
      result = either(result, this.#all(depth));
    }
    return result;
  }

  #all(depth: number): Passing {
    let result = everything;
    while (!this.done) {
      const word = this.#next();
      if (word === '-o' || word === '-or' || word === ')' || word === '\\)' || word === ',') break;
      if (word === '-a' || word === '-and') {
        this.#at++;
        continue;
      }
      result = both(result, this.#one(depth));
    }
    return result;
  }

  #one(depth: number): Passing {
    const word = this.#next();
    this.#at++;
    if (word === '!' || word === '-not') return this.#without(this.#one(depth + 1));
    if (word === '(' || word === '\\(') {
      const inner = this.any(depth + 1);
      if (this.#next() === ')' || this.#next() === '\\)') this.#at++;
      return inner;
    }
    return word === undefined ? vague : this.#test(word);
  }

  #without(inner: Passing): Passing {
    if (!inner.exact || inner.include === undefined || inner.exclude.length > 0) return vague;
    return { include: undefined, exclude: inner.include, exact: true, prunes: false };
  }

  #test(word: string): Passing {
    if (single.has(word)) {
      switch (word) {
        case '-print':
        case '-print0':
          this.#actions.push({ kind: 'print' });
          return everything;
        case '-delete':
          this.#actions.push({ kind: 'delete' });
          return everything;
        case '-prune':
          return { ...everything, prunes: true };
        case '-empty':
        case '-executable':
        case '-readable':
        case '-writable':
        case '-false':
        case '-ls':
          return vague;
        default:
          return everything;
      }
    }
    if (word === '-exec' || word === '-execdir' || word === '-ok') return this.#exec();
    const value = this.#words[this.#at++];
    if (value === undefined) return vague;
    switch (word) {
      case '-maxdepth':
      case '-mindepth':
        return this.#depths.known ? everything : vague;
      case '-type':
        return /^f(?:,l)?$/.test(literalOf(value) ?? '') ? everything : vague;
      case '-name':
        return { include: this.below(this.#root, parseGlob(value, { braces: false })), exclude: [], exact: this.#depths.known, prunes: false };
      case '-path':
      case '-wholename':
        return { include: this.#paths(value), exclude: [], exact: this.#depths.max === undefined, prunes: false };
      case '-printf':
        this.#actions.push({ kind: 'printf', format: value });
        return everything;
      default:
        return vague;
    }
  }

  #exec(): Passing {
    const words: Text[] = [];
    let together = false;
    for (; !this.done; this.#at++) {
      const text = this.#next();
      if (text === ';' || text === '\\;') break;
      if (text === '+' && literalOf(words.at(-1) ?? []) === '{}') {
        together = true;
        break;
      }
      words.push(this.#words[this.#at]!);
    }
    this.#at++;
    this.#actions.push({ kind: 'exec', words, together });
    return everything;
  }

  /** Paths below a folder whose last name matches, at the depths that are searched. */
  below(root: Text, names: readonly Text[]): readonly Text[] {
    const { min, max } = this.#depths;
    const folders: Text[] = [];
    const step: Text = [
      { kind: 'wild', glob: '*' },
      { kind: 'lit', text: '/' },
    ];
    let prefix = root;
    for (let depth = 1; depth <= (max ?? Math.max(min, 1)); depth++) {
      if (depth >= min) folders.push(prefix);
      prefix = concat(prefix, step);
    }
    // `**` and its slash also stand for no folder at all.
    const deep: Text = [
      { kind: 'wild', glob: '**' },
      { kind: 'lit', text: '/' },
    ];
    return folders.flatMap((folder) => names.map((name) => (max === undefined ? concat(folder, deep, name) : concat(folder, name))));
  }

  /** `-path` patterns cross folders; what `find .` prints starts with `./`, which is left away here. */
  #paths(value: Text): readonly Text[] {
    const patterns = parseGlob(value, { braces: false, crossing: true });
    return patterns.flatMap((pattern) => {
      const plain = dropPrefix(pattern, './');
      if (plain !== undefined) return [plain];
      const [star, slash] = pattern;
      if (this.#root.length === 0 && star?.kind === 'wild' && star.glob.startsWith('*') && slash?.kind === 'lit' && slash.text.startsWith('/'))
        return [pattern, concat(lit(slash.text.slice(1)), pattern.slice(2))];
      return [pattern];
    });
  }
}

function both(a: Passing, b: Passing): Passing {
  const exclude = [...a.exclude, ...b.exclude];
  const prunes = a.prunes || b.prunes;
  const exact = a.exact && b.exact;
  if (a.include === undefined || b.include === undefined) return { include: a.include ?? b.include, exclude, exact, prunes };
  const common = intersection(nameSet(a.include), nameSet(b.include));
  if (common === undefined) return { include: [], exclude, exact, prunes };
  return { include: common.set.include, exclude: [...exclude, ...common.set.exclude], exact: exact && common.exact, prunes };
}

function either(a: Passing, b: Passing): Passing {
  if (a.prunes && a.include !== undefined && a.exclude.length === 0) {
    // `-path X -prune -o …`: X and all below it are left out of the rest.
    const below = a.include.flatMap((path) => [path, concat(path, lit('/'), [{ kind: 'wild', glob: '**' }])]);
    return { ...b, exclude: [...b.exclude, ...below], exact: a.exact && b.exact };
  }
  if (a.include === undefined || b.include === undefined || a.exclude.length + b.exclude.length > 0) return vague;
  return { include: [...a.include, ...b.include], exclude: [], exact: a.exact && b.exact, prunes: false };
}
