import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { catalogers, describe, writeCycloneDx, writeSpdx, type SbomDocument } from '../../src/sbom/index.ts';
import { licenceIds } from '../../src/sbom/licences/ids.ts';
import { merged } from '../../src/sbom/merge.ts';
import { documentOf } from './support/found.ts';
import { memoryTree } from './support/memory-tree.ts';
import { cycloneDxMistakes, spdxMistakes } from './support/schemas.ts';

const writing = { created: 1_700_000_000, version: '1.2.3' };

const files = {
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      'node_modules/a': { version: '1.0.0', license: 'MIT OR Apache-2.0', resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz', dependencies: { b: '1' } },
      'node_modules/b': { version: '2.0.0', license: 'Do What You Like', dev: true, resolved: 'git+ssh://git@h.example/b.git#0123' },
      'node_modules/c': { version: '3.0.0', license: 'BSD-3-Clause', optional: true, integrity: `sha1-${Buffer.alloc(20).toString('base64')}` },
    },
  }),
  'vendor/composer/installed.json': JSON.stringify({
    packages: [{ name: 'x/y', version: 'v1', license: ['MIT', 'GPL-2.0-only WITH Classpath-exception-2.0', 'Own'] }],
  }),
  'broken/yarn.lock': 'hello',
};

test('both formats are valid by their official schemas, problems and notes in them', () => {
  const document: SbomDocument = { ...documentOf(files), notes: ['bun.lock is not read'] };
  assert.equal(document.packages.length, 4);
  const spdx = writeSpdx(document, writing);
  const bom = writeCycloneDx(document, writing);
  assert.deepEqual(spdxMistakes(spdx), []);
  assert.deepEqual(cycloneDxMistakes(bom), []);
  for (const text of [spdx, bom]) {
    assert.match(text, /MANIFEST_MALFORMED: broken\/yarn\.lock: it is no lock file of Yarn; packages may be missing here/);
    assert.match(text, /not looked at: bun\.lock is not read/);
  }
  assert.match(bom, /"aggregate": "incomplete"/);
});

test('the checks of the schemas can fail', () => {
  const document = documentOf(files);
  assert.notDeepEqual(spdxMistakes(writeSpdx(document, writing).replace('"SPDX-2.3"', '7')), []);
  assert.notDeepEqual(cycloneDxMistakes(writeCycloneDx(document, writing).replace('"library"', '"nothing"')), []);
  assert.notDeepEqual(cycloneDxMistakes(writeCycloneDx(document, writing).replace('"BSD-3-Clause"', '"BSD 3 Clause"')), []);
});

test('a document names the digest that it describes', () => {
  const hex = '12'.repeat(32);
  const document = describe({
    tree: memoryTree({}),
    subject: { kind: 'file', name: 'lens.tar.gz', version: '1.0.0', digest: { algorithm: 'sha256', hex } },
    catalogers,
  });
  const [described] = (JSON.parse(writeSpdx(document, writing)) as { readonly packages: readonly { readonly checksums: unknown }[] }).packages;
  assert.deepEqual(described?.checksums, [{ algorithm: 'SHA256', checksumValue: hex }]);
  const bom = JSON.parse(writeCycloneDx(document, writing)) as { readonly metadata: { readonly component: { readonly hashes: unknown } } };
  assert.deepEqual(bom.metadata.component.hashes, [{ alg: 'SHA-256', content: hex }]);
});

