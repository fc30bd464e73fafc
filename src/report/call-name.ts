import type { AuditReport, SurfaceReport } from '../audit/index.ts';
import { shortName } from './short-name.ts';
import { columnsOf } from './width.ts';
import { titlesOf } from './titles.ts';
import { shellWord, surfaceTitle } from './words.ts';

/** Longer than this a name is not retyped, and does not fit beside a command. */
const longName = 44;
/** A part of a name that is shorter says too little. */
const shortPart = 6;

/**
 * Returns the shortest name that `explain` and `lineage` take for this surface alone: its name in the matrix, one of
 * its files, a part of its name, or its id.
 */
export function callName(report: AuditReport, surface: SurfaceReport): string {
  const others = report.surfaces.filter((one) => one.id !== surface.id);
  const isOwn = (name: string): boolean => !others.some((other) => calls(other, name));
  const title = [shortName(surface), surfaceTitle(surface), titlesOf(report.surfaces).get(surface.id) ?? surface.id].find(
    (name) => columnsOf(name) <= longName && isOwn(name),
  );
  if (title !== undefined) return title;
  const plain = surface.members
    .filter((member) => /^[\w./:@+-]+$/.test(member) && columnsOf(member) <= longName && isOwn(member))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (plain[0] !== undefined) return plain[0];
  const parts = shortName(surface)
    .split(', ')
    .filter((part) => part.length >= shortPart && !/[()]/.test(part) && columnsOf(part) <= longName && !others.some((other) => holds(other, part)))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return parts[0] ?? surface.id;
}

/** Whether a text is part of a name of a surface. */
function holds(surface: SurfaceReport, part: string): boolean {
  const wanted = part.toLowerCase();
  return [surface.id, surface.name, shortName(surface), surfaceTitle(surface), ...surface.members].some((own) => own.toLowerCase().includes(wanted));
}

/** Whether a name is one of a surface's own, without case. */
function calls(surface: SurfaceReport, name: string): boolean {
  const wanted = name.toLowerCase();
  return [surface.id, surface.name, shortName(surface), surfaceTitle(surface), ...surface.members].some((own) => own.toLowerCase() === wanted);
}

/**
 * Returns a command as lines that can be pasted as they stand: on one line where it fits behind its title, on a line of
 * its own where not, and broken between words by a backslash where that is too long.
 */
export function commandLines(title: string, words: readonly string[], options: { readonly width: number; readonly indent: string }): readonly string[] {
  const { width, indent } = options;
  const quoted = words.map(shellWord);
  const one = `${indent}${title}: ${quoted.join(' ')}`;
  if (columnsOf(one) <= width) return [one];
  const inner = `${indent}  `;
  const lines: string[] = [`${indent}${title}:`];
  let line = '';
  quoted.forEach((word, i) => {
    // The last line needs no room for a backslash.
    const room = i === quoted.length - 1 ? width : width - 2;
    const next = line === '' ? word : `${line} ${word}`;
    if (line === '' || columnsOf(inner + next) <= room) line = next;
    else {
      lines.push(`${inner}${line} \\`);
      line = `  ${word}`;
    }
  });
  return [...lines, inner + line];
}
