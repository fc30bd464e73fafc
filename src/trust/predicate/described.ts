import { isJsonObject, type JsonObject, type JsonValue } from '../json/index.ts';

/** A digest by which a document names what it describes: the algorithm as statements name it, and hexadecimal in lower case. */
export interface DescribedDigest {
  readonly algorithm: string;
  readonly hex: string;
}

/**
 * The digests that an SPDX document of version 2 gives of what it DESCRIBES: checksums of packages and files, digests in
 * package URLs, and versions that are a digest. Sources: SPDX 2.3 clauses 7.3, 7.10, 7.21, 8.4 and 11.1; syft writes checksum,
 * package URL and version of an image, trivy the package URL alone.
 */
export function describedBySpdx(document: JsonObject): readonly DescribedDigest[] {
  const own = document['SPDXID'];
  const described = new Set(listOf(document['documentDescribes']));
  for (const one of objectsOf(document['relationships'])) {
    const { spdxElementId: from, relationshipType: type, relatedSpdxElement: to } = one;
    if (type === 'DESCRIBES' && from === own && to !== undefined) described.add(to);
    if (type === 'DESCRIBED_BY' && to === own && from !== undefined) described.add(from);
  }
  const elements = ['packages', 'files'].flatMap((kind) => objectsOf(document[kind])).filter(({ SPDXID: id }) => id !== undefined && described.has(id));
  return once(
    elements.flatMap((one) => [
      ...objectsOf(one['checksums']).flatMap(({ algorithm, checksumValue }) => digest(algorithm, checksumValue)),
      ...objectsOf(one['externalRefs']).flatMap(({ referenceType, referenceLocator }) => (referenceType === 'purl' ? inPackageUrl(referenceLocator) : [])),
      ...asVersion(one['versionInfo']),
    ]),
  );
}

/**
 * The digests that a CycloneDX document gives of its `metadata.component`: hashes, the digest in its package URL or in the
 * reference that is one, and a version that is a digest. Sources: ECMA-424, `metadata.component`; syft writes the version,
 * trivy package URL and reference.
 */
export function describedByCycloneDx({ metadata }: JsonObject): readonly DescribedDigest[] {
  const component = isJsonObject(metadata) ? metadata['component'] : undefined;
  if (!isJsonObject(component)) return [];
  return once([
    ...objectsOf(component['hashes']).flatMap(({ alg, content }) => digest(alg, content)),
    ...inPackageUrl(component['purl']),
    ...inPackageUrl(component['bom-ref']),
    ...asVersion(component['version']),
  ]);
}

/** `SHA256` of SPDX and `SHA-256` of CycloneDX are `sha256` in statements. Source: in-toto/attestation `spec/v1/digest_set.md`. */
function digest(algorithm: JsonValue | undefined, value: JsonValue | undefined): readonly DescribedDigest[] {
  if (typeof algorithm !== 'string' || typeof value !== 'string' || !/^[0-9A-Fa-f]{32,128}$/.test(value)) return [];
  return [{ algorithm: algorithm.toLowerCase().replace(/^sha-/, 'sha').replaceAll('-', '_'), hex: value.toLowerCase() }];
}

/** `sha256:…`, as manifests of images are named. */
function asVersion(text: JsonValue | undefined): readonly DescribedDigest[] {
  const [, algorithm, hex] = typeof text === 'string' ? (/^(sha\d{3}):([0-9a-f]{64,128})$/.exec(text) ?? []) : [];
  return digest(algorithm, hex);
}

/**
 * The digest of an image is the version of its package URL; of any package the qualifier `checksum` lists digests. Sources:
 * package-url/purl-spec `types-doc/oci-definition.md`, `docker-definition.md`, and PURL specification, "Known qualifiers".
 */
function inPackageUrl(text: JsonValue | undefined): readonly DescribedDigest[] {
  if (typeof text !== 'string' || !text.startsWith('pkg:')) return [];
  const [before = '', qualifiers = ''] = (text.split('#')[0] ?? '').split('?');
  const version = /^pkg:\/*(?:oci|docker)\//i.test(before) ? decoded(/@([^@/]+)$/.exec(before)?.[1]) : undefined;
  const sums = qualifiers.split('&').find((one) => /^checksums?=/.test(one));
  return [...asVersion(version), ...(decoded(sums?.replace(/^\w+=/, '')) ?? '').split(',').flatMap(checksum)];
}

function checksum(text: string): readonly DescribedDigest[] {
  const [algorithm, hex] = text.split(':');
  return digest(algorithm, hex);
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return listOf(value).filter(isJsonObject);
}

function once(all: readonly DescribedDigest[]): readonly DescribedDigest[] {
  return [...new Map(all.map((one) => [`${one.algorithm}:${one.hex}`, one])).values()];
}
