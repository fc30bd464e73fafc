import { limits } from '../base/index.ts';
import { concat, derive, emptyText, join, lit, parseGlob } from '../values/index.ts';
import type { Text } from '../values/index.ts';
import { applyFilter, argumentsOf, refName, replaceWord } from './filter.ts';
import type { Picked } from './filter.ts';
import type { Scope } from './scope.ts';

interface Filter {
  readonly name: string;
  readonly words: readonly string[];
}

type Segment =
  | { readonly kind: 'literal'; readonly texts: readonly Text[] }
  | { readonly kind: 'reference'; readonly reference: string; readonly filters: readonly Filter[] };

interface Template {
  readonly segments: readonly Segment[];
  readonly problems: readonly string[];
  /** What it stands for in every call, where it names nothing of one. */
  readonly constant: Rendered | undefined;
}

/** A template with its references replaced. `given` is false when it names references and none of them was given: they are then empty. */
export interface Rendered {
  readonly texts: readonly Text[];
  readonly exclude: readonly Text[];
  readonly given: boolean;
}

const referenceForm = /^(?:(?:inputs|flags|env|outputs|github)\.[\w.-]+|args\.\d+(?:\.\.)?|stdin|stdout|call\.(?:name|ref))$/;
/** What is meant as a reference: other braces are literal text or glob alternatives. */
const referenceLike = /^\s*(?:(?:inputs|flags|env|outputs|github|args|call|input|flag|arg|output)\.|stdin\b|stdout\b)/;
const parsed = new Map<string, Template>();

/** The reference that a filter looks up, for the two that do. */
function referenceOf(filter: Filter): string | undefined {
  return filter.name === 'or' ? filter.words[0] : filter.name === 'replace' ? filter.words[1] : undefined;
}

function parse(template: string): Template {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const segments: Segment[] = [];
  const problems: string[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '')
      segments.push({ kind: 'literal', texts: /[*{]/.test(literal) && !literal.includes('{file}') ? parseGlob(lit(literal)) : [lit(literal)] });
    literal = '';
  };
  for (const part of template.split(/(\{[^{}]*\})/)) {
    const inner = part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1) : undefined;
    if (inner === undefined || !referenceLike.test(inner)) {
      literal += part;
      continue;
    }
    const [head = '', ...rest] = inner.split('|').map((word) => word.trim());
    if (!referenceForm.test(head)) problems.push(`{${inner}} is not a reference`);
    const filters: Filter[] = rest.map((text) => {
      const [name = '', ...words] = text.split(/\s+/);
      const wanted = argumentsOf(name);
      if (wanted === undefined) problems.push(`"${name}" is not a filter`);
      else if (wanted !== words.length) problems.push(`"${name}" takes ${wanted} ${wanted === 1 ? 'word' : 'words'}`);
      const reference = referenceOf({ name, words });
      if (reference !== undefined && !referenceForm.test(reference)) problems.push(`"${reference}" is not a reference`);
      return { name, words };
    });
    flush();
    segments.push({ kind: 'reference', reference: head, filters });
  }
  flush();
  const only = segments[0];
  const isConstant = segments.length === 0 || (segments.length === 1 && only?.kind === 'literal');
  const constant = isConstant ? { texts: only?.kind === 'literal' ? only.texts : [emptyText], exclude: [], given: true } : undefined;
  const result = { segments, problems, constant };
  if (parsed.size < limits.maxFilesPerPlace) parsed.set(template, result);
  return result;
}

/** What is wrong with a template, in words; empty when it can be used. */
export function templateProblems(template: string): readonly string[] {
  return parse(template).problems;
}

/** The references in a template: `inputs.path`, `args.1..`. */
export function templateReferences(template: string): readonly string[] {
  return parse(template).segments.flatMap((segment) =>
    segment.kind === 'reference' ? [segment.reference, ...segment.filters.map(referenceOf).filter((reference) => reference !== undefined)] : [],
  );
}

/** The values of one reference; undefined when it was not given. */
function lookUp(reference: string, scope: Scope): readonly Text[] | undefined {
  const dot = reference.indexOf('.');
  const root = dot === -1 ? reference : reference.slice(0, dot);
  const name = dot === -1 ? '' : reference.slice(dot + 1);
  switch (root) {
    case 'inputs':
    case 'flags': {
      const given = root === 'inputs' ? scope.input(name) : scope.flag(name);
      return given.set === false ? undefined : given.values;
    }
    case 'args': {
      const from = Number.parseInt(name, 10);
      const words = name.endsWith('..') ? scope.args.slice(from) : scope.args.slice(from, from + 1);
      return words.length === 0 ? undefined : words;
    }
    case 'env': {
      const value = scope.env(name);
      return value === undefined ? undefined : [value];
    }
    case 'stdin':
      return scope.stdin === undefined ? undefined : [scope.stdin];
    case 'stdout':
      return [scope.stdout];
    case 'outputs':
      return [scope.output(name)];
    case 'github':
      return [scope.github(name)];
    case 'call':
      return [lit(name === 'ref' ? scope.call.ref : scope.call.name)];
    default:
      return undefined;
  }
}

function pick(segment: Segment & { readonly kind: 'reference' }, scope: Scope): Picked | undefined {
  let values = lookUp(segment.reference, scope);
  let picked: Picked = { texts: values ?? [], exclude: [] };
  for (const filter of segment.filters) {
    const [word = ''] = filter.words;
    if (filter.name === 'or') {
      if (picked.texts.length > 0) continue;
      values = lookUp(word, scope);
      picked = { texts: values ?? [], exclude: [] };
    } else if (filter.name === 'replace') {
      const value = lookUp(filter.words[1] ?? '', scope)?.[0] ?? scope.output(word.replaceAll(/\W/g, ''));
      picked = { ...picked, texts: picked.texts.map((text) => replaceWord(text, word, refName(value))) };
    } else {
      picked = applyFilter(picked, filter.name, word);
    }
  }
  return values === undefined ? undefined : picked;
}

/** Puts a call's values into a template. Where several references yield lists, the result holds every combination. */
export function render(template: string, scope: Scope): Rendered {
  const { segments, constant } = parse(template);
  if (constant !== undefined) return constant;
  let texts: readonly Text[] = [emptyText];
  const exclude: Text[] = [];
  let references = 0;
  let found = 0;
  for (const segment of segments) {
    let options: readonly Text[];
    if (segment.kind === 'literal') {
      options = segment.texts;
    } else {
      references++;
      const picked = pick(segment, scope);
      if (picked !== undefined) found++;
      options = picked === undefined ? [emptyText] : picked.texts;
      if (picked !== undefined) exclude.push(...picked.exclude);
    }
    texts = product(texts, options);
  }
  return { texts, exclude, given: references === 0 || found > 0 };
}

function product(heads: readonly Text[], tails: readonly Text[]): readonly Text[] {
  if (heads.length === 1 && tails.length === 1) return heads[0]!.length === 0 ? tails : [concat(heads[0]!, tails[0]!)];
  if (heads.length * tails.length > limits.maxFilesPerPlace) return [derive('combinations', concat(...heads, ...tails))];
  return heads.flatMap((head) => tails.map((tail) => concat(head, tail)));
}

/** The one text of a template in a field that holds one: several are joined by blanks. */
export function oneText(rendered: Rendered): Text {
  return rendered.texts.length === 1 ? rendered.texts[0]! : join(rendered.texts, ' ');
}
