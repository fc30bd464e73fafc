import type { Found } from '../../cataloger.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/** Reads gradle.lockfile: `group:artifact:version=configurations` on a line. Source: Gradle user manual, "Locking versions". */
export function readGradleLock(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const packages: FoundPackage[] = [];
  for (const line of read.value.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#') || line.startsWith('empty=')) continue;
    const match = /^([\w.-]{1,256}):([\w.-]{1,256}):([\w.+-]{1,256})=([\w.,-]*)$/.exec(line);
    if (match === null) return malformed(path, `it has a line that names no module: ${line.slice(0, 80)}`);
    const [, namespace, name = '', version, configurations = ''] = match;
    packages.push({
      key: `${path}#${namespace}:${name}:${version}`,
      type: 'maven',
      namespace,
      name,
      version,
      state: 'locked',
      use: isForDevelopment(configurations) ? 'development' : 'runtime',
      foundIn: [path],
    });
  }
  return { packages, problems: [] };
}

/** What a program runs with is in a configuration that says so; what is in none of those is for building or testing. */
function isForDevelopment(configurations: string): boolean {
  const names = configurations.split(',');
  return !names.some((name) => /runtimeClasspath$|RuntimeClasspath$/.test(name) && !/^test|Test/.test(name));
}
