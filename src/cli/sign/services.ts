import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { ageInDays, publicGoodMirror, refreshTarget, type RootMirror } from '../../trust/roots/index.ts';
import { parseSigningConfig, publicGoodConfig, publicGoodTarget, type SigningConfig } from '../../trust/sign/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { cacheFolder, keep, keptText, refreshAfterDays, refreshTimeoutMs } from '../verify/roots.ts';

/** Reads a file of a signing config. Throws SIGNING_CONFIG_UNREADABLE. */
export function readSigningConfig(path: string, disk: Disk): SigningConfig {
  const unreadable = (why: string): SealwrightError =>
    new SealwrightError('SIGNING_CONFIG_UNREADABLE', { message: `${path} ${why}`, hint: 'give a signing_config.json of version 0.2, github, or none' });
  const read = disk.read(path, { maxBytes: limits.maxSigningConfigBytes });
  if (read.kind !== 'bytes')
    throw unreadable(read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : `is not read: ${read.reason}`);
  const config = parseSigningConfig(read.bytes, path);
  if (config.kind === 'refused') throw unreadable(`is no signing config: ${config.reason.message}`);
  return config.value;
}

/**
 * The services of the public-good instance: those of the package, or what an earlier run kept where that is newer. What is
 * a week old is refreshed by The Update Framework, with the trusted root that goes with it; where that fails the old one stands.
 */
export async function knownServices(
  machine: Machine,
  { disk, clock }: Pick<VerifyPorts, 'disk' | 'clock'>,
  mirror: RootMirror = publicGoodMirror,
): Promise<SigningConfig> {
  const now = clock.now();
  const folder = cacheFolder(machine);
  const embedded = publicGoodConfig();
  if (folder === undefined) return embedded;
  const file = disk.join(folder, 'public-good-signing.json');
  const kept = readKept(disk, file, embedded.from);
  const age = ({ asOf }: SigningConfig): number => ageInDays({ asOf }, now) ?? Infinity;
  const known = kept !== undefined && age(kept) < age(embedded) ? kept : embedded;
  if (age(known) < refreshAfterDays) return known;
  const fresh = await refreshTarget(mirror, publicGoodTarget, { cacheFolder: disk.join(folder, 'tuf'), timeoutMs: refreshTimeoutMs });
  const config = fresh.kind === 'refused' ? fresh : parseSigningConfig(fresh.value, embedded.from);
  if (fresh.kind === 'refused' || config.kind === 'refused') return known;
  const asOf = new Date(now).toISOString().slice(0, 10);
  keep(machine, file, JSON.stringify({ asOf, root: new TextDecoder().decode(fresh.value) }));
  return { ...config.value, asOf };
}

function readKept(disk: Disk, file: string, from: string): SigningConfig | undefined {
  const text = keptText(disk, file);
  const config = text === undefined ? undefined : parseSigningConfig(new TextEncoder().encode(text.root), from);
  return text === undefined || config?.kind !== 'parsed' ? undefined : { ...config.value, asOf: text.asOf };
}
