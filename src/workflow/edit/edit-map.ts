import type { Node } from '../model.ts';
import { colonOf, endOfEntry, entryOf, isEmpty, nodeAt, type Entry } from './find.ts';
import { columnOf, endWithComments, followsBlank, lineEnd, lineStart, newlineAt, nextLine } from './lines.ts';
import type { Operation, Place, Written } from './operation.ts';
import { renderEntry, renderFlowEntry, renderFlowScalar, renderScalar } from './render.ts';
import type { Splice } from './splices.ts';

/** A document that is edited, with the width of one step of its indentation. */
export interface Sheet {
  readonly text: string;
  readonly root: Node;
  readonly step: number;
}

export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
}

export function refused(reason: string): Refused {
  return { kind: 'refused', reason };
}

/** Gives a key a value: in place of one that is there, or as a new line or a new entry in brackets. */
export function setKey(sheet: Sheet, operation: Operation & { readonly kind: 'set' }): readonly Splice[] | Refused {
  const { at } = operation;
  let known = at.length - 1;
  while (known > 0 && nodeAt(sheet.root, at.slice(0, known)) === undefined) known--;
  const map = nodeAt(sheet.root, at.slice(0, known));
  const key = at[known];
  if (typeof key !== 'string') return refused('there is no such place in the file');
  const value = wrapped(at.slice(known + 1), operation.value);
  if (map !== undefined && isEmpty(map)) return fillEmpty(sheet, at.slice(0, known), { kind: 'map', entries: [[key, value]] });
  if (map?.kind !== 'map') return refused('there is no map of keys at that place');
  const old = entryOf(map, key);
  if (old !== undefined) return replaceValue(sheet, old, value, [...at.slice(0, known), key]);
  return sheet.text[map.span.start] === '{' ? intoBraces(sheet.text, map, key, value) : newLine(sheet, map, key, value, operation.after ?? []);
}

function wrapped(keys: Place, value: Written): Written {
  return keys.reduceRight<Written>((inner, key) => ({ kind: 'map', entries: [[String(key), inner]] }), value);
}

