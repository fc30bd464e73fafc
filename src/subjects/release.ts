import { hash } from 'node:crypto';
import { limits, type Disk } from '../base/index.ts';
import type { Asker } from '../registry/asking/index.ts';
import { downloadAsset, listAttestations, readRelease, tagDigest, type Asset, type GitHubOptions } from '../registry/github/index.ts';
import { readEvidence, type Offered } from '../trust/bundle/index.ts';
import { quoted, reason, refused, type Parsed, type Reason } from '../trust/reason/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { looksLikeChecksums } from './checksums.ts';
import { artifactOfBytes, digestOf } from './digest.ts';
import { findFileEvidence } from './files.ts';
import type { Finding, FoundSubject } from './found.ts';
import { noteOf } from './images.ts';
import { evidenceFor, folderNames, type FolderNames } from './neighbours.ts';
import { orphansOf } from './orphans.ts';
import type { NamedPackage } from './package-url.ts';
import { artifactOfDownload, downloaded, findingOf } from './packages.ts';

type Kept = Awaited<ReturnType<typeof downloadAsset>>;

/**
 * Finds the files of a release of GitHub, or the one that is named, with the evidence among the other files and the
 * attestation of the release itself. Files that are evidence for others are no subjects of their own.
 */
export async function findRelease(
  { owner, repo, tag, file }: Extract<NamedPackage, { kind: 'github' }>,
  asker: Asker,
  options: GitHubOptions & { readonly bundles: readonly string[]; readonly rekorEntries: readonly string[] },
): Promise<Parsed<Finding>> {
  const of = { owner, repo };
  const release = await readRelease(asker, { of, tag }, options);
  if (release.kind === 'refused') return release;
  if (release.kind === 'missing') return refused('SUBJECT_MISSING', `${owner}/${repo} has no release of ${quoted(tag)}`);
  const { assets, problem } = release.value;
  const names = folderNames(assets.map((one) => one.name));
  const isEvidence = evidenceFor(names.sorted, names);
  const wanted = assets.filter((one) => (file === undefined ? !isEvidence.has(one.name) : one.name === file));
  if (wanted.length === 0)
    return refused('SUBJECT_MISSING', `the release ${quoted(tag)} of ${owner}/${repo} has no ${file === undefined ? 'files' : `file ${quoted(file)}`}`);
  const subjects = wanted.slice(0, limits.maxReleaseFiles);
  const get = (asset: Asset, keep: 'digests' | 'bytes'): ReturnType<typeof downloadAsset> => downloadAsset(asker, { of, asset, keep }, options);
  const looked = options.bundles.length === 0;
  const lists = names.sorted.filter(looksLikeChecksums);
  const needed = new Set([...lists, ...(file === undefined ? isEvidence : evidenceFor([file, ...lists], names))]);
  const kept =
    looked || file === undefined
      ? await keepFiles(
          assets.filter((one) => needed.has(one.name)),
          get,
        )
      : new Map<string, Kept>();
  const own = looked ? await releaseAttestations(asker, { of, tag }, options) : { offered: [], notes: [] };
  const disk = diskOf(kept);
  const all = await Promise.all(
    subjects.map(async (asset): Promise<FoundSubject | Reason> => {
      const got = downloaded(await get(asset, 'digests'), asset.name);
      if (got.kind === 'refused') return got.reason;
      const name = `pkg:github/${owner}/${repo}@${encodeURIComponent(tag)}?file_name=${encodeURIComponent(asset.name)}`;
      const artifact = artifactOfDownload(got.value, asset.name);
      if (!looked) return { name, artifact, offered: [], notes: [], lists: [] };
      const found = findFileEvidence({ path: asset.name, names, artifact }, disk);
      if (found.kind === 'refused') return found.reason;
      return { ...found.value, name, offered: [...found.value.offered, ...own.offered], notes: [...found.value.notes, ...own.notes] };
    }),
  );
  const tooMany = wanted.length > subjects.length ? [reason('SERVICE_TOO_MUCH', `${wanted.length} files, of which ${subjects.length} are read`)] : [];
  const orphans = file === undefined ? orphansAmong(names, { subjects, all, disk }) : [];
  return findingOf(all, [...(problem === undefined ? [] : [problem]), ...tooMany, ...orphans]);
}

