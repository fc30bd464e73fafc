import type { KeyPolicy } from '../../trust/policy/index.ts';
import {
  ageInDays,
  embeddedRegistryKeys,
  parseRegistryKeys,
  publicGoodMirror,
  refreshTarget,
  registryKeysTarget,
  type RootMirror,
} from '../../trust/roots/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { VerifyOptions } from './options.ts';
import { cacheFolder, keep, keptText, refreshAfterDays, refreshTimeoutMs } from './roots.ts';

/** The word that stands for the keys of npm's registry, wherever a file of keys may be named; a file of that name is `./npm`. */
export const registryWord = 'npm';

type RegistryKeys = ReturnType<typeof embeddedRegistryKeys>;

const fileName = 'npm-keys.json';

/** The keys of npm's registry that come with the package, or the newer ones that an earlier run kept. */
export function knownRegistryKeys(machine: Machine, { disk, clock }: Pick<VerifyPorts, 'disk' | 'clock'>): RegistryKeys {
  const embedded = embeddedRegistryKeys();
  const folder = cacheFolder(machine);
  const text = folder === undefined ? undefined : keptText(disk, disk.join(folder, fileName));
  const kept = text === undefined ? undefined : parseRegistryKeys(new TextEncoder().encode(text.root));
  const age = (one: { readonly asOf: string }): number => ageInDays(one, clock.now()) ?? Infinity;
  return text !== undefined && kept?.kind === 'parsed' && age(text) < age(embedded) ? { asOf: text.asOf, keys: kept.value } : embedded;
}

/** Newer keys by The Update Framework, where those that are known are a week old and somebody may be asked; undefined where there are none. */
export async function freshRegistryKeys(
  known: RegistryKeys,
  { network }: Pick<VerifyOptions, 'network'>,
  machine: Machine,
  { disk, clock }: Pick<VerifyPorts, 'disk' | 'clock'>,
  mirror: RootMirror = publicGoodMirror,
): Promise<RegistryKeys | undefined> {
  const folder = cacheFolder(machine);
  if (network === 'offline' || folder === undefined || (ageInDays(known, clock.now()) ?? 0) < refreshAfterDays) return undefined;
  const fresh = await refreshTarget(mirror, registryKeysTarget, { cacheFolder: disk.join(folder, 'tuf'), timeoutMs: refreshTimeoutMs });
  const keys = fresh.kind === 'refused' ? fresh : parseRegistryKeys(fresh.value);
  if (fresh.kind === 'refused' || keys.kind === 'refused') return undefined;
  const asOf = new Date(clock.now()).toISOString().slice(0, 10);
  keep(machine, disk.join(folder, fileName), JSON.stringify({ asOf, root: new TextDecoder().decode(fresh.value) }));
  return { asOf, keys: keys.value };
}

/** What signs versions signs nothing else for the registry, and each key counts for the time in which it was in use. */
export function registryPolicy({ asOf, keys }: RegistryKeys): KeyPolicy {
  const [first, ...others] = keys;
  if (first === undefined) throw new Error("npm's registry has no keys");
  return {
    kind: 'key',
    spki: first.spki,
    others: others.map((one) => one.spki),
    uses: keys.map((one) => (one.usage === 'signatures' ? ['npm'] : 'anything')),
    validFor: keys.map((one) => one.validFor),
    holder: `the keys of npm's registry, as of ${asOf}`,
  };
}
