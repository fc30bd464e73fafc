import { anyShape, concat, derive, lit, literalOf } from './build.ts';
import { byChoice } from './choice.ts';
import { isSlashless, mapLoop } from './loop.ts';
import type { Text } from './text.ts';

/**
 * `${text:offset:length}` in characters. A negative offset counts from the end, a negative length is an end that
 * counts from the end; no length takes all. Exact on literals and where the leading (or trailing) literal is long enough.
 */
export function substring(text: Text, offset: number, length?: number): Text {
  return byChoice(text, (one) => cut(one, offset, length));
}

function cut(text: Text, offset: number, length: number | undefined): Text {
  const value = literalOf(text);
  if (value !== undefined) return lit(cutCodes([...value], offset, length));
  const how = `substring ${offset} ${length ?? ''}`.trimEnd();
  const each = mapLoop(text, how, (name) => cut(name, offset, length));
  if (each !== undefined) return each;
  if (offset === 0 && length === undefined) return text;
  if (length === 0) return [];
  const first = text[0]!;
  const last = text.at(-1)!;
  if (offset >= 0 && first.kind === 'lit') {
    const codes = [...first.text];
    if (length !== undefined && length > 0 && codes.length >= offset + length) return lit(codes.slice(offset, offset + length).join(''));
    if (offset > 0 && codes.length >= offset) return cut(concat(lit(codes.slice(offset).join('')), text.slice(1)), 0, length);
  }
  if (last.kind === 'lit') {
    const codes = [...last.text];
    if (offset < 0 && codes.length >= -offset) return lit(cutCodes(codes, offset, length));
    if (offset === 0 && length !== undefined && length < 0 && codes.length >= -length) return concat(text.slice(0, -1), lit(codes.slice(0, length).join('')));
  }
  const shape = shortened(text, offset, length) ?? (isSlashless(text) ? undefined : anyShape);
  return derive(how, text, shape === undefined ? {} : { shape });
}

function cutCodes(codes: readonly string[], offset: number, length: number | undefined): string {
  const start = offset < 0 ? codes.length + offset : offset;
  if (start < 0 || start > codes.length) return '';
  const end = length === undefined ? codes.length : length < 0 ? codes.length + length : start + length;
  return end <= start ? '' : codes.slice(start, end).join('');
}

/** The shape of the first characters of an unknown that is a fixed number of characters of one class: a short commit id. */
function shortened(text: Text, offset: number, length: number | undefined): string | undefined {
  const only = text[0]!;
  if (text.length !== 1 || only.kind !== 'hole' || only.shape === undefined || offset < 0 || length === undefined || length < 0) return undefined;
  const found = /^(\[[^\]\\]+\]|\\[dw])\{(\d{1,4})\}$/.exec(only.shape);
  return found === null ? undefined : `${found[1]!}{${Math.max(0, Math.min(length, Number(found[2]) - offset))}}`;
}
