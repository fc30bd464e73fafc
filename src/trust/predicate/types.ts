import { Fields, isJsonObject, parseJson, reading, unfit, type JsonObject } from '../json/index.ts';
import { parsed, quoted, refused, type Parsed } from '../reason/index.ts';
import { describedByCycloneDx, describedBySpdx, type DescribedDigest } from './described.ts';

/** A predicate that is what its type says. */
export interface ReadPredicate {
  readonly predicateType: string;
  readonly predicate: JsonObject;
  /** Of the document, where it stands by itself. */
  readonly mediaType: string;
  /** Of an SBOM: the digests by which it names what it describes itself. */
  readonly describes?: readonly DescribedDigest[];
}

interface PredicateType {
  readonly word: string;
  /** The types that are of this kind, for those who give one by its address. */
  readonly types: RegExp;
  /** The type that the word stands for, by what the document says itself. */
  readonly typeOf: (predicate: Fields) => string;
  readonly check: (predicate: Fields, predicateType: string) => void;
  readonly mediaType: string;
  readonly describes?: (predicate: JsonObject) => readonly DescribedDigest[];
}

const code = 'PREDICATE_MISMATCH';

/**
 * The types that SBOMs are attested under, wherever one is. Of the two spellings of SPDX this is the one that cosign asks for
 * by its word `spdxjson`, which knows no other; whoever takes an address takes both. Source: sigstore/cosign `pkg/cosign/attestation`.
 */
export const sbomTypes = { spdx: 'https://spdx.dev/Document', cyclonedx: 'https://cyclonedx.org/bom' } as const;

const known: readonly PredicateType[] = [
  {
    word: 'spdx',
    // in-toto/attestation `spec/predicates/spdx2.md` has the version in the type, and GitHub's action writes it so.
    types: /^https:\/\/spdx\.dev\/Document(?:\/v2\.\d)?$/,
    typeOf: () => sbomTypes.spdx,
    check: (predicate, type) => {
      const version = spdxVersion(predicate);
      if (type !== 'https://spdx.dev/Document' && type !== `https://spdx.dev/Document/v${version}`) predicate.fail(`is of SPDX ${version}`);
      // SPDX 2.3 clauses 6.3, 6.4, 6.5 and 6.8: without these nobody can tell one document from another, or who made it.
      if (predicate.text('SPDXID') !== 'SPDXRef-DOCUMENT') predicate.fail('has another SPDXID than SPDXRef-DOCUMENT');
      for (const field of ['name', 'documentNamespace', 'dataLicense']) if (predicate.text(field) === '') predicate.fail(`has an empty ${field}`);
      const creation = predicate.object('creationInfo');
      creation.text('created');
      if (creation.list('creators', 1_000).length === 0) creation.fail('names no creators');
    },
    mediaType: 'application/spdx+json',
    describes: describedBySpdx,
  },
  {
    word: 'cyclonedx',
    // in-toto/attestation `spec/predicates/cyclonedx.md`.
    types: /^https:\/\/cyclonedx\.org\/bom(?:\/v1\.\d)?$/,
    typeOf: () => sbomTypes.cyclonedx,
    check: (predicate, type) => {
      // ECMA-424: `bomFormat` and `specVersion` are what tells a document of CycloneDX from any other.
      if (predicate.text('bomFormat') !== 'CycloneDX') predicate.fail('has another bomFormat than CycloneDX');
      const version = predicate.text('specVersion');
      if (!/^1\.\d$/.test(version)) predicate.fail(`is of version ${quoted(version)}`);
      if (/\/v1\.\d$/.test(type) && !type.endsWith(`/v${version}`)) predicate.fail(`is of version ${version}`);
    },
    mediaType: 'application/vnd.cyclonedx+json',
    describes: describedByCycloneDx,
  },
  {
    word: 'slsa-provenance',
    types: /^https:\/\/slsa\.dev\/provenance\/v1(?:\.\d{1,2})?$/,
    typeOf: () => 'https://slsa.dev/provenance/v1',
    check: (predicate) => {
      // slsa.dev provenance/v1, "Schema": these are required.
      const definition = predicate.object('buildDefinition');
      absolute(definition, 'buildType');
      definition.object('externalParameters');
      absolute(predicate.object('runDetails').object('builder'), 'id');
    },
    mediaType: 'application/json',
  },
  {
    word: 'vuln',
    // sigstore/cosign `specs/COSIGN_VULN_ATTESTATION_SPEC.md`; in-toto/attestation `spec/predicates/vuln.md`, `vulns_0.2.md`.
    types: /^https:\/\/(?:cosign\.sigstore\.dev\/attestation\/vuln\/v1|in-toto\.io\/attestation\/vulns\/v0\.[12])$/,
    typeOf: () => 'https://cosign.sigstore.dev/attestation/vuln/v1',
    check: (predicate) => {
      const scanner = predicate.object('scanner');
      if (scanner.text('uri') === '') scanner.fail('has an empty uri');
      if (!scanner.has('result')) scanner.fail('has no result');
      const metadata = predicate.object('metadata');
      for (const field of ['scanStartedOn', 'scanFinishedOn']) time(metadata, field);
    },
    mediaType: 'application/json',
  },
  {
    word: 'vsa',
    types: /^https:\/\/slsa\.dev\/verification_summary\/v1$/,
    typeOf: () => 'https://slsa.dev/verification_summary/v1',
    check: (predicate) => {
      // slsa.dev verification_summary/v1, "Schema": these are required.
      absolute(predicate.object('verifier'), 'id');
      absolute(predicate, 'resourceUri');
      absolute(predicate.object('policy'), 'uri');
      time(predicate, 'timeVerified');
      if (!['PASSED', 'FAILED'].includes(predicate.text('verificationResult'))) predicate.fail('has a verificationResult other than PASSED and FAILED');
      if (!predicate.has('verifiedLevels')) predicate.fail('has no verifiedLevels');
      predicate.list('verifiedLevels', 1_000);
    },
    mediaType: 'application/json',
  },
];

