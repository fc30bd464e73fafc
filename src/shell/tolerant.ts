import { concat, fingerprint, lit, literalOf, words as splitWords, type Text } from '../values/index.ts';
import { digestLine, statementAt, type Digests } from './digest-lines.ts';
import { globbed } from './fields.ts';
import { unmask, type Placeholders } from './placeholder.ts';
import { introducing, keywords, TolerantVariables } from './tolerant-names.ts';

/** A command that was seen in a script whose flow is not followed. */
export interface RecognisedCommand {
  readonly words: readonly Text[];
  readonly start: number;
  readonly end: number;
}

export interface RecogniseOptions {
  /** The value of an environment variable, when it is known. */
  readonly variable: (name: string) => Text | undefined;
  readonly placeholder?: Placeholders;
  /** Makes the ids of unknown variables unique to this run of the script. */
  readonly idPrefix?: string;
  /** Whether `dist\\app.zip` is a path with a folder, as on Windows, or `\\` is kept. Default `folders`. */
  readonly backslashes?: 'folders' | 'kept';
}

export const maxCommands = 20_000;
const maxWords = 2_000;
const maxNested = 2;
const maxBrackets = 1_000;

/**
 * Finds plain commands in a script that is not followed: PowerShell, cmd, Python, or a shell script that does not parse.
 * A command is looked for at the start of a line and after `;`, `|`, `&&`, `(`, `{` and `&`. Simple assignments of
 * literals are followed; every other variable is an unknown. Strings that hold a whole command line, as Python's
 * `os.system("…")`, and lists of strings, as `subprocess.run(["…"])`, are read too.
 */
export function recogniseCommands(text: string, options: RecogniseOptions): readonly RecognisedCommand[] {
  const variables = new TolerantVariables(options.variable, `${options.idPrefix ?? ''}script-${fingerprint(text)}`);
  return new Reader(text, { options, variables, offset: 0, nested: 0 }).read();
}

interface Word {
  readonly text: Text;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

class Reader {
  readonly #text: string;
  readonly #options: RecogniseOptions;
  readonly #offset: number;
  readonly #nested: number;
  readonly #variables: TolerantVariables;
  readonly #found: RecognisedCommand[] = [];
  #words: Word[] = [];
  /** Open brackets, innermost last: whether each holds the arguments of a function. */
  readonly #brackets: boolean[] = [];
  #called = false;
  #listed = false;
  #at = 0;
  readonly #digests: Digests = new Map();

  constructor(
    text: string,
    context: { readonly options: RecogniseOptions; readonly variables: TolerantVariables; readonly offset: number; readonly nested: number },
  ) {
    this.#text = text;
    this.#options = context.options;
    this.#variables = context.variables;
    this.#offset = context.offset;
    this.#nested = context.nested;
  }

