import {
  baseNames as setBaseNames,
  concat,
  lit,
  literalOf,
  nameSet,
  parseGlob,
  resolvePath,
  show,
  textOfEach,
  union,
  type NameSet,
  type Text,
} from '../values/index.ts';

/** The base names of a set of paths, at most: an exclusion that speaks of folders is left out. */
export function baseNames(paths: NameSet): NameSet {
  return setBaseNames(paths, 'over');
}

/** The paths that texts name, resolved against a working directory; `glob` reads wildcards in literals (action inputs). */
export function pathsOf(texts: readonly Text[], cwd: Text, options: { readonly glob: boolean; readonly exclude?: readonly Text[] }): NameSet {
  const include = texts.flatMap((text) => expandPath(text, cwd, options.glob));
  const exclude = (options.exclude ?? []).flatMap((text) => expandPath(text, cwd, options.glob));
  const all = union(
    include.map((text) => textOfEach(text)),
    'over',
  );
  return nameSet(
    all.include.map((t) => resolvePath([], t)),
    [...all.exclude, ...exclude.flatMap((t) => textOfEach(t).include)],
  );
}

function expandPath(text: Text, cwd: Text, glob: boolean): readonly Text[] {
  const resolved = resolvePath(cwd, text);
  return glob ? parseGlob(resolved) : [resolved];
}

/** A path and everything below it. */
export function withBelow(paths: NameSet): NameSet {
  return nameSet([...paths.include, ...paths.include.map((p) => concat(p, lit('/'), [{ kind: 'wild', glob: '**' }]))], paths.exclude);
}

/** The folder part of a pattern that holds no wildcard, as a literal, or undefined. */
export function literalFolder(path: Text): string | undefined {
  const first = path[0];
  if (first === undefined) return '';
  if (first.kind !== 'lit') return path.every((p) => p.kind !== 'lit' || !p.text.includes('/')) ? '' : undefined;
  const at = first.text.lastIndexOf('/');
  return at === -1 ? (path.length === 1 || literalOf(path) !== undefined ? '' : '') : first.text.slice(0, at);
}

export function showSet(set: NameSet): string {
  return set.include.map(show).join(', ');
}
