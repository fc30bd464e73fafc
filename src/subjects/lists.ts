import { limits, type BytesRead } from '../base/index.ts';
import { quoted, reason, type Parsed, type Reason } from '../trust/reason/index.ts';
import { baseName, looksLikeChecksums, parseChecksums, type ChecksumList } from './checksums.ts';
import { looksClearSigned, readClearSigned } from './openpgp/clear-signed.ts';
import type { FolderNames } from './neighbours.ts';

/** Which lists of checksums of a folder name which of its files. */
interface ListIndex {
  readonly naming: ReadonlyMap<string, readonly string[]>;
  /** Lists that are none: whom they would name is not known. */
  readonly malformed: readonly string[];
  readonly notes: readonly Reason[];
}

/** A folder's names are set out once for all its files, and so is what its lists name. */
const known = new WeakMap<FolderNames, ListIndex>();

/** Returns the lists beside a file that may speak for it, those that name it and those of which that is not known; with why there may be more. */
export function listsFor(
  name: string,
  names: FolderNames,
  read: (name: string) => BytesRead,
): { readonly lists: readonly string[]; readonly notes: readonly Reason[] } {
  const index = known.get(names) ?? indexOf(names, read);
  known.set(names, index);
  const malformed = index.malformed.filter((list) => [undefined, name].includes(ownerOf(list, names)));
  const lists = [...(index.naming.get(name) ?? []), ...malformed].filter((list) => list !== name);
  if (lists.length <= limits.maxListsOfFile) return { lists, notes: index.notes };
  const why = reason('EVIDENCE_TOO_MUCH', `${lists.length} lists of checksums may be about the file, of which ${limits.maxListsOfFile} are read`, {
    hint: 'put the file and the list that counts, with its evidence, into a folder of their own',
  });
  return { lists: lists.slice(0, limits.maxListsOfFile), notes: [...index.notes, why] };
}

/** Reads a list; one that is a digest alone is of the file that it is named after. */
export function parseListOf(list: string, bytes: Uint8Array, names: FolderNames): Parsed<ChecksumList> {
  const named = ownerOf(list, names);
  const signed = looksClearSigned(bytes) ? readClearSigned(bytes) : undefined;
  if (signed?.kind === 'refused') return signed;
  return parseChecksums(signed?.value.text ?? bytes, named === undefined ? {} : { named });
}

function indexOf(names: FolderNames, read: (name: string) => BytesRead): ListIndex {
  const naming = new Map<string, string[]>();
  const malformed: string[] = [];
  const notes: Reason[] = [];
  const lists = names.sorted.filter(looksLikeChecksums);
  for (const list of lists.slice(0, limits.maxListsOfFolder)) {
    const bytes = read(list);
    if (bytes.kind !== 'bytes') {
      notes.push(reason('EVIDENCE_UNREAD', `${quoted(list)} lies beside the file: ${bytes.kind === 'refused' ? bytes.reason : 'it is no file'}`));
      continue;
    }
    const parsed = parseListOf(list, bytes.bytes, names);
    if (parsed.kind === 'refused') malformed.push(list);
    else for (const name of namedHere(parsed.value, names)) naming.set(name, [...(naming.get(name) ?? []), list]);
  }
  if (lists.length > limits.maxListsOfFolder)
    notes.push(reason('EVIDENCE_TOO_MUCH', `the folder has ${lists.length} lists of checksums, of which ${limits.maxListsOfFolder} are read`));
  return { naming, malformed, notes };
}

function namedHere({ entries }: ChecksumList, { all }: FolderNames): ReadonlySet<string> {
  return new Set(entries.map((entry) => baseName(entry.name)).filter((name) => all.has(name)));
}

/** The file that a list is named after, as `lens.tgz` of `lens.tgz.sha256`: the longest that there is. */
function ownerOf(list: string, { all }: FolderNames): string | undefined {
  for (let end = list.lastIndexOf('.'); end > 0; end = list.lastIndexOf('.', end - 1)) if (all.has(list.slice(0, end))) return list.slice(0, end);
  return undefined;
}
