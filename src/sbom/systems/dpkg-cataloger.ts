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
    const licences = new Licences(tree);
    for (const [root, files] of byRoot) {
      const read = files.flatMap((path) => readDatabase(tree, path, problems));
      const described = read.map((one) => ({ ...one, licences: licences.of(root, one) }));
      // One by one: a call takes no list of any length.
      for (const one of foundPackages(described, systemAt(tree, root))) packages.push(one);
    }
    return { packages, problems, notes: licences.notes() };
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
  const read = readListedText(tree, path, limits.maxPackageListBytes);
  if (read.kind === 'problem') {
    problems.push(read.problem);
    return [];
  }
  const { packages, fault } = parseDpkg(read.text, path);
  if (fault !== undefined) problems.push({ code: 'DATABASE_MALFORMED', path, reason: fault });
  return packages;
}

/** Reads copyright files, each once, and no more than the limit of all of them. */
class Licences {
  readonly #tree: ByteTree;
  readonly #read = new Map<string, readonly string[]>();
  #bytes = 0;

  constructor(tree: ByteTree) {
    this.#tree = tree;
  }

  /** A copyright file that is not there says nothing, and is no problem: images are often without documents. */
  of(root: string, { name }: SystemPackage): readonly string[] {
    // The folder of one package is often a link to that of another.
    const path = this.#tree.resolve(`${root}usr/share/doc/${name}/copyright`);
    if (path === undefined) return [];
    const before = this.#read.get(path);
    if (before !== undefined) return before;
    const read = this.#bytes > limits.maxLicenceBytes ? undefined : readWhole(this.#tree, path, limits.maxDocumentBytes);
    const licences = read?.kind === 'bytes' ? debianLicences(utf8.decode(read.bytes)) : [];
    this.#bytes += read?.kind === 'bytes' ? read.bytes.length : 0;
    this.#read.set(path, licences);
    return licences;
  }

  notes(): readonly string[] {
    return this.#bytes > limits.maxLicenceBytes ? [`copyright files after the first ${limits.maxLicenceBytes} bytes`] : [];
  }
}

const utf8 = new TextDecoder('utf-8');
