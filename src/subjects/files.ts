import { limits, type BytesRead, type Disk } from '../base/index.ts';
import type { LogEntry, Offered } from '../trust/bundle/index.ts';
import { parsed, quoted, reason, refused, type Parsed, type Reason } from '../trust/reason/index.ts';
import { otherBytesOf, parseStatement } from '../trust/statement/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { entriesOf, entryOf, type ChecksumList } from './checksums.ts';
import { artifactOf, artifactOfBytes, artifactOfDigest, digestOf } from './digest.ts';
import type { ChecksumEntry, Found, FoundList } from './found.ts';
import { givenEvidence, givenLogEntries, joined, leftOut, readFile, readSignature } from './given.ts';
import { ofDistribution } from './names.ts';
import { listsFor, parseListOf } from './lists.ts';
import { clearSignedEvidence, openPgpEvidence } from './openpgp/evidence.ts';
import { folderNames, neighboursOf, type FolderNames } from './neighbours.ts';

/** Where evidence for a file is looked for. */
export interface FileRequest {
  readonly path: string;
  /** Files of evidence; where there are any, no other is looked for. */
  readonly bundles?: readonly string[];
  readonly rekorEntries?: readonly string[];
  /** The names beside the file, where they were set out before. */
  readonly names?: FolderNames;
  /** The file, where it was read before and is not on the disk. */
  readonly artifact?: Artifact;
}

/**
 * Finds a file's digest and the evidence for it: the files that were given, or those beside it by the names that signers
 * give them, with lists of checksums that have evidence of their own.
 */
export function findFileEvidence(request: FileRequest, disk: Disk): Parsed<Found> {
  const { path, bundles = [], rekorEntries = [] } = request;
  const { folder, name } = disk.split(path);
  const read = request.artifact === undefined ? readArtifact(path, disk) : parsed(request.artifact);
  if (read.kind === 'refused') return read;
  const artifact = read.value;
  const entries = givenLogEntries(rekorEntries, disk);
  const named = (offered: readonly Offered[]): readonly Offered[] => ofDistribution(joined(offered, entries), artifact, name);
  if (bundles.length > 0) return parsed({ artifact, offered: named(givenEvidence(bundles, disk, artifact)), notes: [], lists: [] });
  const names = request.names ?? folderNames((disk.names(folder) ?? []).flatMap((one) => (one.kind === 'file' ? [one.name] : [])));
  const beside = new Beside(folder, names, disk);
  const own = beside.evidenceFor(name, artifact);
  const lists = beside.listsOf(name, artifact, entries);
  const offered = named([...own.offered, ...beside.ownSignatures(name)]);
  return parsed({ artifact, offered, notes: beside.notes, lists, ...(own.others.length === 0 ? {} : { others: own.others }) });
}

function readArtifact(path: string, disk: Disk): Parsed<Artifact> {
  const file = disk.open(path);
  if (file.kind === 'missing') return refused('SUBJECT_MISSING', `there is no file ${quoted(path)}`);
  if (file.kind === 'folder')
    return refused('SUBJECT_UNREADABLE', `${quoted(path)} is a folder`, { hint: `sealwright verify --release ${path} --policy FILE` });
  if (file.kind === 'refused') return refused('SUBJECT_UNREADABLE', `${quoted(path)}: ${file.reason}`);
  return parsed(artifactOf(file, disk.split(path).name));
}

/** Finds the evidence that was given for a subject that is named by its digest alone. */
export function findDigestEvidence(request: Omit<FileRequest, 'path' | 'names' | 'artifact'> & { readonly digest: string }, disk: Disk): Parsed<Found> {
  const { digest, bundles = [], rekorEntries = [] } = request;
  const artifact = artifactOfDigest(digest);
  if (artifact === undefined) return refused('SUBJECT_MALFORMED', `${quoted(digest)} is no digest`, { hint: 'sha256: and 64 lower-case hexadecimal digits' });
  return parsed({ artifact, offered: joined(givenEvidence(bundles, disk, artifact), givenLogEntries(rekorEntries, disk)), notes: [], lists: [] });
}

/** The folder of a file. */
class Beside {
  readonly notes: Reason[] = [];
  readonly #folder: string;
  readonly #names: FolderNames;
  readonly #disk: Disk;

  constructor(folder: string, names: FolderNames, disk: Disk) {
    this.#folder = folder;
    this.#names = names;
    this.#disk = disk;
  }

