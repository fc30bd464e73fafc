import type { Disk, PiecesRead, Spool } from '../base/index.ts';
import { openLayers, openZip, singleFile, type OpenTree, type SbomSubject, type Wants } from '../sbom/index.ts';
import { parsed, quoted, refused, type Parsed } from '../trust/reason/index.ts';
import type { OpenedPart, Part } from './contents.ts';
import { openDeb, openRpm } from './installer.ts';

type Pieces = Extract<PiecesRead, { readonly kind: 'pieces' }>;

/** A file of the disk that was opened, and its name without its folder. */
export interface NamedFile {
  readonly name: string;
  readonly file: Pieces;
}

export function openFile(path: string, disk: Disk): Parsed<NamedFile> {
  const file = disk.open(path);
  if (file.kind === 'pieces') return parsed({ name: disk.split(path).name, file });
  if (file.kind === 'missing') return refused('SUBJECT_MISSING', `there is no file ${quoted(path)}`);
  return refused('SUBJECT_UNREADABLE', `${quoted(path)}: ${file.kind === 'folder' ? 'it is a folder' : file.reason}`);
}

/** A file as a document names it: by its bytes. */
export async function fileSubject({ name, file }: NamedFile): Promise<SbomSubject> {
  return { kind: 'file', name, digest: { algorithm: 'sha256', hex: await file.sha256() } };
}

/** What a file holds: the members of an archive, else the file alone. */
export async function filePart(named: NamedFile, spool: Spool): Promise<Part> {
  return { subject: await fileSubject(named), open: async (wants) => await openNamed(named, wants, spool) };
}

async function openNamed({ name, file }: NamedFile, wants: Wants, spool: Spool): Promise<OpenedPart> {
  switch (formOf(file)) {
    case 'zip': {
      const zip = openZip(file, name);
      return zip.kind === 'open' ? { ...zip, close: () => undefined } : zip;
    }
    case 'tar':
      return await openLayers({ layers: [{ name, pieces: file.read }], marks: 'none', wants, spool });
    case 'deb':
      return await openDeb({ name, file }, wants, spool);
    case 'rpm':
      return await openRpm({ name, file }, wants, spool);
    case 'other':
      return { kind: 'open', ...alone(name, file) };
  }
}

function alone(name: string, file: Pieces): OpenTree {
  return { tree: singleFile(name, { size: file.size, isExecutable: file.executable === true, bytes: file }), close: () => undefined };
}

/** Kinds of files by their first bytes: names are what people like. */
export function formOf({ at, size }: Pick<Pieces, 'at' | 'size'>): 'zip' | 'tar' | 'deb' | 'rpm' | 'other' {
  const head = Buffer.from(at(0, Math.min(size, 512)));
  const hex = head.subarray(0, 8).toString('hex');
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'zip';
  // gzip, zstd and its frames that are skipped; bzip2 and xz are told by who unpacks them.
  if (/^(?:1f8b|28b52ffd|5.2a4d18|425a68|fd377a585a00)/.test(hex)) return 'tar';
  if (head.subarray(257, 262).toString('latin1') === 'ustar' || isOldTar(head)) return 'tar';
  // A program of Python or Java with a line before it that says who runs it.
  if (head.subarray(0, 2).toString('latin1') === '#!' && hasZipEnd({ at, size })) return 'zip';
  // ar, which is a package of Debian where it begins as those do.
  if (head.subarray(0, 21).toString('latin1') === '!<arch>\ndebian-binary') return 'deb';
  return hex.startsWith('edabeedb') ? 'rpm' : 'other';
}

/** Before POSIX nothing says tar but the sum of the header. Source: POSIX.1-2024 `pax`, "ustar Interchange Format", `chksum`. */
function isOldTar(head: Buffer): boolean {
  if (head.length < 512 || head[0] === 0) return false;
  const written = /^ *([0-7]{1,7})[\0 ]/.exec(head.subarray(148, 156).toString('latin1'))?.[1];
  const sum = head.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return written !== undefined && Number.parseInt(written, 8) === sum;
}

/** Source: PKWARE APPNOTE 6.3.10, section 4.3.16: the end has 22 bytes, and a comment behind them. */
function hasZipEnd({ at, size }: Pick<Pieces, 'at' | 'size'>): boolean {
  const length = Math.min(size, 22 + 0xffff);
  return Buffer.from(at(size - length, length)).includes(Buffer.from('504b0506', 'hex'));
}