/** The words for predicate types, beside their addresses. */
export const predicateWords: readonly string[] = known.map(({ word }) => word);

/**
 * Reads the predicate that a person gave as a document of the type that they say, by word or by address. Takes the bytes of
 * JSON; refuses what two readers would read in two ways, and a document of another type. Of types that are not known here an
 * object is enough.
 */
export function readPredicate(bytes: Uint8Array, said: string): Parsed<ReadPredicate> {
  const type = known.find((one) => one.word === said || one.types.test(said));
  if (type === undefined && !/^https:\/\/[^\s"<>/]+\/[^\s"<>]{1,1000}$/.test(said))
    return refused(code, `${quoted(said)} is no type of predicate`, { hint: `--type ${predicateWords.join('|')}, or the address of a predicate type` });
  const json = parseJson(bytes, { what: 'the predicate', code });
  if (json.kind === 'refused') return json;
  // in-toto/attestation `spec/v1/predicate.md`: a predicate is an object.
  if (!isJsonObject(json.value)) return refused(code, 'the predicate is no object of JSON');
  const predicate = json.value;
  const whole = wholeStatement(predicate);
  if (whole !== undefined) return whole;
  if (type === undefined) return parsed({ predicateType: said, predicate, mediaType: 'application/json' });
  return reading(() => {
    const fields = new Fields(predicate, { path: `the predicate, which is to be ${type.word},`, code, spelling: 'exact' });
    const predicateType = type.word === said ? type.typeOf(fields) : said;
    type.check(fields, predicateType);
    return { predicateType, predicate, mediaType: type.mediaType, ...(type.describes === undefined ? {} : { describes: type.describes(predicate) }) };
  });
}

/** A statement, an envelope or a bundle in place of the predicate within it would be taken for a document of an unknown type. */
function wholeStatement(predicate: JsonObject): Parsed<never> | undefined {
  const what = Object.hasOwn(predicate, '_type')
    ? 'a whole statement'
    : Object.hasOwn(predicate, 'payloadType')
      ? 'an envelope'
      : Object.hasOwn(predicate, 'verificationMaterial')
        ? 'a bundle'
        : undefined;
  return what === undefined ? undefined : refused(code, `the predicate is ${what}`, { hint: 'give what stands under "predicate" in the statement' });
}

function spdxVersion(predicate: Fields): string {
  if (predicate.has('@graph')) unfit(code, 'the predicate is of SPDX 3, whose type is given by its address');
  const version = /^SPDX-(2\.\d)$/.exec(predicate.text('spdxVersion'))?.[1];
  return version ?? predicate.fail('has an spdxVersion that is not SPDX-2.x');
}

function absolute(fields: Fields, name: string): void {
  if (URL.parse(fields.text(name)) === null) fields.fail(`has ${name} that is no address`);
}

function time(fields: Fields, name: string): void {
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d/.test(fields.text(name)) || Number.isNaN(Date.parse(fields.text(name)))) fields.fail(`has ${name} that is no time`);
}
