import type { Subject } from './subject.ts';

/** Lines that fetch the subject and what is beside it from its release, each file word between double quotes. */
export function download(subject: Subject, files: readonly string[]): readonly string[] {
  if (subject.downloads === undefined) return [];
  return files.map((file) => `curl -fLO "${subject.downloads}${file}"`);
}

/** The variables that downloads name. */
export function downloadVariables(subject: Subject): readonly string[] {
  return subject.downloads === undefined ? [] : ['TAG'];
}
