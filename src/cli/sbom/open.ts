import { SealwrightError } from '../../base/index.ts';
import { findContents, type Contents, type Part } from '../../contents/index.ts';
import { openFolderFiles } from '../../folders/index.ts';
import { Asker } from '../../registry/asking/index.ts';
import type { OpenTree, Wants } from '../../sbom/index.ts';
import type { Reason } from '../../trust/reason/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { spool } from '../ports/spool.ts';
import { registryOptions } from '../verify/registries.ts';
import type { SbomOptions } from './options.ts';

/** Finds what the command line names. Throws FOLDER_MISSING, FOLDER_UNREADABLE, REGISTRIES_MALFORMED, USAGE for a word that names nothing, or SUBJECT_UNREACHED for what is not there or cannot be got. */
export async function findSubject({ subject, platform }: SbomOptions, machine: Machine, ports: VerifyPorts): Promise<Contents> {
  const asker = new Asker(ports);
  const registry = registryOptions(machine, ports);
  const found = await findContents(subject, { disk: ports.disk, spool, folder: openFolderFiles, asker, registry }, { platform });
  if (found.kind === 'refused') throw unreached(found.reason);
  return found.value;
}

/** Opens one tree. Throws SBOM_UNREADABLE for what is no archive, and SUBJECT_UNREACHED for what cannot be got. */
export async function openPart({ subject, open }: Part, wants: Wants): Promise<OpenTree> {
  const opened = await open(wants);
  if (opened.kind === 'open') return opened;
  if (opened.kind === 'refused') throw unreached(opened.reason);
  const { path, reason, code } = opened.problem;
  throw new SealwrightError('SBOM_UNREADABLE', {
    message: `${subject.name} cannot be described: ${path === '' || path === subject.name ? '' : `${path}: `}${reason} [${code}]`,
    hint: 'nothing was written, and it is safe to run again',
  });
}

function unreached({ message, hint, code }: Reason): SealwrightError {
  return new SealwrightError(code === 'SUBJECT_MALFORMED' ? 'USAGE' : 'SUBJECT_UNREACHED', {
    message,
    hint: hint ?? 'nothing was written, and it is safe to run again',
  });
}