/** What is evidence by its name and about none of the files. */
function orphansAmong(
  names: FolderNames,
  { subjects, all, disk }: { readonly subjects: readonly Asset[]; readonly all: readonly (FoundSubject | Reason)[]; readonly disk: Disk },
): readonly Reason[] {
  const read = (name: string): ReturnType<Disk['read']> => disk.read(name, { maxBytes: limits.maxEvidenceBytes });
  const artifacts = new Map(
    subjects.flatMap(({ name }, i) => {
      const one = all[i];
      return one !== undefined && 'artifact' in one ? [[name, one.artifact] as const] : [];
    }),
  );
  const artifact = (name: string): Artifact | undefined => {
    const bytes = artifacts.has(name) ? undefined : read(name);
    return bytes?.kind === 'bytes' ? artifactOfBytes(bytes.bytes, name) : artifacts.get(name);
  };
  const digests = new Set([...artifacts.values()].flatMap((one) => (['sha256', 'sha384', 'sha512'] as const).map((algorithm) => digestOf(one, algorithm))));
  const isThere = (_algorithm: string, digest: string): boolean => digests.has(digest);
  return orphansOf({ names, read, artifact, isThere }).map(({ name, reason: why }) =>
    reason(why.code, `${quoted(name)}: ${why.message}`, why.hint === undefined ? {} : { hint: why.hint }),
  );
}

/** Downloads files to be read, as many as may be kept. */
async function keepFiles(assets: readonly Asset[], get: (asset: Asset, keep: 'bytes') => Promise<Kept>): Promise<ReadonlyMap<string, Kept>> {
  let left: number = limits.maxKeptBytes;
  const all = assets.map(async (asset): Promise<readonly [string, Kept]> => {
    left -= asset.size;
    return [
      asset.name,
      left < 0 ? refused('SERVICE_TOO_MUCH', `the release has more than ${limits.maxKeptBytes} bytes of evidence`) : await get(asset, 'bytes'),
    ];
  });
  return new Map(await Promise.all(all));
}

/** What an immutable release says of its files is kept under what its tag names. Source: cli/cli `pkg/cmd/release/verify`. */
async function releaseAttestations(
  asker: Asker,
  { of, tag }: { readonly of: { readonly owner: string; readonly repo: string }; readonly tag: string },
  options: GitHubOptions,
): Promise<{ readonly offered: readonly Offered[]; readonly notes: readonly Reason[] }> {
  const digest = await tagDigest(asker, { of, tag }, options);
  if (digest.kind === 'missing') return { offered: [], notes: [] };
  if (digest.kind === 'refused') return { offered: [], notes: [digest.reason] };
  const kept = await listAttestations(asker, { of, digest: digest.value }, options);
  const offered = kept.bundles.flatMap((one) =>
    readEvidence(one.bytes, `${one.from}, of the release`).map((piece) => ({ ...piece, format: 'github-attestation' as const })),
  );
  return { offered, notes: kept.notes.map(noteOf) };
}

/** Files that were downloaded, as if they lay in one folder. */
function diskOf(files: ReadonlyMap<string, Kept>): Disk {
  const read: Disk['read'] = (name) => {
    const got = files.get(name);
    if (got === undefined) return { kind: 'missing' };
    const bytes = downloaded(got, name);
    return bytes.kind === 'parsed' ? { kind: 'bytes', bytes: bytes.value.bytes } : { kind: 'refused', reason: bytes.reason.message };
  };
  return {
    read,
    open: (name) => {
      const found = read(name, { maxBytes: limits.maxEvidenceBytes });
      if (found.kind !== 'bytes') return found;
      const { bytes } = found;
      return {
        kind: 'pieces',
        size: bytes.length,
        read: () => [bytes],
        at: (offset, length) => bytes.subarray(offset, offset + length),
        sha256: async () => hash('sha256', bytes),
      };
    },
    names: () => [...files.keys()].map((name) => ({ name, kind: 'file' })),
    join: (_folder, name) => name,
    split: (name) => ({ folder: '', name }),
  };
}
