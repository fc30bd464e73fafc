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
  /** What lies there and is no file that could be read. */
  readonly unread: readonly { readonly path: string; readonly reason: Reason }[];
  /** Why there may be more than these. */
  readonly problems: readonly Reason[];
}

/** Lists a folder and the folders in it: files that are evidence for others are no files of the release. */
export function listFolder(folder: string, disk: Disk): Parsed<FolderListing> {
  if (disk.names(folder) === undefined) return refused('SUBJECT_MISSING', `there is no folder ${quoted(folder)} that can be read`);
  const listing = {
    files: [] as FolderListing['files'][number][],
    layouts: [] as string[],
    folders: [] as FolderListing['folders'][number][],
    unread: [] as FolderListing['unread'][number][],
  };
  const problems: Reason[] = [];
  const waiting: { readonly folder: string; readonly depth: number; readonly layout: LayoutPart }[] = [{ folder, depth: 0, layout: 'none' }];
  let folders = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = disk.names(next.folder);
    if (found === undefined) {
      problems.push(reason('SUBJECT_UNREADABLE', `the folder ${quoted(next.folder)} cannot be read`));
      continue;
    }
    const at = next.folder;
    if (++folders > limits.maxFolders) {
      problems.push(reason('SUBJECT_UNREADABLE', `the folder has more than ${limits.maxFolders} folders`));
      break;
    }
    const isLayout = found.some((one) => one.name === 'oci-layout' && one.kind === 'file');
    if (isLayout) listing.layouts.push(at);
    const layout = isLayout ? 'top' : next.layout;
    for (const { name, kind } of found)
      if (kind === 'other' || kind === 'linked-folder')
        listing.unread.push({
          path: disk.join(at, name),
          reason: reason(
            'SUBJECT_UNREADABLE',
            kind === 'other' ? 'it is no file and no folder, or a link to nothing' : 'it is a link to a folder, and such are not followed',
          ),
        });
    const names = folderNames(found.flatMap((one) => (one.kind === 'file' && !isOfLayout(layout, one.name) ? [one.name] : [])));
    const evidence = evidenceFor(names.sorted, names);
    listing.files.push(...names.sorted.filter((name) => !evidence.has(name)).map((name) => ({ path: disk.join(at, name), names })));
    listing.folders.push({ folder: at, names });
    const below = found
      .filter((one) => one.kind === 'folder')
      .map((one) => ({ folder: disk.join(at, one.name), depth: next.depth + 1, layout: partOfLayout(layout, one.name) }));
    if (below.length > 0 && next.depth >= limits.maxFolderDepth) problems.push(reason('SUBJECT_UNREADABLE', `folders deeper than ${quoted(at)} are not read`));
    else waiting.push(...below.toReversed());
    if (listing.files.length > limits.maxFolderFiles) {
      problems.push(reason('SUBJECT_UNREADABLE', `the folder has more than ${limits.maxFolderFiles} files`));
      break;
    }
  }
  return parsed({ ...listing, problems });
}

/** Where in a layout of images a folder is; a layout hides no file but its own. */
type LayoutPart = 'none' | 'top' | 'blobs' | 'digests';

/** Source: OCI image layout 1.1, "Content". */
function partOfLayout(part: LayoutPart, name: string): LayoutPart {
  if (part === 'top' && name === 'blobs') return 'blobs';
  return part === 'blobs' && /^sha(?:256|384|512)$/.test(name) ? 'digests' : 'none';
}

function isOfLayout(part: LayoutPart, name: string): boolean {
  if (part === 'top') return name === 'oci-layout' || name === 'index.json';
  return part === 'digests' && /^[0-9a-f]{64,128}$/.test(name);
}