function replaceValue(sheet: Sheet, old: Entry, value: Written, at: Place): readonly Splice[] | Refused {
  const { text } = sheet;
  if (isEmpty(old.value)) return fillEmpty(sheet, at, value);
  if (value.kind !== 'scalar' || old.value.kind !== 'scalar' || /[|>]/.test(text[old.value.span.start] ?? ''))
    return refused('another value stands there, which is not replaced');
  const { start, end } = old.value.span;
  const rest = lineEnd(text, end);
  const own: Splice = { start, end, text: isInBrackets(sheet, at) ? renderFlowScalar(value.value) : renderScalar(value.value) };
  if (value.comment === undefined) return [own];
  if (!/^\s*(?:#.*)?$/.test(text.slice(end, rest))) return refused('something follows the value on its line');
  return [{ ...own, end: rest, text: value.comment === '' ? own.text : `${own.text} # ${value.comment}` }];
}

/** Whether a value stands in a collection that is written on a line, where more letters have a meaning. */
function isInBrackets({ text, root }: Sheet, at: Place): boolean {
  return at.some((_, i) => /[{[]/.test(text[nodeAt(root, at.slice(0, i))?.span.start ?? -1] ?? ''));
}

/** A key that has no value yet. */
function fillEmpty(sheet: Sheet, at: Place, value: Written): readonly Splice[] | Refused {
  const owner = nodeAt(sheet.root, at.slice(0, -1));
  const key = at.at(-1);
  const entry = owner?.kind === 'map' && typeof key === 'string' ? entryOf(owner, key) : undefined;
  if (owner === undefined || entry === undefined) return refused('there is no such place in the file');
  const colon = colonOf(sheet.text, entry.key) + 1;
  if (value.kind === 'scalar')
    return [{ start: colon, end: colon, text: ` ${renderScalar(value.value)}${value.comment === undefined ? '' : ` # ${value.comment}`}` }];
  if (sheet.text[owner.span.start] === '{') return refused('the key has no value, and stands in brackets');
  const [, ...lines] = renderEntry(entry.key.value, value, columnOf(sheet.text, entry.key.span.start), sheet.step);
  const end = lineEnd(sheet.text, colon);
  const newline = newlineAt(sheet.text, colon);
  return [{ start: end, end, text: lines.map((line) => `${newline}${line}`).join('') }];
}

function intoBraces(text: string, map: Node & { readonly kind: 'map' }, key: string, value: Written): readonly Splice[] | Refused {
  const entry = renderFlowEntry(key, value);
  if (entry === undefined) return refused('the keys stand in brackets, and what is to be written does not fit there');
  const last = map.entries.at(-1);
  if (last === undefined) return [{ start: map.span.start + 1, end: map.span.start + 1, text: entry }];
  const end = endOfEntry(text, last);
  return [{ start: end, end, text: `, ${entry}` }];
}

function newLine(sheet: Sheet, map: Node & { readonly kind: 'map' }, key: string, value: Written, after: readonly string[]): readonly Splice[] | Refused {
  const { text } = sheet;
  const [first] = map.entries;
  if (first === undefined) return refused('there is no key to write it beside');
  const column = columnOf(text, first.key.span.start);
  const beside = map.entries.findLast((one) => after.includes(one.key.value)) ?? map.entries.at(-1)!;
  const isLast = beside === map.entries.at(-1);
  // What is indented like a key belongs to the next one; behind the last key it belongs to the map.
  const end = endWithComments(text, endOfEntry(text, beside), column + 1);
  const newline = newlineAt(text, map.span.start);
  const next = map.entries[map.entries.indexOf(beside) + 1];
  const spaced = !isLast && next !== undefined && column === 0 && followsBlank(text, next.key.span.start);
  const lines = renderEntry(key, value, column, widthBeside(text, map) ?? sheet.step);
  return [{ start: end, end, text: `${spaced ? newline : ''}${lines.map((line) => `${newline}${line}`).join('')}` }];
}

/** How far the other keys of a map indent what is in them. */
function widthBeside(text: string, map: Node & { readonly kind: 'map' }): number | undefined {
  for (const { key, value } of map.entries) {
    const [first] = value.kind === 'map' && text[value.span.start] !== '{' ? value.entries : [];
    if (first !== undefined) return columnOf(text, first.key.span.start) - columnOf(text, key.span.start);
  }
  return undefined;
}

/** Takes a key and its value away. */
export function removeKey(sheet: Sheet, at: Place): readonly Splice[] | Refused {
  const { text } = sheet;
  const map = nodeAt(sheet.root, at.slice(0, -1));
  const key = at.at(-1);
  const entry = map?.kind === 'map' && typeof key === 'string' ? entryOf(map, key) : undefined;
  if (map?.kind !== 'map' || entry === undefined) return refused('there is no such key in the file');
  const index = map.entries.indexOf(entry);
  const next = map.entries[index + 1];
  if (text[map.span.start] === '{') {
    const before = map.entries[index - 1];
    if (before !== undefined) return [{ start: endOfEntry(text, before), end: endOfEntry(text, entry), text: '' }];
    return [{ start: entry.key.span.start, end: next?.key.span.start ?? endOfEntry(text, entry), text: '' }];
  }
  const start = lineStart(text, entry.key.span.start);
  const isAlone = text.slice(start, entry.key.span.start).trim() === '';
  if (map.entries.length === 1) return emptied(sheet, at.slice(0, -1), entry);
  if (!isAlone) return next === undefined ? refused('the key stands alone in its item') : [{ start: entry.key.span.start, end: next.key.span.start, text: '' }];
  const end = nextLine(text, endWithComments(text, endOfEntry(text, entry), columnOf(text, entry.key.span.start) + 1));
  // The last line of a file has no line break to go with it.
  return [{ start: end === text.length && !text.endsWith('\n') ? Math.max(0, start - newlineAt(text, 0).length) : start, end, text: '' }];
}

/** The only key of a map: `{}` stands for none. */
function emptied(sheet: Sheet, at: Place, entry: Entry): readonly Splice[] | Refused {
  const { text } = sheet;
  const owner = nodeAt(sheet.root, at.slice(0, -1));
  const key = at.at(-1);
  const own = owner?.kind === 'map' && typeof key === 'string' ? entryOf(owner, key) : undefined;
  if (own === undefined) return refused('the key stands alone, and nothing would be left');
  const colon = colonOf(text, own.key) + 1;
  const before = lineEnd(text, colon);
  const end = endWithComments(text, endOfEntry(text, entry), columnOf(text, entry.key.span.start) + 1);
  if (before >= entry.key.span.start || text.slice(before, entry.key.span.start).trim() !== '')
    return refused('something stands between the key and what it belongs to');
  return [
    { start: colon, end: colon, text: ' {}' },
    { start: before, end, text: '' },
  ];
}