  evidenceFor(name: string, artifact: Artifact): Required<Pick<Found, 'offered' | 'others'>> {
    const { evidence, signatures, openPgp, shared } = neighboursOf(name, this.#names);
    const own = evidence.flatMap((one) => this.#with(one, (bytes) => readFile(bytes, one, artifact)));
    const detached = signatures.flatMap(({ signature, certificate, entry }) =>
      this.#with(signature, (bytes) => {
        const [pem, log] = [certificate, entry].map((one) => (one === undefined ? undefined : this.#bytes(one)));
        return readSignature({
          from: signature,
          bytes,
          artifact,
          ...(pem === undefined ? {} : { certificate: pem }),
          ...(log === undefined ? {} : { entry: log }),
        });
      }),
    );
    const byProgram = openPgp.flatMap((one) => this.#with(one, (bytes) => openPgpEvidence(bytes, { from: one, format: 'detached-signature', artifact })));
    const common = shared
      .filter((one) => one !== name && !evidence.includes(one))
      .flatMap((one) => this.#with(one, (bytes) => readFile(bytes, one).map((piece) => ({ piece, relation: relationOf(piece, artifact) }))));
    const about = common.flatMap(({ piece, relation }) => (relation === 'about-it' || leftOut(piece) !== undefined ? [piece] : []));
    const otherBytes = common.flatMap(({ piece, relation }) => (relation === 'other-bytes-of-its-name' ? [piece] : []));
    return { offered: [...own, ...detached, ...about, ...byProgram], others: otherBytes };
  }

  /** What a text with its signatures under it, as `SHA256SUMS.asc` may be, brings itself. */
  ownSignatures(name: string): readonly Offered[] {
    if (!name.endsWith('.asc')) return [];
    const read = this.#disk.read(this.#disk.join(this.#folder, name), { maxBytes: limits.maxDocumentBytes });
    return read.kind === 'bytes' ? clearSignedEvidence(read.bytes, name) : [];
  }

  listsOf(name: string, artifact: Artifact, entries: readonly LogEntry[]): readonly FoundList[] {
    const found = listsFor(name, this.#names, (list) => this.#read(list));
    this.notes.push(...found.notes);
    return found.lists.flatMap((list) =>
      this.#with(list, (bytes) => {
        const listArtifact = artifactOfBytes(bytes, list);
        const offered = joined([...this.evidenceFor(list, listArtifact).offered, ...clearSignedEvidence(bytes, list)], entries);
        // A list that nobody signed vouches for nothing.
        if (offered.length === 0) return [];
        const entry = lineFor(parseListOf(list, bytes, this.#names), { list, name, artifact });
        return entry === undefined ? [] : [{ from: list, artifact: listArtifact, offered, entry }];
      }),
    );
  }

  #with<T>(name: string, use: (bytes: Uint8Array) => readonly T[]): readonly T[] {
    const bytes = this.#bytes(name);
    return bytes === undefined ? [] : use(bytes);
  }

  #bytes(name: string): Uint8Array | undefined {
    const read = this.#read(name);
    if (read.kind === 'bytes') return read.bytes;
    this.notes.push(reason('EVIDENCE_UNREAD', `${quoted(name)} lies beside the file: ${read.kind === 'refused' ? read.reason : 'it is no file'}`));
    return undefined;
  }

  #read(name: string): BytesRead {
    return this.#disk.read(this.#disk.join(this.#folder, name), { maxBytes: limits.maxEvidenceBytes });
  }
}

/** The line of a list for a file, held against the file's digest; undefined where the list does not name it. */
function lineFor(
  read: Parsed<ChecksumList>,
  { list, name, artifact }: { readonly list: string; readonly name: string; readonly artifact: Artifact },
): Parsed<ChecksumEntry> | undefined {
  if (read.kind === 'refused') return read;
  const named = entriesOf(read.value, name);
  // A name has one digest by each algorithm, or, in several folders, one that is the file's.
  const differs = (one: ChecksumEntry): boolean => digestOf(artifact, one.algorithm) !== one.digest;
  const wrong = named.find((one) => differs(one) && named.every((other) => other.algorithm !== one.algorithm || differs(other)));
  if (wrong === undefined) return entryOf(named, name);
  const own = read.value.entries.find((one) => one.algorithm === wrong.algorithm && !differs(one));
  const these = own === undefined ? '' : `; it lists these bytes as ${quoted(own.name)}`;
  const message = `${quoted(list)} lists another ${wrong.algorithm} for ${quoted(name)} than the file has: ${wrong.digest}${these}`;
  return refused('CHECKSUM_MISMATCH', message);
}

/** What an unverified statement is about: enough to offer it, and no more. */
function relationOf({ bundle }: Offered, artifact: Artifact): 'about-it' | 'other-bytes-of-its-name' | 'none' {
  if (bundle.kind === 'refused' || bundle.value.content.kind !== 'envelope') return 'none';
  const statement = parseStatement(bundle.value.content.envelope.payload);
  if (statement.kind === 'refused') return 'none';
  const { subject } = statement.value;
  const isAbout = subject.some(({ digest }) =>
    (['sha256', 'sha384', 'sha512'] as const).some((one) => Object.hasOwn(digest, one) && digest[one] === digestOf(artifact, one)),
  );
  if (isAbout) return 'about-it';
  const other = artifact.name === undefined ? undefined : otherBytesOf(subject, artifact.name, (algorithm) => digestOf(artifact, algorithm));
  return other === undefined ? 'none' : 'other-bytes-of-its-name';
}
