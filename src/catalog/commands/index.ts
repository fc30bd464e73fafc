// Rows for shell commands, by theme.
// Enters: nothing. Leaves: data.
// Facts alone: what a program does with its words, never how that is to be judged.
import type { CommandRow } from '../schema.ts';
import { archiveRows } from './archives.ts';
import { attestingRows } from './attesting.ts';
import { bucketRows } from './buckets.ts';
import { builderRows } from './builders.ts';
import { codesignRows } from './codesign.ts';
import { cosignRows } from './cosign.ts';
import { dockerRows } from './docker.ts';
import { dotnetRows } from './dotnet.ts';
import { fileRows } from './files.ts';
import { ghRows } from './gh.ts';
import { gitRows } from './git.ts';
import { goRows } from './go.ts';
import { keyRows } from './gpg-and-keys.ts';
import { hashRows } from './hashes.ts';
import { helmRows } from './helm.ts';
import { imageBuilderRows } from './image-builders.ts';
import { imgpkgRows } from './imgpkg.ts';
import { indexRows } from './indexes.ts';
import { javaSigningRows } from './java-signing.ts';
import { javaRows } from './java.ts';
import { keyStoreRows } from './key-stores.ts';
import { keyMakingRows } from './making-keys.ts';
import { npmRows } from './npm.ts';
import { ociRows } from './oci-tools.ts';
import { orasRows } from './oras.ts';
import { osPackageRows } from './os-packages.ts';
import { powershellRows } from './powershell.ts';
import { pythonProjectRows } from './python-projects.ts';
import { pythonRows } from './python.ts';
import { rubyRows } from './ruby.ts';
import { rustRows } from './rust.ts';
import { sbomRows } from './sbom.ts';
import { scannerRows } from './scanners.ts';
import { sealwrightRows } from './sealwright.ts';
import { verifyRows } from './verify.ts';

/** Every command row of the catalog. */
export const commandRows: readonly CommandRow[] = [
  ...fileRows,
  ...archiveRows,
  ...powershellRows,
  ...hashRows,
  ...cosignRows,
  ...keyRows,
  ...keyMakingRows,
  ...keyStoreRows,
  ...attestingRows,
  ...ghRows,
  ...dockerRows,
  ...ociRows,
  ...orasRows,
  ...imgpkgRows,
  ...imageBuilderRows,
  ...helmRows,
  ...scannerRows,
  ...sbomRows,
  ...pythonRows,
  ...pythonProjectRows,
  ...npmRows,
  ...rustRows,
  ...rubyRows,
  ...javaRows,
  ...dotnetRows,
  ...goRows,
  ...indexRows,
  ...gitRows,
  ...osPackageRows,
  ...bucketRows,
  ...verifyRows,
  ...codesignRows,
  ...javaSigningRows,
  ...builderRows,
  ...sealwrightRows,
];
