import type { ParameterExpansionPart, SimpleExpansionPart, Word } from 'unbash';
import {
  alternatives,
  concat,
  derive,
  doubted,
  emptyText,
  join,
  lit,
  literalOf,
  lower,
  mapPieces,
  replaceText,
  substring,
  type Text,
} from '../values/index.ts';
import { evaluateNumber } from './arithmetic.ts';
import { decided, keyOfCondition } from './condition.ts';
import { hasWild } from './fields.ts';
import type { Machine } from './machine.ts';
import { strip } from './pattern.ts';
import { bounded, choice, eachOf, itemsOf, textOf, type Value } from './state.ts';
import { nonEmpty, nonEmptyKey } from './tests.ts';
import { expandValue } from './words.ts';

/** What an expansion gives: one text, or the words of `$@` or an array. */
export type Expanded = { readonly kind: 'text'; readonly text: Text } | { readonly kind: 'list'; readonly items: readonly Text[] };

type Node = { readonly pos: number; readonly end: number };

function one(text: Text): Expanded {
  return { kind: 'text', text };
}

/** Expands `$name`, `$1`, `$@`, `$?` and the other one-character parameters. */
export function expandSimple(m: Machine, part: SimpleExpansionPart): Expanded {
  return valueOf(m, part.text.slice(1), part);
}

function valueOf(m: Machine, name: string, node: Node): Expanded {
  if (name === '@' || name === '*') return name === '@' ? { kind: 'list', items: positionals(m) } : one(join(positionals(m), ' '));
  return one(special(m, name, node) ?? m.variable(name, node));
}

function positionals(m: Machine): readonly Text[] {
  return m.scope.positional.map((text) => m.assumptions.refine(text));
}

/** The number of positional parameters, when no word of them may be several. */
export function countOf(m: Machine, items: readonly Text[]): number | undefined {
  return items.some((item) => item.some((piece) => m.isList(piece) || piece.kind === 'alt') || isParts(item)) ? undefined : items.length;
}

