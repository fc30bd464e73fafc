import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPredicate } from '../../../src/trust/predicate/index.ts';

const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];
const named = (document: unknown, type: string): readonly string[] | undefined => {
  const read = readPredicate(new TextEncoder().encode(JSON.stringify(document)), type);
  assert.equal(read.kind, 'parsed');
  return read.kind === 'parsed' ? read.value.describes?.map(({ algorithm, hex }) => `${algorithm}:${hex}`) : undefined;
};
const spdx = (more: object): object => ({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'lens',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://acme.example/lens',
  creationInfo: { created: '2026-06-01T00:00:00Z', creators: ['Tool: x'] },
  ...more,
});
const describes = (id: string) => ({ spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: id });
const sum = (checksumValue: string, algorithm = 'SHA256') => ({ algorithm, checksumValue });
const purl = (referenceLocator: string) => ({ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator });

test('what an SPDX document describes is named by digest', () => {
  const root = { SPDXID: 'SPDXRef-Root', name: 'lens' };
  const other = { SPDXID: 'SPDXRef-Other', name: 'left-pad', checksums: [sum(c)], externalRefs: [purl(`pkg:oci/x@sha256:${c}`)] };
  const rows: readonly { readonly what: string; readonly more: object; readonly expected: readonly string[] }[] = [
    { what: 'nothing', more: {}, expected: [] },
    { what: 'a package that is not described', more: { packages: [other] }, expected: [] },
    {
      what: 'a checksum, as ours',
      more: { packages: [{ ...root, checksums: [sum(a)] }, other], relationships: [describes('SPDXRef-Root')] },
      expected: [`sha256:${a}`],
    },
    {
      what: 'the older list',
      more: { documentDescribes: ['SPDXRef-Root'], packages: [{ ...root, checksums: [sum(a)] }, other] },
      expected: [`sha256:${a}`],
    },
    {
      what: 'the relationship the other way round',
      more: {
        packages: [{ ...root, checksums: [sum(a)] }],
        relationships: [{ spdxElementId: 'SPDXRef-Root', relationshipType: 'DESCRIBED_BY', relatedSpdxElement: 'SPDXRef-DOCUMENT' }],
      },
      expected: [`sha256:${a}`],
    },
    {
      what: 'what another document describes',
      more: {
        packages: [{ ...root, checksums: [sum(a)] }],
        relationships: [
          { spdxElementId: 'SPDXRef-Root', relationshipType: 'DESCRIBED_BY', relatedSpdxElement: 'DocumentRef-x:SPDXRef-DOCUMENT' },
          { spdxElementId: 'DocumentRef-x:SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-Root' },
        ],
      },
      expected: [],
    },
    {
      what: 'an image, as syft: its index as the version, the manifest as checksum and in the package URL',
      more: {
        packages: [
          { ...root, versionInfo: `sha256:${b}`, checksums: [sum(a)], externalRefs: [purl(`pkg:oci/acme/lens@sha256%3A${a}?arch=amd64&tag=1`)] },
          other,
        ],
        relationships: [describes('SPDXRef-Root')],
      },
      expected: [`sha256:${a}`, `sha256:${b}`],
    },
    {
      what: 'an image, as trivy',
      more: {
        packages: [
          {
            ...root,
            attributionTexts: [`ImageID: sha256:${c}`],
            externalRefs: [purl(`pkg:oci/lens@sha256%3A${a}?arch=amd64&repository_url=ghcr.io%2Facme%2Flens`)],
          },
        ],
        relationships: [describes('SPDXRef-Root')],
      },
      expected: [`sha256:${a}`],
    },
    {
      what: 'a file, in capitals, and what is no digest',
      more: {
        files: [{ SPDXID: 'SPDXRef-File', checksums: [sum(a.toUpperCase()), sum('x'), sum(b.slice(0, 40), 'SHA1'), { algorithm: 7 }, null] }],
        relationships: [describes('SPDXRef-File'), null, { relationshipType: 'DESCRIBES', spdxElementId: 'SPDXRef-DOCUMENT' }],
        packages: ['x', { checksums: [sum(c)] }],
      },
      expected: [`sha256:${a}`, `sha1:${b.slice(0, 40)}`],
    },
    {
      what: 'versions that are none',
      more: {
        packages: [{ ...root, versionInfo: '1.2.3', externalRefs: [purl('pkg:npm/lens@1.2.3'), purl(`pkg:npm/lens@sha256:${a}`), purl('pkg:oci/x@%')] }],
        relationships: [describes('SPDXRef-Root')],
      },
      expected: [],
    },
  ];
  for (const { what, more, expected } of rows) {
    assert.deepEqual(named(spdx(more), 'spdx'), expected, what);
    assert.deepEqual(named(spdx(more), 'https://spdx.dev/Document'), expected, what);
  }
});

