import { concat, derive, hole, keyOf, lit, literalOf, splitAt, type Text } from '../../values/index.ts';
import { sameTexts, splitArguments, type MakeCondition } from './make-conditions.ts';
import type { Makefile } from './makefile.ts';

/** Variables that make itself gives a value. */
const madeByMake = /^(MAKE\w*|\.\w+|[CF]C|CXX|CPP|AR|AS|LD|LEX|YACC|RM|\w+FLAGS)$/;

/** Words of a `foreach` that are put in one by one. */
const maxWords = 500;

/** Values of make variables: what the makefile overrides, the command line's, then the makefile's, the environment for what those leave open. */
export class MakeVariables {
  readonly #make: Makefile;
  readonly #given: ReadonlyMap<string, Text>;
  readonly #env: (name: string) => Text | undefined;
  readonly #told: (words: readonly Text[]) => Text | undefined;
  readonly #isUnset: (name: string) => boolean;
  #depth = 0;
  /** How many assignments have been read where a condition is asked. */
  #before = Infinity;
  readonly #known = new Map<string, Text>();
  /** What recipes that ran set with `$(eval X := …)`. */
  readonly #evaluated = new Map<string, Text>();
  readonly #open = new Set<string>();

  constructor(
    make: Makefile,
    given: ReadonlyMap<string, Text>,
    world: {
      readonly env: (name: string) => Text | undefined;
      readonly told: (words: readonly Text[]) => Text | undefined;
      /** Whether nothing outside of the makefile sets a variable that the environment does not show. */
      readonly isUnset: (name: string) => boolean;
    },
  ) {
    this.#make = make;
    this.#given = given;
    this.#env = world.env;
    this.#told = world.told;
    this.#isUnset = (name) => !madeByMake.test(name) && world.isUnset(name);
  }

