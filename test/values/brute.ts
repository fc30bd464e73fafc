import type { NameSet, Text } from '../../src/values/index.ts';

/** A plain backtracking matcher for texts of literals and wildcards: slow, short, and written without the code under test. */
export function matchesPlain(pattern: Text, name: string): boolean {
  return at(itemsOf(pattern), 0, name, 0);
}

/** Whether a name is in a set of such texts. */
export function holdsPlain(set: NameSet, name: string): boolean {
  return set.include.some((text) => matchesPlain(text, name)) && !set.exclude.some((text) => matchesPlain(text, name));
}

type Item =
  | { readonly kind: 'char'; readonly test: (c: string) => boolean }
  | { readonly kind: 'many'; readonly test: (c: string) => boolean }
  | { readonly kind: 'folders' };

function itemsOf(pattern: Text): readonly Item[] {
  const items: Item[] = [];
  let skipSlash = false;
  let start = true;
  pattern.forEach((piece, i) => {
    if (piece.kind === 'lit') {
      for (const c of skipSlash ? piece.text.slice(1) : piece.text) items.push({ kind: 'char', test: (other) => other === c });
      skipSlash = false;
      start = piece.text.endsWith('/');
      return;
    }
    if (piece.kind !== 'wild') throw new Error('only literals and wildcards');
    const next = pattern[i + 1];
    if (piece.glob === '**' && start && next?.kind === 'lit' && next.text.startsWith('/')) {
      items.push({ kind: 'folders' });
      skipSlash = true;
    } else if (piece.glob === '**') items.push({ kind: 'many', test: () => true });
    else if (piece.glob === '*') items.push({ kind: 'many', test: (c) => c !== '/' });
    else if (piece.glob === '?') items.push({ kind: 'char', test: (c) => c !== '/' });
    else {
      const regex = new RegExp(`^${piece.glob.replace('[!', '[^')}$`);
      items.push({ kind: 'char', test: (c) => c !== '/' && regex.test(c) });
    }
    start = false;
  });
  return items;
}

function at(items: readonly Item[], i: number, name: string, from: number): boolean {
  const item = items[i];
  if (item === undefined) return from === name.length;
  switch (item.kind) {
    case 'char':
      return from < name.length && item.test(name[from]!) && at(items, i + 1, name, from + 1);
    case 'many':
      for (let end = from; ; end++) {
        if (at(items, i + 1, name, end)) return true;
        if (end >= name.length || !item.test(name[end]!)) return false;
      }
    case 'folders':
      if (at(items, i + 1, name, from)) return true;
      for (let end = from; end < name.length; end++) if (name[end] === '/' && at(items, i + 1, name, end + 1)) return true;
      return false;
  }
}

/** Every string of up to `length` characters of an alphabet. */
export function allStrings(alphabet: string, length: number): readonly string[] {
  let layer = [''];
  const all = [''];
  for (let i = 0; i < length; i++) {
    layer = layer.flatMap((s) => [...alphabet].map((c) => s + c));
    all.push(...layer);
  }
  return all;
}
