import { limits, type Disk } from '../base/index.ts';
import { parsed, quoted, reason, refused, type Parsed, type Reason } from '../trust/reason/index.ts';
import { evidenceFor, folderNames, type FolderNames } from './neighbours.ts';

/** The files of a release on the disk. */
export interface FolderListing {
  /** What a stranger would take, by path, with the names beside it. */
  readonly files: readonly { readonly path: string; readonly names: FolderNames }[];
  /** Layouts of images. */
  readonly layouts: readonly string[];
  /** The folders, with the names of their files: what is evidence by its name should turn out to be about a file. */
  readonly folders: readonly { readonly folder: string; readonly names: FolderNames }[];
  /** Why there may be more than these. */
  readonly problems: readonly Reason[];
}

/** Lists a folder and the folders in it: files that are evidence for others are no files of the release. */
export function listFolder(folder: string, disk: Disk): Parsed<FolderListing> {
  if (disk.names(folder) === undefined) return refused('SUBJECT_MISSING', `there is no folder ${quoted(folder)} that can be read`);
  const listing = { files: [] as FolderListing['files'][number][], layouts: [] as string[], folders: [] as FolderListing['folders'][number][] };
  const problems: Reason[] = [];
  const waiting = [{ folder, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = disk.names(next.folder);
    if (found === undefined) {
      problems.push(reason('SUBJECT_UNREADABLE', `the folder ${quoted(next.folder)} cannot be read`));
      continue;
    }
    const at = next.folder;
    if (found.some((one) => one.name === 'oci-layout' && one.kind === 'file')) {
      listing.layouts.push(at);
      continue;
    }
    const names = folderNames(found.flatMap((one) => (one.kind === 'file' ? [one.name] : [])));
    const evidence = evidenceFor(names.sorted, names);
    listing.files.push(...names.sorted.filter((name) => !evidence.has(name)).map((name) => ({ path: disk.join(at, name), names })));
    listing.folders.push({ folder: at, names });
    const folders = found.filter((one) => one.kind === 'folder').map((one) => ({ folder: disk.join(at, one.name), depth: next.depth + 1 }));
    if (folders.length > 0 && next.depth >= limits.maxFolderDepth)
      problems.push(reason('SUBJECT_UNREADABLE', `folders deeper than ${quoted(at)} are not read`));
    else waiting.push(...folders.toReversed());
    if (listing.files.length > limits.maxFolderFiles) {
      problems.push(reason('SUBJECT_UNREADABLE', `the folder has more than ${limits.maxFolderFiles} files`));
      break;
    }
  }
  return parsed({ ...listing, problems });
}
