import type { Found } from '../../cataloger.ts';
import { malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { integrityHashes } from './integrity.ts';
import { partsOf } from './manifest.ts';
import { sourceOf } from './source.ts';

/** Longer lines are none that Yarn writes. */
const maxLineLength = 65_536;

interface Entry {
  readonly descriptors: readonly string[];
  readonly values: Map<string, string>;
  readonly needs: string[];
}

/** Reads yarn.lock of the first Yarn. Source: yarnpkg/yarn, `src/lockfile/parse.js`. */
export function readYarnClassic(text: string, path: string): Found {
  const entries = entriesOf(text);
  if (entries === undefined || (entries.length === 0 && !text.includes('# yarn lockfile v1'))) return malformed(path, 'it is no lock file of Yarn');
  const byDescriptor = new Map(entries.flatMap((entry) => entry.descriptors.map((descriptor) => [descriptor, entry] as const)));
  const keyOf = (entry: Entry): string => `${path}#${entry.descriptors.join(', ')}`;
  const unclear = entries.find((entry) => nameOf(entry.descriptors[0] ?? '') === undefined || !entry.values.has('version'));
  if (unclear !== undefined) return malformed(path, `its entry ${JSON.stringify((unclear.descriptors[0] ?? '').slice(0, 100))} has no name or version`);
  const packages = entries.flatMap((entry): readonly FoundPackage[] => {
    const name = nameOf(entry.descriptors[0] ?? '');
    const version = entry.values.get('version');
    if (name === undefined || version === undefined) return [];
    const resolved = entry.values.get('resolved');
    return [
      {
        key: keyOf(entry),
        type: 'npm',
        ...partsOf(name),
        version,
        state: 'locked',
        hashes: integrityHashes(entry.values.get('integrity')),
        elsewhere: sourceOf(resolved ?? /@((?:file|link):.*)$/s.exec(entry.descriptors[0] ?? '')?.[1]),
        // Behind the `#` is a digest that an old Yarn put there.
        download: resolved?.replace(/#[0-9a-f]{40}$/, ''),
        foundIn: [path],
        dependsOn: entry.needs.flatMap((needed) => {
          const found = byDescriptor.get(needed);
          return found === undefined ? [] : keyOf(found);
        }),
      },
    ];
  });
  return { packages, problems: [] };
}

/** `name@range`; `other@npm:name@range` is another name of it here. */
function nameOf(descriptor: string): string | undefined {
  return /^(?:(?:@[^/@]+\/)?[^/@]+@npm:)?((?:@[^/@]+\/)?[^/@]+)@(?!npm:)/.exec(descriptor)?.[1] ?? /^((?:@[^/@]+\/)?[^/@]+)(?:@|$)/.exec(descriptor)?.[1];
}

function entriesOf(text: string): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  let block: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.length > maxLineLength) return undefined;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const indent = line.length - line.trimStart().length;
    const current = entries.at(-1);
    if (indent === 0) {
      if (!line.endsWith(':')) return undefined;
      entries.push({ descriptors: wordsOf(line.slice(0, -1).replaceAll(',', ' ')), values: new Map(), needs: [] });
      block = undefined;
      continue;
    }
    if (current === undefined) return undefined;
    const [first = '', second] = wordsOf(line);
    if (indent === 2) {
      block = second === undefined ? first.replace(/:$/, '') : undefined;
      if (second !== undefined) current.values.set(first, second);
    } else if ((block === 'dependencies' || block === 'optionalDependencies') && second !== undefined) current.needs.push(`${first}@${second}`);
  }
  return entries;
}

/** Words, in quotes or without; in quotes as in JSON. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g)].map((match) => match[1]?.replaceAll(/\\(.)/g, '$1') ?? match[2] ?? '');
}