  value(name: string): Text {
    const given = this.#given.get(name);
    const all = this.#make.assignments.get(name) ?? [];
    // What the command line says stands against every assignment but those that override it.
    const assigned = given === undefined ? all : all.filter((a) => a.overrides);
    if (given !== undefined && assigned.length === 0) return given;
    const evaluated = given === undefined ? this.#evaluated.get(name) : undefined;
    if (evaluated !== undefined && this.#before === Infinity) return evaluated;
    const key = `${name}@${this.#before}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // make refuses a variable that refers to itself; its own earlier value is what `:=` means.
    if (this.#open.has(key) || this.#depth > 24) return hole(`make.${name}`, { label: name });
    this.#open.add(key);
    this.#depth++;
    let value = given;
    for (const a of assigned) {
      if (a.order >= this.#before) break;
      const counts = this.holds(a.conditions);
      if (counts === false) continue;
      const before = value;
      if (a.operator === '?=') value ??= this.#env(name) ?? this.expand(a.value);
      else if (a.operator === '+=') value = value === undefined ? this.expand(a.value) : concat(value, lit(' '), this.expand(a.value));
      else if (a.operator === '!=') value = hole(`make.${name}`, { label: name });
      else if (!a.value.includes(`$(${name})`)) value = this.expand(a.value);
      const other = before ?? this.#env(name) ?? [];
      if (counts === undefined && keyOf(value ?? []) !== keyOf(other)) value = hole(`make.${name}`, { label: name });
    }
    this.#depth--;
    this.#open.delete(key);
    const builtin =
      name === 'MAKE' ? lit('make') : name === 'SHELL' ? lit('/bin/sh') : name === 'CURDIR' ? hole('github.workspace', { label: 'workspace' }) : undefined;
    const asked = this.#before !== Infinity && (this.#make.open || !this.#isUnset(name)) ? hole(`make.${name}`, { label: name }) : undefined;
    const result = value ?? this.#env(name) ?? builtin ?? asked ?? [];
    this.#known.set(key, result);
    return result;
  }

  /** Takes what a recipe's line sets for the lines and recipes after it: `$(eval X := …)`. */
  evaluate(name: string, value: Text): void {
    this.#evaluated.set(name, value);
    // Other variables may be made of it.
    this.#known.clear();
  }

  /** Whether all conditions hold, asked of the values that the makefile had given when they were read; undefined when that is not known. */
  holds(conditions: readonly MakeCondition[]): boolean | undefined {
    const answers = conditions.map((one) => {
      const { left, right, holds } = this.asked(one);
      const same = sameTexts(left, right);
      return same === undefined ? undefined : same === holds;
    });
    return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
  }

  /** The two texts that must be the same for a condition, or must not be: `ifdef X` asks that X is not empty. */
  asked({ test, holds }: MakeCondition): { readonly left: Text; readonly right: Text; readonly holds: boolean } {
    const outer = this.#before;
    this.#before = test.order;
    const left = test.kind === 'same' ? this.expand(test.left) : this.#reference(test.name, new Map());
    const right = test.kind === 'same' ? this.expand(test.right) : [];
    this.#before = outer;
    return { left, right, holds: test.kind === 'same' ? holds : !holds };
  }

  /** Expands `$(X)`, `${X}`, `$X` and `$$`; functions that are not known give an unknown made of their text. */
  expand(text: string, automatic: ReadonlyMap<string, Text> = new Map()): Text {
    const parts: Text[] = [];
    let from = 0;
    for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at)) {
      parts.push(lit(text.slice(from, at)));
      const next = text[at + 1];
      if (next === '$') {
        parts.push(lit('$'));
        at += 2;
      } else if (next === '(' || next === '{') {
        const end = closing(text, at + 1);
        parts.push(this.#reference(text.slice(at + 2, end), automatic));
        at = end + 1;
      } else if (next === undefined) {
        at += 1;
      } else {
        parts.push(automatic.get(next) ?? this.value(next));
        at += 2;
      }
      from = at;
    }
    parts.push(lit(text.slice(from)));
    return concat(...parts);
  }

  #reference(inner: string, automatic: ReadonlyMap<string, Text>): Text {
    const known = automatic.get(inner);
    if (known !== undefined) return known;
    const call = /^([a-z]+)\s+([\s\S]*)$/.exec(inner);
    if (call !== null) return this.#function(call[1]!, call[2]!, automatic);
    const substitution = /^([\w.-]+):([^=]*)=(.*)$/.exec(inner);
    if (substitution !== null) return derive(`make ${substitution[2]!}=${substitution[3]!}`, this.value(substitution[1]!));
    if (inner.includes('$')) {
      const name = literalOf(this.expand(inner, automatic));
      return name === undefined ? hole(`make.${inner}`, { label: inner }) : this.value(name);
    }
    return this.value(inner.trim());
  }

  /** `$(foreach name,words,text)`: the text once for each word. */
  #foreach(args: string, automatic: ReadonlyMap<string, Text>): Text | undefined {
    const [name, listed, ...text] = splitArguments(args);
    const bound = name === undefined ? undefined : literalOf(this.expand(name.trim(), automatic));
    const words = listed === undefined ? undefined : literalOf(this.expand(listed, automatic));
    if (bound === undefined || words === undefined || text.length === 0 || this.#depth > 12) return undefined;
    const all = words.split(/\s+/).filter((word) => word !== '');
    if (all.length > maxWords) return undefined;
    this.#depth++;
    const parts = all.map((word) => this.expand(text.join(','), new Map([...automatic, [bound, lit(word)]])));
    this.#depth--;
    return concat(...parts.flatMap((part, i) => (i === 0 ? [part] : [lit(' '), part])));
  }

  #function(name: string, args: string, automatic: ReadonlyMap<string, Text>): Text {
    const each = name === 'foreach' ? this.#foreach(args, automatic) : undefined;
    if (each !== undefined) return each;
    const list = splitArguments(args).map((a) => this.expand(a, automatic));
    const literal = list.map(literalOf);
    switch (name) {
      case 'info':
      case 'warning':
      case 'error':
      case 'eval':
        return [];
      case 'shell': {
        const command = literalOf(this.expand(args, automatic))
          ?.replace(/\s+2>\s*\/dev\/null\s*$/, '')
          .trim();
        const told = command === undefined || /[|&;<>()$`"'\\*?]/.test(command) ? undefined : this.#told(command.split(/\s+/).map(lit));
        if (told !== undefined) return told;
        // Said as the shell says it, so that a program called by what is found is known.
        if (command !== undefined && /^(?:which|command -v) [\w.+-]+$/.test(command)) return hole(`make.$(shell ${args})`, { label: `output of ${command}` });
        // What is printed of words alone is the same where the recipe's own shell prints it.
        const line = automatic.has('@') && /^\s*(?:echo|printf)\s/.test(args) ? this.expand(args, automatic) : undefined;
        if (line?.every((piece) => piece.kind !== 'lit' || !/['`\n;&<>]/.test(piece.text.replaceAll(/\\?&/g, ''))) === true)
          return concat(lit('$('), line, lit(')'));
        break;
      }
      case 'strip':
        return list[0] ?? [];
      case 'addprefix':
        return affix(list[1] ?? [], (w) => concat(list[0] ?? [], w));
      case 'addsuffix':
        return affix(list[1] ?? [], (w) => concat(w, list[0] ?? []));
      case 'subst':
        // Nothing is found at the end of a text (GNU make, function.c).
        if (literal.length >= 3 && literal.every((l) => l !== undefined))
          return lit(literal[0] === '' ? `${literal[2]!}${literal[1]!}` : literal[2]!.replaceAll(literal[0]!, literal[1]!));
        break;
      case 'firstword':
        return splitAt(list[0] ?? [], /\s+/g)[0] ?? [];
      case 'notdir':
        if (literal[0] !== undefined)
          return lit(
            literal[0]
              .split(/\s+/)
              .map((w) => w.split('/').at(-1)!)
              .join(' '),
          );
        break;
      case 'or':
        return list.find((l) => l.length > 0) ?? [];
      case 'if':
        return (list[0]?.length ?? 0) > 0 ? (list[1] ?? []) : (list[2] ?? []);
      case 'call': {
        const body = literal[0] === undefined ? undefined : this.#make.texts.get(literal[0].trim());
        if (body === undefined || this.#depth > 12) break;
        this.#depth++;
        const inner = new Map(automatic);
        list.slice(1).forEach((a, i) => inner.set(String(i + 1), a));
        const out = this.expand(body, inner);
        this.#depth--;
        return out;
      }
      default:
        break;
    }
    return hole(`make.$(${name} ${args})`, { label: `$(${name} …)`, from: list.flatMap((l) => l.flatMap((p) => (p.kind === 'hole' ? [p.id] : []))) });
  }
}

function affix(words: Text, fn: (word: Text) => Text): Text {
  const parts = splitAt(words, /\s+/g)
    .filter((w) => w.length > 0)
    .map(fn);
  return concat(...parts.flatMap((p, i) => (i === 0 ? [p] : [lit(' '), p])));
}

function closing(text: string, open: number): number {
  const [opener, closer] = text[open] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === opener) depth++;
    else if (text[i] === closer && --depth === 0) return i;
  }
  return text.length;
}
