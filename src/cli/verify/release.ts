import { listFolder, type FolderListing } from '../../subjects/index.ts';
import { showMatcher } from '../../trust/policy/index.ts';
import { reason } from '../../trust/reason/index.ts';
import type { Judged } from '../../verdicts/index.ts';
import type { Asking } from './asks.ts';
import { judgeWord, unjudged, type Court } from './court.ts';
import { judgeFiles } from './judge-files.ts';
import type { VerifyOptions } from './options.ts';

/** Judges every file of a release: of a folder, or of one that GitHub keeps. */
export async function judgeRelease(release: string, options: VerifyOptions, court: Court): Promise<readonly Judged[]> {
  const kept = /^([\w-]+)\/([\w.-]+)@([^\s@]+)$/.exec(release);
  if (kept !== null && court.ports.disk.names(release) === undefined) {
    const [, owner = '', repo = '', tag = ''] = kept;
    return await judgeWord(`pkg:github/${owner}/${repo}@${encodeURIComponent(tag)}`, court);
  }
  const listing = listFolder(release, court.ports.disk);
  return listing.kind === 'refused' ? [unjudged(release, [listing.reason])] : await judgeFolder(listing.value, options, court);
}

async function judgeFolder(listing: FolderListing, { rekorEntries, bundles }: VerifyOptions, court: Court): Promise<readonly Judged[]> {
  const { files, layouts, shared, problems } = listing;
  const judged = [...(await judgeFiles(files, { ...court.setup, rekorEntries, bundles }, court))];
  for (const layout of layouts) judged.push(...(await judgeWord(`oci-layout:${layout}`, court)));
  const used = new Set(
    judged.flatMap((one) => one.verdict.pieces.map((piece) => `${court.ports.disk.split(one.subject).folder}/${piece.from.replace(/, .*$/, '')}`)),
  );
  for (const { path, name, folder } of shared)
    if (!used.has(`${folder}/${name}`)) judged.push(unjudged(path, [reason('EVIDENCE_ORPHAN', 'nothing in it is about a file that lies beside it')]));
  const [first, ...others] = problems;
  if (first !== undefined) judged.push(unjudged('the rest of the folder', [first, ...others]));
  return judged.length > 0 ? judged : [unjudged('the release', [reason('SUBJECT_MISSING', 'the folder holds no files')])];
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
