import { SealwrightError, type Disk } from '../../base/index.ts';
import { parseJson } from '../../trust/json/index.ts';
import type { Reason } from '../../trust/reason/index.ts';
import {
  ageInDays,
  embeddedRoots,
  githubFirstRoot,
  githubMirror,
  lateRoot,
  parseTrustedRoot,
  parseTrustedRoots,
  publicGoodMirror,
  refreshTrustedRoot,
  type RootMirror,
  type TrustedRoot,
} from '../../trust/roots/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { VerifyOptions } from './options.ts';
import type { SubjectVerdict } from '../../trust/judge/index.ts';
import type { RootReport } from '../../verdicts/index.ts';

export const maxRootBytes = 4 * 1024 * 1024;
const staleAfterDays = 30;
export const refreshAfterDays = 7;
export const refreshTimeoutMs = 5_000;

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

export function unreadable(path: string, why: string): SealwrightError {
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
  const known = newest(embedded, { disk, folder, file: 'public-good-root.json', now });
  const other = newestLater(github, { disk, folder, file: 'github-root.json', now });
  if (options.network === 'offline' || folder === undefined || !isDue(known, now)) return { roots: [known, other] };
  const fresh = await refreshTrustedRoot(publicGoodMirror, { cacheFolder: disk.join(folder, 'tuf'), timeoutMs: refreshTimeoutMs, now });
  if (fresh.kind === 'refused') return { roots: [known, other], problem: fresh.reason };
  const { root, bytes } = fresh.value;
  keep(machine, disk.join(folder, 'public-good-root.json'), JSON.stringify({ asOf: root.asOf, root: new TextDecoder().decode(bytes) }));
  return { roots: [root, other] };
}

/**
 * The same roots with that of GitHub's own instance refreshed, which most runs have no use for: asked once evidence of
 * that instance was met. Undefined where it is new enough or no service may be asked.
 */
export async function withGithubRefreshed(
  { roots, problem }: Believed,
  options: Pick<VerifyOptions, 'network'>,
  machine: Machine,
  { disk, clock, scratch }: VerifyPorts,
  mirror: RootMirror = githubMirror,
): Promise<Believed | undefined> {
  const now = clock.now();
  const folder = cacheFolder(machine);
  const [first, github] = roots;
  if (options.network === 'offline' || folder === undefined || first === undefined || github?.from !== githubMirror.from || !isDue(github, now))
    return undefined;
  // The cache folder may not be there yet: the client of The Update Framework makes it.
  const place = mirror.rootFile === undefined ? scratch.open() : undefined;
  const rootFile = mirror.rootFile ?? place?.write('first-root.json', new TextEncoder().encode(githubFirstRoot));
  const fresh = await refreshTrustedRoot(
    { ...mirror, ...(rootFile === undefined ? {} : { rootFile }) },
    { cacheFolder: disk.join(folder, 'tuf'), timeoutMs: refreshTimeoutMs, now },
  );
  place?.remove();
  if (fresh.kind === 'refused') return { roots, problem: problem ?? fresh.reason };
  const { root, bytes } = fresh.value;
  keep(machine, disk.join(folder, 'github-root.json'), JSON.stringify({ asOf: root.asOf, root: new TextDecoder().decode(bytes) }));
  return { roots: [first, root], ...(problem === undefined ? {} : { problem }) };
}

/** Whether evidence of GitHub's own instance was met: its root counts, or something of GitHub's was not believed. */
export function metGithub(roots: readonly TrustedRoot[], verdicts: readonly SubjectVerdict[]): boolean {
  const counted = verdicts.some(({ answers }) => answers.length > 0) ? rootsBelieved(roots, verdicts) : [];
  if (counted.length < roots.length && counted.some((root) => root.from === githubMirror.from)) return true;
  return verdicts.some(({ pieces }) => pieces.some((piece) => piece.reasons.some((one) => /GitHub, Inc\./.test(one.message))));
}

export function isDue(root: TrustedRoot, now: number): boolean {
  return (ageInDays(root, now) ?? 0) >= refreshAfterDays;
}

/** The root of the package, or what an earlier run kept where that is newer. */
function newest(
  embedded: TrustedRoot,
  { disk, folder, file, now }: { readonly disk: Disk; readonly folder: string | undefined; readonly file: string; readonly now: number },
): TrustedRoot {
  const kept = folder === undefined ? undefined : readKept(disk, disk.join(folder, file), embedded.from);
  return kept !== undefined && (ageInDays(kept, now) ?? Infinity) < (ageInDays(embedded, now) ?? Infinity) ? kept : embedded;
}

/** The same, read only when something of it is asked for: most evidence is of another instance. */
function newestLater(
  embedded: TrustedRoot,
  { disk, folder, file, now }: { readonly disk: Disk; readonly folder: string | undefined; readonly file: string; readonly now: number },
): TrustedRoot {
  const text = folder === undefined ? undefined : keptText(disk, disk.join(folder, file));
  if (text === undefined || (ageInDays(text, now) ?? Infinity) >= (ageInDays(embedded, now) ?? Infinity)) return embedded;
  const { from } = embedded;
  return lateRoot({ from }, () => {
    const read = parseTrustedRoot(new TextEncoder().encode(text.root), { from, asOf: text.asOf });
    return read.kind === 'parsed' ? read.value : embedded;
  });
}

/** The user's own: a shared temporary folder could hold a root that somebody else put there. */
export function cacheFolder({ env }: Machine): string | undefined {
  const home = env('HOME');
  const cache = env('XDG_CACHE_HOME') ?? (home === undefined || home === '' ? env('LOCALAPPDATA') : `${home}/.cache`);
  return cache === undefined || cache === '' ? undefined : `${cache}/sealwright`;
}

export function readKept(disk: Disk, file: string, from: string): TrustedRoot | undefined {
  const text = keptText(disk, file);
  if (text === undefined) return undefined;
  const { asOf, root } = text;
  const parsed = parseTrustedRoot(new TextEncoder().encode(root), { from, asOf });
  return parsed.kind === 'parsed' ? parsed.value : undefined;
}

/** What an earlier run kept: a text, and the day on which it was current. */
export function keptText(disk: Disk, file: string): { readonly asOf: string; readonly root: string } | undefined {
  const read = disk.read(file, { maxBytes: maxRootBytes });
  if (read.kind !== 'bytes') return undefined;
  const json = parseJson(read.bytes, { what: 'the kept root', code: 'ROOT_MALFORMED' });
  const value = json.kind === 'parsed' ? json.value : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { asOf, root } = value as { readonly asOf?: unknown; readonly root?: unknown };
  return typeof asOf === 'string' && typeof root === 'string' ? { asOf, root } : undefined;
}

/** A cache that cannot be written is no failure. */
export function keep(machine: Machine, file: string, text: string): void {
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
      root.authorities.some((authority) => authority.chain.some((one) => issuers.has(one.subject.words))) ||
      root.logs.some((log) => witnesses.has(log.baseUrl)) ||
      root.timestampAuthorities.some((authority) => witnesses.has(authority.uri)),
  );
}
