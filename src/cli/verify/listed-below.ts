import { limits } from '../../base/index.ts';
import { artifactOf, artifactOfBytes, digestOf, looksLikeChecksums, parseListOf, type FolderListing } from '../../subjects/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import type { Judged } from '../../verdicts/index.ts';
import type { VerifyPorts } from '../machine.ts';

/**
 * Refuses files in folders below a list of checksums that has other digests for them by their paths. A list beside a file
 * is held against it with the other evidence; of one above it counts that the policy accepts who signed the list.
 */
export function heldAgainstListsAbove(judged: readonly Judged[], { folders }: FolderListing, disk: VerifyPorts['disk']): readonly Judged[] {
  const known = new Map(judged.map((one) => [one.subject, one]));
  const against = new Map<string, Reason[]>();
  for (const { folder, names } of folders) {
    for (const list of names.sorted.filter(looksLikeChecksums)) {
      const path = disk.join(folder, list);
      const own = known.get(path);
      if (own?.verdict.verified !== true) continue;
      const read = disk.read(path, { maxBytes: limits.maxEvidenceBytes });
      // What was judged is what is read here.
      if (read.kind !== 'bytes' || artifactOfBytes(read.bytes, list).digests.sha256 !== own.digests['sha256']) continue;
      const parsed = parseListOf(list, read.bytes, names);
      if (parsed.kind === 'refused') continue;
      for (const { name, algorithm, digest } of parsed.value.entries) {
        const way = name.replace(/^\.\//, '');
        if (!way.includes('/')) continue;
        const at = disk.join(folder, way);
        const listed = known.get(at);
        const file = listed === undefined ? undefined : disk.open(at);
        if (listed === undefined || file?.kind !== 'pieces') continue;
        const found = listed.digests[algorithm] ?? digestOf(artifactOf(file, way), algorithm);
        if (found === digest) continue;
        const message = `${JSON.stringify(list)} lists another ${algorithm} for ${JSON.stringify(way.slice(0, 200))} than the file has: ${digest}`;
        against.set(at, [...(against.get(at) ?? []), reason('CHECKSUM_MISMATCH', message)]);
      }
    }
  }
  return judged.map((one) => withReasons(one, against.get(one.subject) ?? []));
}

/** A verdict with what speaks against it. */
function withReasons(one: Judged, [first, ...others]: readonly Reason[]): Judged {
  if (first === undefined || one.exempt !== undefined) return one;
  const { verdict } = one;
  const { answers, pieces } = verdict;
  if (verdict.verified) return { ...one, verdict: { verified: false, decision: 'refused', reasons: [first, ...others], missing: [], answers, pieces } };
  return { ...one, verdict: { ...verdict, decision: 'refused', reasons: [first, ...others, ...verdict.reasons] } };
}
