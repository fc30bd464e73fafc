import { HclScanner, type HclToken } from './hcl-scan.ts';

/** An expression of HCL, as far as bake files use the language; what is not understood is `unknown`. */
export type Expr =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly (string | Expr)[] }
  | { readonly kind: 'list'; readonly items: readonly Expr[] }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: Expr; readonly value: Expr }[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expr; readonly key: Expr }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly spread: boolean }
  | { readonly kind: 'choice'; readonly if: Expr; readonly then: Expr; readonly else: Expr }
  | { readonly kind: 'operator'; readonly operator: string; readonly args: readonly Expr[] }
  | {
      readonly kind: 'for';
      readonly names: readonly string[];
      readonly over: Expr;
      readonly key: Expr | undefined;
      readonly value: Expr;
      readonly if: Expr | undefined;
    }
  | { readonly kind: 'unknown'; readonly at: number };

export interface HclAttribute {
  readonly name: string;
  readonly value: Expr;
  readonly start: number;
  readonly end: number;
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  readonly start: number;
  readonly end: number;
}

export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** What a text of HCL holds, and where it was not understood. */
export interface HclFile {
  readonly body: HclBody;
  readonly problems: readonly { readonly at: number; readonly reason: string }[];
}

const maxDepth = 60;
const maxNodes = 100_000;
const binary: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

/** Reads HCL's native syntax; a line that is not understood is skipped and named, deep nesting becomes `unknown`. */
export function parseHcl(text: string): HclFile {
  return new HclParser(text).file();
}

/** Reads the text of a quoted string or of a string in JSON as a template. */
export function parseTemplate(text: string): Expr {
  return new HclParser('').template(new HclScanner(text).templateParts());
}

class HclParser {
  readonly #tokens: readonly HclToken[];
  readonly #problems: { at: number; reason: string }[] = [];
  #at = 0;
  #depth = 0;
  #nodes = 0;

  constructor(text: string) {
    this.#tokens = new HclScanner(text).tokens();
  }

  file(): HclFile {
    const body = this.#body(true);
    return { body, problems: this.#problems };
  }

  get #token(): HclToken {
    return this.#tokens[this.#at] ?? this.#tokens.at(-1)!;
  }

  #is(text: string): boolean {
    return this.#token.kind === 'sign' && this.#token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #lines(): void {
    while (this.#token.kind === 'newline') this.#at++;
  }

