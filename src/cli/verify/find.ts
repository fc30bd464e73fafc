import { findDigestEvidence, findFileEvidence, type Found } from '../../subjects/index.ts';
import type { Parsed } from '../../trust/reason/index.ts';
import type { VerifyPorts } from '../machine.ts';
import type { VerifyOptions } from './options.ts';

/** A subject that was looked at. */
export interface FoundSubject {
  /** As it was named. */
  readonly subject: string;
  /** What it stands for, where that is more than its name. */
  readonly resolved?: string;
  readonly found: Parsed<Found>;
}

/** Looks at a subject and for its evidence; one of several platforms gives several. */
export async function findSubjects(subject: string, options: VerifyOptions, { disk }: VerifyPorts): Promise<readonly FoundSubject[]> {
  const given = { bundles: options.bundles, rekorEntries: options.rekorEntries };
  if (/^sha(?:256|384|512):/.test(subject)) return [{ subject, found: findDigestEvidence({ digest: subject, ...given }, disk) }];
  return [{ subject, found: findFileEvidence({ path: subject, ...given }, disk) }];
}

/** The name that a policy file knows a subject by: a file's own name, an image without tag and digest. */
export function policyNameOf(subject: string, { disk }: VerifyPorts): string {
  if (/^(?:pkg:|git:|oci-layout:|sha\d+:)/.test(subject)) return subject;
  if (disk.open(subject).kind !== 'missing') return disk.split(subject).name;
  return subject.replace(/@sha256:[0-9a-f]*$/, '').replace(/:[^:/]*$/, '');
}
