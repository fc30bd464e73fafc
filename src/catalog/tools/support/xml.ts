import { LineIndex } from '../../../base/index.ts';
import type { Span } from '../../../base/index.ts';

/** An element of an XML text: its name, its own text, and the elements in it. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
  readonly span: Span;
}

const maxElements = 50_000;
const maxDepth = 100;

interface Open {
  name: string;
  text: string;
  children: Element[];
  start: number;
}

/**
 * Reads the elements of an XML text, tolerantly: attributes, entities, comments and processing instructions are
 * skipped, an element that is never closed ends with its parent. Returns the root, or undefined when there is none.
 */
export function parseXml(path: string, source: string): Element | undefined {
  const index = new LineIndex(path, source);
  const stack: Open[] = [{ name: '', text: '', children: [], start: 0 }];
  let count = 0;
  const close = (end: number): void => {
    const done = stack.pop();
    const parent = stack.at(-1);
    if (done !== undefined && parent !== undefined)
      parent.children.push({ name: done.name, text: done.text.trim(), children: done.children, span: index.span(done.start, end) });
  };
  let at = 0;
  while (at < source.length && count < maxElements) {
    const open = source.indexOf('<', at);
    const top = stack.at(-1);
    if (top !== undefined && top.text.length < 10_000) top.text += source.slice(at, open === -1 ? source.length : open);
    if (open === -1) break;
    if (source.startsWith('<!--', open)) {
      at = after(source, '-->', open);
    } else if (source.startsWith('<![CDATA[', open)) {
      const end = after(source, ']]>', open);
      if (top !== undefined) top.text += source.slice(open + 9, Math.max(open + 9, end - 3));
      at = end;
    } else if (source[open + 1] === '?' || source[open + 1] === '!') {
      at = after(source, '>', open);
    } else {
      const end = after(source, '>', open);
      const tag = source.slice(open + 1, end - 1);
      const name = /^\/?([\w:.-]+)/.exec(tag)?.[1];
      at = end;
      if (name === undefined) continue;
      if (tag.startsWith('/')) {
        const depth = stack.findLastIndex((one) => one.name === name);
        while (depth > 0 && stack.length > depth) close(end);
      } else {
        count++;
        if (stack.length > maxDepth) return undefined;
        stack.push({ name, text: '', children: [], start: open });
        if (tag.endsWith('/')) close(end);
      }
    }
  }
  while (stack.length > 1) close(source.length);
  return stack[0]?.children[0];
}

function after(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found + mark.length;
}

/** The first element under a path of names. */
export function child(element: Element | undefined, ...names: readonly string[]): Element | undefined {
  let found = element;
  for (const name of names) found = found?.children.find((one) => one.name === name);
  return found;
}

export function childText(element: Element | undefined, ...names: readonly string[]): string | undefined {
  const text = child(element, ...names)?.text;
  return text === undefined || text === '' ? undefined : text;
}

/** All elements of a name directly under another. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}
