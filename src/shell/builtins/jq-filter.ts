import { concat, join, lit, literalOf, type Datum, type Text } from '../../values/index.ts';

const maxResults = 2_000;
const maxDepth = 32;

/** The small part of jq's language that release scripts use. Each filter gives a list of values, or undefined when it is not computed. */
export function runFilter(input: Datum, source: string, variables: ReadonlyMap<string, Datum>): readonly Datum[] | undefined {
  if (source.length > 2_000) return undefined;
  return new Filter(variables).run([input], source.trim(), 0);
}

class Filter {
  readonly #variables: ReadonlyMap<string, Datum>;

  constructor(variables: ReadonlyMap<string, Datum>) {
    this.#variables = variables;
  }

  run(inputs: readonly Datum[], source: string, depth: number): readonly Datum[] | undefined {
    if (depth > maxDepth) return undefined;
    let values = inputs;
    for (const stage of split(source, '|')) {
      const next: Datum[] = [];
      for (const value of values) {
        const results = this.#stage(value, stage.trim(), depth);
        if (results === undefined || next.length + results.length > maxResults) return undefined;
        next.push(...results);
      }
      values = next;
    }
    return values;
  }

  #stage(input: Datum, source: string, depth: number): readonly Datum[] | undefined {
    const commas = split(source, ',');
    if (commas.length > 1) {
      const all = commas.map((part) => this.run([input], part.trim(), depth + 1));
      return all.includes(undefined) ? undefined : all.flatMap((part) => part ?? []);
    }
    const sum = split(source, '+');
    if (sum.length > 1) return this.#sum(input, sum, depth);
    if (source.startsWith('(') && source.endsWith(')') && split(source.slice(1, -1), ')').length === 1)
      return this.run([input], source.slice(1, -1), depth + 1);
    if (source.startsWith('"')) return string(source);
    const call = /^(\w+)\s*(?:\((.*)\))?$/s.exec(source);
    if (call !== null && !/^\d/.test(source)) return this.#call(input, call[1]!, call[2], depth);
    if (/^\$\w+$/.test(source)) {
      const value = this.#variables.get(source.slice(1));
      return value === undefined ? undefined : [value];
    }
    return source.startsWith('.') ? path(input, source) : undefined;
  }

  #sum(input: Datum, parts: readonly string[], depth: number): readonly Datum[] | undefined {
    const texts: Text[] = [];
    for (const part of parts) {
      const values = this.run([input], part.trim(), depth + 1);
      const only = values?.length === 1 ? values[0] : undefined;
      if (only?.kind !== 'text') return undefined;
      texts.push(only.text);
    }
    return [{ kind: 'text', text: concat(...texts) }];
  }

  #call(input: Datum, name: string, argument: string | undefined, depth: number): readonly Datum[] | undefined {
    switch (name) {
      case 'map': {
        const items = listItems(input);
        const mapped = items === undefined || argument === undefined ? undefined : items.map((item) => this.run([item], argument, depth + 1));
        return mapped === undefined || mapped.includes(undefined) ? undefined : [{ kind: 'list', items: mapped.flatMap((values) => values ?? []) }];
      }
      case 'join': {
        const items = listItems(input);
        const separator = argument === undefined ? undefined : string(argument.trim())?.[0];
        if (items === undefined || separator?.kind !== 'text' || !items.every((item) => item.kind === 'text')) return undefined;
        const glue = literalOf(separator.text);
        return glue === undefined
          ? undefined
          : [
              {
                kind: 'text',
                text: join(
                  items.map((item) => (item.kind === 'text' ? item.text : [])),
                  glue,
                ),
              },
            ];
      }
      case 'select': {
        const answer = argument === undefined ? undefined : this.#holds(input, argument, depth);
        return answer === undefined ? undefined : answer ? [input] : [];
      }
      case 'first':
      case 'last': {
        const items = argument === undefined ? listItems(input) : this.run([input], argument, depth + 1);
        const item = name === 'first' ? items?.[0] : items?.at(-1);
        return items === undefined || item === undefined ? undefined : [item];
      }
      case 'length': {
        const items = listItems(input);
        return items === undefined ? undefined : [{ kind: 'number', value: items.length }];
      }
      case 'tostring':
        return input.kind === 'text' ? [input] : input.kind === 'number' ? [{ kind: 'text', text: lit(String(input.value)) }] : undefined;
      case 'not':
      default:
        return undefined;
    }
  }

  /** `.type == "Archive"`, also joined by `and`, `or`. */
  #holds(input: Datum, source: string, depth: number): boolean | undefined {
    const either = source.split(/\s+or\s+/);
    if (either.length > 1) {
      const answers = either.map((part) => this.#holds(input, part, depth + 1));
      return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
    }
    const both = source.split(/\s+and\s+/);
    if (both.length > 1) {
      const answers = both.map((part) => this.#holds(input, part, depth + 1));
      return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
    }
    const found = /^(.+?)\s*(==|!=)\s*(.+)$/s.exec(source.trim());
    if (found === null) return undefined;
    const left = this.run([input], found[1]!, depth + 1)?.[0];
    const right = this.run([input], found[3]!, depth + 1)?.[0];
    if (left === undefined || right === undefined || right.kind !== 'text') return undefined;
    const wanted = literalOf(right.text);
    const value = left.kind === 'text' ? literalOf(left.text) : left.kind === 'null' ? null : undefined;
    if (wanted === undefined || value === undefined) return undefined;
    return (value === wanted) === (found[2] === '==');
  }
}

