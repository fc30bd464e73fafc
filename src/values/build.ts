import { limits } from '../base/index.ts';
import type { Alt, Hole, Piece, Text } from './text.ts';

export const emptyText: Text = [];

/** Returns the text for one literal string. */
export function lit(text: string): Text {
  return text === '' ? emptyText : [{ kind: 'lit', text }];
}

/** Returns a text of one named unknown. `id` decides equality, `label` is for people. */
export function hole(id: string, options: { label?: string; from?: readonly string[]; shape?: string; each?: Hole['each'] } = {}): Text {
  const piece: Hole = {
    kind: 'hole',
    id,
    label: options.label ?? id,
    from: options.from ?? [],
    ...(options.shape === undefined ? {} : { shape: options.shape }),
    ...(options.each === undefined ? {} : { each: options.each }),
  };
  return [piece];
}

export function wild(glob: string): Text {
  return [{ kind: 'wild', glob }];
}

/** Returns a text that is one of `options`, the choice being named by `key`. Equal options collapse. */
export function alternatives(key: string, options: readonly Text[]): Text {
  const distinct: Text[] = [];
  const seen = new Set<string>();
  for (const option of options) {
    const k = keyOf(option);
    if (!seen.has(k)) {
      seen.add(k);
      distinct.push(option);
    }
  }
  if (distinct.length === 0) return emptyText;
  if (distinct.length === 1) return distinct[0]!;
  if (distinct.length > limits.maxAlternatives) return hole(`any:${key}`, { label: key, from: holesOf(distinct.flat()).map((h) => h.id) });
  return [{ kind: 'alt', key, options: distinct }];
}

/** Joins texts, merging adjacent literals. Past the bound on pieces the result is one unknown derived from them all. */
export function concat(...parts: readonly Text[]): Text {
  const out: Piece[] = [];
  for (const part of parts) {
    for (const piece of part) {
      const last = out.at(-1);
      if (piece.kind === 'lit') {
        if (piece.text === '') continue;
        if (last?.kind === 'lit') {
          out[out.length - 1] = { kind: 'lit', text: last.text + piece.text };
          continue;
        }
      }
      out.push(piece);
    }
  }
  if (out.length > limits.maxTextPieces) return derive('long', out);
  return out;
}

export function join(texts: readonly Text[], separator: string): Text {
  const parts: Text[] = [];
  texts.forEach((text, i) => {
    if (i > 0) parts.push(lit(separator));
    parts.push(text);
  });
  return concat(...parts);
}

/** Returns the string when it is fully known, else undefined. */
export function literalOf(text: Text): string | undefined {
  if (text.length === 0) return '';
  const only = text[0]!;
  return text.length === 1 && only.kind === 'lit' ? only.text : undefined;
}

/** All holes of a text, those inside alternatives too, each once. */
export function holesOf(text: Text): readonly Hole[] {
  const found = new Map<string, Hole>();
  const walk = (pieces: Text): void => {
    for (const piece of pieces) {
      if (piece.kind === 'hole') found.set(piece.id, piece);
      else if (piece.kind === 'alt') piece.options.forEach(walk);
    }
  };
  walk(text);
  return [...found.values()];
}

/** Returns the ids of the holes of a text and of all that they were computed from. */
export function originsOf(text: Text): readonly string[] {
  const ids = new Set<string>();
  for (const h of holesOf(text)) {
    ids.add(h.id);
    for (const id of h.from) ids.add(id);
  }
  return [...ids];
}

/** A fresh unknown computed by `how` from `text`; the same function of the same text is the same unknown. */
export function derive(how: string, text: Text, options: { label?: string; shape?: string } = {}): Text {
  const id = `${how}(${keyOf(text)})`;
  return hole(id.length > 400 ? `${how}#${fingerprint(id)}` : id, { label: options.label ?? `${how}(${show(text)})`, from: originsOf(text), ...(options.shape === undefined ? {} : { shape: options.shape }) });
}

/** A string that is equal exactly for structurally equal texts. */
export function keyOf(text: Text): string {
  let key = '';
  for (const piece of text) {
    switch (piece.kind) {
      case 'lit':
        key += piece.text.replaceAll('\u0001', '\u0001\u0001');
        break;
      case 'wild':
        key += `\u0001w${piece.glob}\u0001`;
        break;
      case 'hole':
        key += `\u0001h${piece.id}\u0001`;
        break;
      case 'alt':
        key += `\u0001a${piece.key}:${piece.options.map(keyOf).join('\u0001|')}\u0001`;
        break;
    }
  }
  return key;
}

export function sameText(a: Text, b: Text): boolean {
  return a === b || keyOf(a) === keyOf(b);
}

/** Prints a text for people: holes as `{label}`, alternatives as `{a,b}`, a loop variable as its set. */
export function show(text: Text): string {
  let out = '';
  for (const piece of text) {
    switch (piece.kind) {
      case 'lit':
        out += piece.text;
        break;
      case 'wild':
        out += piece.glob;
        break;
      case 'hole':
        out += piece.each === undefined ? `{${piece.label}}` : piece.each.include.length === 1 ? show(piece.each.include[0]!) : `{${piece.each.include.map(show).join(',')}}`;
        break;
      case 'alt':
        out += `{${piece.options.map(show).join(',')}}`;
        break;
    }
  }
  return out;
}

/**
 * Lists the texts without alternatives that this text can be, each with the choices it takes; one key takes
 * one choice throughout. Past the bound it returns undefined: the caller answers "cannot tell".
 */
export function expand(text: Text): readonly { readonly text: Text; readonly choices: ReadonlyMap<string, number> }[] | undefined {
  let states: { text: Text; choices: ReadonlyMap<string, number> }[] = [{ text: emptyText, choices: new Map() }];
  if (!text.some((piece) => piece.kind === 'alt')) return [{ text, choices: new Map() }];
  for (const piece of text) {
    if (piece.kind !== 'alt') {
      states = states.map((s) => ({ text: concat(s.text, [piece]), choices: s.choices }));
      continue;
    }
    const next: typeof states = [];
    for (const state of states) {
      const chosen = state.choices.get(piece.key);
      const indexes = chosen === undefined || chosen >= piece.options.length ? piece.options.map((_, i) => i) : [chosen];
      for (const i of indexes) {
        const inner = expand(piece.options[i]!);
        if (inner === undefined) return undefined;
        for (const one of inner) {
          if (conflicts(state.choices, one.choices)) continue;
          next.push({ text: concat(state.text, one.text), choices: new Map([...state.choices, ...one.choices, [piece.key, i]]) });
          if (next.length > limits.maxAlternatives) return undefined;
        }
      }
    }
    states = next;
  }
  return states;
}

function conflicts(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  for (const [key, choice] of b) if (a.has(key) && a.get(key) !== choice) return true;
  return false;
}

export function isAlt(piece: Piece): piece is Alt {
  return piece.kind === 'alt';
}

/** A short stable fingerprint (FNV-1a, 64 bits in two halves) for ids; not for security. */
export function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b) + 0x27d4eb2f;
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
