import { limits } from '../../../base/index.ts';
import type { Cataloger, Found } from '../../cataloger.ts';
import type { FoundPackage } from '../../package.ts';
import type { Problem } from '../../problem.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { foundPackages } from '../found-packages.ts';
import { isOsRelease, readWhole, rootOf, systemAt } from '../places.ts';
import { parseRpm } from './packages.ts';

/** Where rpm keeps its database, by the age of the distribution. */
const folders = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'];
const sqlite = folders.map((folder) => `${folder}/rpmdb.sqlite`);
/** Of forms that are not read: Berkeley DB's, and rpm's own. */
const others = folders.flatMap((folder) => [`${folder}/Packages`, `${folder}/Packages.db`]);
const besides = ['-wal', '-journal'];

/** Packages of Fedora, Red Hat, SUSE and of what is made from them. */
export const rpm: Cataloger = {
  id: 'rpm',
  reads: 'databases of rpm in the form of SQLite (rpmdb.sqlite)',
  wants: (path) => rootOf(path, sqlite) !== undefined || rootOf(path, others) !== undefined || isBeside(path) || isOsRelease(path),
  links: 'wanted',
  find: (tree, paths): Found => {
    const problems: Problem[] = [];
    const packages: FoundPackage[] = [];
    const notes: string[] = [];
    /** Folders whose newer database names packages. */
    const counted = new Set<string>();
    const seen = new Set<string>();
    const isNew = (path: string): boolean => {
      // One of the folders is often a link to another.
      const real = tree.resolve(path) ?? path;
      return !seen.has(real) && seen.add(real).has(real);
    };
    for (const path of paths) {
      const root = rootOf(path, sqlite);
      if (root === undefined || !isNew(path)) continue;
      const read = readDatabase(tree, path);
      if (read.kind === 'problem') problems.push(read.problem);
      else for (const one of foundPackages(read.packages, systemAt(tree, root))) packages.push(one);
      if (read.kind === 'packages' && read.packages.length > 0) counted.add(folderOf(path));
    }
    for (const path of paths) {
      const root = rootOf(path, others);
      if (root === undefined || !isNew(path)) continue;
      const form = path.endsWith('.db') ? 'of rpm’s own form (NDB)' : 'of Berkeley DB';
      // A newer one that is empty was made by looking: it says nothing of what the older one names.
      if (!counted.has(folderOf(path)))
        problems.push({
          code: 'DATABASE_UNSUPPORTED',
          path,
          reason: `it is a database ${form}, which is not read; rpm --rebuilddb of a newer rpm makes one that is`,
        });
      else notes.push(`${path}: a database ${form} beside the newer one, which counts`);
    }
    return { packages, problems, notes };
  },
};

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isBeside(path: string): boolean {
  return besides.some((end) => path.endsWith(end) && rootOf(path.slice(0, -end.length), sqlite) !== undefined);
}

function readDatabase(tree: ByteTree, path: string): ReturnType<typeof packagesOf> {
  const file = readWhole(tree, path, limits.maxPackageDatabaseBytes);
  if (file.kind === 'problem') return file;
  if (file.kind === 'missing') return malformed(path, 'it is a link to nothing');
  const log = readWhole(tree, `${path}-wal`, limits.maxPackageDatabaseBytes);
  if (log.kind === 'problem') return log;
  const journal = readWhole(tree, `${path}-journal`, limits.maxPackageDatabaseBytes);
  if (journal.kind === 'problem') return journal;
  // Of pages that a transaction was about to change: the file may be between two states. Its first byte is nothing once it is done.
  if (journal.kind === 'bytes' && (journal.bytes[0] ?? 0) !== 0)
    return malformed(path, 'a transaction was broken off in it, and its journal is not played back');
  return packagesOf(path, file.bytes, log.kind === 'bytes' ? log.bytes : undefined);
}

function packagesOf(
  path: string,
  file: Uint8Array,
  log: Uint8Array | undefined,
):
  | { readonly kind: 'packages'; readonly packages: Extract<ReturnType<typeof parseRpm>, { kind: 'packages' }>['packages'] }
  | { readonly kind: 'problem'; readonly problem: Problem } {
  const parsed = parseRpm(file, log, path);
  return parsed.kind === 'packages' ? parsed : malformed(path, parsed.reason);
}

function malformed(path: string, reason: string): { readonly kind: 'problem'; readonly problem: Problem } {
  return { kind: 'problem', problem: { code: 'DATABASE_MALFORMED', path, reason } };
}
