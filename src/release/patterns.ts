/**
 * Paths that a pattern fits, in order: `*` is any characters but a slash, a part `**` any folders, at the end with all that is in
 * them, and every other character is itself. Pure.
 */
export function matching(pattern: string, paths: readonly string[]): readonly string[] {
  const wanted = pattern.split('/').filter((part) => part !== '.');
  // At the end there is a file below.
  if (wanted.at(-1) === '**') wanted.push('*');
  return paths.filter((path) => fitsAll(path.split('/'), wanted));
}

/** Whether a pattern can fit anything below a folder. Pure. */
export function looksInto(pattern: string, folder: string): boolean {
  const wanted = pattern.split('/').filter((part) => part !== '.');
  for (const [i, part] of folder.split('/').entries()) {
    const one = wanted[i] ?? '';
    if (one === '**') return !part.startsWith('.');
    if (i + 1 >= wanted.length || !fits(part, one)) return false;
  }
  return true;
}

/** Row by row, which beginnings of the path fit the parts that were taken: in time that grows with the two lengths alone. */
function fitsAll(parts: readonly string[], wanted: readonly string[]): boolean {
  let row = parts.map(() => false);
  let isAtStart = true;
  for (const part of wanted) {
    const before = (i: number): boolean => (i === 0 ? isAtStart : row[i - 1] === true);
    const next: boolean[] = [];
    for (const [i, one] of parts.entries())
      next.push(part === '**' ? row[i] === true || (!one.startsWith('.') && (before(i) || next[i - 1] === true)) : before(i) && fits(one, part));
    row = next;
    isAtStart &&= part === '**';
  }
  return row.at(-1) === true;
}

/** In time that grows with the two lengths alone: of several places for a `*` the first is as good as any. */
function fits(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  // A hidden file is meant where its dot is written.
  if (first === '' && text.startsWith('.')) return false;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
