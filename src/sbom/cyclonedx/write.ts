import type { DescribedPackage, SbomDocument, SbomSubject } from '../document.ts';
import { allOf, readLicence, type Licence } from '../licences/expression.ts';
import { laterIds } from '../licences/ids.ts';
import type { HashAlgorithm, PackageUse } from '../package.ts';
import { annotationsOf, instantOf, uuidOf, type Writing } from '../written.ts';

const algorithms: Readonly<Record<HashAlgorithm, string>> = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };
const scopes: Readonly<Record<PackageUse, string>> = { runtime: 'required', optional: 'optional', development: 'excluded' };
/** Known to the list of licences, and not to every reader of the format. */
const later = new Set(laterIds.split(' '));
const subjectRef = 'subject';

/** Returns a document as CycloneDX 1.6 in JSON, ending in a newline. Source: ECMA-424, first edition, and its JSON schema. */
export function writeCycloneDx(document: SbomDocument, writing: Writing): string {
  const timestamp = instantOf(writing.created);
  const tool = { type: 'application', name: 'sealwright', version: writing.version };
  const texts = annotationsOf(document);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([timestamp, writing.version, document]))}`,
    version: 1,
    metadata: {
      timestamp,
      tools: { components: [tool] },
      component: subjectComponent(document.subject, subjectRef),
      properties: document.catalogers.map(({ id, reads }) => ({ name: `sealwright:looked-for:${id}`, value: reads })),
    },
    components: document.packages.map(componentOf),
    dependencies: dependenciesOf(document),
    compositions: [{ aggregate: document.problems.length > 0 ? 'incomplete' : 'unknown', assemblies: [subjectRef] }],
    ...(texts.length === 0 ? {} : { annotations: texts.map((text) => ({ subjects: [subjectRef], annotator: { component: tool }, timestamp, text })) }),
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

/** What is described as a component of CycloneDX, under a reference of the document. */
export function subjectComponent(subject: SbomSubject, ref: string): object {
  const type = { folder: 'application', file: 'file', image: 'container', index: 'container' }[subject.kind];
  return {
    type,
    'bom-ref': ref,
    name: subject.name,
    ...(subject.version === undefined ? {} : { version: subject.version }),
    ...(subject.digest === undefined ? {} : { hashes: [{ alg: 'SHA-256', content: subject.digest.hex }] }),
    ...(subject.purl === undefined ? {} : { purl: subject.purl }),
    ...(subject.platform === undefined ? {} : { properties: [{ name: 'sealwright:platform', value: subject.platform }] }),
  };
}

function componentOf(one: DescribedPackage): object {
  const references = [
    ...(one.homepage === undefined ? [] : [{ type: 'website', url: one.homepage }]),
    ...(one.download === undefined ? [] : [{ type: 'distribution', url: one.download }]),
  ];
  return {
    type: 'library',
    'bom-ref': one.id,
    ...(one.supplier === undefined ? {} : { supplier: { name: one.supplier } }),
    ...(one.namespace === undefined ? {} : { group: one.namespace }),
    name: one.name,
    ...(one.version === undefined ? {} : { version: one.version }),
    ...(one.use === undefined ? {} : { scope: scopes[one.use] }),
    ...(one.hashes.length === 0 ? {} : { hashes: one.hashes.map(({ algorithm, hex }) => ({ alg: algorithms[algorithm], content: hex })) }),
    ...(one.licences.length === 0 ? {} : { licenses: licencesOf(one.licences) }),
    ...(one.purl === undefined ? {} : { purl: one.purl }),
    ...(references.length === 0 ? {} : { externalReferences: references }),
    evidence: { occurrences: one.foundIn.map((location) => ({ location })) },
    properties: [...one.foundBy.map((value) => ({ name: 'sealwright:found-by', value })), { name: 'sealwright:state', value: one.state }],
  };
}

/** One expression where all that is declared is one; else each by itself. Source: the schema's `licenseChoice`. */
function licencesOf(declared: readonly string[]): readonly object[] {
  const read = declared.map(readLicence);
  const [first] = read;
  const expressions = read.flatMap((one) => (one.kind === 'expression' ? one.text : []));
  const isOneId = read.length === 1 && first !== undefined && isKnownId(first);
  if (expressions.length === read.length && !isOneId) return [{ expression: allOf(expressions), acknowledgement: 'declared' }];
  return read.map((one) => ({
    license: isKnownId(one) ? { id: one.id, acknowledgement: 'declared' } : { name: one.text, acknowledgement: 'declared' },
  }));
}

function isKnownId(one: Licence): one is Licence & { readonly kind: 'expression'; readonly id: string } {
  return one.kind === 'expression' && one.id !== undefined && !later.has(one.id);
}

function dependenciesOf({ packages }: SbomDocument): readonly object[] {
  const direct = packages.filter((one) => one.isDirect).map((one) => one.id);
  const lists = [{ ref: subjectRef, dependsOn: direct }, ...packages.map((one) => ({ ref: one.id, dependsOn: one.dependsOn }))];
  return lists.map(({ ref, dependsOn }) => (dependsOn.length === 0 ? { ref } : { ref, dependsOn }));
}
