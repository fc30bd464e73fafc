import { SealwrightError, type Disk } from '../../base/index.ts';
import { parseTrustedRoots, type TrustedRoot } from '../../trust/roots/index.ts';
import type { SubjectVerdict } from '../../trust/judge/index.ts';
import type { RootReport } from '../../verdicts/index.ts';

const maxRootBytes = 4 * 1024 * 1024;
const staleAfterDays = 30;
const dayMs = 86_400_000;

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
  const known = root.asOf === undefined ? Number.NaN : Date.parse(root.asOf);
  if (Number.isNaN(known)) return { from: root.from, ageDays: null, stale: false };
  const ageDays = Math.max(0, Math.floor((now - known) / dayMs));
  return { from: root.from, ageDays, stale: ageDays > staleAfterDays };
}

/** Returns the roots that certificates of verified pieces are from, or all where a key or nothing was verified. */
export function rootsBelieved(roots: readonly TrustedRoot[], verdicts: readonly SubjectVerdict[]): readonly TrustedRoot[] {
  const issuers = new Set<string>();
  for (const { answers, pieces } of verdicts) {
    for (const { piece } of answers) {
      const signer = pieces[piece]?.facts?.signer;
      if (signer?.kind === 'key') return roots;
      if (signer !== undefined) issuers.add(signer.caSubject);
    }
  }
  return roots.filter((root) => root.authorities.some((authority) => issuers.has(authority.chain[0].subject.words)));
}
