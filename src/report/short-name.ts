import type { SurfaceKind } from '../surfaces/index.ts';

/** An image repository with the endings that tell its variants apart; the empty ending is the plain image. */
export interface ImageNames {
  readonly repository: string;
  readonly endings: readonly string[];
}

interface Named {
  readonly kind: SurfaceKind;
  readonly name: string;
  readonly members: readonly string[];
}

/** Tags that say which build, not which variant: a moving word, a version, a commit. */
const movingTag =
  /^(?:latest|edge|stable|nightly|main|master|dev|release|canary|next|sha-|[0-9a-f]{7,64}(?=-|$)|v?\d+(?:\.(?:\d+|[x*]))*(?:-(?:alpha|beta|rc|pre|preview|snapshot)(?:[.-]?\d+)*(?=-|$))?)/i;

/** A name of which `grep ^…` tells how it begins. */
const filteredLine = /^\{(?:each line of )?grep \^((?:[\w/:@.-]|\\\.)+) of .*\}$/s;

/** Returns an image surface's repositories and variants, or none for other kinds. A tag that fits no form is an ending of its own. */
export function imageNames(surface: Named): readonly ImageNames[] {
  if (surface.kind !== 'container-image') return [];
  const found = new Map<string, string[]>();
  const names = surface.members.length > 0 ? surface.members.flatMap(waysOf) : splitOutside(surface.name);
  for (const name of names) {
    const { repository, tag } = splitTag(name);
    const endings = found.get(repository) ?? [];
    const ending = endingOf(tag);
    if (!endings.includes(ending)) endings.push(ending);
    found.set(repository, endings);
  }
  return [...found].map(([repository, endings]) => ({ repository, endings: endings.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1)) }));
}

/** Returns a name to call a surface by in a table: for images the repository and its variants, without every tag. */
export function shortName(surface: Named): string {
  const images = imageNames(surface);
  if (images.length === 0) return surface.name;
  return images
    .map(({ repository, endings }) =>
      endings.length === 1 && endings[0] === ''
        ? repository
        : `${repository}:${endings.map((ending) => (ending.startsWith(':') ? ending.slice(1) : `*${ending}`)).join(',')}`,
    )
    .join(', ');
}

function splitTag(name: string): { readonly repository: string; readonly tag: string } {
  const bare = name.split('@')[0] ?? name;
  const slash = lastOutside(bare, '/');
  const colon = lastOutside(bare, ':');
  return colon > slash ? { repository: bare.slice(0, colon), tag: bare.slice(colon + 1) } : { repository: bare, tag: '' };
}

/** What is left of a tag after its moving part: `-cuda12` of `v{version}-cuda12`, `:jammy` of `jammy`. */
function endingOf(tag: string): string {
  if (tag === '' || tag === '*') return '';
  let rest = tag.replace(/^v(?=\{)/, '');
  let moved = false;
  // A tag may be put together of several moving parts: `{version}.{build}`, `latest{suffix}`.
  for (let i = 0; i < 16; i++) {
    const length = braceLength(rest) || (movingTag.exec(rest)?.[0].length ?? 0) || (rest.startsWith('*') ? 1 : 0) || (moved && /^[.+]/.test(rest) ? 1 : 0);
    if (length === 0) break;
    rest = rest.slice(length);
    moved = true;
  }
  if (rest === '') return '';
  return withoutHoles(moved && /^[-_]/.test(rest) ? rest : `:${tag}`);
}

/** An ending with `…` for each of its unknown parts. */
function withoutHoles(ending: string): string {
  let out = '';
  for (let i = 0; i < ending.length;) {
    const length = braceLength(ending.slice(i));
    out += length === 0 ? ending[i]! : '…';
    i += length || 1;
  }
  return out;
}

/** The length of a balanced `{…}` at the start, or 0. */
function braceLength(text: string): number {
  if (!text.startsWith('{')) return 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return 0;
}

function lastOutside(text: string, mark: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === '}') depth++;
    else if (text[i] === '{') depth--;
    else if (depth === 0 && text[i] === mark) return i;
  }
  return -1;
}

/** A member that is one of several: `{,acme/lens:latest}` is nothing, or the latter. */
function waysOf(member: string): readonly string[] {
  const start = filteredLine.exec(member)?.[1];
  if (start !== undefined) return [`${start.replaceAll('\\.', '.')}*`];
  const isChoice = member.startsWith('{') && braceLength(member) === member.length && /[,/]/.test(member);
  return isChoice ? splitOutside(member.slice(1, -1)).flatMap(waysOf) : [member];
}

function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && text[i] === ',') {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, text.slice(start).trim()].filter((part) => part !== '');
}
