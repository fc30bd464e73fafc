import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import type { ImageReference } from '../../registry/oci/index.ts';
import { artifactOf, artifactOfDigest, listedInBase64, listedSubjects, parseSubject } from '../../subjects/index.ts';
import type { Parsed } from '../../trust/reason/index.ts';
import type { StatementSubject } from '../../trust/statement/index.ts';
import { filesOf, isPattern } from './globs.ts';

/** Where the subjects of a statement come from. */
export interface SubjectSources {
  /** Files, patterns of files, digests, images. */
  readonly words: readonly string[];
  /** Files of lists of checksums. */
  readonly checksums: readonly string[];
  /** Files of such lists in base64. */
  readonly base64: readonly string[];
  /** The name of the one digest that is given by itself. */
  readonly name: string | undefined;
}

/** A file that was hashed. */
export interface HashedFile {
  readonly path: string;
  readonly subject: StatementSubject & { readonly name: string };
}

export interface Collected {
  readonly files: readonly HashedFile[];
  /** Subjects of lists and digests, whose bytes nobody saw here. */
  readonly listed: readonly StatementSubject[];
  readonly images: readonly { readonly word: string; readonly reference: ImageReference }[];
}

/** Finds and hashes every subject. Throws SUBJECTS_REFUSED, before anything is asked of anybody. */
export function collectSubjects(sources: SubjectSources, disk: Disk): Collected {
  const files = new Map<string, HashedFile>();
  const digests: StatementSubject[] = [];
  const images: { word: string; reference: ImageReference }[] = [];
  const addFile = (path: string): void => {
    if (!files.has(path)) files.set(path, hashedFile(path, disk));
  };
  for (const word of sources.words) {
    if (isPattern(word) && disk.open(word).kind === 'missing') {
      for (const path of matched(word, disk)) addFile(path);
      continue;
    }
    const named = valueOf(parseSubject(word, disk), word);
    if (named.kind === 'file') addFile(named.path);
    else if (named.kind === 'digest') digests.push({ digest: valueOfDigest(named.digest) });
    else if (named.kind === 'image') images.push({ word, reference: named.reference });
    else if (named.kind === 'package' && named.package.kind === 'image') images.push({ word, reference: named.package.reference });
    else throw refused(`${word} is no file, digest or image`, 'push it to a registry first, or attest its archive as a file: file:PATH');
  }
  const { name } = sources;
  const [only, ...others] = digests;
  if (name !== undefined && (only === undefined || others.length > 0))
    throw refused(`--subject-name names one digest, and ${digests.length} are given`, 'sealwright attest sha256:… --subject-name NAME');
  const listed = [
    ...(name !== undefined && only !== undefined ? [{ ...only, name }] : digests),
    ...sources.checksums.flatMap((path) => valueOf(listedSubjects(readList(path, disk)), path)),
    ...sources.base64.flatMap((path) => valueOf(listedInBase64(new TextDecoder().decode(readList(path, disk))), path)),
  ];
  return { files: [...files.values()], listed, images };
}

/** Throws SUBJECT_CHANGED where a file is not what it was when it was hashed. */
export function stillAsHashed(files: readonly HashedFile[], disk: Disk): void {
  for (const { path, subject } of files) {
    if (hashedFile(path, disk).subject.digest['sha256'] === subject.digest['sha256']) continue;
    throw new SealwrightError('SUBJECT_CHANGED', {
      message: `${path} was written to while it was attested; nothing was written`,
      hint: 'run again when it is finished',
    });
  }
}

function hashedFile(path: string, disk: Disk): HashedFile {
  const opened = disk.open(path);
  if (opened.kind === 'folder') throw refused(`${path} is a folder`, `name the files in it: '${path.replace(/\/$/, '')}/*'`);
  if (opened.kind !== 'pieces')
    throw refused(`${path} ${opened.kind === 'missing' ? 'does not exist' : `is not read: ${opened.reason}`}`, 'give files that are there');
  const { digests } = artifactOf(opened, path);
  return { path, subject: { name: disk.split(path).name, digest: { sha256: digests['sha256'] ?? '' } } };
}

function matched(pattern: string, disk: Disk): readonly string[] {
  const found = filesOf(pattern, disk);
  if (found === 'too-many') throw refused(`${pattern} stands for more files, or leads through more folders, than are attested at once`, 'name fewer');
  if (found.length === 0) throw refused(`no file is named ${pattern}`, 'is it the right folder, and was it built?');
  return found;
}

function readList(path: string, disk: Disk): Uint8Array {
  const read = disk.read(path, { maxBytes: limits.maxDocumentBytes });
  if (read.kind === 'bytes') return read.bytes;
  throw refused(
    `${path} ${read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : `is not read: ${read.reason}`}`,
    'sha256sum FILE… > FILE',
  );
}

function valueOfDigest(text: string): Readonly<Record<string, string>> {
  const digests = artifactOfDigest(text)?.digests;
  if (digests?.['sha256'] === undefined)
    throw refused(`${text.slice(0, 80)} is no SHA-256, by which everybody looks for it`, 'sha256: and 64 digits in lower case');
  return { sha256: digests['sha256'] };
}

function valueOf<T>(given: Parsed<T>, at: string): T {
  if (given.kind === 'parsed') return given.value;
  throw new SealwrightError('SUBJECTS_REFUSED', {
    message: `${at.slice(0, 200)}: ${given.reason.message}; nothing was signed`,
    hint: given.reason.hint ?? 'give files, patterns such as dist/*.whl, digests, or images as host/path:tag',
  });
}

function refused(message: string, hint: string): SealwrightError {
  return new SealwrightError('SUBJECTS_REFUSED', { message: `${message}; nothing was signed`, hint });
}
