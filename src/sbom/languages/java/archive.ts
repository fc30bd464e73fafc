import { createHash } from 'node:crypto';
import { limits } from '../../../base/index.ts';
import { asText } from '../../fields.ts';
import type { FoundPackage, Hash } from '../../package.ts';
import type { Problem } from '../../problem.ts';
import { readBytes, readText } from '../../text.ts';
import type { ByteTree, RandomBytes } from '../../tree/byte-tree.ts';
import { openZip } from '../../tree/zip.ts';
import { isUnopenedInside } from '../../unopened.ts';
import { licencesOfPom, parseCoordinates, parseManifest, type Coordinates } from './properties.ts';

const archiveName = /\.(?:jar|war|ear|par|sar|nar|rar|jpi|hpi|lpkg)$/i;

/** Whether a path is an archive of Java. */
export function isArchive(path: string): boolean {
  return archiveName.test(path);
}

/** What archives in archives may come to, in all of one. */
interface Budget {
  archives: number;
  bytes: number;
}

interface Reading {
  /** The archive of the tree. */
  readonly file: string;
  readonly packages: FoundPackage[];
  readonly problems: Problem[];
  /** Archives and programs in archives, which nobody looks into. */
  readonly unopened: string[];
  readonly budget: Budget;
}

/** Reads an archive and those in it. Adds what it is and what it holds, and returns the key of the first, or undefined where it is none. */
export function readArchive(bytes: RandomBytes, name: string, reading: Reading, depth: number): string | undefined {
  const { packages, problems, unopened, budget, file } = reading;
  const refuse = (code: Problem['code'], reason: string): undefined =>
    void problems.push({ code, path: file, reason: name === file ? reason : `${name} in it: ${reason}` });
  budget.archives += 1;
  budget.bytes += bytes.size;
  if (depth > limits.maxNestedArchiveDepth) return refuse('ARCHIVE_TOO_MUCH', `archives in archives are deeper than ${limits.maxNestedArchiveDepth}`);
  if (budget.archives > limits.maxNestedArchives || budget.bytes > limits.maxNestedArchiveBytes)
    return refuse('ARCHIVE_TOO_MUCH', 'it holds too many archives, or too large ones');
  const opened = openZip(bytes, name);
  if (opened.kind === 'unreadable') return refuse(opened.problem.code, opened.problem.reason);
  const { tree } = opened;
  const members = coordinatesIn(tree, refuse);
  const manifest = manifestOf(tree, refuse);
  const own = ownOf(members, name, manifest);
  for (const path of tree.paths()) if (!isArchive(path) && isUnopenedInside(path)) unopened.push(`${path} in ${name}`);
  const inside = tree
    .paths()
    .filter(isArchive)
    .flatMap((path) => {
      const member = tree.open(path);
      if (member.kind === 'file') return readArchive(member.bytes, path, reading, depth + 1) ?? [];
      return refuse('FILE_UNREADABLE', `${path} in it: ${member.kind === 'refused' ? member.reason : 'it leads nowhere'}`) ?? [];
    });
  const key = `${file}#${packages.length}`;
  const shaded = members.filter((one) => one.coordinates !== own?.coordinates).map((one, at) => shadedOf(one, `${key}#${at}`, file));
  packages.push(packageOf({ own, name, manifest, bytes, key, file, needs: [...inside, ...shaded.map((one) => one.key)] }), ...shaded);
  return key;
}

/** Maven's archiver writes the group there, where it is told to write of the implementation; others write what they like. */
function groupOf(manifest: ReadonlyMap<string, string>): string | undefined {
  const id = manifest.get('implementation-vendor-id');
  return id !== undefined && /^[a-z][\w-]*(?:\.[\w-]+)+$/.test(id) ? id : undefined;
}

interface Described {
  readonly coordinates: Coordinates;
  readonly licences: readonly string[];
}

