import { hash } from 'node:crypto';
import { addressOf, pageOf } from './address.ts';
import { normalName } from './languages/python/names.ts';
import type { DescribedPackage } from './document.ts';
import type { FoundPackage, Hash, PackageState, PackageUse } from './package.ts';
import { purlOf } from './purl.ts';

/** Whoever found what. */
export interface FoundBy {
  readonly cataloger: string;
  readonly packages: readonly FoundPackage[];
}

/** Packages that are one, as they were found. */
interface Group {
  readonly id: string;
  readonly found: { readonly cataloger: string; readonly one: FoundPackage }[];
  readonly hashes: Map<string, Set<string>>;
  /** Where all come from that say so. */
  source: string | undefined;
}

/** Packages of one name and version that are told apart by their digests. */
const maxAlike = 16;

const byState: readonly PackageState[] = ['installed', 'linked', 'locked'];
const byUse: readonly PackageUse[] = ['runtime', 'optional', 'development'];

/**
 * Puts together what was found of one package in many places: the same type, name and version, and no digests that
 * contradict. Sorted by type, name and version.
 */
export function merged(found: readonly FoundBy[]): readonly DescribedPackage[] {
  const groups = new Map<string, Group[]>();
  const idOfKey = new Map<string, string>();
  for (const { cataloger, packages } of found) {
    for (const one of packages) {
      const group = groupOf(groups, one);
      group.found.push({ cataloger, one });
      group.source ??= sourceOf(one);
      for (const { algorithm, hex } of one.hashes ?? []) group.hashes.set(algorithm, (group.hashes.get(algorithm) ?? new Set()).add(hex));
      idOfKey.set(`${cataloger}\0${one.key}`, group.id);
    }
  }
  return [...groups.values()]
    .flat()
    .map((group) => describedOf(group, idOfKey))
    .sort(
      (a, b) =>
        compare(a.type, b.type) ||
        compare(a.namespace ?? '', b.namespace ?? '') ||
        compare(a.name, b.name) ||
        compare(a.version ?? '', b.version ?? '') ||
        compare(a.id, b.id),
    );
}

function groupOf(groups: Map<string, Group[]>, one: FoundPackage): Group {
  const identity = JSON.stringify([one.type, nameOf(one), one.version ?? null, sortedEntries(one.qualifiers)]);
  const alike = groups.get(identity) ?? [];
  groups.set(identity, alike);
  const fitting = alike.find((group) => !contradicts(group, one));
  const last = alike.at(-1);
  if (fitting !== undefined) return fitting;
  if (last !== undefined && alike.length >= maxAlike) return last;
  const group: Group = { id: idOf(one, alike.length === 0 ? identity : `${identity}${alike.length}`), found: [], hashes: new Map(), source: undefined };
  alike.push(group);
  return group;
}

/** One name for all spellings of it. Source: PyPA, "Names and normalization"; NuGet, "Package ID". */
function nameOf({ type, namespace, name }: FoundPackage): string {
  const spelt = type === 'pypi' ? normalName(name) : type === 'nuget' ? name.toLowerCase() : name;
  return JSON.stringify([namespace ?? null, spelt]);
}

/** Where it comes from, as one text; undefined where nothing says: a lock file that says nothing means the index. */
function sourceOf({ elsewhere, state }: FoundPackage): string | undefined {
  if (elsewhere !== undefined) return JSON.stringify(elsewhere);
  return state === 'locked' ? 'the index' : undefined;
}

/** Whether they come from two places, or both have a digest by one algorithm, and none in common. */
function contradicts({ hashes, source }: Group, one: FoundPackage): boolean {
  const other = sourceOf(one);
  if (source !== undefined && other !== undefined && source !== other) return true;
  const others = one.hashes ?? [];
  return others.some(({ algorithm }) => {
    const known = hashes.get(algorithm);
    return known !== undefined && !others.some((digest) => digest.algorithm === algorithm && known.has(digest.hex));
  });
}

function describedOf({ id, found }: Group, idOfKey: ReadonlyMap<string, string>): DescribedPackage {
  // What the installed files say of themselves counts before what a lock file says of them.
  const ranked = found.toSorted(
    (a, b) => byState.indexOf(a.one.state) - byState.indexOf(b.one.state) || compare(a.one.foundIn[0] ?? '', b.one.foundIn[0] ?? ''),
  );
  const first = <Value>(pick: (one: FoundPackage) => Value | undefined): Value | undefined =>
    ranked.map(({ one }) => pick(one)).find((value) => value !== undefined);
  const { type, namespace, name, version } = ranked[0]?.one ?? found[0]!.one;
  const elsewhere = found.map(({ one }) => one.elsewhere).find((one) => one !== undefined);
  const purls = elsewhere === 'here' ? [] : sorted(found.flatMap(({ one }) => purlOf({ ...one, qualifiers: { ...one.qualifiers, ...elsewhere } }) ?? []));
  const uses = found.flatMap(({ one }) => one.use ?? []);
  return {
    id,
    type,
    namespace,
    name,
    version,
    purl: purls[0],
    state: byState.find((state) => found.some(({ one }) => one.state === state)) ?? 'locked',
    use: byUse.find((use) => uses.includes(use)),
    licences: first((one) => (one.licences === undefined || one.licences.length === 0 ? undefined : [...new Set(one.licences)])) ?? [],
    hashes: hashesOf(found.flatMap(({ one }) => one.hashes ?? [])),
    download: first((one) => addressOf(one.download)),
    homepage: first((one) => pageOf(one.homepage)),
    supplier: first((one) => one.supplier),
    foundIn: sorted(found.flatMap(({ one }) => one.foundIn)),
    foundBy: sorted(found.map(({ cataloger }) => cataloger)),
    isDirect: found.some(({ one }) => one.isDirect === true),
    dependsOn: sorted(found.flatMap(({ cataloger, one }) => (one.dependsOn ?? []).flatMap((key) => idOfKey.get(`${cataloger}\0${key}`) ?? []))).filter(
      (other) => other !== id,
    ),
  };
}

function hashesOf(all: readonly Hash[]): readonly Hash[] {
  const byText = new Map(all.map((one) => [`${one.algorithm}:${one.hex}`, one]));
  return [...byText.entries()].sort(([a], [b]) => compare(a, b)).map(([, one]) => one);
}

/** Letters, digits, `.` and `-` alone, told apart by a digest of what it is. */
function idOf(one: FoundPackage, identity: string): string {
  const shown = [one.type, one.namespace, one.name, one.version].filter((part) => part !== undefined).join('-');
  return `${shown
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100)}-${hash('sha256', identity).slice(0, 12)}`;
}

function sortedEntries(qualifiers: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] {
  return Object.entries(qualifiers ?? {}).sort(([a], [b]) => compare(a, b));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
