import { readableNames, splitNames } from './readable-name.ts';

/** The extension that people read: `.tar.gz` is one. */
function extensionOf(name: string): string {
  const match = /(\.tar\.[a-z0-9]+|\.[A-Za-z][A-Za-z0-9]{0,9})$/.exec(name);
  return match === null ? '' : match[0];
}

/**
 * Folds many file names into a few for a row's name: names that share their start become one with `…` for what
 * differs, their extensions behind it. Few names stay as they are.
 */
export function foldNames(names: readonly string[]): string {
  const distinct = [...new Set(names.flatMap(splitNames).flatMap(readableNames))].filter((n) => n !== '');
  if (distinct.length <= 3) return distinct.map(whole).join(', ');
  const byExtension = new Map<string, string[]>();
  for (const name of distinct) {
    // What stands before the first unknown tells one family of files from another.
    const unknown = name.search(/[<…]/);
    const key = `${unknown > 0 ? name.slice(0, unknown) : (piecesOf(name)[0] ?? '')}|${extensionOf(name)}`;
    byExtension.set(key, [...(byExtension.get(key) ?? []), name]);
  }
  const patterns = [...byExtension.values()].map(fold);
  const byStart = new Map<string, string[]>();
  for (const pattern of patterns) {
    const at = pattern.indexOf('…');
    const key = at === -1 ? pattern : pattern.slice(0, at);
    byStart.set(key, [...(byStart.get(key) ?? []), at === -1 ? '' : pattern.slice(at)]);
  }
  const folded = [...byStart].map(([start, rests]) =>
    rests.length === 1
      ? whole(`${start}${rests[0]!}`)
      : `${start}… (${rests
          .map((rest) => rest.replace(/^…/, ''))
          .map((rest) => (rest === '' ? 'no extension' : rest))
          .toSorted()
          .join(', ')})`,
  );
  return folded.length <= 6 ? folded.join(', ') : `${folded.slice(0, 5).join(', ')}, … (${distinct.length} in all)`;
}

/** Folds names of which all begin with one place, as `bucket file` does: the place is said once. */
export function foldInBucket(names: readonly string[]): string {
  const single = names.flatMap(splitNames);
  // An unknown part of the place may be named with blanks.
  const at = single[0]?.replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, (hidden) => '{'.repeat(hidden.length)).indexOf(' ') ?? -1;
  const place = at <= 0 ? undefined : single[0]!.slice(0, at + 1);
  if (place === undefined || single.length < 2 || !single.every((name) => name.startsWith(place) && name.length > place.length)) return foldNames(names);
  return `${readableNames(place.trim())[0] ?? place.trim()}: ${foldNames(single.map((name) => name.slice(place.length)))}`;
}

/** The tags of a repository: patterns as the workflow writes them, unknowns in words. */
export function tagNames(names: readonly string[]): string {
  const shown = names.map((name) => {
    const tags = splitNames(name.replace(/^git tag ?/, '')).flatMap((tag) => (/[{[]/.test(tag) ? readableNames(tag).slice(0, 2) : [tag]));
    return `git tag ${[...new Set(tags)].filter((tag) => tag !== '').join(', ')}`.trim().replace(/^git tag [*…]$/, 'git tag');
  });
  return [...new Set(shown)].join(', ');
}

/** A name of which only the extension is known, in words. */
function whole(name: string): string {
  if (name === '…') return 'files whose names are not known';
  return /^…\.[\w.]+$/.test(name) ? `${name.slice(1)} files` : name;
}

/** One pattern for names that share their extension: their common pieces at the start, `…`, the extension. */
function fold(group: readonly string[]): string {
  if (group.length === 1) return group[0]!;
  const lists = group.map((n) => piecesOf(n.slice(0, n.length - extensionOf(n).length)));
  const first = lists[0]!;
  let same = 0;
  while (same < first.length && lists.every((l) => l[same] === first[same])) same++;
  return `${first.slice(0, same).join('')}…${extensionOf(group[0]!)}`.replace(/…+/g, '…');
}

/** A name cut at `-`, `_` and `.`, an unknown being one piece. */
function piecesOf(name: string): readonly string[] {
  return name.match(/<[^<>]*>|[-_.…]|[^-_.<>…]+|[<>]/g) ?? [];
}

/** Names of images: each repository once, with its tags when they are few. */
export function foldImages(names: readonly string[]): string {
  const tags = new Map<string, string[]>();
  for (const name of names.flatMap(readableNames)) {
    const at = /:[^/]*$/.exec(name)?.index ?? name.length;
    const repository = name.slice(0, at);
    const list = tags.get(repository) ?? [];
    const tag = name.slice(at + 1);
    if (tag !== '' && tag !== '…' && !list.includes(tag)) list.push(tag);
    tags.set(repository, list);
  }
  const shown = [...tags].map(([repository, list]) =>
    list.length === 1
      ? `${repository}:${list[0]!}`
      : list.length > 1 && list.length <= 3 && list.join(', ').length < 40
        ? `${repository} (${list.join(', ')})`
        : repository,
  );
  return shown.length <= 4 ? shown.join(', ') : `${shown.slice(0, 4).join(', ')}, … (${shown.length} in all)`;
}
