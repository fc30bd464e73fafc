/** The extension that people read: `.tar.gz` is one. */
function extensionOf(name: string): string {
  const match = /(\.tar\.[a-z0-9]+|\.[A-Za-z][A-Za-z0-9]{0,9})$/.exec(name);
  return match === null ? '' : match[0];
}

/**
 * Folds many file names into a few patterns for a row's name: names that share their start and extension become one
 * with `*` for what differs. Few names stay as they are.
 */
export function foldNames(names: readonly string[]): string {
  const distinct = [...new Set(names)].filter((n) => n !== '');
  if (distinct.length <= 4) return distinct.join(', ');
  const groups = new Map<string, string[]>();
  for (const name of distinct) {
    const key = `${head(name)}|${extensionOf(name)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [name]);
    else group.push(name);
  }
  const patterns = [...groups.values()].map((group) => (group.length === 1 ? group[0]! : `${commonPrefix(group)}*${commonSuffix(group)}`));
  const byPrefix = new Map<string, string[]>();
  for (const pattern of patterns) {
    const at = pattern.indexOf('*');
    const key = at === -1 ? pattern : pattern.slice(0, at);
    const rest = at === -1 ? '' : pattern.slice(at);
    byPrefix.set(key, [...(byPrefix.get(key) ?? []), rest]);
  }
  const folded = [...byPrefix].map(([prefix, rests]) => {
    const endings = [...new Set(rests)];
    if (endings.length === 1) return `${prefix}${endings[0]!}`;
    return `${prefix}*{${endings.map((e) => e.replace(/^\*/, '')).join(',')}}`;
  });
  return folded.length <= 6 ? folded.join(', ') : `${folded.slice(0, 5).join(', ')}, … (${distinct.length} in all)`;
}

function head(name: string): string {
  const match = /^[^-_:]+[-_:]?/.exec(name);
  return match === null ? name : match[0];
}

function commonPrefix(names: readonly string[]): string {
  let prefix = names[0] ?? '';
  for (const name of names) while (!name.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

function commonSuffix(names: readonly string[]): string {
  const ends = names.map(extensionOf);
  return ends.every((e) => e === ends[0]) ? (ends[0] ?? '') : '';
}
