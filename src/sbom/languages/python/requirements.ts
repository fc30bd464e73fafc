import type { Found } from '../../cataloger.ts';
import { failed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { normalName } from './names.ts';

/** Reads requirements with exact versions; what is asked for without one is told. Source: pip, "Requirements File Format". */
export function readRequirements(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const packages: FoundPackage[] = [];
  let open = 0;
  for (const line of linesOf(read.value)) {
    if (line.startsWith('-')) continue;
    const match = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?: ?\[[^\]]{0,1000}\])? ?={2,3} ?([A-Za-z0-9][A-Za-z0-9._+!-]*) ?(?:[; ]|$)/.exec(line);
    if (match === null) {
      open += 1;
      continue;
    }
    const [, name = '', version = ''] = match;
    const digests = [...line.matchAll(/--hash[= ]sha256:([0-9a-f]{64})(?=\s|$)/g)].map((one) => one[1] ?? '');
    const [digest] = digests;
    packages.push({
      key: `${path}#${normalName(name)}@${version}`,
      type: 'pypi',
      name,
      version,
      state: 'locked',
      // Several are of several files, of which one is installed.
      hashes: digest === undefined || digests.length > 1 ? [] : [{ algorithm: 'sha256', hex: digest }],
      foundIn: [path],
    });
  }
  const notes = open === 0 ? [] : [`${path} asks for ${open} ${open === 1 ? 'package' : 'packages'} without an exact version`];
  return { packages, problems: [], notes };
}

function linesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
}
