import type { Cataloger, Found } from '../../cataloger.ts';
import type { FoundPackage } from '../../package.ts';
import type { Problem } from '../../problem.ts';
import { readText } from '../../text.ts';
import { unopenedNotes } from '../../unopened.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { isArchive, readArchive } from './archive.ts';
import { readGradleLock } from './gradle-lock.ts';
import { parseCoordinates } from './properties.ts';

const gradleLock = /(?:^|\/)(?:gradle|buildscript-gradle)\.lockfile$/;
const unpacked = /(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/;

/** Archives of Java, with the archives and artifacts in them. */
export const java: Cataloger = {
  id: 'java',
  reads: 'jar, war and ear archives, archives in them, their manifests and pom.properties, and gradle.lockfile',
  wants: (path) => isArchive(path) || unpacked.test(path) || gradleLock.test(path),
  find: (tree, paths): Found => {
    const packages: FoundPackage[] = [];
    const problems: Problem[] = [];
    const unopened: string[] = [];
    for (const path of paths) {
      if (gradleLock.test(path)) {
        const locked = readGradleLock(tree, path);
        for (const one of locked.packages) packages.push(one);
        for (const one of locked.problems) problems.push(one);
      } else if (unpacked.test(path)) addUnpacked(tree, path, packages, problems);
      else addArchive(tree, path, { packages, problems, unopened });
    }
    return { packages, problems, notes: unopenedNotes(unopened, 'archives and programs that lie in archives of it') };
  },
};

function addArchive(tree: ByteTree, path: string, to: { readonly packages: FoundPackage[]; readonly problems: Problem[]; readonly unopened: string[] }): void {
  const opened = tree.open(path);
  if (opened.kind === 'file') readArchive(opened.bytes, path, { file: path, ...to, budget: { archives: 0, bytes: 0 } }, 0);
  else to.problems.push({ code: 'FILE_UNREADABLE', path, reason: opened.kind === 'refused' ? opened.reason : 'it leads nowhere' });
}

/** What an archive would say, where its members lie in folders. */
function addUnpacked(tree: ByteTree, path: string, packages: FoundPackage[], problems: Problem[]): void {
  const read = readText(tree, path);
  const found = read.kind === 'read' ? parseCoordinates(read.value) : undefined;
  if (found === undefined)
    problems.push(read.kind === 'problem' ? read.problem : { code: 'MANIFEST_MALFORMED', path, reason: 'it names no artifact with a version' });
  else packages.push({ key: path, type: 'maven', namespace: found.group, name: found.artifact, version: found.version, state: 'installed', foundIn: [path] });
}
