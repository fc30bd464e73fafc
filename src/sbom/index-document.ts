import { hash } from 'node:crypto';
import type { SbomSubject } from './document.ts';
import { instantOf, uuidOf, type Writing } from './written.ts';
import { subjectPackage } from './spdx/write.ts';
import { subjectComponent } from './cyclonedx/write.ts';

/** The document of one platform of an index, as it was written. */
export interface PlatformDocument {
  readonly subject: SbomSubject;
  /** The name of its file, beside that of the index. */
  readonly file: string;
  readonly text: string;
}

/** What an index consists of. */
export interface IndexDocument {
  readonly subject: SbomSubject;
  readonly platforms: readonly PlatformDocument[];
  /** Why there may be more images than these. */
  readonly problems: readonly string[];
}

/**
 * Returns the document of an index as SPDX 2.3 in JSON: an image for each platform, and the document that describes it by
 * its name and digest. Source: SPDX 2.3, clauses 6.6 and 11.
 */
export function writeSpdxIndex({ subject, platforms, problems }: IndexDocument, writing: Writing): string {
  const created = instantOf(writing.created);
  const tool = `Tool: sealwright-${writing.version}`;
  const parts = platforms.map((one) => ({ ...one, id: idOf(one), namespace: namespaceOf(one.text) }));
  const body = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: subject.name,
    documentNamespace: `https://spdx.org/spdxdocs/${encodeURIComponent(subject.name).slice(0, 200)}-${uuidOf(JSON.stringify([created, writing.version, subject, parts]))}`,
    creationInfo: { created, creators: [tool] },
    externalDocumentRefs: parts.map(({ id, namespace, text }) => ({
      externalDocumentId: `DocumentRef-${id}`,
      spdxDocument: namespace,
      checksum: { algorithm: 'SHA1', checksumValue: hash('sha1', text) },
    })),
    packages: [subjectPackage(subject, 'SPDXRef-Subject'), ...parts.map((one) => subjectPackage(one.subject, `SPDXRef-Image-${one.id}`))],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-Subject' },
      ...parts.flatMap(({ id, file }) => [
        { spdxElementId: 'SPDXRef-Subject', relationshipType: 'CONTAINS', relatedSpdxElement: `SPDXRef-Image-${id}` },
        {
          spdxElementId: `SPDXRef-Image-${id}`,
          relationshipType: 'DESCRIBED_BY',
          relatedSpdxElement: `DocumentRef-${id}:SPDXRef-DOCUMENT`,
          comment: `the document is ${file}`,
        },
      ]),
    ],
    ...(problems.length === 0
      ? {}
      : {
          annotations: problems.map((comment) => ({
            annotationDate: created,
            annotationType: 'OTHER',
            annotator: tool,
            comment: `${comment}; images may be missing here`,
          })),
        }),
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

/** The same as CycloneDX 1.6 in JSON. Source: ECMA-424, first edition, and the BOM-Link of CycloneDX. */
export function writeCycloneDxIndex({ subject, platforms, problems }: IndexDocument, writing: Writing): string {
  const timestamp = instantOf(writing.created);
  const tool = { type: 'application', name: 'sealwright', version: writing.version };
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([timestamp, writing.version, subject, platforms]))}`,
    version: 1,
    metadata: { timestamp, tools: { components: [tool] }, component: subjectComponent(subject, 'subject') },
    components: platforms.map((one) => ({
      ...subjectComponent(one.subject, idOf(one)),
      externalReferences: [{ type: 'bom', url: linkOf(one.text), comment: one.file, hashes: [{ alg: 'SHA-256', content: hash('sha256', one.text) }] }],
    })),
    dependencies: [{ ref: 'subject' }, ...platforms.map((one) => ({ ref: idOf(one) }))],
    compositions: [{ aggregate: problems.length > 0 ? 'incomplete' : 'complete', assemblies: ['subject'] }],
    ...(problems.length === 0
      ? {}
      : {
          annotations: problems.map((text) => ({
            subjects: ['subject'],
            annotator: { component: tool },
            timestamp,
            text: `${text}; images may be missing here`,
          })),
        }),
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

/** Letters, digits, `.` and `-` alone, and its own for each file. */
function idOf({ file }: PlatformDocument): string {
  return file.replace(/\.(?:spdx|cdx)\.json$/, '').replace(/[^A-Za-z0-9.]+/g, '-');
}

function namespaceOf(text: string): string {
  return memberOf(text, 'documentNamespace');
}

function linkOf(text: string): string {
  return `urn:cdx:${memberOf(text, 'serialNumber').replace('urn:uuid:', '')}/1`;
}

/** Of a document that was written here. */
function memberOf(text: string, name: string): string {
  const value: unknown = JSON.parse(text);
  return String(typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined);
}
