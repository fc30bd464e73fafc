/** Paths that a pattern fits, in order: `*` is any characters but a slash, and every other character is itself. Pure. */
export function matching(pattern: string, paths: readonly string[]): readonly string[] {
  const wanted = pattern.replace(/^(?:\.\/)+/, '').split('/');
  return paths.filter((path) => {
    const parts = path.split('/');
    return parts.length === wanted.length && parts.every((part, i) => fits(part, wanted[i] ?? ''));
  });
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
