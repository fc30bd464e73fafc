import { isPlainString } from './plain.ts';
import type { Written } from './operation.ts';

/** The lines of a key with its value, for a block map at a column. */
export function renderEntry(key: string, value: Written, column: number, step: number): readonly string[] {
  const indent = ' '.repeat(column);
  const head = `${indent}${renderKey(key)}:`;
  switch (value.kind) {
    case 'scalar':
      return [`${head} ${renderScalar(value.value)}${value.comment === undefined ? '' : ` # ${value.comment}`}`];
    case 'script':
      if (value.lines.length === 1 && isPlainString(value.lines[0]!)) return [`${head} ${value.lines[0]!}`];
      return [`${head} |`, ...value.lines.map((line) => (line === '' ? '' : `${' '.repeat(column + step)}${line}`))];
    case 'map':
      if (value.entries.length === 0) return [`${head} {}`];
      return [head, ...value.entries.flatMap(([inner, one]) => renderEntry(inner, one, column + step, step))];
  }
}

/** `key: value` for a flow map; undefined for what has no form on one line. */
export function renderFlowEntry(key: string, value: Written): string | undefined {
  if (value.kind === 'script') return undefined;
  if (value.kind === 'scalar') return value.comment === undefined ? `${renderKey(key)}: ${renderFlowScalar(value.value)}` : undefined;
  const inner = value.entries.map(([name, one]) => renderFlowEntry(name, one));
  return inner.includes(undefined) ? undefined : `${renderKey(key)}: {${inner.join(', ')}}`;
}

/** A value on one line of a block map. */
export function renderScalar(value: string | boolean): string {
  if (typeof value === 'boolean') return String(value);
  return isPlainString(value) ? value : quoted(value);
}

/** A value inside brackets, where more letters have a meaning. */
export function renderFlowScalar(value: string | boolean): string {
  if (typeof value === 'boolean') return String(value);
  return isPlainString(value) && /^[\w./@:-]+$/.test(value) ? value : quoted(value);
}

function renderKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key);
}

function quoted(value: string): string {
  return /[^\x20-\x7e]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}
