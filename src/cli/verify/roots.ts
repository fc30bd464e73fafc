import { SealwrightError, type Disk } from '../../base/index.ts';
import { parseJson } from '../../trust/json/index.ts';
import type { Reason } from '../../trust/reason/index.ts';
import {
  ageInDays,
  embeddedRoots,
  parseTrustedRoot,
  parseTrustedRoots,
  publicGoodMirror,
  refreshTrustedRoot,
  type TrustedRoot,
} from '../../trust/roots/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { VerifyOptions } from './options.ts';
import type { SubjectVerdict } from '../../trust/judge/index.ts';
import type { RootReport } from '../../verdicts/index.ts';

const maxRootBytes = 4 * 1024 * 1024;
const staleAfterDays = 30;
const refreshAfterDays = 7;
const refreshTimeoutMs = 5_000;

/** Reads the files given with `--trusted-root`, each of one root or one a line. Throws ROOT_UNREADABLE. */
export function readRoots(disk: Disk, paths: readonly string[]): readonly TrustedRoot[] {
  return paths.flatMap((path) => {
    const read = disk.read(path, { maxBytes: maxRootBytes });
    if (read.kind !== 'bytes') throw unreadable(path, read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : read.reason);
    const roots = parseTrustedRoots(read.bytes, { from: path });
    if (roots.kind === 'refused') throw unreadable(path, `is no trusted root: ${roots.reason.message}`);
    return roots.value;
  });
}

function unreadable(path: string, why: string): SealwrightError {
  return new SealwrightError('ROOT_UNREADABLE', {
    message: `${path} ${why}`,
    hint: 'give a trusted_root.json, as cosign, gh attestation trusted-root or a TUF mirror give it',
  });
}

/** Says whom was believed and how old that is. A root of a file is the person's own: nobody says how old it is. */
export function rootReport(root: Pick<TrustedRoot, 'from' | 'asOf'>, now: number): RootReport {
  const ageDays = ageInDays(root, now) ?? null;
  return { from: root.from, ageDays, stale: ageDays !== null && ageDays > staleAfterDays };
}

/** The roots that are believed, and why one of them could not be refreshed. */
export interface Believed {
  readonly roots: readonly TrustedRoot[];
  readonly problem?: Reason;
}

/**
 * The roots of the package, or the newer one that an earlier run kept. One that is a week old is refreshed by The Update
 * Framework, unless no service may be asked; where that fails the old one stands, with its age.
 */
export async function knownRoots(options: Pick<VerifyOptions, 'network'>, machine: Machine, { disk, clock }: VerifyPorts): Promise<Believed> {
  const now = clock.now();
  const [embedded, github] = embeddedRoots();
  const folder = cacheFolder(machine);
  const file = folder === undefined ? undefined : disk.join(folder, 'public-good-root.json');
  const kept = file === undefined ? undefined : readKept(disk, file, embedded.from);
  const known = kept !== undefined && (ageInDays(kept, now) ?? Infinity) < (ageInDays(embedded, now) ?? Infinity) ? kept : embedded;
  if (options.network === 'offline' || folder === undefined || file === undefined || (ageInDays(known, now) ?? 0) < refreshAfterDays)
    return { roots: [known, github] };
  const fresh = await refreshTrustedRoot(publicGoodMirror, { cacheFolder: disk.join(folder, 'tuf'), timeoutMs: refreshTimeoutMs, now });
  if (fresh.kind === 'refused') return { roots: [known, github], problem: fresh.reason };
  const { root, bytes } = fresh.value;
  keep(machine, file, JSON.stringify({ asOf: root.asOf, root: new TextDecoder().decode(bytes) }));
  return { roots: [root, github] };
}

/** The user's own: a shared temporary folder could hold a root that somebody else put there. */
function cacheFolder({ env }: Machine): string | undefined {
  const home = env('HOME');
  const cache = env('XDG_CACHE_HOME') ?? (home === undefined || home === '' ? env('LOCALAPPDATA') : `${home}/.cache`);
  return cache === undefined || cache === '' ? undefined : `${cache}/sealwright`;
}

function readKept(disk: Disk, file: string, from: string): TrustedRoot | undefined {
  const read = disk.read(file, { maxBytes: maxRootBytes });
  if (read.kind !== 'bytes') return undefined;
  const json = parseJson(read.bytes, { what: 'the kept root', code: 'ROOT_MALFORMED' });
  const value = json.kind === 'parsed' ? json.value : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { asOf, root } = value as { readonly asOf?: unknown; readonly root?: unknown };
  if (typeof asOf !== 'string' || typeof root !== 'string') return undefined;
  const parsed = parseTrustedRoot(new TextEncoder().encode(root), { from, asOf });
  return parsed.kind === 'parsed' ? parsed.value : undefined;
}

/** A cache that cannot be written is no failure. */
function keep(machine: Machine, file: string, text: string): void {
  try {
    machine.writeFile(file, text);
  } catch (error) {
    if (!(error instanceof SealwrightError)) throw error;
  }
}

/** Returns the roots that verified pieces rest on: that their certificates are from, or whose logs and clocks vouch for what a key signed. */
export function rootsBelieved(roots: readonly TrustedRoot[], verdicts: readonly SubjectVerdict[]): readonly TrustedRoot[] {
  const issuers = new Set<string>();
  const witnesses = new Set<string>();
  for (const { answers, pieces } of verdicts) {
    for (const { piece } of answers) {
      const facts = pieces[piece]?.facts;
      if (facts?.signer.kind === 'certificate') issuers.add(facts.signer.caSubject);
      else for (const one of [...(facts?.log ?? []).map(({ log }) => log), ...(facts?.times ?? []).map(({ authority }) => authority)]) witnesses.add(one);
    }
  }
  return roots.filter(
    (root) =>
      root.authorities.some((authority) => issuers.has(authority.chain[0].subject.words)) ||
      root.logs.some((log) => witnesses.has(log.baseUrl)) ||
      root.timestampAuthorities.some((authority) => witnesses.has(authority.uri)),
  );
}
