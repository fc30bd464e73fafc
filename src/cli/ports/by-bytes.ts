const beyondAscii = /[^\0-\x7f]/;

/** Compares two names as git and `LC_ALL=C sort` do: by the bytes of their UTF-8 form. */
export function byBytes(a: string, b: string): number {
  if (beyondAscii.test(a) || beyondAscii.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns the names sorted by their bytes. */
export function sortByBytes(names: Iterable<string>): string[] {
  const all = [...names];
  // Without a comparison of ours, which is called for each pair.
  return all.some((name) => beyondAscii.test(name)) ? all.sort(byBytes) : all.sort();
}
