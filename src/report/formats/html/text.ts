import { printable } from '../../escape.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Returns text as HTML that shows exactly that text, also within a quoted attribute. */
export function html(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** Returns `text` in an element with a class. */
export function span(name: string, text: string): string {
  return `<span class="${name}">${html(text)}</span>`;
}
