import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { debianLicences } from '../../src/sbom/systems/debian-licences.ts';
import { dpkg } from '../../src/sbom/systems/dpkg-cataloger.ts';
import { catalogued, treeOfFiles } from '../support/sbom-tree.ts';

const osRelease = 'PRETTY_NAME="Lens OS 3"\nID=lensos\nID_LIKE=debian\nVERSION_ID="3"\n';
const status = `Package: glass
Status: install ok installed
Maintainer: Glass Makers <glass@lens.example>
Architecture: amd64
Multi-Arch: same
Source: glazing (1.2)
Version: 1:1.2-3+b1
Provides: pane (= 1), sheet
Depends: sand (>= 2) | silica, libfire
Description: glass
 made of sand
 .
 Homepage: is no field here
Homepage: https://glass.example

Package: glass
Status: install ok installed
Architecture: i386
Version: 1:1.2-3+b1

Package: silica
Status: install ok half-configured
Architecture: all
Version: 7
Pre-Depends: pane

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 9

Package: never
Status: unknown ok not-installed
`;

test('packages that have files are found, with what a package URL says of them', async () => {
  const found = catalogued(
    dpkg,
    await treeOfFiles({ 'var/lib/dpkg/status': status, 'usr/lib/os-release': osRelease, 'etc/os-release': '-> ../usr/lib/os-release' }),
  );
  assert.deepEqual(found.problems, []);
  assert.deepEqual(
    found.packages.map(({ name, version, namespace, qualifiers, foundIn }) => ({ name, version, namespace, qualifiers, foundIn })),
    [
      {
        name: 'glass',
        version: '1:1.2-3+b1',
        namespace: 'lensos',
        qualifiers: { arch: 'amd64', distro: 'lensos-3', upstream: 'glazing@1.2' },
        foundIn: ['var/lib/dpkg/status'],
      },
      { name: 'glass', version: '1:1.2-3+b1', namespace: 'lensos', qualifiers: { arch: 'i386', distro: 'lensos-3' }, foundIn: ['var/lib/dpkg/status'] },
      { name: 'silica', version: '7', namespace: 'lensos', qualifiers: { arch: 'all', distro: 'lensos-3' }, foundIn: ['var/lib/dpkg/status'] },
    ],
  );
  const [amd64, , silica] = found.packages;
  assert.equal(amd64?.homepage, 'https://glass.example');
  // Of alternatives the one that is there; of what nobody has, nothing.
  assert.deepEqual(amd64?.dependsOn, [silica?.key]);
  assert.deepEqual(silica?.dependsOn, [amd64?.key]);
});

test('an image that was put together without dpkg has a file for each package, and sums beside it that are none', async () => {
  const found = catalogued(
    dpkg,
    await treeOfFiles({
      'var/lib/dpkg/status.d/bGVucw': 'Package: lens\nVersion: 1\nArchitecture: all\n',
      'var/lib/dpkg/status.d/bGVucw.md5sums': 'd41d8cd98f00b204e9800998ecf8427e  etc/lens\n',
      'var/lib/dpkg/status.d/glass': 'Package: glass\nVersion: 2\nArchitecture: all\nDepends: lens\n',
    }),
  );
  assert.deepEqual(found.problems, []);
  assert.deepEqual(
    found.packages.map(({ name, namespace }) => [name, namespace]),
    [
      ['lens', undefined],
      ['glass', undefined],
    ],
  );
  assert.deepEqual(found.packages[1]?.dependsOn, [found.packages[0]?.key]);
});

test('a system in a folder of the tree has its own name and licences', async () => {
  const copyright = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: Expat\n';
  const found = catalogued(
    dpkg,
    await treeOfFiles({
      'etc/os-release': 'ID=outer',
      'roots/a/etc/os-release': 'ID=inner\nVERSION_CODENAME=soon\n',
      'roots/a/var/lib/dpkg/status': 'Package: lens\nVersion: 1\nArchitecture: all\nStatus: install ok installed\n',
      'roots/a/usr/share/doc/lens': '-> glass',
      'roots/a/usr/share/doc/glass/copyright': copyright,
      'usr/share/doc/lens/copyright': copyright.replace('Expat', 'ISC'),
    }),
  );
  assert.deepEqual(found.packages[0]?.licences, ['MIT']);
  assert.equal(found.packages[0]?.namespace, 'inner');
  assert.equal(found.packages[0]?.qualifiers?.['distro'], 'inner-soon');
});

const faults: readonly { readonly what: string; readonly text: string; readonly packages: number }[] = [
  { what: 'a line that is no field', text: `${status}\nno field here\n`, packages: 3 },
  { what: 'a continuation of nothing', text: ` x\n${status}`, packages: 3 },
  { what: 'a field that stands twice', text: 'Package: a\nVersion: 1\nVersion: 2\n', packages: 1 },
  { what: 'a name that is none', text: `Package: ../a\nVersion: 1\n\n${status}`, packages: 3 },
  { what: 'no version', text: `Package: a\nStatus: install ok installed\n\n${status}`, packages: 3 },
  { what: 'a version that is none', text: `Package: a\nVersion: 1 2\n\n${status}`, packages: 3 },
  { what: 'a state that is none', text: `Package: a\nVersion: 1\nStatus: install ok there\n\n${status}`, packages: 3 },
  { what: 'bytes', text: '\u0000\u0001\u0002', packages: 0 },
];

