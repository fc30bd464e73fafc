/** A part of a template: literal text, or the code between `${` and `}`; a directive's code begins with `%`. */
export type TemplatePart = string | { readonly code: string };

export type HclToken =
  | { readonly kind: 'name' | 'number' | 'sign' | 'newline' | 'end'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'string'; readonly text: string; readonly parts: readonly TemplatePart[]; readonly start: number; readonly end: number };

const signs = ['...', '=>', '==', '!=', '<=', '>=', '&&', '||'];
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Splits HCL's native syntax into tokens. Anything gives tokens: a string without an end ends with its line. */
export class HclScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  tokens(): readonly HclToken[] {
    const out: HclToken[] = [];
    while (this.#at < this.#text.length) {
      const token = this.#next();
      if (token !== undefined) out.push(token);
    }
    out.push({ kind: 'end', text: '', start: this.#at, end: this.#at });
    return out;
  }

  /** The whole text as a template. */
  templateParts(): readonly TemplatePart[] {
    return this.#parts(() => this.#at >= this.#text.length, false);
  }

  #next(): HclToken | undefined {
    const start = this.#at;
    const c = this.#text[start]!;
    if (c === '\n') return this.#sized('newline', 1);
    if (/\s/.test(c)) {
      this.#at++;
      return undefined;
    }
    if (c === '#' || this.#text.startsWith('//', start)) {
      this.#to('\n');
      return undefined;
    }
    if (this.#text.startsWith('/*', start)) {
      this.#to('*/', 2);
      return undefined;
    }
    if (c === '"') return this.#string();
    const heredoc = c === '<' ? /^<<(-?)([A-Za-z_][\w-]*)[ \t\r]*\n/.exec(this.#text.slice(start, start + 200)) : null;
    if (heredoc !== null) return this.#heredoc(heredoc[0].length, heredoc[2]!, heredoc[1] === '-');
    const word = /^[A-Za-z_][\w-]*/.exec(this.#text.slice(start, start + 300));
    if (word !== null) return this.#sized('name', word[0].length);
    const number = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.#text.slice(start, start + 100));
    if (number !== null) return this.#sized('number', number[0].length);
    return this.#sized('sign', signs.find((sign) => this.#text.startsWith(sign, start))?.length ?? 1);
  }

  #sized(kind: 'name' | 'number' | 'sign' | 'newline', length: number): HclToken {
    const start = this.#at;
    this.#at += length;
    return { kind, text: this.#text.slice(start, this.#at), start, end: this.#at };
  }

  #to(end: string, past = 0): void {
    const found = this.#text.indexOf(end, this.#at + past);
    this.#at = found === -1 ? this.#text.length : found + past;
  }

  #string(): HclToken {
    const start = this.#at++;
    const parts = this.#parts(() => /["\n]/.test(this.#text[this.#at] ?? '\n'), true);
    if (this.#text[this.#at] === '"') this.#at++;
    return { kind: 'string', text: this.#text.slice(start, this.#at), parts, start, end: this.#at };
  }

  #heredoc(opening: number, word: string, indented: boolean): HclToken {
    const start = this.#at;
    const from = start + opening;
    let to = this.#text.length;
    let end = to;
    for (let line = from; line < this.#text.length;) {
      const stop = this.#text.indexOf('\n', line);
      const next = stop === -1 ? this.#text.length : stop;
      if (this.#text.slice(line, next).trim() === word) {
        to = line;
        end = next;
        break;
      }
      line = next + 1;
    }
    const body = this.#text.slice(from, to);
    this.#at = end;
    const parts = new HclScanner(indented ? body.replaceAll(/^[ \t]+/gm, '') : body).templateParts();
    return { kind: 'string', text: this.#text.slice(start, end), parts, start, end };
  }

  #parts(isEnd: () => boolean, hasEscapes: boolean): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let run = '';
    while (this.#at < this.#text.length && !isEnd()) {
      const c = this.#text[this.#at]!;
      const next = this.#text[this.#at + 1];
      if (hasEscapes && c === '\\') {
        run += escapes[next ?? ''] ?? next ?? '';
        this.#at += 2;
      } else if ((c === '$' || c === '%') && next === c && this.#text[this.#at + 2] === '{') {
        run += `${c}{`;
        this.#at += 3;
      } else if ((c === '$' || c === '%') && next === '{') {
        if (run !== '') parts.push(run);
        run = '';
        this.#at += 2;
        const code = this.#code();
        parts.push({ code: c === '%' ? `%${code}` : code.replace(/^~/, '').replace(/~$/, '') });
      } else {
        run += c;
        this.#at++;
      }
    }
    if (run !== '') parts.push(run);
    return parts;
  }

  /** The code up to the bracket that closes it; brackets inside strings of it do not count. */
  #code(): string {
    const start = this.#at;
    let depth = 1;
    let inString = false;
    for (; this.#at < this.#text.length; this.#at++) {
      const c = this.#text[this.#at]!;
      if (c === '\\' && inString) this.#at++;
      else if (c === '"') inString = !inString;
      else if (!inString && c === '{') depth++;
      else if (!inString && c === '}' && --depth === 0) break;
    }
    const code = this.#text.slice(start, Math.min(this.#at, this.#text.length));
    this.#at++;
    return code;
  }
}
