/** Words that tell what an unknown part of a name is, the first that fits. */
const kinds: readonly { readonly says: RegExp; readonly word: string }[] = [
  { says: /version|semver|^strip-prefix v\(/i, word: 'version' },
  { says: /ref[-_]?name|\btag([-_]?name)?\b/i, word: 'tag' },
  { says: /commit|revision|rev-parse|(^|[^a-z])sha([^a-z]|$)/i, word: 'commit' },
  { says: /(^|[^a-z])(date|timestamp)([^a-z]|$)/i, word: 'date' },
  { says: /branch/i, word: 'branch' },
  { says: /digest/i, word: 'digest' },
];

/** A line that `grep ^…` let through is known so far. */
const filteredLine = /^(?:each line of )?grep \^((?:[\w/:@.-]|\\\.)+) of /;

const maxNames = 8;

/**
 * The names that a shown name stands for, as a person reads them: an unknown is `<version>`, a wildcard `…`, and each of
 * a few alternatives a name of its own.
 */
export function readableNames(shown: string): readonly string[] {
  return [...new Set(expand(shown, 0))].map(plainWildcards);
}

/** Whether something of a name is known. */
export function isNamed(shown: string): boolean {
  return readableNames(shown).some((name) => name.replace(/<[^<>]*>|…/g, '').trim() !== '');
}

/** The single names of several that were shown as one text. */
export function splitNames(shown: string): readonly string[] {
  return topLevel(shown)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function expand(shown: string, depth: number): readonly string[] {
  let names: readonly string[] = [''];
  let at = 0;
  while (at < shown.length) {
    const open = shown.indexOf('{', at);
    const close = open === -1 ? -1 : closing(shown, open);
    if (open === -1 || close === -1) {
      names = names.map((n) => n + shown.slice(at));
      break;
    }
    const inner = shown.slice(open + 1, close);
    const before = shown.slice(at, open);
    const options = topLevel(inner);
    const parts =
      options.length === 1
        ? [placeholder(inner)]
        : depth > 4 || options.length * names.length > maxNames
          ? ['…']
          : options.flatMap((o) => expand(o, depth + 1));
    const some = parts.length * names.length > maxNames ? ['…'] : parts;
    names = names.flatMap((n) => some.map((part) => n + before + part));
    at = close + 1;
  }
  return names.length > 1 ? names.map((n) => n.trim()).filter((n) => n !== '') : names;
}

/** Where the brace that opens at `open` closes, or -1. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

/** The parts between commas that no bracket encloses. */
function topLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if ('{('.includes(c)) depth++;
    else if ('})'.includes(c)) depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function placeholder(label: string): string {
  const start = filteredLine.exec(label)?.[1];
  if (start !== undefined) return `${start.replaceAll('\\.', '.')}…`;
  const kind = kinds.find((k) => k.says.test(label));
  if (kind !== undefined) return `<${kind.word}>`;
  const innermost = /\(([^()]*)\)+$/.exec(label)?.[1] ?? label;
  const word = /(?:^|\.)([A-Za-z][\w-]{0,47})$/.exec(innermost.replace(/^\{|\}$/g, ''))?.[1];
  return word === undefined ? '…' : `<${word.toLowerCase().replaceAll('_', '-')}>`;
}

function plainWildcards(name: string): string {
  return name
    .replace(/v?\[0-9\][+*]?(?:\\?\.\[0-9\][+*]?)+\*?/g, '<version>')
    .replace(/\[[^\]]{0,100}\][+*]?|\*+|\?/g, '…')
    .replace(/…(?:[-_.]?…)+/g, '…');
}
