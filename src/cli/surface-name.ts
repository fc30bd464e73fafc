import { SealwrightError } from '../base/index.ts';
import type { AuditReport, SurfaceReport } from '../audit/index.ts';
import { printable, shortName, surfaceTitle, titlesOf } from '../report/index.ts';
import { nearest } from './nearest.ts';

const fewNames = 12;

/**
 * Returns the surface a person means: by id, name, member, or an unambiguous part of one, without case. Throws
 * SURFACE_UNKNOWN with the nearest names, or with all that there are.
 */
export function findSurface(report: AuditReport, text: string): SurfaceReport {
  const wanted = text.trim().toLowerCase();
  const titles = titlesOf(report.surfaces);
  const tests: readonly ((surface: SurfaceReport) => boolean)[] = [
    (surface) => surface.id === text || titles.get(surface.id) === text,
    (surface) => surface.name === text || shortName(surface) === text || surfaceTitle(surface) === text,
    (surface) => surfaceTitle(surface).toLowerCase() === wanted,
    (surface) => surface.name.toLowerCase() === wanted || shortName(surface).toLowerCase() === wanted || surface.id.toLowerCase() === wanted,
    (surface) => surface.members.some((member) => member.toLowerCase() === wanted),
    // The end of a path is a name of its own; a single word may be part of several.
    (surface) => wanted.includes('/') && namesOf(surface).some((name) => name.endsWith(`/${wanted}`)),
    (surface) => wanted !== '' && namesOf(surface).some((name) => name.includes(wanted)),
    (surface) => wanted !== '' && (surface.id.toLowerCase().includes(wanted) || surface.kind === wanted),
  ];
  for (const test of tests) {
    const found = report.surfaces.filter(test);
    if (found.length === 1 && found[0] !== undefined) return found[0];
    if (found.length > 1) throw several(text, found);
  }
  throw none(report, text);
}

function namesOf(surface: SurfaceReport): readonly string[] {
  return [surface.name, shortName(surface), surfaceTitle(surface), ...surface.members].map((name) => name.toLowerCase());
}

function several(text: string, found: readonly SurfaceReport[]): SealwrightError {
  return new SealwrightError('SURFACE_UNKNOWN', {
    message: `${JSON.stringify(text)} can mean ${found.length} surfaces`,
    hint: `give one of: ${list(apart(found))}`,
  });
}

/** Names that tell these surfaces apart: names may be equal, titles seldom are, ids never. */
function apart(found: readonly SurfaceReport[]): readonly string[] {
  const titles = titlesOf(found);
  const tries = [shortName, surfaceTitle, (surface: SurfaceReport) => titles.get(surface.id) ?? surface.id].map((name) =>
    found.map((surface) => name(surface)),
  );
  return tries.find((names) => new Set(names).size === found.length) ?? found.map((surface) => surface.id);
}

function none(report: AuditReport, text: string): SealwrightError {
  const message = `no surface is named ${JSON.stringify(text)}`;
  const names = apart(report.surfaces);
  if (names.length === 0)
    return new SealwrightError('SURFACE_UNKNOWN', { message: `${message}: this repository publishes nothing that was found`, hint: 'sealwright audit' });
  if (isPath(text))
    return new SealwrightError('SURFACE_UNKNOWN', { message, hint: `is it a folder? A checkout elsewhere is given with --dir ${printable(text)}` });
  const near = nearest(text, names, 3);
  return new SealwrightError('SURFACE_UNKNOWN', {
    message,
    hint: near.length > 0 ? `did you mean ${list(near)}? All: ${list(names)}` : `give one of: ${list(names)}`,
  });
}

/** `audit` takes folders as words, `explain` and `lineage` take surfaces. */
function isPath(text: string): boolean {
  return /^(?:\.{0,2}[/\\]|~|\.{1,2}$|[A-Za-z]:\\)/.test(text);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, fewNames).map((name) => `"${printable(name)}"`);
  return names.length > fewNames ? `${shown.join(', ')} and ${names.length - fewNames} more` : shown.join(', ');
}
