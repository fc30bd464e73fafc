import { limits } from '../../base/index.ts';
import type { Cataloger, Found } from '../cataloger.ts';
import type { FoundPackage } from '../package.ts';
import type { Problem } from '../problem.ts';
import type { ByteTree } from '../tree/byte-tree.ts';
import { debianLicences } from './debian-licences.ts';
import { parseDpkg } from './dpkg.ts';
import { foundPackages } from './found-packages.ts';
import { isOsRelease, readListedText, readWhole, rootOf, systemAt } from './places.ts';
import type { SystemPackage } from './system-package.ts';

const status = 'var/lib/dpkg/status';
/** One file a package, in images that are put together without dpkg. */
const statusFolder = /^(.*\/)?var\/lib\/dpkg\/status\.d\/[^/]+$/;
const copyright = /^(?:.*\/)?usr\/share\/doc\/[^/]+\/copyright$/;

/** Packages of Debian and of what is made from it. */
export const dpkg: Cataloger = {
  id: 'dpkg',
  reads: 'databases of dpkg (status, status.d) and the copyright files of their packages',
  wants: (path) => databaseRoot(path) !== undefined || isOsRelease(path) || (path.endsWith('/copyright') && copyright.test(path)),
  links: 'wanted',
  find: (tree, paths): Found => {
    const byRoot = new Map<string, string[]>();
    for (const path of paths) {
      const root = databaseRoot(path);
      if (root !== undefined) byRoot.set(root, [...(byRoot.get(root) ?? []), path]);
    }
    const problems: Problem[] = [];
    const packages: FoundPackage[] = [];
    for (const [root, files] of byRoot) {
      const read = files.flatMap((path) => readDatabase(tree, path, problems));
      packages.push(
        ...foundPackages(
          read.map((one) => ({ ...one, licences: licencesOf(tree, root, one) })),
          systemAt(tree, root),
        ),
      );
    }
    return { packages, problems };
  },
};

function databaseRoot(path: string): string | undefined {
  const own = rootOf(path, [status]);
  if (own !== undefined) return own;
  // The sums of a package's files lie beside it.
  const match = !path.includes('/status.d/') || path.endsWith('.md5sums') ? null : statusFolder.exec(path);
  return match === null ? undefined : (match[1] ?? '');
}

function readDatabase(tree: ByteTree, path: string, problems: Problem[]): readonly SystemPackage[] {
  const read = readListedText(tree, path, limits.maxPackageDatabaseBytes);
  if (read.kind === 'problem') {
    problems.push(read.problem);
    return [];
  }
  const { packages, faults } = parseDpkg(read.text, path);
  const [first] = faults;
  if (first !== undefined)
    problems.push({ code: 'DATABASE_MALFORMED', path, reason: faults.length === 1 ? first : `${first}, and ${faults.length - 1} more such` });
  return packages;
}

/** A copyright file that is not there says nothing, and is no problem: images are often without documents. */
function licencesOf(tree: ByteTree, root: string, { name }: SystemPackage): readonly string[] {
  const read = readWhole(tree, `${root}usr/share/doc/${name}/copyright`, limits.maxDocumentBytes);
  return read.kind === 'bytes' ? debianLicences(utf8.decode(read.bytes)) : [];
}

const utf8 = new TextDecoder('utf-8');