test('what the subject asks for itself is told apart from what that needs', () => {
  const lock = {
    lockfileVersion: 3,
    packages: { '': { dependencies: { a: '1' } }, 'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } }, 'node_modules/b': { version: '1.0.0' } },
  };
  const document = documentOf({ 'package-lock.json': JSON.stringify(lock) });
  const bom = JSON.parse(writeCycloneDx(document, writing)) as {
    readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  };
  const [a, b] = document.packages.map((one) => one.id);
  assert.deepEqual(bom.dependencies, [{ ref: 'subject', dependsOn: [a] }, { ref: a, dependsOn: [b] }, { ref: b }]);
});

test('no name or password of an address comes into a document', () => {
  const secret = 'ghp_0123456789';
  const lock = {
    lockfileVersion: 3,
    packages: {
      'node_modules/a': { version: '1.0.0', resolved: `https://me:${secret}@h.example/a.tgz` },
      'node_modules/b': { version: '1.0.0', resolved: `git+https://${secret}@h.example/b.git#0123` },
      'node_modules/c': { version: `https://${secret}@h.example/c.tgz` },
    },
  };
  const document = documentOf({
    'package-lock.json': JSON.stringify(lock),
    'yarn/yarn.lock': `# yarn lockfile v1\n"d@https://${secret}@h.example/d.tgz":\n  version "1.0.0"\n  resolved "https://${secret}@h.example/d.tgz"\n`,
    'Cargo.lock': `version = 3\n[[package]]\nname = "e"\nversion = "1.0.0"\nsource = "git+https://${secret}@h.example/e#01"\n`,
    'vendor/composer/installed.json': JSON.stringify({ packages: [{ name: 'f/f', version: '1', dist: { url: `https://${secret}@h.example/f.zip` } }] }),
    'requirements.txt': `g @ https://${secret}@h.example/g.whl\n--index-url https://${secret}@h.example/simple\n`,
    'pnpm/pnpm-lock.yaml': `lockfileVersion: '9.0'\npackages:\n  h@https://${secret}@h.example/h.tgz: {resolution: {tarball: 'https://${secret}@h.example/h.tgz'}, version: 1.0.0}\nsnapshots:\n  h@https://${secret}@h.example/h.tgz: {}\n`,
  });
  assert.deepEqual(document.packages.map((one) => one.name).toSorted(), ['a', 'b', 'c', 'd', 'e', 'f', 'h']);
  for (const text of [writeSpdx(document, writing), writeCycloneDx(document, writing), JSON.stringify(document)]) assert.ok(!text.includes(secret));
});

test('what is declared is said as it is, and nothing else', () => {
  const spdx = JSON.parse(writeSpdx(documentOf(files), writing)) as {
    readonly packages: readonly { readonly name: string; readonly licenseDeclared: string; readonly downloadLocation: string }[];
    readonly hasExtractedLicensingInfos: readonly { readonly licenseId: string; readonly extractedText: string }[];
  };
  const declared = (name: string): string | undefined => spdx.packages.find((one) => one.name === name)?.licenseDeclared;
  const reference = (text: string): string | undefined => spdx.hasExtractedLicensingInfos.find((one) => one.extractedText === text)?.licenseId;
  assert.equal(declared('a'), 'MIT OR Apache-2.0');
  assert.equal(declared('b'), reference('Do What You Like'));
  assert.equal(declared('x/y'), `MIT AND GPL-2.0-only WITH Classpath-exception-2.0 AND ${reference('Own')}`);
  assert.equal(declared('lens'), 'NOASSERTION');
  assert.equal(spdx.packages.find((one) => one.name === 'b')?.downloadLocation, 'NOASSERTION');
});

test('all identifiers of the list are known to the schema', () => {
  const names = licenceIds.split(' ');
  const document = documentOf({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: Object.fromEntries(names.map((id, i) => [`node_modules/p${i}`, { version: '1.0.0', license: id.toLowerCase() }])),
    }),
  });
  assert.deepEqual(cycloneDxMistakes(writeCycloneDx(document, writing)), []);
  const declared = (JSON.parse(writeSpdx(document, writing)) as { readonly packages: readonly { readonly licenseDeclared: string }[] }).packages.map(
    (one) => one.licenseDeclared,
  );
  assert.deepEqual(new Set(declared), new Set(['NOASSERTION', ...names]));
});

test('the same input gives the same bytes, and another moment changes only the time and the name', () => {
  const shuffled = Object.fromEntries(Object.entries(files).toReversed());
  for (const write of [writeSpdx, writeCycloneDx]) {
    assert.equal(write(documentOf(files), writing), write(documentOf(shuffled), writing));
    const later = write(documentOf(files), { ...writing, created: writing.created + 60 });
    const before = write(documentOf(files), writing);
    assert.notEqual(later, before);
    const bare = (text: string): string => text.replaceAll(/2023-11-14T\d\d:\d\d:\d\dZ|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '*');
    assert.equal(bare(later), bare(before));
  }
});

test('whatever packages are called, the documents are valid', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('..', '\u0000', '\ud800', 'a b', '%', '#', 'ſ', '\u202e'));
  const optional = fc.option(text, { nil: undefined });
  const found = fc.record({
    key: text,
    type: fc.constantFrom('npm' as const, 'maven' as const, 'golang' as const, 'deb' as const),
    namespace: optional,
    name: text,
    version: optional,
    state: fc.constantFrom('installed' as const, 'linked' as const, 'locked' as const),
    use: fc.constantFrom(undefined, 'runtime' as const, 'development' as const),
    licences: fc.array(text, { maxLength: 3 }),
    download: optional,
    homepage: optional,
    supplier: optional,
    foundIn: fc.array(text, { minLength: 1, maxLength: 2 }),
    dependsOn: fc.array(text, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(found, { maxLength: 6 }), text, (packages, name) => {
      const document: SbomDocument = {
        subject: { kind: 'folder', name },
        packages: merged([{ cataloger: 'npm', packages }]),
        files: [],
        problems: [],
        notes: [name],
        catalogers: [{ id: 'npm', reads: name }],
      };
      assert.deepEqual(spdxMistakes(writeSpdx(document, writing)), []);
      assert.deepEqual(cycloneDxMistakes(writeCycloneDx(document, writing)), []);
    }),
    { numRuns: 200 },
  );
});
