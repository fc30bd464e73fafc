import { hash } from 'node:crypto';
import type { DescribedPackage, EvidenceFile, SbomDocument, SbomSubject } from '../document.ts';
import { allOf, readLicence } from '../licences/expression.ts';
import type { HashAlgorithm } from '../package.ts';
import { annotationsOf, instantOf, uuidOf, type Writing } from '../written.ts';

const subjectId = 'SPDXRef-Subject';
const nothingSaid = 'NOASSERTION';
const algorithms: Readonly<Record<HashAlgorithm, string>> = { md5: 'MD5', sha1: 'SHA1', sha256: 'SHA256', sha384: 'SHA384', sha512: 'SHA512' };

interface Relationship {
  readonly spdxElementId: string;
  readonly relationshipType: string;
  readonly relatedSpdxElement: string;
  readonly comment?: string;
}

/** Returns a document as SPDX 2.3 in JSON, ending in a newline. Source: SPDX 2.3, chapters 6 to 12, and its JSON schema. */
export function writeSpdx(document: SbomDocument, writing: Writing): string {
  const created = instantOf(writing.created);
  const tool = `Tool: sealwright-${writing.version}`;
  const texts = new Map<string, string>();
  const name = nameOf(document.subject);
  const body = {
    packages: [subjectPackage(document.subject, subjectId), ...document.packages.map((one) => packageOf(one, texts))],
    files: document.files.map(fileOf),
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: subjectId },
      ...document.packages.flatMap((one) => relationshipsOf(one)),
    ],
    hasExtractedLicensingInfos: [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([licenseId, text]) => ({ licenseId, name: text, extractedText: text })),
    annotations: annotationsOf(document).map((comment) => ({ annotationDate: created, annotationType: 'OTHER', annotator: tool, comment })),
  };
  const head = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name,
    documentNamespace: `https://spdx.org/spdxdocs/${encodeURIComponent(name.toWellFormed().slice(0, 100).toWellFormed())}-${uuidOf(JSON.stringify([created, writing.version, document]))}`,
    creationInfo: { created, creators: [tool], comment: `Looked for: ${document.catalogers.map((one) => `${one.id} (${one.reads})`).join('; ')}` },
  };
  return `${JSON.stringify({ ...head, ...withoutEmpty(body) }, undefined, 2)}\n`;
}

function nameOf({ name, platform }: SbomSubject): string {
  return platform === undefined ? name : `${name} (${platform})`;
}

/** What is described as a package of SPDX, under an identifier of the document. */
export function subjectPackage(subject: SbomSubject, id: string): object {
  const purpose = { folder: undefined, file: 'FILE', image: 'CONTAINER', index: 'CONTAINER' }[subject.kind];
  return {
    name: nameOf(subject),
    SPDXID: id,
    ...(subject.version === undefined ? {} : { versionInfo: subject.version }),
    downloadLocation: nothingSaid,
    filesAnalyzed: false,
    ...(subject.digest === undefined ? {} : { checksums: [{ algorithm: 'SHA256', checksumValue: subject.digest.hex }] }),
    ...(purpose === undefined ? {} : { primaryPackagePurpose: purpose }),
    ...(subject.purl === undefined ? {} : { externalRefs: [purlReference(subject.purl)] }),
    licenseConcluded: nothingSaid,
    licenseDeclared: nothingSaid,
    copyrightText: nothingSaid,
  };
}

function packageOf(one: DescribedPackage, texts: Map<string, string>): object {
  return {
    name:
      one.namespace === undefined || one.type === 'deb' || one.type === 'apk' || one.type === 'rpm'
        ? one.name
        : `${one.namespace}${one.type === 'maven' ? ':' : '/'}${one.name}`,
    SPDXID: `SPDXRef-Package-${one.id}`,
    ...(one.version === undefined ? {} : { versionInfo: one.version }),
    ...(one.supplier === undefined ? {} : { supplier: `Organization: ${one.supplier}` }),
    downloadLocation: one.download !== undefined && isLocation(one.download) ? one.download : nothingSaid,
    filesAnalyzed: false,
    ...(one.hashes.length === 0 ? {} : { checksums: one.hashes.map(({ algorithm, hex }) => ({ algorithm: algorithms[algorithm], checksumValue: hex })) }),
    ...(one.homepage === undefined ? {} : { homepage: one.homepage }),
    sourceInfo: `found by ${one.foundBy.join(', ')} as ${one.state} in ${one.foundIn.join(', ')}`,
    licenseConcluded: nothingSaid,
    licenseDeclared: licenceOf(one.licences, texts),
    copyrightText: nothingSaid,
    ...(one.purl === undefined ? {} : { externalRefs: [purlReference(one.purl)] }),
  };
}

function purlReference(purl: string): object {
  return { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl };
}

/** An address without spaces, as SPDX wants it of a download. */
function isLocation(text: string): boolean {
  return /^(?:https?|(?:git|hg|svn|bzr)\+[a-z]+|git|ssh):\/\/[^\s#@/]+\/[^\s]*$/.test(text);
}

/** What is declared as one expression; words that are none have a text of their own in the document. */
function licenceOf(declared: readonly string[], texts: Map<string, string>): string {
  if (declared.length === 0) return nothingSaid;
  const parts = declared.map(readLicence).map((licence) => {
    if (licence.kind === 'expression') return licence.text;
    const id = `LicenseRef-${hash('sha256', licence.text).slice(0, 16)}`;
    texts.set(id, licence.text);
    return id;
  });
  return allOf(parts);
}

function fileOf({ path, sha1, sha256 }: EvidenceFile): object {
  return {
    fileName: `./${path}`,
    SPDXID: fileId(path),
    checksums: [
      { algorithm: 'SHA1', checksumValue: sha1 },
      { algorithm: 'SHA256', checksumValue: sha256 },
    ],
    licenseConcluded: nothingSaid,
    licenseInfoInFiles: [nothingSaid],
    copyrightText: nothingSaid,
  };
}

function fileId(path: string): string {
  return `SPDXRef-File-${hash('sha256', path).slice(0, 24)}`;
}

function relationshipsOf(one: DescribedPackage): readonly Relationship[] {
  const id = `SPDXRef-Package-${one.id}`;
  return [
    holding(one, id),
    ...one.dependsOn.map((other) => ({ spdxElementId: id, relationshipType: 'DEPENDS_ON', relatedSpdxElement: `SPDXRef-Package-${other}` })),
    ...one.foundIn.map((path) => ({
      spdxElementId: id,
      relationshipType: 'OTHER',
      relatedSpdxElement: fileId(path),
      comment: 'evident by: this file says that the package is there',
    })),
  ];
}

/** What is there is contained; of what is only locked nothing more is known than what it is for. */
function holding(one: DescribedPackage, id: string): Relationship {
  if (one.state !== 'locked') return { spdxElementId: subjectId, relationshipType: 'CONTAINS', relatedSpdxElement: id };
  if (one.use === 'development') return { spdxElementId: id, relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: subjectId };
  if (one.use === 'optional') return { spdxElementId: id, relationshipType: 'OPTIONAL_DEPENDENCY_OF', relatedSpdxElement: subjectId };
  return { spdxElementId: subjectId, relationshipType: 'DEPENDS_ON', relatedSpdxElement: id };
}

function withoutEmpty<Body extends Readonly<Record<string, readonly unknown[]>>>(body: Body): Partial<Body> {
  return Object.fromEntries(Object.entries(body).filter(([, list]) => list.length > 0)) as Partial<Body>;
}
