import type { Found } from '../../cataloger.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage, Hash } from '../../package.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/** One gem has few platforms in a lock file. */
const maxAlike = 32;

interface Gem {
  readonly name: string;
  readonly version: string;
  readonly platform: string | undefined;
  readonly needs: string[];
}

/** Reads Gemfile.lock. Source: rubygems/rubygems, `bundler/lib/bundler/lockfile_parser.rb`. */
export function readGemfileLock(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const gems: Gem[] = [];
  const digests = new Map<string, string>();
  let section = '';
  for (const line of read.value.split(/\r?\n/)) {
    if (/^[A-Z][A-Z ]*$/.test(line)) section = line;
    else if (/^\S/.test(line)) return malformed(path, `it has a line that is none of Bundler's: ${JSON.stringify(line.slice(0, 80))}`);
    const [, indent = '', name = '', version, rest = ''] = /^( {2,6})([^\s(]+)(?: \(([^()]+)\))?(.*)$/.exec(line) ?? [];
    if (name === '') continue;
    if (section === 'CHECKSUMS' && version !== undefined) {
      const digest = /^ sha256=([0-9a-f]{64})$/.exec(rest)?.[1];
      if (digest !== undefined) digests.set(`${name} ${version}`, digest);
    } else if (['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE'].includes(section)) {
      if (indent.length === 4 && version === undefined) return malformed(path, `its gem ${JSON.stringify(name.slice(0, 80))} has no version`);
      if (indent.length === 4) gems.push(gemOf(name, version ?? ''));
      else if (indent.length === 6) gems.at(-1)?.needs.push(name.replace(/!$/, ''));
    }
  }
  if (section === '') return malformed(path, 'it is no lock file of Bundler');
  const byName = Map.groupBy(gems, (gem) => gem.name);
  return { packages: gems.map((gem) => packageOf(gem, byName, { path, digests })), problems: [] };
}

/** A version, with a platform behind it. */
function gemOf(name: string, text: string): Gem {
  const [, version = text, platform] = /^([0-9][0-9A-Za-z.]*)-(.+)$/.exec(text) ?? [];
  return { name, version, platform, needs: [] };
}

function packageOf(
  { name, version, platform, needs }: Gem,
  byName: ReadonlyMap<string, readonly Gem[]>,
  { path, digests }: { readonly path: string; readonly digests: ReadonlyMap<string, string> },
): FoundPackage {
  const digest = digests.get(`${name} ${platform === undefined ? version : `${version}-${platform}`}`);
  const hashes: readonly Hash[] = digest === undefined ? [] : [{ algorithm: 'sha256', hex: digest }];
  return {
    key: keyOf(path, { name, version, platform }),
    type: 'gem',
    name,
    version,
    ...(platform === undefined ? {} : { qualifiers: { platform } }),
    state: 'locked',
    hashes,
    foundIn: [path],
    dependsOn: [...new Set(needs)].flatMap((needed) => (byName.get(needed) ?? []).slice(0, maxAlike)).map((one) => keyOf(path, one)),
  };
}

function keyOf(path: string, { name, version, platform }: Pick<Gem, 'name' | 'version' | 'platform'>): string {
  return `${path}#${name} ${version} ${platform ?? ''}`;
}
