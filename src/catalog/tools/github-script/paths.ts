import { concat, dropSuffix, lines, lit, parseGlob, basename, wild } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import { closing, splitTop, stringEnd, type Code } from './code.ts';

const maxDepth = 12;
const maxTexts = 64;
const maxStatement = 4_000;

/** What a name in a script stands for. */
interface Binding {
  readonly source: string;
  /** The name is each member of what the source gives. */
  readonly each: boolean;
}

/** Reads paths out of a script's expressions: literals, templates, `+`, `path.join`, variables, and loops over folders and globs. */
export class ScriptPaths {
  readonly #code: Code;
  readonly #env: (name: string) => Text | undefined;
  readonly #bindings = new Map<string, Binding | undefined>();
  #work = 2_000;

  constructor(code: Code, env: (name: string) => Text | undefined) {
    this.#code = code;
    this.#env = env;
  }

  /** The texts that an expression can be; undefined where that is not known. */
  texts(expression: string, depth = 0): readonly Text[] | undefined {
    const source = strip(expression);
    if (depth > maxDepth || this.#work-- <= 0 || source === '') return undefined;
    const sum = splitTop(source, '+');
    if (sum.length > 1)
      return this.#product(
        sum.map((part) => this.texts(part, depth + 1)),
        '',
      );
    const end = stringEnd(source, 0);
    if (end === source.length) return source.startsWith('`') ? this.#template(source.slice(1, -1), depth) : [this.#code.filled(unescaped(source.slice(1, -1)))];
    const called = callOf(source);
    if (called !== undefined) return this.#call(called.name, called.args, depth);
    const variable = /^process\.env(?:\.(\w+)|\[\s*['"](\w+)['"]\s*\])$/.exec(source);
    if (variable !== null) return many(this.#env(variable[1] ?? variable[2] ?? ''));
    if (!/^[A-Za-z_$][\w$]*$/.test(source)) return undefined;
    const binding = this.#binding(source);
    if (binding === undefined) return undefined;
    return binding.each ? this.members(binding.source, depth + 1) : this.texts(binding.source, depth + 1);
  }

  /** The members of a list: an array, the names in a folder, what a glob finds. */
  members(expression: string, depth = 0): readonly Text[] | undefined {
    const source = strip(expression);
    if (depth > maxDepth || this.#work-- <= 0) return undefined;
    if (source.startsWith('[') && closing(source, 0) === source.length) {
      const items = splitTop(source.slice(1, -1), ',')
        .filter((item) => item.trim() !== '')
        .map((item) => this.texts(item, depth + 1));
      return items.every((item) => item !== undefined) ? items.flat().slice(0, maxTexts) : undefined;
    }
    const chained = callOf(source);
    if (chained === undefined) {
      const binding = /^[A-Za-z_$][\w$]*$/.test(source) ? this.#binding(source) : undefined;
      return binding === undefined || binding.each ? undefined : this.members(binding.source, depth + 1);
    }
    const { name, args } = chained;
    if (/(^|\.)readdir(Sync)?$/.test(name)) return [wild('*')];
    if (/(^|\.)(globSync|glob|globby|sync)$/.test(name) && !name.startsWith('core.')) return this.#globbed(args[0], depth) ?? this.#globber(name, depth);
    const method = /^([\s\S]*)\.(\w+)$/.exec(name);
    if (method === null) return undefined;
    const of = method[1]!;
    const verb = method[2]!;
    // What a filter leaves out is not followed: more than is published is named, never less.
    if (verb === 'filter' || verb === 'sort' || verb === 'reverse') return this.#filtered(of, args[0] ?? '', depth);
    return verb === 'map' ? this.#mapped(args[0] ?? '', depth) : undefined;
  }

  #filtered(of: string, test: string, depth: number): readonly Text[] | undefined {
    const found = this.members(of, depth + 1);
    const ending = /^\(?\s*([\w$]+)\s*\)?\s*=>\s*\1\.endsWith\(\s*['"]([^'"]+)['"]\s*\)$/.exec(test.trim())?.[2];
    return ending === undefined ? found : found?.map((text) => (text.length === 1 && text[0]!.kind === 'wild' ? concat(text, lit(ending)) : text));
  }

  #mapped(arrow: string, depth: number): readonly Text[] | undefined {
    const found = /^(?:async\s*)?\(?\s*([\w$]+)\s*\)?\s*=>\s*([\s\S]+)$/.exec(arrow.trim());
    if (found === null || found[2]!.startsWith('{')) return undefined;
    return this.texts(found[2]!, depth + 1);
  }

  #globbed(pattern: string | undefined, depth: number): readonly Text[] | undefined {
    const found = pattern === undefined ? undefined : this.texts(pattern, depth + 1);
    return found?.flatMap((text) => lines(text)).flatMap((text) => parseGlob(text));
  }

  /** `globber.glob()`, where `globber` was made of a pattern. */
  #globber(name: string, depth: number): readonly Text[] | undefined {
    const of = /^\(?(?:await\s+)?([\s\S]*?)\)?\.glob$/.exec(name)?.[1];
    const binding = of === undefined ? undefined : (this.#binding(of)?.source ?? of);
    const made = binding === undefined ? undefined : callOf(strip(binding));
    return made !== undefined && made.name.endsWith('glob.create') ? this.#globbed(made.args[0], depth) : undefined;
  }

  #call(name: string, args: readonly string[], depth: number): readonly Text[] | undefined {
    if (/(^|\.)(join|resolve)$/.test(name) && !name.endsWith(']')) {
      const parts = args.filter((arg) => !/^(process\.cwd\(\)|__dirname)$/.test(arg.trim())).map((arg) => this.texts(arg, depth + 1));
      return this.#product(parts, '/');
    }
    if (/(^|\.)basename$/.test(name)) return this.texts(args[0] ?? '', depth + 1)?.map((text) => basename(text));
    if (/(^|\.)(toString|trim)$/.test(name)) return this.texts(name.replace(/\.\w+$/, ''), depth + 1);
    return undefined;
  }

  #template(body: string, depth: number): readonly Text[] | undefined {
    const parts: (readonly Text[] | undefined)[] = [];
    let from = 0;
    for (let at = body.indexOf('${'); at !== -1; at = body.indexOf('${', from)) {
      parts.push([this.#code.filled(body.slice(from, at))]);
      const end = closing(body, at + 1);
      parts.push(this.texts(body.slice(at + 2, end - 1), depth + 1));
      from = end;
    }
    return this.#product([...parts, [this.#code.filled(body.slice(from))]], '');
  }

  #product(parts: readonly (readonly Text[] | undefined)[], separator: string): readonly Text[] | undefined {
    let out: readonly Text[] = [[]];
    for (const part of parts) {
      if (part === undefined || out.length * part.length > maxTexts) return undefined;
      out = out.flatMap((head) =>
        part.map((tail) =>
          head.length === 0 || tail.length === 0
            ? concat(head, tail)
            : concat(dropSuffix(head, '/') ?? head, lit(separator === '' && dropSuffix(head, '/') !== undefined ? '/' : separator), tail),
        ),
      );
    }
    return out;
  }

  /** The one place that gives a name its value; two of them leave it open. */
  #binding(name: string): Binding | undefined {
    if (!this.#bindings.has(name)) this.#bindings.set(name, this.#findBinding(name));
    return this.#bindings.get(name);
  }

  #findBinding(name: string): Binding | undefined {
    const text = this.#code.text;
    if (this.#bindings.size > maxTexts) return undefined;
    const escaped = name.replaceAll('$', String.raw`\$`);
    const found: Binding[] = [];
    const add = (pattern: RegExp, each: boolean, source: (match: RegExpExecArray, end: number) => string): void => {
      for (const match of text.matchAll(pattern)) if (found.length < 3) found.push({ each, source: source(match, match.index + match[0].length) });
    };
    add(new RegExp(String.raw`\bfor\s+(?:await\s*)?\(\s*(?:const|let|var)\s+${escaped}\s+of\s`, 'g'), true, (match, end) =>
      text.slice(end, closing(text, match.index + match[0].indexOf('(')) - 1),
    );
    add(new RegExp(String.raw`\.(?:forEach|map)\(\s*(?:async\s*)?(?:function\s*)?\(?\s*${escaped}\s*(?:,\s*\w+\s*)?\)?\s*(?:=>|\{)`, 'g'), true, (match) =>
      before(text, match.index),
    );
    add(new RegExp(String.raw`(?:^|[;{}\s(])${escaped}\s*=(?![=>])`, 'g'), false, (_, end) => statement(text, end));
    return found.length === 1 ? found[0] : undefined;
  }
}

function many(text: Text | undefined): readonly Text[] | undefined {
  return text === undefined ? undefined : [text];
}

function strip(expression: string): string {
  let source = expression
    .trim()
    .replace(/^await\s+/, '')
    .replace(/;$/, '');
  while (source.startsWith('(') && closing(source, 0) === source.length)
    source = source
      .slice(1, -1)
      .trim()
      .replace(/^await\s+/, '');
  return source;
}

/** `name(args)` when the whole expression is one call. */
function callOf(source: string): { readonly name: string; readonly args: readonly string[] } | undefined {
  if (!source.endsWith(')')) return undefined;
  for (let i = 0; i < source.length; i++) {
    const end = stringEnd(source, i) ?? ('([{'.includes(source[i]!) ? closing(source, i) : undefined);
    if (end === undefined) continue;
    if (source[i] === '(' && end === source.length && i > 0) return { name: source.slice(0, i).trim(), args: splitTop(source.slice(i + 1, -1), ',') };
    i = end - 1;
  }
  return undefined;
}

/** The expression that ends just before a place, back to the start of its statement. */
function before(text: string, end: number): string {
  const line = text.lastIndexOf('\n', end);
  const start = Math.max(line, text.lastIndexOf(';', end), text.lastIndexOf('=', end)) + 1;
  return text.slice(start, end).replace(/^\s*(?:return|await|Promise\.all\()\s*/, '');
}

/** An expression up to the end of its statement: a line that ends outside brackets and does not go on. */
function statement(text: string, from: number): string {
  for (let i = from; i < Math.min(text.length, from + maxStatement); i++) {
    const end = stringEnd(text, i) ?? ('([{'.includes(text[i]!) ? closing(text, i) : undefined);
    if (end !== undefined) {
      i = end - 1;
      continue;
    }
    if (text[i] === ';' || text[i] === '}' || text[i] === ')') return text.slice(from, i);
    if (text[i] === '\n' && text.slice(from, i).trim() !== '' && !/^\s*[.+?:]/.test(text.slice(i + 1, i + 80)) && !/[+=,(]\s*$/.test(text.slice(from, i)))
      return text.slice(from, i);
  }
  return text.slice(from);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, '$1');
}
