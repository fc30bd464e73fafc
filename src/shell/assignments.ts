import type { Assignment, Word } from 'unbash';
import { concat, derive, emptyText, lit, literalOf, nameSet, show, type Text } from '../values/index.ts';
import { evaluateNumber } from './arithmetic.ts';
import { refersTo } from './assigned.ts';
import { hasWild } from './fields.ts';
import type { Machine } from './machine.ts';
import { glue, itemsOf, textOf, type Value } from './state.ts';
import { expandValue, expandWord } from './words.ts';

/** Performs `a=b`, `a+=b`, `a=(…)`, `a+=(…)`, `a[i]=b` in the current scope. */
export function assignInScope(m: Machine, part: Assignment): void {
  const name = part.name;
  if (!/^[A-Za-z_]\w*$/.test(name)) return;
  const value = assignmentValue(m, part, { map: false });
  if (part.append === true || refersTo(part.text, name)) m.scope.add(name, value);
  else m.scope.set(name, value);
}

/** The value a variable has after an assignment. */
export function assignmentValue(m: Machine, part: Assignment, options: { readonly map: boolean }): Value {
  const before = part.append === true || part.index !== undefined ? m.read(part.name, part) : m.scope.has(part.name) ? m.scope.get(part.name) : undefined;
  if (part.value.type === 'ArrayValue') {
    if (options.map || before?.kind === 'map') return mapValue(m, part.value.elements, part.append === true ? before : undefined);
    const items = part.value.elements.flatMap((word) => arrayItems(m, word));
    return { kind: 'list', items: part.append === true ? [...itemsOf(before), ...items] : items };
  }
  const text = expandValue(m, part.value);
  if (part.index !== undefined) return withElement(m, before, part, text);
  if (part.append !== true) return { kind: 'text', text };
  if (before?.kind === 'list')
    return { kind: 'list', items: before.items.length === 0 ? [text] : before.items.map((item, i) => (i === 0 ? glue(item, text) : item)) };
  return { kind: 'text', text: glue(textOf(before), text) };
}

/** Items of an array: a wildcard becomes the names it stands for now. */
function arrayItems(m: Machine, word: Word): readonly Text[] {
  const pair = /^\[(\w+)\]=/.exec(word.text);
  if (pair !== null) return [dropHead(expandValue(m, word), pair[0].length)];
  return expandWord(m, word).map((field) => (hasWild(field.text) ? m.listOf(nameSet([field.text]), word, show(field.text)) : field.text));
}

function dropHead(text: Text, size: number): Text {
  const first = text[0];
  return first?.kind === 'lit' && first.text.length >= size ? concat(lit(first.text.slice(size)), text.slice(1)) : text;
}

function mapValue(m: Machine, elements: readonly Word[], before: Value | undefined): Value {
  const entries = new Map(before?.kind === 'map' ? before.entries : []);
  for (const word of elements) {
    const text = expandValue(m, word);
    const first = text[0];
    const found = first?.kind === 'lit' ? /^\[([^\]]*)\]=/.exec(first.text) : null;
    if (found !== null) entries.set(found[1]!.replace(/^["']|["']$/g, ''), dropHead(text, found[0].length));
  }
  return { kind: 'map', entries };
}

function withElement(m: Machine, before: Value | undefined, part: Assignment, text: Text): Value {
  const index = part.index!;
  if (before?.kind === 'map') {
    const key = literalOf(expandValue(m, index));
    const entries = new Map(before.entries);
    if (key === undefined) {
      // Which entry it is is not known: any of them may have the new value.
      for (const [name, value] of entries) entries.set(name, derive('maybe', glue(value, text)));
      entries.set(`?${entries.size}`, text);
      return { kind: 'map', entries };
    }
    entries.set(key, part.append === true ? glue(entries.get(key) ?? emptyText, text) : text);
    return { kind: 'map', entries };
  }
  const items = [...itemsOf(before)];
  const at = evaluateNumber(m, index);
  if (at === undefined || at < 0 || at > 4_096) return { kind: 'list', items: [...items, text] };
  while (items.length < at) items.push(emptyText);
  items[at] = part.append === true ? glue(items[at] ?? emptyText, text) : text;
  return { kind: 'list', items };
}
