import { limits } from '../../base/index.ts';
import { artifactOf, digestOf, listFolder, orphansOf, type FolderListing } from '../../subjects/index.ts';
import { showMatcher } from '../../trust/policy/index.ts';
import { reason } from '../../trust/reason/index.ts';
import type { Artifact } from '../../trust/verify/index.ts';
import type { Judged } from '../../verdicts/index.ts';
import type { Asking } from './asks.ts';
import { judgeWord, unjudged, type Court } from './court.ts';
import { judgeFiles } from './judge-files.ts';
import { heldAgainstListsAbove } from './listed-below.ts';
import type { VerifyOptions } from './options.ts';

/** Judges every file of a release: of a folder, or of one that GitHub keeps. */
export async function judgeRelease(release: string, options: VerifyOptions, court: Court): Promise<readonly Judged[]> {
  const kept = /^([\w-]+)\/([\w.-]+)@([^\s@]+)$/.exec(release);
  if (kept !== null && court.ports.disk.names(release) === undefined) {
    const [, owner = '', repo = '', tag = ''] = kept;
    return await judgeWord(`pkg:github/${owner}/${repo}@${encodeURIComponent(tag)}`, court);
  }
  const listing = listFolder(release, court.ports.disk);
  if (listing.kind === 'refused') return [unjudged(release, [listing.reason])];
  const judged = await judgeFolder(listing.value, options, court);
  return judged.map((one) => asTyped(one, { release, root: court.ports.disk.join(release, '.') }));
}

/** Names of files begin as the folder was typed, wherever that lies: a report is the same on every machine. */
function asTyped(one: Judged, { release, root }: { readonly release: string; readonly root: string }): Judged {
  const typed = release.replace(/[/\\]+$/, '') || release;
  const short = (name: string): string => {
    const [, scheme = '', path = ''] = /^(oci-layout:)?(.*)$/s.exec(name) ?? [];
    return path.startsWith(root) && /^(?:$|[/\\@])/.test(path.slice(root.length)) ? `${scheme}${typed}${path.slice(root.length)}` : name;
  };
  return { ...one, subject: short(one.subject), ...(one.resolved === undefined ? {} : { resolved: short(one.resolved) }) };
}

async function judgeFolder(listing: FolderListing, { rekorEntries, bundles }: VerifyOptions, court: Court): Promise<readonly Judged[]> {
  const { files, layouts, unread, problems } = listing;
  const beside = await judgeFiles(files, { ...court.setup, rekorEntries, bundles }, court);
  const judged = [...heldAgainstListsAbove(beside, listing, court.ports.disk)];
  for (const layout of layouts) judged.push(...(await judgeWord(`oci-layout:${layout}`, court)));
  judged.push(...unread.map((one) => unjudged(one.path, [one.reason])));
  judged.push(...orphans(listing, judged, court.ports.disk));
  const [first, ...others] = problems;
  if (first !== undefined) judged.push(unjudged('the rest of the folder', [first, ...others]));
  return judged.length > 0 ? judged : [unjudged('the release', [reason('SUBJECT_MISSING', 'the folder holds no files')])];
}

/** What was taken for evidence by its name, and is about nothing that was judged. */
function orphans({ folders, files }: FolderListing, judged: readonly Judged[], disk: Court['ports']['disk']): readonly Judged[] {
  const known = new Map(judged.map((one) => [one.subject, one.digests]));
  const artifacts = new Map<string, Artifact | undefined>();
  const artifactAt = (path: string): Artifact | undefined => {
    if (!artifacts.has(path)) {
      const file = disk.open(path);
      const { sha256 } = known.get(path) ?? {};
      if (file.kind === 'pieces') artifacts.set(path, sha256 === undefined ? artifactOf(file, path) : { digests: { sha256 }, read: file.read });
    }
    return artifacts.get(path);
  };
  const there = new Map<string, ReadonlySet<string | undefined>>();
  const digestsBy = (algorithm: 'sha256' | 'sha384' | 'sha512'): ReadonlySet<string | undefined> => {
    const set = there.get(algorithm) ?? new Set([...files.map(({ path }) => artifactAt(path)), ...judged].map((one) => digestIn(one, algorithm)));
    there.set(algorithm, set);
    return set;
  };
  return folders.flatMap(({ folder, names }) =>
    orphansOf({
      names,
      read: (name) => disk.read(disk.join(folder, name), { maxBytes: limits.maxEvidenceBytes }),
      artifact: (name) => artifactAt(disk.join(folder, name)),
      isThere: (algorithm, digest) => digestsBy(algorithm).has(digest),
    }).map(({ name, reason: why }) => unjudged(disk.join(folder, name), [why])),
  );
}

function digestIn(one: Artifact | Judged | undefined, algorithm: 'sha256' | 'sha384' | 'sha512'): string | undefined {
  if (one === undefined) return undefined;
  return 'subject' in one ? one.digests[algorithm] : digestOf(one, algorithm);
}

/** What a policy file asks for and nothing of the release had the name of. */
export function unmet(asking: Asking): readonly Judged[] {
  return asking.unmet().map(({ name, at }) =>
    unjudged('text' in name ? name.text : showMatcher(name), [
      reason('ASSET_MISSING', `the release has nothing of that name, and ${at} says what it must carry`, {
        hint: 'an image is given as a SUBJECT beside --release, by its reference',
      }),
    ]),
  );
}
