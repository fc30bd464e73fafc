import { anyShape, concat, derive, emptyText, keyOf, lit, literalOf } from './build.ts';
import { byChoice } from './choice.ts';
import { mapEach } from './loop.ts';
import type { Piece, Text } from './text.ts';

/** The unknown that stands for the folder of the checkout: paths below it are relative to the root. */
const workspaceIds: ReadonlySet<string> = new Set(['github.workspace', 'env.GITHUB_WORKSPACE', 'GITHUB_WORKSPACE']);

/** Unknowns that are absolute paths wherever they come from. */
const absoluteIds: ReadonlySet<string> = new Set([
  'runner.temp',
  'runner.tool_cache',
  'runner.workspace',
  'github.action_path',
  'github.event_path',
  'env.HOME',
  'env.RUNNER_TEMP',
  'env.RUNNER_TOOL_CACHE',
]);

/** Stands between the folder and the path while choices are taken; no pattern is written so. */
const border: Piece = { kind: 'wild', glob: '\u0000' };

/**
 * Joins a working directory and a path and resolves `.`, `..` and `//` as far as the literals allow. The root is the
 * empty text; a path that starts with the workspace is relative to it; absolute paths and `~` stay. The result never
 * starts with `./` and never ends with `/` (the root folder `/` excepted). Where `..` would climb over something
 * unknown, what stands before it becomes one derived unknown. The names of a loop variable are resolved one by one.
 */
export function resolvePath(cwd: Text, path: Text): Text {
  const folder = literalOf(cwd);
  const name = folder === undefined ? undefined : literalOf(path);
  const plain =
    folder === undefined || name === undefined || folder.length + name.length > 4_000
      ? undefined
      : plainPath(startsAbsolute(path) || folder === '' ? name : `${folder}/${name}`);
  if (plain !== undefined) return lit(plain);
  return byChoice(concat(cwd, [border], path), resolved, needsChoice);
}

/** A path without unknowns in normal form; undefined where it climbs over a name of dots. */
function plainPath(path: string): string | undefined {
  const out: string[] = [];
  const absolute = path.startsWith('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') {
      out.push(segment);
      continue;
    }
    const last = out.at(-1);
    if (last === undefined) {
      if (!absolute) out.push(segment);
    } else if (last === '..') out.push(segment);
    else if (/[^.]/.test(last)) out.pop();
    else return undefined;
  }
  return `${absolute ? '/' : ''}${out.join('/')}`;
}

function resolved(both: Text): Text {
  const at = both.indexOf(border);
  const cwd = fromWorkspace(both.slice(0, at)) ?? both.slice(0, at);
  const path = both.slice(at + 1);
  const below = fromWorkspace(path) ?? namesResolved(cwd, path);
  if (below !== undefined) return normalize(below);
  return normalize(startsAbsolute(path) || cwd.length === 0 ? path : concat(cwd, lit('/'), path));
}

/** A path that starts with the workspace, seen from the root; else undefined. */
function fromWorkspace(path: Text): Text | undefined {
  const next = path[1];
  if (!isWorkspace(path[0]) || (next !== undefined && !(next.kind === 'lit' && next.text.startsWith('/')))) return undefined;
  return concat(lit('.'), path.slice(1));
}

/**
 * A path that starts with a loop variable, with the names of its set resolved and seen from the root. Undefined when
 * they are in normal form: then the variable can stay what it is.
 */
function namesResolved(cwd: Text, path: Text): Text | undefined {
  const first = path[0];
  if (first?.kind !== 'hole' || first.each === undefined) return undefined;
  const names = first.each.include;
  const absolute = names.filter(startsAbsolute).length;
  if (names.every((name) => keyOf(normalizePath(name)) === keyOf(name)) && (absolute === 0 || absolute === names.length)) return undefined;
  if (names.some((name) => resolvePath(cwd, name).length === 0)) return undefined;
  const dotted = [...names, ...first.each.exclude].every((name) => name[0]?.kind === 'lit' && name[0].text.startsWith('./'));
  return concat([mapEach(first, `path ${keyOf(cwd)}`, (name) => resolvePath(cwd, name), { injective: dotted })], path.slice(1));
}

/** Normalizes a path that is already relative to the root. */
export function normalizePath(path: Text): Text {
  return resolvePath(emptyText, path);
}

function startsAbsolute(path: Text): boolean {
  const first = path[0];
  if (first === undefined) return false;
  switch (first.kind) {
    case 'lit':
      return first.text.startsWith('/') || /^~(\/|$)/.test(first.text);
    case 'hole':
      return (
        isWorkspace(first) ||
        absoluteIds.has(first.id) ||
        first.shape?.startsWith('/') === true ||
        (first.each !== undefined && first.each.include.length > 0 && first.each.include.every(startsAbsolute))
      );
    case 'alt':
      return first.options.every(startsAbsolute);
    case 'wild':
      return false;
  }
}

function isWorkspace(piece: Piece | undefined): boolean {
  return piece?.kind === 'hole' && workspaceIds.has(piece.id);
}

/** Alternatives that hold a separator or could be a `.`, `..` or empty segment are resolved option by option. */
function needsChoice(piece: Piece & { kind: 'alt' }): boolean {
  return piece.options.some(
    (option) =>
      option.length === 0 ||
      option.some(
        (p) => (p.kind === 'lit' && (p.text.includes('/') || /^\.+$/.test(p.text))) || p.kind === 'alt' || (p.kind === 'hole' && startsAbsolute([p])),
      ),
  );
}

function normalize(text: Text): Text {
  const first = text[0];
  const absolute = first?.kind === 'lit' && first.text.startsWith('/');
  const segments = segmentsOf(text);
  const out: Text[] = [];
  for (const segment of segments) {
    const word = segment.length === 1 && segment[0]!.kind === 'lit' ? segment[0]!.text : undefined;
    if (segment.length === 0 || word === '.') continue;
    if (word !== '..') {
      out.push(segment);
      continue;
    }
    const last = out.at(-1);
    if (last === undefined) {
      if (!absolute) out.push(segment);
    } else if (keyOf(last) === '..') out.push(segment);
    else if (isOneFolder(last)) out.pop();
    else {
      const climbed = derive('parent', joined(out, absolute), { shape: anyShape });
      out.length = 0;
      out.push(climbed);
    }
  }
  return joined(out, absolute);
}

function joined(segments: readonly Text[], absolute: boolean): Text {
  const parts: Text[] = absolute ? [lit('/')] : [];
  segments.forEach((segment, i) => {
    if (i > 0) parts.push(lit('/'));
    parts.push(segment);
  });
  return concat(...parts);
}

/** True when a segment is one real folder whatever its unknowns are: it holds a character other than a dot. */
function isOneFolder(segment: Text): boolean {
  return (
    segment.every((p) => p.kind === 'lit' || (p.kind === 'hole' && p.shape === undefined && p.each === undefined)) &&
    segment.some((p) => p.kind === 'lit' && /[^.]/.test(p.text))
  );
}

function segmentsOf(text: Text): readonly Text[] {
  const segments: Text[] = [];
  let current: Piece[] = [];
  for (const piece of text) {
    if (piece.kind !== 'lit') {
      current.push(piece);
      continue;
    }
    piece.text.split('/').forEach((run, i) => {
      if (i > 0) {
        segments.push(current);
        current = [];
      }
      if (run !== '') current.push({ kind: 'lit', text: run });
    });
  }
  segments.push(current);
  return segments;
}
