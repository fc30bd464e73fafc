import { createHash } from 'node:crypto';
import { limits } from '../base/index.ts';
import type { Cataloger, Found, ListedFile } from './cataloger.ts';
import type { EvidenceFile, SbomDocument, SbomSubject } from './document.ts';
import { lostLinks } from './lost-links.ts';
import { merged } from './merge.ts';
import type { Problem } from './problem.ts';
import type { ByteTree, TreeEntry } from './tree/byte-tree.ts';
import { isArchiveName, unopenedNotes } from './unopened.ts';

/** What to describe, and who looks. */
export interface DescribeRequest {
  readonly tree: ByteTree;
  readonly subject: SbomSubject;
  readonly catalogers: readonly Cataloger[];
  /** Folders and files that are left out by wish, as paths of the tree. */
  readonly exclude?: readonly string[];
}

/** Returns what the tree holds: the packages of all catalogers, what could not be read, and what was not looked at. */
export function describe({ tree, subject, catalogers, exclude = [] }: DescribeRequest): SbomDocument {
  const wanted = new Map<Cataloger, string[]>(catalogers.map((one) => [one, []]));
  const excluded = exclude.map((path) => path.replace(/^\.?\/+|\/+$/g, ''));
  const leftOut = new Set<string>();
  const unopened: string[] = [];
  const links: { readonly path: string; readonly isWanted: boolean }[] = [];
  for (const path of tree.paths()) {
    const folder = excluded.find((one) => path === one || path.startsWith(`${one}/`));
    if (folder !== undefined) {
      leftOut.add(folder);
      continue;
    }
    const file = new LookedAt(tree, path);
    let isWanted = false;
    let isFile = false;
    for (const [cataloger, paths] of wanted) {
      if (!cataloger.wants(path, file)) continue;
      paths.push(path);
      isWanted = true;
      isFile ||= cataloger.links !== 'wanted';
    }
    if (file.isLink) links.push({ path, isWanted: isFile });
    else if (!isWanted && isArchiveName(path)) unopened.push(path);
  }
  const lost = subject.kind === 'image' ? { problems: [], notes: [] } : lostLinks(tree, links);
  const found = catalogers.map((cataloger) => {
    const paths = (wanted.get(cataloger) ?? []).filter((path) => isGiven(tree, cataloger, path));
    const answer: Found = paths.length === 0 ? { packages: [], problems: [] } : cataloger.find(tree, paths);
    return { cataloger: cataloger.id, ...(answer.packages.length > limits.maxPackages ? tooMany(cataloger) : answer) };
  });
  const problems = [...tree.problems(), ...lost.problems, ...found.flatMap((one) => one.problems)];
  const packages = merged(found);
  const files = filesOf(tree, [...new Set(packages.flatMap((one) => one.foundIn))].sort());
  return {
    subject,
    packages,
    files: files.files,
    problems: [...problems, ...files.problems].sort((a, b) => compare(a.path, b.path) || compare(a.code, b.code) || compare(a.reason, b.reason)),
    notes: [
      ...[...leftOut].sort().map((path) => `${path} was left out, as asked`),
      ...unopenedNotes(unopened),
      ...lost.notes,
      ...found.flatMap((one) => one.notes ?? []).sort(),
    ],
    unnamed: found.flatMap((one) => one.unnamed ?? []),
    catalogers: catalogers.map(({ id, reads }) => ({ id, reads })),
  };
}

/** Files are; of links those that lead to what is not listed as it is wanted, and to nothing where that is asked for. */
function isGiven(tree: ByteTree, cataloger: Cataloger, path: string): boolean {
  const kind = tree.entry(path)?.kind;
  if (kind !== 'link') return kind === 'file';
  const real = tree.resolve(path);
  const stands = real === undefined ? undefined : tree.entry(real)?.kind;
  return (stands === undefined && cataloger.links === 'wanted') || (stands === 'file' && !cataloger.wants(real ?? path, new LookedAt(tree, real ?? path)));
}

function tooMany({ id }: Cataloger): Found {
  return { packages: [], problems: [{ code: 'ARCHIVE_TOO_MUCH', path: '', reason: `more than ${limits.maxPackages} packages are found by ${id}` }] };
}

/** What a listing shows, asked for when a cataloger wants to know: of a folder on the disk each answer is a question. */
class LookedAt implements ListedFile {
  readonly #tree: ByteTree;
  readonly #path: string;
  #entry: { readonly is: TreeEntry | undefined } | undefined;

  constructor(tree: ByteTree, path: string) {
    this.#tree = tree;
    this.#path = path;
  }

  get size(): number {
    const entry = this.#look();
    return entry?.kind === 'file' ? entry.size : 0;
  }

  get isExecutable(): boolean {
    const entry = this.#look();
    return entry?.kind === 'file' && entry.isExecutable;
  }

  get isProgram(): boolean {
    const entry = this.#look();
    return entry?.kind === 'file' && entry.isProgram;
  }

  get isLink(): boolean {
    return this.#look()?.kind === 'link';
  }

  #look(): TreeEntry | undefined {
    this.#entry ??= { is: this.#tree.entry(this.#path) };
    return this.#entry.is;
  }
}

const pieceBytes = 1024 * 1024;

function filesOf(tree: ByteTree, paths: readonly string[]): { readonly files: readonly EvidenceFile[]; readonly problems: readonly Problem[] } {
  const files: EvidenceFile[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const opened = tree.open(path);
    if (opened.kind !== 'file') {
      problems.push({ code: 'FILE_UNREADABLE', path, reason: 'it was read, and cannot be read again' });
      continue;
    }
    const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
    let done = 0;
    for (let at = 0; at < opened.bytes.size; at += pieceBytes) {
      const piece = opened.bytes.at(at, pieceBytes);
      done += piece.length;
      sha1.update(piece);
      sha256.update(piece);
    }
    if (done === opened.bytes.size) files.push({ path, sha1: sha1.digest('hex'), sha256: sha256.digest('hex') });
    else problems.push({ code: 'FILE_UNREADABLE', path, reason: 'it became shorter while it was read' });
  }
  return { files, problems };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
