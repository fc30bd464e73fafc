import { concat, derive, dropPrefix, dropSuffix, emptyText, keyOf, lit, literalOf, mapEach, type Hole, type Text } from '../values/index.ts';
import { choice, eachOf } from './state.ts';

export function stripPrefix(text: Text, pattern: Text, options: { readonly greedy: boolean }): Text {
  return edit(text, options.greedy ? '##' : '#', pattern, (t) => front(t, pattern, options.greedy));
}

export function stripSuffix(text: Text, pattern: Text, options: { readonly greedy: boolean }): Text {
  return edit(text, options.greedy ? '%%' : '%', pattern, (t) => back(t, pattern, options.greedy));
}

export function replaceText(text: Text, pattern: Text, replacement: Text, options: { readonly all: boolean; readonly anchor?: 'start' | 'end' }): Text {
  const how = `${options.all ? '//' : '/'}${options.anchor ?? ''}${keyOf(pattern)}/${keyOf(replacement)}`;
  return edit(text, how, emptyText, (t) => replaced(t, pattern, replacement, options));
}

/** Applies an edit to a text: to each option of a choice, to the set of a loop variable, else to the text; undecided edits are derived unknowns. */
function edit(text: Text, how: string, pattern: Text, fn: (text: Text) => Text | undefined): Text {
  const name = `${how}${keyOf(pattern)}`;
  const only = text.length === 1 ? text[0]! : undefined;
  if (only?.kind === 'alt' && only.options.length === 2) return choice(only.key, edit(only.options[0]!, how, pattern, fn), edit(only.options[1]!, how, pattern, fn));
  const each = eachOf(text);
  if (each !== undefined) return [mapEach(each, name, (t) => edit(t, how, pattern, fn)) as Hole];
  return fn(text) ?? derive(name, text);
}

function front(text: Text, pattern: Text, greedy: boolean): Text | undefined {
  const plain = literalOf(pattern);
  const known = literalOf(text);
  if (plain !== undefined) {
    if (plain === '') return text;
    const rest = dropPrefix(text, plain);
    if (rest !== undefined) return rest;
    const first = text[0];
    if (first === undefined) return text;
    return first.kind === 'lit' && (first.text.length >= plain.length || !plain.startsWith(first.text)) ? text : undefined;
  }
  if (known !== undefined) {
    const regex = regexOf(pattern, greedy);
    if (regex === undefined) return undefined;
    const found = new RegExp(`^(?:${regex})`, 's').exec(known);
    return found === null ? text : lit(known.slice(found[0].length));
  }
  const stop = starThen(pattern);
  const at = stop === undefined ? undefined : place(text, stop, greedy ? 'last' : 'first');
  return at === undefined || stop === undefined ? undefined : concat(lit(at.piece.slice(at.index + stop.length)), text.slice(at.i + 1));
}

function back(text: Text, pattern: Text, greedy: boolean): Text | undefined {
  const plain = literalOf(pattern);
  const known = literalOf(text);
  if (plain !== undefined) {
    if (plain === '') return text;
    const rest = dropSuffix(text, plain);
    if (rest !== undefined) return rest;
    const last = text.at(-1);
    if (last === undefined) return text;
    return last.kind === 'lit' && (last.text.length >= plain.length || !plain.endsWith(last.text)) ? text : undefined;
  }
  if (known !== undefined) {
    const regex = regexOf(pattern, true);
    if (regex === undefined || known.length > 20_000) return undefined;
    const whole = new RegExp(`^(?:${regex})$`, 's');
    for (let n = 0; n <= known.length; n++) {
      const i = greedy ? n : known.length - n;
      if (whole.test(known.slice(i))) return lit(known.slice(0, i));
      if (n > 2_000) return undefined;
    }
    return text;
  }
  const stop = thenStar(pattern);
  const at = stop === undefined ? undefined : place(text, stop, greedy ? 'first' : 'last');
  return at === undefined ? undefined : concat(text.slice(0, at.i), lit(at.piece.slice(0, at.index)));
}

/** The literal of a pattern `*literal`. */
function starThen(pattern: Text): string | undefined {
  const [star, rest] = pattern;
  return pattern.length === 2 && star?.kind === 'wild' && star.glob.startsWith('*') && rest?.kind === 'lit' ? rest.text : undefined;
}

function thenStar(pattern: Text): string | undefined {
  const [rest, star] = pattern;
  return pattern.length === 2 && star?.kind === 'wild' && star.glob.startsWith('*') && rest?.kind === 'lit' ? rest.text : undefined;
}

/** The first or last place of a string in the literals; undefined when an unknown on that side might hold one. */
function place(text: Text, stop: string, which: 'first' | 'last'): { readonly i: number; readonly index: number; readonly piece: string } | undefined {
  const order = text.map((_, i) => (which === 'first' ? i : text.length - 1 - i));
  for (const i of order) {
    const piece = text[i]!;
    if (piece.kind === 'lit') {
      const index = which === 'first' ? piece.text.indexOf(stop) : piece.text.lastIndexOf(stop);
      if (index !== -1) return { i, index, piece: piece.text };
    } else if (piece.kind !== 'hole' || piece.each !== undefined || (stop !== '/' && stop !== ':' && stop !== '@')) return undefined;
  }
  return undefined;
}

function regexOf(pattern: Text, greedy: boolean): string | undefined {
  let out = '';
  for (const piece of pattern) {
    if (piece.kind === 'lit') out += piece.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    else if (piece.kind === 'wild' && /^\*+$/.test(piece.glob)) out += greedy ? '.*' : '.*?';
    else if (piece.kind === 'wild' && /^\?+$/.test(piece.glob)) out += '.';
    else if (piece.kind === 'wild' && /^\[[!^]?[\w.\- ]+\]$/.test(piece.glob)) out += piece.glob.replace(/^\[!/, '[^');
    else return undefined;
  }
  return (out.match(/\.\*/g)?.length ?? 0) > 3 ? undefined : out;
}

function replaced(text: Text, pattern: Text, replacement: Text, options: { readonly all: boolean; readonly anchor?: 'start' | 'end' }): Text | undefined {
  const plain = literalOf(pattern);
  if (plain === '') return text;
  if (options.anchor === 'start' && plain !== undefined) {
    const rest = dropPrefix(text, plain);
    return rest !== undefined ? concat(replacement, rest) : text[0]?.kind === 'lit' || text.length === 0 ? text : undefined;
  }
  if (options.anchor === 'end' && plain !== undefined) {
    const rest = dropSuffix(text, plain);
    return rest !== undefined ? concat(rest, replacement) : text.at(-1)?.kind === 'lit' || text.length === 0 ? text : undefined;
  }
  const known = literalOf(text);
  if (known === undefined) return undefined;
  if (plain !== undefined) {
    const runs = options.all ? known.split(plain) : splitOnce(known, plain);
    const parts: Text[] = [];
    runs.forEach((run, i) => {
      if (i > 0) parts.push(replacement);
      parts.push(lit(run));
    });
    return concat(...parts);
  }
  const regex = regexOf(pattern, true);
  const value = literalOf(replacement);
  if (regex === undefined || value === undefined || options.anchor !== undefined) return undefined;
  return lit(known.replace(new RegExp(regex, options.all ? 'gs' : 's'), () => value));
}

function splitOnce(value: string, by: string): readonly string[] {
  const at = value.indexOf(by);
  return at === -1 ? [value] : [value.slice(0, at), value.slice(at + by.length)];
}