/** Splits at a character outside strings and brackets. */
function split(source: string, at: string): readonly string[] {
  const out: string[] = [];
  let from = 0;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === at && depth === 0) {
      out.push(source.slice(from, i));
      from = i + 1;
    } else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
  }
  out.push(source.slice(from));
  return out;
}

function string(source: string): readonly Datum[] | undefined {
  if (!/^"(?:[^"\\]|\\["\\/nt])*"$/.test(source)) return undefined;
  const value: unknown = JSON.parse(source);
  return typeof value === 'string' ? [{ kind: 'text', text: lit(value) }] : undefined;
}

function listItems(value: Datum): readonly Datum[] | undefined {
  return value.kind === 'list' && value.open !== true ? value.items : undefined;
}

/** `.a.b[0]["c"][]`. */
function path(input: Datum, source: string): readonly Datum[] | undefined {
  let values: readonly Datum[] = [input];
  let rest = source;
  while (rest !== '') {
    const step = /^(?:\.?\["([^"\\]+)"\]|\.?\[(-?\d{1,6})\]|\.?\[\]|\.([A-Za-z_]\w*)|\."([^"\\]+)"|\.)(\??)/.exec(rest);
    if (step === null) return undefined;
    const next: Datum[] = [];
    for (const value of values) {
      const results = one(value, step);
      if (results === undefined || next.length + results.length > maxResults) return undefined;
      next.push(...results);
    }
    values = next;
    rest = rest.slice(step[0].length);
    if (step[0] === '.' && rest !== '' && !rest.startsWith('[')) return undefined;
  }
  return values;
}

function one(value: Datum, step: RegExpExecArray): readonly Datum[] | undefined {
  const key = step[1] ?? step[3] ?? step[4];
  if (key !== undefined) {
    if (value.kind === 'null') return [value];
    if (value.kind !== 'map') return undefined;
    const member = value.entries.get(key);
    return member !== undefined ? [member] : value.open === true ? undefined : [{ kind: 'null' }];
  }
  if (step[2] !== undefined) {
    const items = listItems(value);
    const item = items?.at(Number(step[2]));
    return items === undefined ? undefined : [item ?? { kind: 'null' }];
  }
  if (step[0].includes('[]')) {
    if (value.kind === 'map') return value.open === true ? undefined : [...value.entries.values()];
    return listItems(value);
  }
  return [value];
}