test('what a CycloneDX document describes is named by digest', () => {
  const rows: readonly { readonly what: string; readonly component: unknown; readonly expected: readonly string[] }[] = [
    { what: 'nothing', component: undefined, expected: [] },
    { what: 'none', component: 'lens', expected: [] },
    { what: 'a name alone', component: { type: 'file', name: 'lens', 'bom-ref': 'subject' }, expected: [] },
    {
      what: 'hashes, as ours',
      component: {
        hashes: [
          { alg: 'SHA-256', content: a },
          { alg: 'SHA3-256', content: b },
        ],
      },
      expected: [`sha256:${a}`, `sha3_256:${b}`],
    },
    { what: 'the version, as syft', component: { type: 'container', name: 'lens', version: `sha256:${a}`, 'bom-ref': '5d3c' }, expected: [`sha256:${a}`] },
    {
      what: 'the package URL twice, as trivy',
      component: { purl: `pkg:oci/lens@sha256%3A${a}?arch=amd64`, 'bom-ref': `pkg:oci/lens@sha256%3A${a}?arch=amd64` },
      expected: [`sha256:${a}`],
    },
    { what: 'a reference alone', component: { 'bom-ref': `pkg:docker/acme/lens@sha256:${a}` }, expected: [`sha256:${a}`] },
    {
      what: 'checksums of any package URL',
      component: { purl: `pkg:generic/lens@1?checksum=sha1:${b.slice(0, 40)},sha256:${a}#sub` },
      expected: [`sha1:${b.slice(0, 40)}`, `sha256:${a}`],
    },
  ];
  const bom = { bomFormat: 'CycloneDX', specVersion: '1.6' };
  for (const { what, component, expected } of rows) {
    // What it consists of is not what it describes.
    const document = { ...bom, metadata: { component }, components: [{ name: 'left-pad', hashes: [{ alg: 'SHA-256', content: c }] }] };
    assert.deepEqual(named(document, 'cyclonedx'), expected, what);
  }
  assert.deepEqual(named({ ...bom, metadata: 7 }, 'cyclonedx'), []);
  assert.equal(named({ any: 1 }, 'https://acme.example/review/v1'), undefined);
});

test('arbitrary documents name digests or none', () => {
  const leaf = fc.constantFrom('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-Root', 'SHA256', a, `pkg:oci/x@sha256:${a}`, '', null, 7);
  const key = fc.constantFrom('SPDXID', 'checksums', 'algorithm', 'checksumValue', 'externalRefs', 'relationshipType', 'hashes', 'purl', 'version');
  const { part } = fc.letrec<{ part: unknown }>((tie) => ({
    part: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('part'), { maxLength: 3 }), fc.dictionary(key, tie('part'), { maxKeys: 5 })),
  }));
  fc.assert(
    fc.property(part, part, part, part, (packages, relationships, files, metadata) => {
      const document = spdx({ packages, relationships, files, documentDescribes: files });
      for (const one of named(document, 'spdx') ?? []) assert.match(one, /^[a-z0-9_]+:[0-9a-f]+$/);
      assert.ok(named({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component: metadata } }, 'cyclonedx') !== undefined);
    }),
    { numRuns: 150 },
  );
});
