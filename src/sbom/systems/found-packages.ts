import { limits } from '../../base/index.ts';
import type { FoundPackage } from '../package.ts';
import { distroOf, type OsRelease } from './os-release.ts';
import type { SystemPackage } from './system-package.ts';

/**
 * Packages of one system as a document has them, with what each needs of the others. Takes what the system says it is:
 * package URLs name it. Source: package-url/purl-spec `types-doc/{deb,apk,rpm}-definition.md`.
 */
export function foundPackages(packages: readonly SystemPackage[], system: OsRelease | undefined): readonly FoundPackage[] {
  const keys = new Map<string, SystemPackage>();
  for (const one of packages) keys.set(keyOf(one), one);
  const providers = providersOf(keys);
  return [...keys].map(([key, one]) => ({
    key,
    type: one.format,
    namespace: system?.id,
    name: one.name,
    version: one.version,
    qualifiers: qualifiersOf(one, system),
    state: 'installed',
    licences: one.licences,
    homepage: one.homepage,
    supplier: one.vendor,
    foundIn: [one.from],
    dependsOn: dependsOn(key, one, providers),
  }));
}

/** Unlike its name, it is one package's alone: two architectures and, of a kernel, two versions can be there at once. */
function keyOf({ format, name, version, architecture, from }: SystemPackage): string {
  return [format, name, version, architecture ?? '', from].join('|');
}

function providersOf(keys: ReadonlyMap<string, SystemPackage>): ReadonlyMap<string, readonly string[]> {
  const providers = new Map<string, string[]>();
  for (const [key, { name, provides }] of keys)
    for (const one of new Set([name, ...provides])) {
      const before = providers.get(one);
      if (before === undefined) providers.set(one, [key]);
      else if (before.length < limits.maxProviders) before.push(key);
    }
  return providers;
}

/** Of what has alternatives, the first that is there; of packages that give the same, those that have its name, else all. */
function dependsOn(key: string, { needs, architecture }: SystemPackage, providers: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  for (const alternatives of needs) {
    const met = alternatives.map((name) => providers.get(name) ?? []).find((one) => one.length > 0) ?? [];
    const like = met.filter((one) => one.split('|')[3] === architecture);
    for (const one of like.length > 0 ? like : met) if (one !== key) found.add(one);
  }
  return [...found].toSorted();
}

function qualifiersOf({ format, architecture, epoch, source }: SystemPackage, system: OsRelease | undefined): Readonly<Record<string, string>> {
  const upstream = source === undefined ? undefined : source.version === undefined ? source.name : `${source.name}@${source.version}`;
  const all: readonly (readonly [string, string | undefined])[] = [
    ['arch', architecture],
    ['distro', system === undefined ? undefined : distroOf(system)],
    ['epoch', format === 'rpm' && epoch !== undefined && epoch > 0 ? String(epoch) : undefined],
    ['upstream', upstream],
  ];
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
