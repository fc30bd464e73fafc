import type { Node, Scalar } from '../model.ts';
import type { Place } from './operation.ts';

export interface Entry {
  readonly key: Scalar;
  readonly value: Node;
}

/** What stands at a place. */
export function nodeAt(root: Node, at: Place): Node | undefined {
  let node: Node | undefined = root;
  for (const step of at) {
    if (typeof step === 'number') node = node?.kind === 'list' ? node.items[step] : undefined;
    else node = node?.kind === 'map' ? entryOf(node, step)?.value : undefined;
  }
  return node;
}

export function entryOf(map: Node & { readonly kind: 'map' }, key: string): Entry | undefined {
  return map.entries.find((one) => one.key.value === key);
}

/** Where an entry's text ends; a value that is not there ends with the colon. */
export function endOfEntry(text: string, entry: Entry): number {
  return isEmpty(entry.value) ? colonOf(text, entry.key) + 1 : entry.value.span.end;
}

export function isEmpty(node: Node): boolean {
  return node.span.start === node.span.end;
}

/** Where the colon behind a key stands. */
export function colonOf(text: string, key: Scalar): number {
  return text.indexOf(':', key.span.end);
}

/** The place of the innermost value whose text holds an offset: `['jobs', 'build', 'steps', 2, 'run']`. */
export function placeAt(root: Node, offset: number): Place {
  const place: (string | number)[] = [];
  for (let node: Node | undefined = root; node !== undefined;) {
    let next: Node | undefined;
    if (node.kind === 'map') {
      const found: Entry | undefined = node.entries.find((one) => one.key.span.start <= offset && offset < Math.max(one.value.span.end, one.key.span.end + 1));
      if (found !== undefined) place.push(found.key.value);
      next = found?.value;
    } else if (node.kind === 'list') {
      const index: number = node.items.findIndex((one) => one.span.start <= offset && offset < Math.max(one.span.end, one.span.start + 1));
      if (index !== -1) place.push(index);
      next = index === -1 ? undefined : node.items[index];
    }
    node = next;
  }
  return place;
}
