import { download, type Asker, type Downloaded } from '../registry/asking/index.ts';
import { readAttestations, readPackage, type PackageVersion } from '../registry/npm/index.ts';
import { isSameFile, listDistributions, readProvenance } from '../registry/pypi/index.ts';
import { readEvidence, type Offered } from '../trust/bundle/index.ts';
import { parsed, quoted, refused, type Parsed, type Reason } from '../trust/reason/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { artifactOfBytes } from './digest.ts';
import type { Finding, FoundSubject } from './found.ts';
import { messageByKey } from './git/signed-bytes.ts';
import { noteOf } from './images.ts';
import { onlyNamed } from './names.ts';
import { parsePackage, type NamedPackage } from './package-url.ts';

type Named<Kind extends NamedPackage['kind']> = Extract<NamedPackage, { kind: Kind }>;

/** Finds a version of a package of npm: the tarball that the registry gives, and its attestations. */
export async function findNpm({ name, version, registry }: Named<'npm'>, asker: Asker, base: string): Promise<Parsed<Finding>> {
  const at = registry?.replace(/\/+$/, '') ?? base;
  const found = await readPackage(asker, { name, version }, at);
  if (found.kind === 'refused') return found;
  if (found.kind === 'missing') return refused('SUBJECT_MISSING', `${new URL(at).host} has no ${quoted(name)} ${quoted(version)}`);
  const { tarball, sha512, version: own } = found.value;
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${own}`;
  const [file, attestations] = await Promise.all([
    download(asker, { url: tarball, name: purl, keep: 'digests', expected: { sha512 } }),
    readAttestations(asker, { name, version: own }, at),
  ]);
  const got = downloaded(file, purl);
  if (got.kind === 'refused') return got;
  const from = `attestations of ${purl}`;
  return parsed({
    subjects: [
      {
        name: purl,
        ...(own === version ? {} : { resolved: purl }),
        artifact: artifactOfDownload(got.value, purl),
        offered: [
          ...(attestations.kind === 'parsed'
            ? onlyNamed(readEvidence(attestations.value, from), got.value, (one) => isPackage(one, { name, version: own }))
            : []),
          ...signedByRegistry(found.value, purl),
        ],
        notes: attestations.kind === 'refused' ? [noteOf({ from, reason: attestations.reason })] : [],
        lists: [],
      },
    ],
    problems: [],
  });
}

/**
 * What the registry itself signed: the name, the version and the digest, which is that of the bytes that were downloaded.
 * Source: docs.npmjs.com, "About ECDSA registry signatures".
 */
function signedByRegistry({ name, version, integrity, signatures }: PackageVersion, purl: string): readonly Offered[] {
  if (integrity === undefined) return [];
  const signed = Buffer.from(`${name}@${version}:${integrity}`);
  return signatures.map(({ keyId, signature }) => {
    const from = `signature of the registry for ${purl}`;
    return {
      from,
      format: 'npm',
      use: 'npm',
      bundle: parsed(messageByKey({ signature, signed, hint: keyId }).bundle),
      over: artifactOfBytes(signed, from),
    };
  });
}

/** Finds the files of a version at an index of Python packages, or the one that is named, each with its provenance. */
export async function findPypi({ project, version, file, index }: Named<'pypi'>, asker: Asker, base: string): Promise<Parsed<Finding>> {
  const at = index?.replace(/\/+$/, '') ?? base;
  const listed = await listDistributions(asker, { project, version }, at);
  if (listed.kind === 'refused') return listed;
  const files = listed.kind === 'parsed' ? listed.value.filter((one) => file === undefined || one.filename === file) : [];
  if (files.length === 0) return refused('SUBJECT_MISSING', `${new URL(at).host} has no ${quoted(file ?? `${project} ${version}`)}`);
  const all = await Promise.all(
    files.map(async (one): Promise<FoundSubject | Reason> => {
      const [got, provenance] = await Promise.all([
        download(asker, { url: one.url, name: one.filename, keep: 'digests', expected: { sha256: one.sha256 } }),
        readProvenance(asker, { ...one, project, version }, at),
      ]);
      const bytes = downloaded(got, one.filename);
      if (bytes.kind === 'refused') return bytes.reason;
      const from = `provenance of ${one.filename}`;
      return {
        name: `pkg:pypi/${project}@${version}?file_name=${encodeURIComponent(one.filename)}`,
        artifact: artifactOfDownload(bytes.value, one.filename),
        offered: provenance.kind === 'parsed' ? onlyNamed(readEvidence(provenance.value, from), bytes.value, (other) => isSameFile(one.filename, other)) : [],
        notes: provenance.kind === 'refused' ? [noteOf({ from, reason: provenance.reason })] : [],
        lists: [],
      };
    }),
  );
  return findingOf(all, []);
}

/** Files that could not be read are problems; where none could, the first of them is the answer. */
export function findingOf(all: readonly (FoundSubject | Reason)[], more: readonly Reason[]): Parsed<Finding> {
  const subjects = all.filter((one): one is FoundSubject => 'artifact' in one);
  const problems = [...all.filter((one): one is Reason => 'code' in one), ...more];
  const [first] = problems;
  return subjects.length === 0 && first !== undefined ? { kind: 'refused', reason: first } : parsed({ subjects, problems });
}

export function downloaded(got: Awaited<ReturnType<typeof download>>, name: string): Parsed<Downloaded> {
  if (got.kind === 'missing') return refused('SERVICE_FAILED', `${name} is listed and not there`);
  return got.kind === 'status' ? refused('SERVICE_FAILED', `${name} was answered with status ${got.status}`) : got;
}

export function artifactOfDownload({ sha256, sha512 }: Downloaded, name: string): Artifact {
  return { digests: { sha256, sha512 }, name };
}

function isPackage(text: string, { name, version }: { readonly name: string; readonly version: string }): boolean {
  const other = parsePackage(text);
  return other.kind === 'parsed' && other.value.kind === 'npm' && other.value.name === name && other.value.version === version;
}
