import { SealwrightError, type Disk } from '../../base/index.ts';
import type { SignerRequest } from './options.ts';

/** A file that is read, and what it is to a person. */
export interface ReadFile {
  readonly path: string;
  readonly as: string;
}

/** The files that the options of who signs name. */
export function filesOfSigner({ keyFile, passwordFile, program, tokenFile, signingConfig, trustedRoot }: SignerRequest): readonly ReadFile[] {
  const named = [
    { path: keyFile, as: 'the key' },
    { path: passwordFile, as: 'the password of the key' },
    { path: program, as: 'the program that signs' },
    { path: tokenFile, as: 'the identity token' },
    { path: signingConfig, as: 'the signing config' },
    { path: trustedRoot, as: 'the trusted root' },
  ];
  return named.flatMap(({ path, as }) => (path === undefined ? [] : { path, as }));
}

/**
 * Refuses to write over what is read: what was signed would be gone, and its bundle in its place. Two bundles need two files.
 * Throws USAGE.
 */
export function mustNotOverwrite(targets: readonly string[], read: readonly ReadFile[], disk: Disk): void {
  const known = new Map(read.map(({ path, as }) => [sameFile(path, disk), as]));
  for (const target of targets) {
    const file = sameFile(target, disk);
    const as = known.get(file);
    if (as !== undefined)
      throw new SealwrightError('USAGE', {
        message: `${target} is ${as}, and a bundle would be written over it; nothing was signed`,
        hint: 'give --bundle FILE for another name',
      });
    known.set(file, 'where another bundle goes');
  }
}

/** One name for a file, however it is spelled and whatever leads to it. */
function sameFile(path: string, disk: Disk): string {
  const real = disk.realPath?.(path);
  if (real !== undefined) return real;
  const { folder, name } = disk.split(path);
  return disk.join(disk.realPath?.(folder) ?? folder, name);
}
