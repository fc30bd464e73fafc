import { createHash } from 'node:crypto';
import { SealwrightError, type Disk } from '../../base/index.ts';
import { parseBundles, type Offered } from '../../trust/bundle/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import type { Artifact } from '../../trust/verify/index.ts';

/** A subject with the evidence that is offered for it. */
export interface Found {
  /** What it stands for, where that is more than its name. */
  readonly resolved?: string;
  readonly artifact: Artifact;
  readonly offered: readonly Offered[];
  readonly notes: readonly Reason[];
}

const maxEvidenceBytes = 64 * 1024 * 1024;

/** Finds the evidence for a file or a digest: in the files given with `--bundle`, else beside the file. */
export function findLocal(disk: Disk, subject: string, bundles: readonly string[]): Found {
  const digest = /^sha(256|384|512):([0-9a-f]+)$/.exec(subject);
  const offered = bundles.flatMap((path) => readBundles(disk, path));
  if (digest !== null) return { artifact: { digests: { [`sha${digest[1] ?? ''}`]: digest[2] ?? '' } }, offered, notes: [] };
  const file = disk.open(subject);
  if (file.kind !== 'pieces') {
    const why = file.kind === 'missing' ? 'does not exist' : file.kind === 'folder' ? 'is a folder' : file.reason;
    return { artifact: { digests: {} }, offered: [], notes: [reason('SUBJECT_MISSING', `${subject} ${why}`)] };
  }
  const sum = createHash('sha256');
  for (const piece of file.read()) sum.update(piece);
  const beside =
    bundles.length > 0
      ? []
      : ['.sigstore.json', '.sigstore', '.bundle'].flatMap((end) => (disk.open(subject + end).kind === 'pieces' ? readBundles(disk, subject + end) : []));
  return { artifact: { digests: { sha256: sum.digest('hex') }, read: file.read }, offered: [...offered, ...beside], notes: [] };
}

function readBundles(disk: Disk, path: string): readonly Offered[] {
  const read = disk.read(path, { maxBytes: maxEvidenceBytes });
  if (read.kind !== 'bytes') {
    const why = read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : read.reason;
    throw new SealwrightError('EVIDENCE_UNREADABLE', { message: `${path} ${why}`, hint: 'give a Sigstore bundle with --bundle' });
  }
  const pieces = parseBundles(read.bytes);
  if (pieces.kind === 'refused') return [{ from: path, format: 'bundle', bundle: pieces }];
  return pieces.value.map((bundle, i) => ({ from: pieces.value.length === 1 ? path : `${path}, piece ${i + 1}`, format: 'bundle', bundle }));
}
