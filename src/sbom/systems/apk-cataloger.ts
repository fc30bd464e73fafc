import { limits } from '../../base/index.ts';
import type { Cataloger, Found } from '../cataloger.ts';
import type { FoundPackage } from '../package.ts';
import type { Problem } from '../problem.ts';
import { parseApk } from './apk.ts';
import { foundPackages } from './found-packages.ts';
import { isOsRelease, readListedText, rootOf, systemAt } from './places.ts';

/** Where the database is; version 3 of apk may keep it under `usr`. */
const databases = ['usr/lib/apk/db/installed', 'lib/apk/db/installed'];

/** Packages of Alpine and of what is made from it. */
export const apk: Cataloger = {
  id: 'apk',
  reads: 'databases of apk (installed)',
  wants: (path) => rootOf(path, databases) !== undefined || isOsRelease(path),
  links: 'wanted',
  find: (tree, paths): Found => {
    const problems: Problem[] = [];
    const packages: FoundPackage[] = [];
    const seen = new Set<string>();
    for (const path of paths) {
      const root = rootOf(path, databases);
      // The folder of the one may be a link to that of the other.
      const real = tree.resolve(path) ?? path;
      if (root === undefined || seen.has(real)) continue;
      seen.add(real);
      const read = readListedText(tree, path, limits.maxPackageListBytes);
      if (read.kind === 'problem') {
        problems.push(read.problem);
        continue;
      }
      const { packages: found, fault } = parseApk(read.text, path);
      if (fault !== undefined) problems.push({ code: 'DATABASE_MALFORMED', path, reason: fault });
      for (const one of foundPackages(found, systemAt(tree, root))) packages.push(one);
    }
    return { packages, problems };
  },
};
