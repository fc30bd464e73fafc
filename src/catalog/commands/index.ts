// Rows for shell commands, by theme.
// Enters: nothing. Leaves: data.
// Facts alone: what a program does with its words, never how that is to be judged.
import type { CommandRow } from '../schema.ts';
import { archiveRows } from './archives.ts';
import { bucketRows } from './buckets.ts';
import { builderRows } from './builders.ts';
import { codesignRows } from './codesign.ts';
import { cosignRows } from './cosign.ts';
import { dockerRows } from './docker.ts';
import { fileRows } from './files.ts';
import { ghRows } from './gh.ts';
import { gitRows } from './git.ts';
import { keyRows } from './gpg-and-keys.ts';
import { hashRows } from './hashes.ts';
import { helmRows } from './helm.ts';
import { languageRows } from './languages.ts';
import { npmRows } from './npm.ts';
import { ociRows } from './oci-tools.ts';
import { osPackageRows } from './os-packages.ts';
import { pythonRows } from './python.ts';
import { sbomRows } from './sbom.ts';
import { verifyRows } from './verify.ts';

/** Every command row of the catalog. */
export const commandRows: readonly CommandRow[] = [
  ...fileRows,
  ...archiveRows,
  ...hashRows,
  ...cosignRows,
  ...keyRows,
  ...ghRows,
  ...dockerRows,
  ...ociRows,
  ...helmRows,
  ...sbomRows,
  ...pythonRows,
  ...npmRows,
  ...languageRows,
  ...gitRows,
  ...osPackageRows,
  ...bucketRows,
  ...verifyRows,
  ...codesignRows,
  ...builderRows,
];

export { harmlessLines, harmlessPrograms } from './misc-harmless.ts';
export { subcommands } from './subcommands.ts';
