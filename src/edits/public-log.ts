import type { Ask } from './ask.ts';

/**
 * What has to be said before a step is added that signs by the identity of the workflow: the certificate goes into a log
 * that everybody reads, and holds the names of repository and workflow. Empty where the same workflow does so already.
 */
export function publicLogNotes(ask: Ask, workflow: string): readonly string[] {
  return isPublicAlready(ask, workflow)
    ? []
    : [
        'it signs by the identity of the workflow, which writes the names of this repository and of the workflow into a public log that nobody can delete from: whether the repository is public cannot be seen in its files',
      ];
}

/** Whether a run of the workflow signs keyless as it is written now. */
function isPublicAlready(ask: Ask, workflow: string): boolean {
  return ask.trace.evidence.some(
    (e) => e.keyless && e.kind !== 'verification' && e.origin.entry === workflow && e.cannotWork === undefined && e.perhaps !== true && e.weak.length === 0,
  );
}

/** Whether notes say that something is written to a public log. */
export function saysPublicLog(notes: readonly string[]): boolean {
  return notes.some((one) => one.includes('into a public log'));
}
