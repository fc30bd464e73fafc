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

/** The value of a word that sets something, `--out=dist`; empty for another word. */
export function valueIn(word: Text): Text {
  const at = word.findIndex((piece) => piece.kind === 'lit' && piece.text.includes('='));
  const piece = word[at];
  return piece?.kind === 'lit' ? concat(lit(piece.text.slice(piece.text.indexOf('=') + 1)), word.slice(at + 1)) : [];
}

/** Everything below a path. */
export function below(path: Text): Text {
  return concat(path, lit('/'), [{ kind: 'wild', glob: '**' }]);
}

/** Whether a pattern is for a kind of file that is never a folder: below `dist/*.msi` there is nothing. */
export function namesFiles(pattern: Text): boolean {
  const end = pattern.at(-1);
  return !isExact(pattern) && end?.kind === 'lit' && fileEnding.test(end.text);
}

const fileEnding = /\.(zip|t?gz|xz|bz2|zst|7z|deb|rpm|apk|msi|exe|dmg|pkg|AppImage|snap|whl|jar|nupkg|gem|crate|vsix|sha\d+|asc|sig|pem|json|txt)$/;

export function isExact(pattern: Text): boolean {
  return pattern.every((p) => p.kind !== 'wild');
}

/** A path of which no character is known. */
export function isBareName(path: Text): boolean {
  return path.length === 1 && path[0]!.kind === 'hole' && path[0]!.each === undefined;
}

/** Whether a pattern takes whatever lies in its folder. */
export function isEverything(pattern: Text): boolean {
  const end = pattern.at(-1);
  return end?.kind === 'wild' && /^\*+$/.test(end.glob) && (pattern.length === 1 || show(pattern.slice(0, -1)).endsWith('/'));
}
