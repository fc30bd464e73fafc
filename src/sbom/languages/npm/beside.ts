import type { Found } from '../../cataloger.ts';
import type { FoundPackage } from '../../package.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/**
 * What of a lock file is here: all of it where nothing is installed beside it. Where something is, what is locked and not
 * installed, as for another machine, is left out and told. Packages of workspaces lie anywhere below.
 */
export function heldAgainst(tree: ByteTree, locked: Found, installed: readonly FoundPackage[], path: string): Found {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (!tree.names(`${folder}node_modules`).some((name) => !name.startsWith('.') || name === '.pnpm')) return locked;
  const here = new Set(installed.filter((one) => one.foundIn[0]?.startsWith(folder) === true).map(identityOf));
  const packages = locked.packages.filter((one) => here.has(identityOf(one)) || isMember(one));
  const missing = locked.packages.length - packages.length;
  if (missing === 0) return locked;
  const note = `${path} names ${missing} ${missing === 1 ? 'package that is' : 'packages that are'} not installed beside it, such as for other machines`;
  return { ...locked, packages, notes: [...(locked.notes ?? []), note] };
}

/** A member of a workspace is where it is, and not installed. */
function isMember(one: FoundPackage): boolean {
  return one.state === 'installed';
}

function identityOf({ namespace, name, version }: FoundPackage): string {
  return JSON.stringify([namespace ?? null, name, version ?? null]);
}