/** Whether a text stands for each line, or each word, of something unknown. */
function isParts(text: Text): boolean {
  const only = text[0];
  return text.length === 1 && only?.kind === 'hole' && only.each === undefined && /^(?:line|item)\(/.test(only.id);
}

function special(m: Machine, name: string, node: Node): Text | undefined {
  if (/^\d+$/.test(name)) return name === '0' ? (m.scope.name ?? m.fresh(node, '$0', '$0')) : nth(m, positionals(m), Number(name) - 1);
  switch (name) {
    case '#': {
      const count = countOf(m, m.scope.positional);
      return count === undefined ? m.fresh(node, '$#', '$#') : lit(String(count));
    }
    case '?':
      return statusText(m, node);
    case '$':
    case '!':
    case '-':
      return m.fresh(node, `$${name}`, `$${name}`);
    case 'RANDOM':
    case 'SECONDS':
    case 'EPOCHSECONDS':
    case 'LINENO':
      return m.scope.has(name) ? undefined : m.fresh(node, `$${name}`, `$${name}`);
    case 'BASH_SOURCE':
      return m.scope.has(name) ? undefined : (m.source.path ?? m.fresh(node, '$BASH_SOURCE', 'the script'));
    case 'PWD':
      return m.scope.has(name) ? undefined : m.workingFolder(node);
    default:
      return undefined;
  }
}

/** `$?`: 0 where what ran before succeeded, any other number where it failed. */
function statusText(m: Machine, node: Node): Text {
  const status = m.assumptions.resolve(m.asked);
  if (decided(status) === true) return lit('0');
  const failure = derive('$?', m.fresh(node, '$?', 'exit status'), { label: 'exit status', shape: '[1-9][0-9]*' });
  if (decided(status) === false) return failure;
  const key = keyOfCondition(status);
  m.statuses.set(key, status);
  return alternatives(key, [lit('0'), failure]);
}

/** The item at an index. Where an item before it stands for a whole list, which one it is cannot be said. */
export function nth(m: Machine, items: readonly Text[], index: number): Text {
  const at = index < 0 ? items.length + index : index;
  const vague = items.slice(0, index < 0 ? items.length : at + 1).some((item) => hasWild(item) || item.some((piece) => m.isList(piece)));
  if (vague) {
    const all = join(items, ' ');
    return derive(`item ${index}`, all, { label: `item ${index} of a list` });
  }
  return items[at] ?? emptyText;
}

/** Expands `${…}` with its operation. */
export function expandParameter(m: Machine, part: ParameterExpansionPart): Expanded {
  const name = part.parameter;
  if (part.prefix === '!') return indirect(m, part);
  const base = subject(m, part);
  if (part.prefix === '#') return one(length(m, base, part));
  const op = part.operation;
  if (op === undefined) return base;
  switch (op.type) {
    case 'Default':
      return withDefault(m, name, base, op.operator, op.operand, part);
    case 'Remove': {
      const pattern = expandValue(m, op.operand, 'pattern');
      const longest = op.operator.length === 2;
      const front = op.operator.startsWith('#');
      return map(base, (text) => {
        m.charge(sizeOf(text));
        return bounded(strip(text, pattern, { side: front ? 'front' : 'back', longest }));
      });
    }
    case 'Replace': {
      const pattern = expandValue(m, op.pattern, 'pattern');
      const replacement = expandValue(m, op.replacement);
      const at = op.operator === '/#' ? 'start' : op.operator === '/%' ? 'end' : undefined;
      return map(base, (text) => {
        m.charge(sizeOf(text));
        return bounded(replaceText(text, pattern, replacement, { all: op.operator === '//', ...(at === undefined ? {} : { at }) }));
      });
    }
    case 'Slice':
      return slice(m, part, base, op.offset, op.length);
    case 'CaseModification':
      return map(base, (text) => changeCase(text, op.operator));
    case 'Transform':
      return map(base, (text) => transform(text, op.operand.parts === undefined ? op.operand.value : '', op.operand.text));
    case 'Names':
    case 'Unknown':
      return map(base, (text) => derive(`\${${op.operator}}`, text));
  }
}

/** `${name@L}` and its like; what is not one of them is a value of its own. */
function transform(text: Text, operator: string, source: string): Text {
  const as = { L: ',,', U: '^^', u: '^' }[operator];
  if (as !== undefined) return changeCase(text, as);
  const known = operator === 'Q' ? literalOf(text) : undefined;
  return known === undefined ? derive(`transformed ${source}`, text) : lit(quote(known));
}

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

export function sizeOf(text: Text): number {
  return text.reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 8), 0);
}

function map(value: Expanded, fn: (text: Text) => Text): Expanded {
  return value.kind === 'text' ? one(fn(value.text)) : { kind: 'list', items: value.items.map(fn) };
}

/** The value of `${name}`, `${name[i]}`, `${name[@]}` before its operation. */
function subject(m: Machine, part: ParameterExpansionPart): Expanded {
  const name = part.parameter;
  const index = part.index;
  if (index === undefined) return valueOf(m, name, part);
  const value = m.read(name, part);
  const whole = index.text;
  if (name === 'BASH_SOURCE' && whole === '0') return valueOf(m, name, part);
  if (whole === '@') return { kind: 'list', items: itemsOf(value) };
  if (whole === '*') return one(join(itemsOf(value), ' '));
  return one(element(m, value, index));
}

function element(m: Machine, value: Value | undefined, index: Word): Text {
  if (value?.kind === 'map') {
    const key = expandValue(m, index);
    const known = literalOf(key);
    if (known !== undefined) return value.entries.get(known) ?? emptyText;
    return derive('element', concat(join([...value.entries.values()], ' '), lit(' at '), key), { label: 'element' });
  }
  const items = itemsOf(value);
  const at = evaluateNumber(m, index);
  if (at !== undefined && items.some(isParts)) return derive(`item ${at}`, join(items, ' '), { label: `item ${at} of a list` });
  if (at !== undefined) return nth(m, items, at);
  // An unknown index into a list of one kind of item: it is each of them.
  if (items.length === 1 && (eachOf(items[0]!) !== undefined || isParts(items[0]!))) return items[0]!;
  return derive('element', concat(join(items, ' '), lit(' at '), expandValue(m, index)), { label: 'element' });
}