function coordinatesIn(tree: ByteTree, refuse: (code: Problem['code'], reason: string) => undefined): readonly Described[] {
  return tree.paths().flatMap((path) => {
    if (!/(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(path)) return [];
    const read = readText(tree, path);
    const coordinates = read.kind === 'read' ? parseCoordinates(read.value) : undefined;
    if (coordinates === undefined) return refuse('MANIFEST_MALFORMED', `${path} names no artifact with a version`) ?? [];
    const pom = path.replace(/properties$/, 'xml');
    const text = tree.entry(pom)?.kind === 'file' ? readText(tree, pom) : undefined;
    return [{ coordinates, licences: text?.kind === 'read' ? licencesOfPom(text.value) : [] }];
  });
}

function manifestOf(tree: ByteTree, refuse: (code: Problem['code'], reason: string) => undefined): ReadonlyMap<string, string> {
  const path = 'META-INF/MANIFEST.MF';
  if (tree.entry(path)?.kind !== 'file') return new Map();
  const read = readBytes(tree, path);
  if (read.kind === 'problem') refuse(read.problem.code, `${path}: ${read.problem.reason}`);
  return read.kind === 'read' ? parseManifest(read.value) : new Map();
}

/** Which of the artifacts that are described in an archive it is itself: the one of its name, or the only one if nothing says otherwise. */
function ownOf(members: readonly Described[], name: string, manifest: ReadonlyMap<string, string>): Described | undefined {
  const base = baseOf(name);
  const named = members.find(
    ({ coordinates: { artifact, version } }) => base === artifact || base === `${artifact}-${version}` || base.startsWith(`${artifact}-${version}-`),
  );
  if (named !== undefined) return named;
  const [only] = members;
  const title = manifest.get('implementation-title');
  return members.length === 1 && (title === undefined || title.toLowerCase().includes(only?.coordinates.artifact.toLowerCase() ?? '')) ? only : undefined;
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(archiveName, '');
}

function packageOf({
  own,
  name,
  manifest,
  bytes,
  key,
  file,
  needs,
}: {
  readonly own: Described | undefined;
  readonly name: string;
  readonly manifest: ReadonlyMap<string, string>;
  readonly bytes: RandomBytes;
  readonly key: string;
  readonly file: string;
  readonly needs: readonly string[];
}): FoundPackage {
  const [, named = baseOf(name), version] = /^(.+?)-v?(\d[\w.+]*(?:-[\w.+-]+)?)$/.exec(baseOf(name)) ?? [];
  const licence = manifest.get('bundle-license');
  return {
    key,
    type: 'maven',
    namespace: own?.coordinates.group ?? groupOf(manifest),
    name: own?.coordinates.artifact ?? named,
    version: own?.coordinates.version ?? version ?? asText(manifest.get('implementation-version')) ?? asText(manifest.get('bundle-version')),
    state: 'installed',
    licences: own !== undefined && own.licences.length > 0 ? own.licences : licence === undefined ? [] : [licence.replace(/;.*$/s, '')],
    hashes: hashesOf(bytes),
    supplier: asText(manifest.get('implementation-vendor')) ?? asText(manifest.get('bundle-vendor')),
    foundIn: [file],
    dependsOn: needs,
  };
}

/** What was unpacked into an archive that is another. */
function shadedOf({ coordinates: { group, artifact, version }, licences }: Described, key: string, file: string): FoundPackage {
  return { key, type: 'maven', namespace: group, name: artifact, version, state: 'linked', licences, foundIn: [file] };
}

const pieceBytes = 1024 * 1024;

function hashesOf(bytes: RandomBytes): readonly Hash[] {
  const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
  for (let at = 0; at < bytes.size; at += pieceBytes) {
    const piece = bytes.at(at, pieceBytes);
    sha1.update(piece);
    sha256.update(piece);
  }
  return [
    { algorithm: 'sha1', hex: sha1.digest('hex') },
    { algorithm: 'sha256', hex: sha256.digest('hex') },
  ];
}
