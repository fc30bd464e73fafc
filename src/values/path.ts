import { byChoice } from './choice.ts';
import { concat, derive, emptyText, keyOf, lit } from './build.ts';
import type { Piece, Text } from './text.ts';

/** The unknown that stands for the folder of the checkout: paths below it are relative to the root. */
const workspaceIds: ReadonlySet<string> = new Set(['github.workspace', 'env.GITHUB_WORKSPACE', 'GITHUB_WORKSPACE']);

/** Unknowns that are absolute paths wherever they come from. */
const absoluteIds: ReadonlySet<string> = new Set(['runner.temp', 'runner.tool_cache', 'runner.workspace', 'github.action_path', 'github.event_path', 'env.HOME', 'env.RUNNER_TEMP', 'env.RUNNER_TOOL_CACHE']);

/** Any string, `/` included. */
const anyShape = '[\\s\\S]*';

/**
 * Joins a working directory and a path and resolves `.`, `..` and `//` as far as the literals allow. The root is the
 * empty text; a path that starts with the workspace is relative to it; absolute paths and `~` stay. The result never
 * starts with `./` and never ends with `/` (the root folder `/` excepted). Where `..` would climb over something
 * unknown, what stands before it becomes one derived unknown.
 */
export function resolvePath(cwd: Text, path: Text): Text {
  return byChoice(concat(startsAbsolute(path) || cwd.length === 0 ? emptyText : concat(cwd, lit('/')), path), normalize, needsChoice);
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
      return isWorkspace(first) || absoluteIds.has(first.id) || first.shape?.startsWith('/') === true || (first.each !== undefined && first.each.include.length > 0 && first.each.include.every(startsAbsolute));
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
  return piece.options.some((option) => option.length === 0 || option.some((p) => (p.kind === 'lit' && (p.text.includes('/') || /^\.+$/.test(p.text))) || isWorkspace(p) || p.kind === 'alt' || (p.kind === 'hole' && absoluteIds.has(p.id))));
}

function normalize(text: Text): Text {
  let rest = text;
  // Dropping what stands before a workspace in the middle is right: `cwd/` was put before an alternative that is absolute.
  for (let i = rest.length - 1; i >= 0; i--) {
    if (isWorkspace(rest[i])) {
      rest = concat(lit('.'), rest.slice(i + 1));
      break;
    }
  }
  const first = rest[0];
  const absolute = first?.kind === 'lit' && first.text.startsWith('/') && !(text[0]?.kind === 'lit' && text[0].text.startsWith('/') && rest !== text);
  const segments = segmentsOf(rest);
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
  return segment.every((p) => p.kind === 'lit' || (p.kind === 'hole' && p.shape === undefined && p.each === undefined)) && segment.some((p) => p.kind === 'lit' && /[^.]/.test(p.text));
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
