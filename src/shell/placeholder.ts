import { concat, lit, type Piece, type Text } from '../values/index.ts';

/**
 * Expressions of the workflow language stand in a script where the shell will see their value. Before parsing they were
 * replaced by identifiers of the same length, so that every offset still points into the original text. An identifier
 * is `_G`, a number in base 36, underscores, `Z`: it delimits itself inside any word.
 */
const identifier = /_G[0-9a-z]+_*Z/g;

/** Gives the value of a placeholder identifier, or undefined when the identifier is none. */
export type Placeholders = (name: string) => Text | undefined;

/** A stretch of script text: literal, or the value that a placeholder stands for. */
export interface Stretch {
  readonly text: Text;
  readonly placeholder: boolean;
}

/** Splits a string of the script into literals and placeholder values. */
export function stretches(value: string, placeholders: Placeholders): readonly Stretch[] {
  if (!value.includes('_G')) return value === '' ? [] : [{ text: lit(value), placeholder: false }];
  const out: Stretch[] = [];
  let from = 0;
  for (const found of value.matchAll(identifier)) {
    const text = placeholders(found[0]);
    if (text === undefined) continue;
    if (found.index > from) out.push({ text: lit(value.slice(from, found.index)), placeholder: false });
    out.push({ text, placeholder: true });
    from = found.index + found[0].length;
  }
  if (from < value.length) out.push({ text: lit(value.slice(from)), placeholder: false });
  return out;
}

/** A string of the script as a text, placeholders filled in. */
export function unmask(value: string, placeholders: Placeholders): Text {
  if (!value.includes('_G')) return lit(value);
  return concat(...stretches(value, placeholders).map((part) => part.text));
}

/** The placeholder that a string consists of, or undefined. */
export function onlyPlaceholder(value: string, placeholders: Placeholders): Text | undefined {
  if (!value.startsWith('_G')) return undefined;
  const parts = stretches(value, placeholders);
  return parts.length === 1 && parts[0]!.placeholder ? parts[0]!.text : undefined;
}

/**
 * Makes a script of a text: each unknown piece becomes a placeholder identifier whose value is that piece. Identifiers
 * that the text's own literals hold are not used.
 */
export function scriptOf(text: Text): { readonly script: string; readonly placeholders: Placeholders } {
  const values = new Map<string, Text>();
  const taken = new Set(
    text.flatMap((piece) => (piece.kind === 'lit' && piece.text.includes('_G') ? [...piece.text.matchAll(identifier)].map((found) => found[0]) : [])),
  );
  let script = '';
  let number = 0;
  for (const piece of text) {
    if (piece.kind === 'lit') {
      script += piece.text;
      continue;
    }
    let name = `_G${(number++).toString(36)}Z`;
    while (taken.has(name)) name = `_G${(number++).toString(36)}Z`;
    values.set(name, [piece satisfies Piece]);
    script += name;
  }
  return { script, placeholders: (name) => values.get(name) };
}