  /** The commands of a text inside this one. */
  #inside(text: string, offset: number): readonly RecognisedCommand[] {
    if (this.#nested >= maxNested) return [];
    return new Reader(text, { options: this.#options, variables: this.#variables, offset, nested: this.#nested + 1 }).read();
  }

  read(): readonly RecognisedCommand[] {
    const writesDigests = this.#nested === 0 && /\bGet-FileHash\b/i.test(this.#text);
    if (writesDigests) this.#digestsOf(0);
    while (this.#at < this.#text.length && this.#found.length < maxCommands) {
      const line = writesDigests && this.#text[this.#at] === '\n' ? this.#at + 1 : undefined;
      this.#step();
      if (line !== undefined) this.#digestsOf(line);
    }
    this.#endCommand();
    return this.#found;
  }

  /** A line of PowerShell that writes a digest to a file, read as a command with a redirection. */
  #digestsOf(start: number): void {
    const statement = statementAt(this.#text, start);
    const line = digestLine(statement, this.#digests);
    if (line === undefined) return;
    // A block that the line opens before it holds it too.
    const part = /Get-FileHash|\$/i.exec(this.#text.slice(start, start + statement.length))?.index ?? 0;
    const [at, end] = [this.#offset + start + part, this.#offset + start + statement.length];
    for (const command of this.#inside(line, 0)) {
      // The cmdlet itself takes a pattern for the files that fit.
      const words = command.words.map((text) => (literalOf(text)?.includes('*') === true ? globbed(literalOf(text)!, { globstar: false }) : text));
      this.#found.push({ words, start: at, end });
    }
  }

  #step(): void {
    const c = this.#text[this.#at]!;
    const next = this.#text[this.#at + 1];
    if (c === '\n' || c === ';' || c === '|' || c === '(' || c === ')' || c === '{' || c === '}') {
      this.#separator(c);
      return;
    }
    if (c === '&') {
      this.#endCommand();
      this.#called = next !== '&';
      this.#at += next === '&' ? 2 : 1;
      return;
    }
    if (c === ' ' || c === '\t' || c === '\r' || c === '\ufeff') {
      this.#at++;
      return;
    }
    if ((c === '`' || c === '\\' || c === '^') && /^.\r?\n/.test(this.#text.slice(this.#at, this.#at + 3))) {
      this.#at = this.#text.indexOf('\n', this.#at) + 1;
      return;
    }
    if (c === '<' && next === '#') {
      const end = this.#text.indexOf('#>', this.#at);
      this.#at = end === -1 ? this.#text.length : end + 2;
      return;
    }
    if (c === '#' || (this.#words.length === 0 && /^(?:::|rem[ \t])/i.test(this.#text.slice(this.#at, this.#at + 4)))) {
      this.#toLineEnd();
      return;
    }
    if (c === '@' && (next === '"' || next === "'")) {
      const end = this.#text.indexOf(`\n${next}@`, this.#at);
      this.#words.push({ text: this.#variables.unknown('here-string'), start: this.#at, end: this.#at + 2, quoted: true });
      this.#at = end === -1 ? this.#text.length : end + 3;
      return;
    }
    this.#word();
  }

  #toLineEnd(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  #separator(c: string): void {
    // `name(` is a call of a function, not a command; its arguments are looked at on their own.
    const last = this.#words.at(-1);
    const calls = c === '(' && last !== undefined && last.end === this.#at && !last.quoted;
    if (calls) this.#words = [];
    this.#endCommand();
    if (c === '(' && this.#brackets.length < maxBrackets) this.#brackets.push(calls);
    else if (c === ')') this.#brackets.pop();
    if (c === '(' && this.#text[this.#at + 1] === '[') this.#list();
    else this.#at++;
  }

  /** `["a", "b"]`: a list of strings as the words of a command. */
  #list(): void {
    const start = this.#at + 2;
    const words: Word[] = [];
    let i = start;
    while (i < this.#text.length && words.length < maxWords) {
      const c = this.#text[i]!;
      if (/[\s,]/.test(c)) i++;
      else if (c === '"' || c === "'") {
        const end = this.#text.indexOf(c, i + 1);
        if (end === -1) break;
        words.push({ text: this.#literal(this.#text.slice(i + 1, end)), start: i, end: end + 1, quoted: false });
        i = end + 1;
      } else if (c === ']') {
        i++;
        break;
      } else {
        const found = /^[\w.[\]'"{}$-]+/.exec(this.#text.slice(i, i + 200));
        if (found === null || /^[\])]/.test(found[0])) break;
        const name = found[0].replace(/\]+$/, '');
        if (name === '') break;
        words.push({ text: this.#variables.unknown(name), start: i, end: i + name.length, quoted: false });
        i += name.length;
      }
    }
    this.#words = words;
    this.#at = Math.max(i, start);
    this.#listed = true;
    this.#endCommand();
    this.#listed = false;
  }

  #endCommand(): void {
    const words = this.#words;
    const called = this.#called;
    this.#words = [];
    this.#called = false;
    this.#take(words, called ? 'called' : 'plain');
  }

  #take(words: readonly Word[], how: 'called' | 'plain'): void {
    const first = words[0];
    if (first === undefined) return;
    const name = literalOf(first.text);
    const second = words[1] === undefined ? undefined : literalOf(words[1].text);
    if (second === '=' || second === '+=' || second === ':=') {
      this.#assign(words);
      return;
    }
    if (name !== undefined && introducing.has(name.toLowerCase()) && !first.quoted) {
      this.#take(words.slice(1), how);
      return;
    }
    // What stands at a closing bracket is a member of the value in it.
    if (!first.quoted && this.#text[first.start - 1] === ')' && first.start > 0) return;
    if (name === undefined) {
      // A variable alone is a value, unless it is called.
      if (how === 'called') this.#add(words);
      return;
    }
    if (first.quoted && how === 'plain') {
      if (/\s/.test(name)) this.#inString(name, first);
      return;
    }
    // A bare word between the brackets of a call is an argument.
    if (this.#brackets.at(-1) === true && !this.#listed) return;
    const own = /^([A-Za-z_]\w*)=(.*)$/s.exec(name);
    if (own !== null) {
      this.#variables.assign(own[1]!, lit(own[2]!));
      this.#take(words.slice(1), how);
      return;
    }
    if (keywords.has(name.toLowerCase()) || !/^(?:[A-Za-z_./~\\@]|7z)[\w./\\:+@-]*$/.test(name) || /^[\w.]+:$/.test(name)) return;
    this.#add(words);
  }

  /** A command line inside a string, as the argument of a function that runs it. */
  #inString(value: string, word: Word): void {
    for (const command of this.#inside(value, 0)) {
      if (command.words.length > 1) this.#found.push({ words: command.words, start: this.#offset + word.start, end: this.#offset + word.end });
    }
  }

  #add(words: readonly Word[]): void {
    const turn = this.#options.backslashes !== 'kept';
    const texts = words.slice(0, maxWords).map((word) => (turn ? withSlashes(word.text) : word.text));
    const name = literalOf(texts[0]!);
    if (name !== undefined && /^[\w.-]+\.(?:exe|cmd)$/i.test(name)) texts[0] = lit(name.slice(0, -4));
    this.#found.push({ words: texts, start: this.#offset + words[0]!.start, end: this.#offset + words.at(-1)!.end });
  }

  /** `$x = "…"` is followed; after anything else `$x` is a new unknown, and the right side may be a command. */
  #assign(words: readonly Word[]): void {
    const target = this.#text.slice(words[0]!.start, words[0]!.end);
    const name = /^\$?(?:\{?(?:env|global|script|local):)?\{?(\w+)\}?$/i.exec(target)?.[1];
    const right = words.slice(2);
    const only = right.length === 1 ? right[0] : undefined;
    const isAdded = literalOf(words[1]!.text) === '+=';
    if (name !== undefined) {
      if (only !== undefined && !isAdded && (only.quoted || only.text.some((piece) => piece.kind !== 'lit'))) this.#variables.assign(name, only.text);
      else this.#variables.change(name);
    }
    if (only?.quoted !== true) this.#take(right, 'plain');
  }

  #word(): void {
    const start = this.#at;
    const parts: Text[] = [];
    let quoted = false;
    // An expression is put in before the shell reads the line: one that holds several words is several words.
    let several = false;
    let plain = '';
    const flush = (): void => {
      if (plain === '') return;
      const text = this.#literal(plain);
      several ||= text.some((piece) => piece.kind === 'lit' && /\s/.test(piece.text));
      parts.push(text);
      plain = '';
    };
    while (this.#at < this.#text.length) {
      const c = this.#text[this.#at]!;
      if (/[\s;|(){}]/.test(c) || (c === '&' && plain === '' && parts.length === 0)) break;
      if (c === '&' && this.#text[this.#at + 1] === '&') break;
      if (c === "'" || c === '"') {
        flush();
        if (this.#at === start) quoted = true;
        parts.push(this.#string(c));
      } else if (c === '$' || c === '%') {
        const value = this.#variable();
        if (value === undefined) {
          plain += c;
          this.#at++;
        } else {
          flush();
          parts.push(value);
        }
      } else if (c === '`' && this.#text[this.#at + 1] !== undefined) {
        if (this.#text[this.#at + 1] === '\n' || this.#text[this.#at + 1] === '\r') break;
        plain += this.#text[this.#at + 1]!;
        this.#at += 2;
      } else {
        plain += c;
        this.#at++;
      }
    }
    flush();
    this.#at = Math.min(this.#at, this.#text.length);
    if (this.#at === start) {
      this.#at++;
      return;
    }
    if (this.#words.length >= maxWords) return;
    const text = concat(...parts);
    const all = several && !quoted ? splitWords(text) : [text];
    for (const one of all) this.#words.push({ text: one, start, end: this.#at, quoted });
  }

  /** A quoted string; an unclosed one ends with its line. */
  #string(quote: string): Text {
    const parts: Text[] = [];
    let plain = '';
    const flush = (): void => {
      if (plain !== '') parts.push(this.#literal(plain));
      plain = '';
    };
    this.#at++;
    while (this.#at < this.#text.length) {
      const c = this.#text[this.#at]!;
      if (c === '\n') break;
      if (c === quote) {
        this.#at++;
        if (this.#text[this.#at] !== quote) break;
        plain += quote;
        this.#at++;
      } else if (quote === '"' && (c === '`' || (c === '\\' && /["\\$]/.test(this.#text[this.#at + 1] ?? '')))) {
        plain += this.#text[this.#at + 1] ?? '';
        this.#at += 2;
      } else if (quote === '"' && c === '$') {
        const value = this.#variable();
        if (value === undefined) {
          plain += c;
          this.#at++;
        } else {
          flush();
          parts.push(value);
        }
      } else {
        plain += c;
        this.#at++;
      }
    }
    flush();
    return concat(...parts);
  }

  /** `$env:X`, `${X}`, `$X.member`, `$( … )`, `%X%`; undefined when it is none. */
  #variable(): Text | undefined {
    const rest = this.#text.slice(this.#at, this.#at + 200);
    const command = /^\$\(/.exec(rest);
    if (command !== null) {
      const end = this.#close(this.#at + 1);
      const inner = this.#text.slice(this.#at + 2, end);
      this.#found.push(...this.#inside(inner, this.#offset + this.#at + 2));
      this.#at = Math.min(end + 1, this.#text.length);
      return this.#variables.unknown(`(${inner.slice(0, 40)})`);
    }
    const found = /^(?:\$\{(?:(env|global|script|local):)?(\w+)\}|\$(?:(env|global|script|local):)?(\w+)|%(\w+)%)/i.exec(rest);
    if (found === null) return undefined;
    this.#at += found[0].length;
    const name = found[2] ?? found[4] ?? found[5]!;
    const member = /^(?:\.[A-Za-z]\w*|\[[^\]\s]{0,40}\])+/.exec(rest.slice(found[0].length));
    const base = this.#variables.read(name, (found[1] ?? found[3])?.toLowerCase() === 'env' || found[5] !== undefined ? 'environment' : 'anywhere');
    if (member === null || /^\.(?:zip|exe|tar|gz|txt|json|sig|msi|dll|nupkg|pem|sha256|bundle|ya?ml)/i.test(member[0])) return base;
    this.#at += member[0].length;
    return this.#variables.unknown(`${name}${member[0]}`);
  }

  #close(open: number): number {
    let depth = 0;
    for (let i = open; i < this.#text.length && i < open + 4_000; i++) {
      if (this.#text[i] === '(') depth++;
      else if (this.#text[i] === ')' && --depth === 0) return i;
    }
    return Math.min(this.#text.length, open + 4_000);
  }

  #literal(value: string): Text {
    return this.#options.placeholder === undefined ? lit(value) : unmask(value, this.#options.placeholder);
  }
}

/** A word that is written as a Windows path, with slashes; others as they are. */
function withSlashes(text: Text): Text {
  if (!text.some((piece) => piece.kind === 'lit' && piece.text.includes('\\'))) return text;
  const path = text.every((piece) => piece.kind !== 'lit' || /^[\w.:~*?@+ \\/-]*$/.test(piece.text));
  return path ? text.map((piece) => (piece.kind === 'lit' ? { kind: 'lit', text: piece.text.replaceAll('\\', '/') } : piece)) : text;
}
