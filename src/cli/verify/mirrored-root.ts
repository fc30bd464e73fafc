import { createHash } from 'node:crypto';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { refreshTrustedRoot, type TrustedRoot } from '../../trust/roots/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { VerifyOptions } from './options.ts';
import { cacheFolder, isDue, keep, maxRootBytes, readKept, refreshTimeoutMs, unreadable, type Believed } from './roots.ts';

/**
 * The root of a private deployment, as its mirror delivers it to whoever has the mirror's first root. What an earlier run
 * kept stands for a week, and longer where nobody may or can be asked, with its age. Throws ROOT_UNREADABLE for the file.
 */
export async function mirroredRoot(
  { mirror, firstRoot }: NonNullable<VerifyOptions['tuf']>,
  { network }: Pick<VerifyOptions, 'network'>,
  machine: Machine,
  { disk, clock, scratch }: VerifyPorts,
): Promise<Parsed<Believed>> {
  const first = disk.read(firstRoot, { maxBytes: maxRootBytes });
  if (first.kind !== 'bytes') throw unreadable(firstRoot, first.kind === 'missing' ? 'does not exist' : first.kind === 'folder' ? 'is a folder' : first.reason);
  const now = clock.now();
  const from = `the root of ${new URL(mirror).host}`;
  // Whoever gives another first root, or asks another mirror, is told nothing of what this one vouches for.
  const id = createHash('sha256').update(`${mirror}\n`).update(first.bytes).digest('hex').slice(0, 32);
  const cache = cacheFolder(machine);
  const file = cache === undefined ? undefined : disk.join(cache, `mirrored-${id}.json`);
  const kept = file === undefined ? undefined : readKept(disk, file, from);
  if (kept !== undefined && (network === 'offline' || !isDue(kept, now))) return believed(kept);
  if (network === 'offline')
    return refused('ROOT_UNREFRESHED', `with --offline ${new URL(mirror).host} was not asked for its root, and no earlier run kept one`, {
      hint: 'leave --offline out once, or --trusted-root FILE in place of --tuf-mirror',
    });
  const place = cache === undefined ? scratch.open() : undefined;
  const cacheTo = cache === undefined ? place?.path : disk.join(cache, `tuf-${id}`);
  if (cacheTo === undefined) return refused('ROOT_UNREFRESHED', `${from} could not be refreshed: there is no folder to keep it in`);
  const fresh = await refreshTrustedRoot(
    { from, url: mirror, rootFile: disk.join(firstRoot, '.') },
    { cacheFolder: cacheTo, timeoutMs: refreshTimeoutMs, now },
  );
  place?.remove();
  if (fresh.kind === 'refused') return kept === undefined ? fresh : parsed({ roots: [kept], problem: fresh.reason });
  const { root, bytes } = fresh.value;
  if (file !== undefined) keep(machine, file, JSON.stringify({ asOf: root.asOf, root: new TextDecoder().decode(bytes) }));
  return believed(root);
}

function believed(root: TrustedRoot): Parsed<Believed> {
  return parsed({ roots: [root] });
}
