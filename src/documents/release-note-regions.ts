import { isInDocumentation } from './document-paths.ts';
import { indentOf, linesOf } from './lines-of.ts';

/** A part of a file to look at, in offsets. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

const noteKey = /^(\s*)(?:-\s+)?["']?(?:release[-_]?)?(?:body|header|footer|notes)["']?\s*:\s*[|>][-+0-9]*\s*(?:#.*)?$/i;
const hereDocument = /<<-?\s*(["']?)([A-Za-z_]\w{0,40})\1/;
const notesFile = /notes|body|changelog|release|\.md\b/i;

/** Whether a file configures something, so that only the release notes in it are read by users. */
export function isConfiguration(path: string): boolean {
  return /\.(?:ya?ml|toml|json)$/i.test(path) && !isInDocumentation(path);
}

/**
 * Finds the texts in a workflow or a release tool's configuration that become a release's notes: block scalars under
 * `body`, `header`, `footer` or `notes`, and here-documents written to a file of notes.
 */
export function releaseNoteRegions(text: string): readonly Region[] {
  const lines = linesOf(text);
  const regions: Region[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]?.text ?? '';
    const key = noteKey.exec(line);
    const here = key === null && line.includes('<<') && notesFile.test(line) ? hereDocument.exec(line)?.[2] : undefined;
    if (key === null && here === undefined) continue;
    const indent = indentOf(line).columns;
    let end = at + 1;
    if (here !== undefined) while (end < lines.length && lines[end]?.text.trim() !== here) end += 1;
    else while (end < lines.length && (lines[end]?.text.trim() === '' || indentOf(lines[end]?.text ?? '').columns > indent)) end += 1;
    const first = lines[at + 1]?.segments[0]?.start;
    if (first === undefined || end === at + 1) continue;
    const last = lines[end]?.segments[0]?.start ?? text.length;
    regions.push({ start: first, end: last });
    // A here-document without its end would be looked through again from each of its lines.
    at = end - 1;
  }
  return regions;
}

/** What of a file users read: all of a document, of a configuration the release notes in it, everything else blanked. */
export function readByUsers(path: string, text: string): string {
  if (!isConfiguration(path)) return text;
  const regions = releaseNoteRegions(text);
  return regions.length === 0 ? '' : onlyRegions(text, regions);
}

/** The text with everything outside the regions blanked, so that offsets and lines stay. */
export function onlyRegions(text: string, regions: readonly Region[]): string {
  let seen = '';
  let at = 0;
  for (const region of regions) {
    const start = Math.max(at, Math.min(region.start, text.length));
    const end = Math.max(start, Math.min(region.end, text.length));
    seen += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return seen + blank(text.slice(at));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
