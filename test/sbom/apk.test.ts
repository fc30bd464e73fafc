import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apk } from '../../src/sbom/systems/apk-cataloger.ts';
import { catalogued, treeOfFiles } from '../support/sbom-tree.ts';

// Written by hand after the description of the format.
const installed = `C:Q1p78yvTLG094tHE1+dToJGbmYzQE=
P:lens-libs
V:1.2.5-r0
A:x86_64
S:383152
I:622592
T:lens libraries
U:https://lens.example/
L:MIT AND ISC
o:lens
m:Lens Maker <maker@lens.example>
t:1709146800
c:abcdef
p:so:liblens.so.1=1.2.5 lens-old
F:lib
R:liblens.so.1
a:0:0:755
Z:Q17yJ3JFNypA4mxhJJr0ou6CzsJVI=
F:usr
M:0:0:1777

C:Q1p78yvTLG094tHE1+dToJGbmYzQF=
P:lens-tools
V:2.0_git20240101-r3
A:x86_64
L:GPL-2.0-or-later
D:so:liblens.so.1 lens-old>=1 !lens-ancient /bin/sh

P:.build-deps
V:20240101.120000
A:noarch
D:lens-tools
`;

const osRelease = 'ID=alpine\nVERSION_ID=3.20.1\n';

test('packages of a database of apk, with what each needs of the others', async () => {
  const found = catalogued(apk, await treeOfFiles({ 'lib/apk/db/installed': installed, 'etc/os-release': osRelease }));
  assert.deepEqual(found.problems, []);
  assert.deepEqual(
    found.packages.map(({ name, version, namespace, qualifiers, licences }) => ({ name, version, namespace, qualifiers, licences })),
    [
      {
        name: 'lens-libs',
        version: '1.2.5-r0',
        namespace: 'alpine',
        qualifiers: { arch: 'x86_64', distro: 'alpine-3.20.1', upstream: 'lens' },
        licences: ['MIT AND ISC'],
      },
      {
        name: 'lens-tools',
        version: '2.0_git20240101-r3',
        namespace: 'alpine',
        qualifiers: { arch: 'x86_64', distro: 'alpine-3.20.1' },
        licences: ['GPL-2.0-or-later'],
      },
      { name: '.build-deps', version: '20240101.120000', namespace: 'alpine', qualifiers: { arch: 'noarch', distro: 'alpine-3.20.1' }, licences: [] },
    ],
  );
  const [libs, tools, build] = found.packages;
  assert.deepEqual(tools?.dependsOn, [libs?.key]);
  assert.deepEqual(build?.dependsOn, [tools?.key]);
});

test('one database under two names is read once', async () => {
  const found = catalogued(apk, await treeOfFiles({ 'usr/lib/apk/db/installed': installed, 'lib/apk/db/installed': '-> ../../../usr/lib/apk/db/installed' }));
  assert.equal(found.packages.length, 3);
});

for (const { what, text, packages } of [
  { what: 'a line that is no field', text: `${installed}\nnonsense\n`, packages: 3 },
  { what: 'a field that stands twice', text: 'P:a\nP:b\nV:1\n', packages: 1 },
  { what: 'no name', text: 'V:1\n\nP:a\nV:1\n', packages: 1 },
  { what: 'no version', text: 'P:a\n', packages: 0 },
]) {
  test(`a database of apk that is not whole is a problem: ${what}`, async () => {
    const found = catalogued(apk, await treeOfFiles({ 'lib/apk/db/installed': text }));
    assert.equal(found.packages.length, packages);
    assert.deepEqual(
      found.problems.map(({ code }) => code),
      ['DATABASE_MALFORMED'],
    );
  });
}