for (const { what, text, packages } of faults) {
  test(`a database that is not whole is a problem, and what was read is told: ${what}`, async () => {
    const found = catalogued(dpkg, await treeOfFiles({ 'var/lib/dpkg/status': text }));
    assert.equal(found.packages.length, packages);
    assert.deepEqual(
      found.problems.map(({ code, path }) => [code, path]),
      [['DATABASE_MALFORMED', 'var/lib/dpkg/status']],
    );
  });
}

test('a database that is a link to nothing is no empty system', async () => {
  const found = catalogued(dpkg, await treeOfFiles({ 'var/lib/dpkg/status': '-> status-elsewhere' }));
  assert.equal(found.problems.length, 1);
});

const format = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n';
const licences: readonly { readonly what: string; readonly text: string; readonly said: readonly string[] }[] = [
  { what: 'prose', text: 'This is free software.\nLicense: GPL-2\n', said: [] },
  { what: 'short names', text: `${format}\nFiles: *\nLicense: GPL-2+\n text of it\n\nFiles: a\nLicense: Expat\n`, said: ['GPL-2.0-or-later', 'MIT'] },
  { what: 'versions with a point', text: `${format}\nFiles: *\nLicense: LGPL-2.1\n`, said: ['LGPL-2.1-only'] },
  { what: 'a version that never was', text: `${format}\nFiles: *\nLicense: GPL-7\n`, said: ['GPL-7'] },
  { what: 'a choice', text: `${format}\nFiles: *\nLicense: GPL-2+ or Expat\n`, said: ['GPL-2.0-or-later OR MIT'] },
  { what: 'Perl’s own choice in another', text: `${format}\nFiles: *\nLicense: Perl and Expat\n`, said: ['(Artistic-1.0-Perl OR GPL-1.0-or-later) AND MIT'] },
  { what: 'a choice of what is not known', text: `${format}\nFiles: *\nLicense: Mine or Expat\n`, said: ['Mine or Expat'] },
  { what: 'a grouping by commas', text: `${format}\nFiles: *\nLicense: GPL-2 or Expat, and ISC\n`, said: ['GPL-2 or Expat, and ISC'] },
  { what: 'a paragraph that is only text', text: `${format}\nFiles: *\nLicense: Expat\n\nLicense: ISC\n text\n`, said: ['MIT'] },
  { what: 'an exception', text: `${format}\nFiles: *\nLicense: GPL-3+ with GCC exception\n`, said: ['GPL-3+ with GCC exception'] },
];

for (const { what, text, said } of licences) {
  test(`licences of a copyright file: ${what}`, () => assert.deepEqual(debianLicences(text), said));
}

test('any change of a database gives packages and coded problems, and never a throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ at: fc.nat(status.length - 1), text: fc.string({ maxLength: 3 }) }), { maxLength: 5 }), async (changes) => {
      let text = status;
      for (const { at, text: put } of changes) text = text.slice(0, at) + put + text.slice(at + put.length);
      const found = catalogued(dpkg, await treeOfFiles({ 'var/lib/dpkg/status': text }));
      for (const { code } of found.problems) assert.equal(code, 'DATABASE_MALFORMED');
      for (const { name, version } of found.packages) assert.ok(/^[a-z0-9]/.test(name) && version !== undefined && version !== '');
    }),
    { numRuns: 200 },
  );
});

test('a database that is made to keep a reader busy is read in the time of others', async () => {
  const count = 20_000;
  const many = Array.from({ length: count }, (_, i) => `Package: p${i}\nVersion: 1\nProvides: same\nDepends: same, p${(i + 1) % count}\n`).join('\n');
  const tree = await treeOfFiles({ 'var/lib/dpkg/status': `${many}\n${'no field\n'.repeat(100_000)}` });
  const before = performance.now();
  const found = catalogued(dpkg, tree);
  assert.ok(performance.now() - before < 20_000);
  assert.equal(found.packages.length, count);
  assert.match(found.problems[0]?.reason ?? '', /and 99999 more such$/);
  assert.ok(found.packages.every(({ dependsOn = [] }) => dependsOn.length <= 66));
});

for (const { what, text } of [
  { what: 'a name without end', text: `Package: ${'a'.repeat(100_000)}\nVersion: 1\n` },
  { what: 'a version without end', text: `Package: a\nVersion: 1${'.1'.repeat(100_000)}\n` },
]) {
  test(`what is too long to be one is a problem: ${what}`, async () => {
    const found = catalogued(dpkg, await treeOfFiles({ 'var/lib/dpkg/status': text }));
    assert.deepEqual(found.packages, []);
    assert.ok((found.problems[0]?.reason.length ?? 0) < 200_000 && found.problems.length === 1);
  });
}
