import { readFolder, type ByteTree, type SbomSubject } from '../../sbom/index.ts';
import type { Machine } from '../machine.ts';
import { openFolderFiles } from '../ports/folder-files.ts';
import type { SbomOptions } from './options.ts';

/** What is described, open. */
export interface OpenSubject {
  readonly tree: ByteTree;
  readonly subject: SbomSubject;
}

/** Opens what the command line names. Throws FOLDER_MISSING or FOLDER_UNREADABLE. */
export function openSubject({ subject, name }: SbomOptions, machine: Machine): OpenSubject {
  return { tree: readFolder(openFolderFiles(subject)), subject: { kind: 'folder', name: name ?? machine.splitPath(subject).name } };
}