  #body(isFile: boolean): HclBody {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    if (++this.#depth > maxDepth) {
      this.#depth--;
      this.#skipLine();
      return { attributes, blocks };
    }
    for (;;) {
      this.#lines();
      const token = this.#token;
      if (token.kind === 'end' || this.#is('}')) {
        if (!isFile || token.kind === 'end') break;
        this.#at++;
        continue;
      }
      const before = this.#at;
      if (token.kind !== 'name' && token.kind !== 'string') {
        this.#problem(token.start);
        continue;
      }
      this.#at++;
      const name = nameOf(token);
      if (this.#take('=')) {
        const value = this.#expression();
        attributes.push({ name, value, start: token.start, end: this.#tokens[this.#at - 1]?.end ?? token.end });
        if (this.#token.kind !== 'newline' && this.#token.kind !== 'end' && !this.#is('}')) this.#problem(this.#token.start);
        continue;
      }
      const labels: string[] = [];
      while (this.#token.kind === 'string' || this.#token.kind === 'name') labels.push(nameOf(this.#tokens[this.#at++]!));
      if (!this.#take('{')) {
        this.#at = Math.max(this.#at, before + 1);
        this.#problem(token.start);
        continue;
      }
      const body = this.#body(false);
      this.#take('}');
      blocks.push({ type: name, labels, body, start: token.start, end: this.#tokens[this.#at - 1]?.end ?? token.end });
    }
    this.#depth--;
    return { attributes, blocks };
  }

  #problem(at: number): void {
    if (this.#problems.length < 20) this.#problems.push({ at, reason: 'not understood as HCL' });
    this.#skipLine();
  }

  #skipLine(): void {
    do this.#at++;
    while (this.#token.kind !== 'newline' && this.#token.kind !== 'end');
  }

  #expression(): Expr {
    this.#nodes++;
    this.#depth++;
    const result = this.#nodes > maxNodes || this.#depth > maxDepth ? this.#tooDeep() : this.#choice();
    this.#depth--;
    return result;
  }

  #tooDeep(): Expr {
    const at = this.#token.start;
    this.#skipLine();
    return { kind: 'unknown', at };
  }

  #choice(): Expr {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    this.#lines();
    const then = this.#expression();
    this.#lines();
    const hasElse = this.#take(':');
    this.#lines();
    return hasElse ? { kind: 'choice', if: condition, then, else: this.#expression() } : { kind: 'unknown', at: this.#token.start };
  }

  #binary(level: number): Expr {
    const operators = binary[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let count = 0; count < maxNodes && this.#token.kind === 'sign' && operators.includes(this.#token.text); count++) {
      const operator = this.#token.text;
      this.#at++;
      this.#lines();
      left = { kind: 'operator', operator, args: [left, this.#binary(level + 1)] };
    }
    return left;
  }

  #unary(): Expr {
    const operator = this.#is('!') ? '!' : this.#is('-') ? 'negative' : undefined;
    if (operator === undefined) return this.#postfix(this.#primary());
    this.#at++;
    this.#depth++;
    const arg = this.#depth > maxDepth ? this.#tooDeep() : this.#unary();
    this.#depth--;
    return { kind: 'operator', operator, args: [arg] };
  }

  #postfix(start: Expr): Expr {
    let expr = start;
    for (;;) {
      if (this.#take('.')) {
        const token = this.#token;
        if (token.kind === 'name' || token.kind === 'number') {
          this.#at++;
          expr = { kind: 'member', of: expr, key: { kind: 'literal', value: token.text } };
        } else {
          this.#take('*');
          expr = { kind: 'unknown', at: token.start };
        }
      } else if (this.#take('[')) {
        this.#lines();
        const key = this.#is('*') ? this.#splat() : this.#expression();
        this.#lines();
        this.#take(']');
        expr = { kind: 'member', of: expr, key };
      } else {
        return expr;
      }
    }
  }

  #splat(): Expr {
    this.#at++;
    return { kind: 'unknown', at: this.#token.start };
  }

  #primary(): Expr {
    const token = this.#token;
    this.#at++;
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'string') return this.template(token.parts);
    if (token.kind === 'name') {
      if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' };
      if (token.text === 'null') return { kind: 'literal', value: null };
      return this.#take('(') ? this.#call(token.text) : { kind: 'name', name: token.text };
    }
    if (token.kind === 'sign') {
      if (token.text === '(') {
        this.#lines();
        const inner = this.#expression();
        this.#lines();
        this.#take(')');
        return inner;
      }
      if (token.text === '[') return this.#list();
      if (token.text === '{') return this.#object();
    }
    this.#at--;
    return { kind: 'unknown', at: token.start };
  }

  #call(name: string): Expr {
    const args: Expr[] = [];
    let spread = false;
    for (this.#lines(); !this.#is(')') && this.#token.kind !== 'end'; this.#lines()) {
      const before = this.#at;
      args.push(this.#expression());
      this.#lines();
      if (this.#take('...')) spread = true;
      if (!this.#take(',') && !this.#is(')') && this.#at === before) this.#at++;
    }
    this.#take(')');
    return { kind: 'call', name, args, spread };
  }

  #list(): Expr {
    this.#lines();
    if (this.#token.kind === 'name' && this.#token.text === 'for' && this.#tokens[this.#at + 1]?.kind === 'name') return this.#for(']');
    const items: Expr[] = [];
    for (; !this.#is(']') && this.#token.kind !== 'end'; this.#lines()) {
      const before = this.#at;
      items.push(this.#expression());
      this.#lines();
      if (!this.#take(',') && !this.#is(']') && this.#at === before) this.#at++;
    }
    this.#take(']');
    return { kind: 'list', items };
  }

  #object(): Expr {
    this.#lines();
    if (this.#token.kind === 'name' && this.#token.text === 'for' && this.#tokens[this.#at + 1]?.kind === 'name') return this.#for('}');
    const entries: { key: Expr; value: Expr }[] = [];
    for (; !this.#is('}') && this.#token.kind !== 'end'; this.#lines()) {
      const before = this.#at;
      const token = this.#token;
      const isName = token.kind === 'name' && ['=', ':'].includes(this.#tokens[this.#at + 1]?.text ?? '');
      if (isName) this.#at++;
      const key: Expr = isName ? { kind: 'literal', value: token.text } : this.#expression();
      this.#lines();
      const hasValue = this.#take('=') || this.#take(':');
      this.#lines();
      if (hasValue) entries.push({ key, value: this.#expression() });
      this.#lines();
      if (!this.#take(',') && this.#at === before) this.#at++;
    }
    this.#take('}');
    return { kind: 'object', entries };
  }

  #for(end: ']' | '}'): Expr {
    this.#at++;
    const names: string[] = [];
    for (; this.#token.kind === 'name' && this.#token.text !== 'in'; this.#take(',')) names.push(this.#tokens[this.#at++]!.text);
    this.#at++;
    const over = this.#expression();
    this.#lines();
    this.#take(':');
    this.#lines();
    const first = this.#expression();
    this.#lines();
    const second = this.#take('=>') ? this.#expression() : undefined;
    this.#take('...');
    this.#lines();
    const hasIf = this.#token.kind === 'name' && this.#token.text === 'if';
    if (hasIf) this.#at++;
    const condition = hasIf ? this.#expression() : undefined;
    this.#lines();
    this.#take(end);
    return { kind: 'for', names, over, key: second === undefined ? undefined : first, value: second ?? first, if: condition };
  }

  /** A template of one expression and nothing else is that expression's value. */
  template(parts: readonly (string | { readonly code: string })[]): Expr {
    const read = parts.map((part): string | Expr => (typeof part === 'string' ? part : this.#inner(part.code)));
    if (read.length === 0) return { kind: 'literal', value: '' };
    if (read.length === 1) return typeof read[0] === 'string' ? { kind: 'literal', value: read[0] } : read[0]!;
    return { kind: 'template', parts: read };
  }

  #inner(code: string): Expr {
    if (this.#depth > maxDepth || code.startsWith('%')) return { kind: 'unknown', at: 0 };
    const parser = new HclParser(code);
    parser.#depth = this.#depth + 1;
    parser.#nodes = this.#nodes;
    parser.#lines();
    const expr = parser.#expression();
    this.#nodes = parser.#nodes;
    parser.#lines();
    return parser.#token.kind === 'end' ? expr : { kind: 'unknown', at: 0 };
  }
}

function nameOf(token: HclToken): string {
  if (token.kind !== 'string') return token.text;
  return token.parts.map((part) => (typeof part === 'string' ? part : `\${${part.code}}`)).join('');
}
