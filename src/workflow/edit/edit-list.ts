import type { Node } from '../model.ts';
import { refused, setKey, type Refused, type Sheet } from './edit-map.ts';
import { entryOf, isEmpty, nodeAt } from './find.ts';
import { columnOf, endWithComments, followsBlank, lineEnd, lineStart, newlineAt, nextLine } from './lines.ts';
import type { Operation, Place } from './operation.ts';
import { renderEntry, renderFlowScalar, renderScalar } from './render.ts';
import type { Splice } from './splices.ts';

/** Puts an item into a list of blocks, spaced as its neighbours are. */
export function insertItem(sheet: Sheet, operation: Operation & { readonly kind: 'insert' }): readonly Splice[] | Refused {
  const { text } = sheet;
  const list = nodeAt(sheet.root, operation.at);
  const { index } = operation;
  if (list?.kind !== 'list') return refused('there is no list at that place');
  if (text[list.span.start] === '[') return refused('the list is written in brackets, on a line');
  const [first, second] = list.items;
  const beside = list.items[index === 0 ? 0 : index - 1];
  const dash = beside === undefined ? undefined : dashOf(text, beside);
  if (first === undefined || beside === undefined || dash === undefined) return refused('the items of the list are written in a way that is not edited');
  const column = columnOf(text, dash);
  const inner = beside.span.start - dash;
  const step = nestedStep(text, list.items) ?? sheet.step;
  const lines = operation.item.entries.flatMap(([key, value]) => renderEntry(key, value, column + inner, step));
  const item = [`${' '.repeat(column)}-${' '.repeat(inner - 1)}${lines[0]!.trimStart()}`, ...lines.slice(1)];
  const newline = newlineAt(text, list.span.start);
  if (index === 0) {
    const spaced = second !== undefined && isSpaced(text, second);
    const start = lineStart(text, dash);
    return [{ start, end: start, text: [...item, ...(spaced ? [''] : [])].map((line) => `${line}${newline}`).join('') }];
  }
  const next = list.items[index] ?? (list.items.length > 1 ? beside : undefined);
  const spaced = next !== undefined && isSpaced(text, next);
  const end = endWithComments(text, beside.span.end, column + 1);
  return [{ start: end, end, text: [...(spaced ? [''] : []), ...item].map((line) => `${newline}${line}`).join('') }];
}

/** How far the items indent what is in their keys, where one of them shows it. */
function nestedStep(text: string, items: readonly Node[]): number | undefined {
  for (const entry of items.flatMap((one) => (one.kind === 'map' ? one.entries : []))) {
    const [first] = entry.value.kind === 'map' && text[entry.value.span.start] !== '{' ? entry.value.entries : [];
    if (first !== undefined) return columnOf(text, first.key.span.start) - columnOf(text, entry.key.span.start);
  }
  return undefined;
}

/** Whether an empty line stands before an item, or before the comments above it. */
function isSpaced(text: string, item: Node): boolean {
  let at = item.span.start;
  for (;;) {
    if (followsBlank(text, at)) return true;
    const above = lineStart(text, at) - 1;
    if (above < 0 || !/^ *#/.test(text.slice(lineStart(text, above), above))) return false;
    at = above;
  }
}

/** Where the dash of an item stands; undefined where it is not on the item's own line, alone. */
function dashOf(text: string, item: Node): number | undefined {
  const before = /^ *(- +)$/.exec(text.slice(lineStart(text, item.span.start), item.span.start));
  return before?.[1] === undefined ? undefined : item.span.start - before[1].length;
}

/** Adds a name to what may be nothing, one name or a list. */
export function addName(sheet: Sheet, operation: Operation & { readonly kind: 'add' }): readonly Splice[] | Refused {
  const { text } = sheet;
  const owner = nodeAt(sheet.root, operation.at.slice(0, -1));
  const key = operation.at.at(-1);
  const old = owner?.kind === 'map' && typeof key === 'string' ? entryOf(owner, key)?.value : undefined;
  const { name } = operation;
  if (old === undefined || isEmpty(old))
    return setKey(sheet, {
      kind: 'set',
      at: operation.at,
      value: { kind: 'scalar', value: name },
      ...(operation.after === undefined ? {} : { after: operation.after }),
    });
  if (old.kind === 'map') return refused('a map stands where a name belongs');
  if (old.kind === 'scalar')
    return [{ start: old.span.start, end: old.span.end, text: `[${text.slice(old.span.start, old.span.end)}, ${renderFlowScalar(name)}]` }];
  const last = old.items.at(-1);
  if (last === undefined) return [{ start: old.span.start + 1, end: old.span.start + 1, text: renderFlowScalar(name) }];
  if (text[old.span.start] === '[') return [{ start: last.span.end, end: last.span.end, text: `, ${renderFlowScalar(name)}` }];
  const dash = dashOf(text, last);
  if (dash === undefined) return refused('the items of the list are written in a way that is not edited');
  const column = columnOf(text, dash);
  const end = endWithComments(text, last.span.end, column + 1);
  return [{ start: end, end, text: `${newlineAt(text, old.span.start)}${' '.repeat(column)}-${' '.repeat(last.span.start - dash - 1)}${renderScalar(name)}` }];
}

/** Takes an item out of a list that has others. */
export function removeItem({ text, root }: Sheet, at: Place): readonly Splice[] | Refused {
  const list = nodeAt(root, at.slice(0, -1));
  const index = Number(at.at(-1));
  const item = list?.kind === 'list' ? list.items[index] : undefined;
  if (list?.kind !== 'list' || item === undefined) return refused('there is no such item in the file');
  if (list.items.length === 1) return refused('the item stands alone, and nothing would be left');
  if (text[list.span.start] === '[') {
    const before = list.items[index - 1];
    if (before !== undefined) return [{ start: before.span.end, end: item.span.end, text: '' }];
    return [{ start: item.span.start, end: list.items[index + 1]!.span.start, text: '' }];
  }
  const dash = dashOf(text, item);
  if (dash === undefined) return refused('the items of the list are written in a way that is not edited');
  const start = lineStart(text, dash);
  const end = endWithComments(text, item.span.end, columnOf(text, dash) + 1);
  // With the line break before it: the last line of a file may have none behind.
  return start === 0 ? [{ start, end: nextLine(text, end), text: '' }] : [{ start: lineEnd(text, start - 1), end, text: '' }];
}
