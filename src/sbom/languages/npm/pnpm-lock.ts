import type { Found } from '../../cataloger.ts';
import { ofGit, type Elsewhere } from '../../elsewhere.ts';
import { asText, field, isObject, members, textField } from '../../fields.ts';
import { failed, gather, malformed, unsupported } from '../../gather.ts';
import type { FoundPackage, PackageUse } from '../../package.ts';
import { readYaml } from '../../structured.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { integrityHashes } from './integrity.ts';
import { partsOf } from './manifest.ts';
import { sourceOf } from './source.ts';

/**
 * Reads pnpm-lock.yaml of versions 5, 6 and 9. Source: pnpm, `lockfile/types` and `packages/dependency-path`: a package is
 * named by `/name/1.0.0_peers`, `/name@1.0.0(peers)` or `name@1.0.0(peers)`.
 */
export function readPnpmLock(tree: ByteTree, path: string): Found {
  const read = readYaml(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  return gather(read.value.filter((one) => one !== null).map((lock, at) => foundIn(lock, path, at)));
}

function foundIn(lock: unknown, path: string, document: number): Found {
  if (!isObject(lock)) return malformed(path, 'it is no object');
  const version = textField(lock, 'lockfileVersion') ?? '';
  const major = Number(/^(\d+)(?:\.\d+)*$/.exec(version)?.[1]);
  if (![5, 6, 9].includes(major)) return unsupported(path, `its lockfileVersion ${JSON.stringify(version.slice(0, 20))} is none of 5, 6 and 9`);
  const snapshots = new Map(members(field(lock, major === 9 ? 'snapshots' : 'packages')));
  const facts = new Map(members(field(lock, 'packages')));
  const bare = new Set([...snapshots.keys()].map(bareKey));
  const missing = [...facts.keys()].find((key) => !bare.has(bareKey(key)));
  if (missing !== undefined) return malformed(path, `its package ${shown(missing)} is not among its snapshots`);
  const unclear = [...snapshots.keys()].find((key) => nameOf(key, factsOf(facts, key), major) === undefined);
  if (unclear !== undefined) return malformed(path, `its package ${shown(unclear)} has no name and version that are understood`);
  const uses = major === 9 ? usesOf(lock, snapshots) : undefined;
  const direct = new Set(kindsOfNeeds.flatMap((kind) => importedBy(lock, kind, major, snapshots)));
  const packages = [...snapshots].flatMap(([key, snapshot]): readonly FoundPackage[] => {
    const known = factsOf(facts, key);
    const named = nameOf(key, known, major);
    if (named === undefined) return [];
    const resolution = field(known, 'resolution');
    return [
      {
        key: `${path}#${document}#${key}`,
        type: 'npm',
        ...partsOf(named.name),
        version: named.version,
        state: 'locked',
        use: uses === undefined ? useOf(known) : (uses.get(key) ?? 'runtime'),
        hashes: integrityHashes(textField(resolution, 'integrity')),
        elsewhere: elsewhereOf(known, key),
        download: textField(resolution, 'tarball'),
        foundIn: [path],
        ...(direct.has(key) ? { isDirect: true as const } : {}),
        dependsOn: needsOf(snapshot, major, snapshots).map((needed) => `${path}#${document}#${needed}`),
      },
    ];
  });
  return { packages, problems: [] };
}

/** A key without the peers that it is installed with, which stand in brackets. */
function bareKey(key: string): string {
  return key.replace(/\(.*$/s, '');
}

function factsOf(facts: ReadonlyMap<string, unknown>, key: string): unknown {
  return facts.get(key) ?? facts.get(bareKey(key));
}

function shown(key: string): string {
  return JSON.stringify(key.slice(0, 100));
}

function nameOf(key: string, facts: unknown, major: number): { readonly name: string; readonly version: string | undefined } | undefined {
  const said = textField(facts, 'name');
  // What comes from elsewhere than a registry has its name beside it.
  if (said !== undefined) return { name: said, version: textField(facts, 'version') };
  // What is of another registry than usual has its host in front.
  const bare = bareKey(key).replace(major === 9 || key.startsWith('/') ? /^\// : /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/(?=@?[^/]+[/@])/, '');
  const match = major === 5 ? /^((?:@[^/]+\/)?[^/]+)\/([^/_]+)(?:_.*)?$/s.exec(bare) : /^((?:@[^/@]+\/)?[^/@]+)@(.+)$/s.exec(bare);
  if (match === null) return undefined;
  const version = textField(facts, 'version') ?? match[2] ?? '';
  return { name: match[1] ?? '', version: /[:/]/.test(version) ? undefined : version };
}

/** What comes from a registry has a version in its key and no more than a digest beside it, or the address of a registry's archive. */
function elsewhereOf(facts: unknown, key: string): Elsewhere | undefined {
  const resolution = field(facts, 'resolution');
  const kind = textField(resolution, 'type');
  if (kind === 'git') return ofGit(textField(resolution, 'repo') ?? '', textField(resolution, 'commit'));
  if (kind === 'directory') return 'here';
  const isNamed = textField(facts, 'name') !== undefined || /@(?:https?|git[+\w]*|file|link):/.test(bareKey(key)) || bareKey(key).startsWith('file:');
  return isNamed ? (sourceOf(textField(resolution, 'tarball')) ?? 'here') : undefined;
}

function useOf(facts: unknown): PackageUse {
  if (textField(facts, 'dev') === 'true') return 'development';
  return textField(facts, 'optional') === 'true' ? 'optional' : 'runtime';
}

/** Keys of what a package needs: of a name with a version, or with the key of another package. */
function needsOf(snapshot: unknown, major: number, all: ReadonlyMap<string, unknown>): readonly string[] {
  return ['dependencies', 'optionalDependencies'].flatMap((kind) =>
    members(field(snapshot, kind)).flatMap(([name, reference]) => (typeof reference === 'string' ? (keyOf(name, reference, major, all) ?? []) : [])),
  );
}

function keyOf(name: string, reference: string, major: number, all: ReadonlyMap<string, unknown>): string | undefined {
  const made = { 5: `/${name}/${reference}`, 6: `/${name}@${reference}`, 9: `${name}@${reference}` }[major] ?? '';
  return [made, reference].find((key) => all.has(key));
}

const kindsOfNeeds = ['dependencies', 'optionalDependencies', 'devDependencies'] as const;

/** Keys of what the projects of the lock ask for themselves; of one that has no others it stands at the top. */
function importedBy(lock: unknown, kind: (typeof kindsOfNeeds)[number], major: number, snapshots: ReadonlyMap<string, unknown>): readonly string[] {
  const importers = [lock, ...members(field(lock, 'importers')).map(([, importer]) => importer)];
  return importers.flatMap((importer) =>
    members(field(importer, kind)).flatMap(([name, one]) => keyOf(name, asText(one) ?? textField(one, 'version') ?? '', major, snapshots) ?? []),
  );
}

/** What each package is there for, by what leads to it from the projects of the lock. */
function usesOf(lock: unknown, snapshots: ReadonlyMap<string, unknown>): ReadonlyMap<string, PackageUse> {
  const uses = new Map<string, PackageUse>();
  for (const [kind, use] of [
    ['dependencies', 'runtime'],
    ['optionalDependencies', 'optional'],
    ['devDependencies', 'development'],
  ] as const) {
    const open = [...importedBy(lock, kind, 9, snapshots)];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (uses.has(key)) continue;
      const snapshot = snapshots.get(key);
      uses.set(key, use === 'runtime' && textField(snapshot, 'optional') === 'true' ? 'optional' : use);
      for (const needed of needsOf(snapshot, 9, snapshots)) open.push(needed);
    }
  }
  return uses;
}