function indirect(m: Machine, part: ParameterExpansionPart): Expanded {
  const value = m.read(part.parameter, part);
  if (part.index !== undefined && (part.index.text === '@' || part.index.text === '*')) {
    if (value?.kind === 'map') return { kind: 'list', items: [...value.entries.keys()].map(lit) };
    const items = itemsOf(value);
    if (countOf(m, items) !== undefined) return { kind: 'list', items: items.map((_, i) => lit(String(i))) };
    return one(derive('indexes', join(items, ' ')));
  }
  const target = literalOf(textOf(value));
  if (target !== undefined && /^\w+$/.test(target) && part.operation === undefined) return valueOf(m, target, part);
  return one(derive('indirect', textOf(value), { label: `\${!${part.parameter}}` }));
}

function length(m: Machine, base: Expanded, node: Node): Text {
  if (base.kind === 'list') {
    const count = countOf(m, base.items);
    return count === undefined ? m.fresh(node, 'count', 'number of items') : lit(String(count));
  }
  const known = literalOf(base.text);
  return known === undefined ? derive('length', base.text) : lit(String(known.length));
}

function withDefault(m: Machine, name: string, base: Expanded, operator: string, operand: Word, node: Node): Expanded {
  const colon = operator.startsWith(':');
  const kind = operator.at(-1)!;
  const given = base.kind === 'text' ? base.text : join(base.items, ' ');
  // `${KEY:+x}` asks whether it is there, `${KEY:-x}` takes it.
  const text = kind === '+' ? doubted(given) : given;
  const set = /^\w+$/.test(name) && !/^\d+$/.test(name) ? m.read(name, node) !== undefined : name !== '@' || m.scope.positional.length > 0;
  const filled = colon || !set || (literalOf(text) === '' && /^\d+$/.test(name)) ? (set ? nonEmpty(text) : false) : true;
  if (kind === '?') return base;
  if (filled === true) return kind === '+' ? one(expandValue(m, operand)) : base;
  if (filled === false) {
    if (kind === '+') return one(emptyText);
    const value = expandValue(m, operand);
    if (kind === '=') m.scope.set(name, { kind: 'text', text: value });
    return one(value);
  }
  const key = nonEmptyKey(text);
  const other = expandValue(m, operand);
  if (kind === '+') return one(choice(key, other, emptyText));
  const value = choice(key, text, other);
  if (kind === '=') m.scope.set(name, { kind: 'text', text: value });
  return one(value);
}

function slice(m: Machine, part: ParameterExpansionPart, base: Expanded, offset: Word, count: Word | undefined): Expanded {
  const from = evaluateNumber(m, offset);
  const size = count === undefined ? undefined : evaluateNumber(m, count);
  const all = base.kind === 'list' ? base.items : undefined;
  if (all !== undefined) {
    const positional = part.parameter === '@' || part.parameter === '*';
    if (from !== undefined && countOf(m, all) !== undefined && (count === undefined || size !== undefined)) {
      const start = positional ? Math.max(0, from - 1) : from;
      return { kind: 'list', items: all.slice(start, size === undefined ? undefined : start + size) };
    }
    return one(derive(`slice ${offset.text}:${count?.text ?? ''}`, join(all, ' '), { label: 'part of a list' }));
  }
  const text = base.kind === 'text' ? base.text : emptyText;
  if (from === undefined || (count !== undefined && size === undefined)) return one(derive(`slice ${offset.text}:${count?.text ?? ''}`, text));
  return one(size === undefined ? substring(text, from) : substring(text, from, size));
}

function changeCase(text: Text, operator: string): Text {
  switch (operator) {
    case ',,':
      return lower(text);
    case '^^':
      return mapPieces(text, 'upper', (value) => value.toUpperCase());
    default: {
      const known = literalOf(text);
      if (known === undefined) return derive(operator === ',' ? 'lowerFirst' : 'upperFirst', text);
      const head = known.slice(0, 1);
      return lit((operator === ',' ? head.toLowerCase() : head.toUpperCase()) + known.slice(1));
    }
  }
}
