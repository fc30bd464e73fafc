import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogers, describe } from '../../src/sbom/index.ts';
import { treeOfFiles } from '../support/sbom-tree.ts';

const status = 'Package: lens\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n';

async function described(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ readonly names: readonly string[]; readonly problems: readonly string[] }> {
  const document = describe({ tree: await treeOfFiles(files), subject: { kind: 'folder', name: 'x' }, catalogers });
  return { names: document.packages.map(({ name }) => name), problems: document.problems.map(({ code, path }) => `${code} ${path}`) };
}

for (const { what, files, names, problems = [] } of [
  { what: 'a database under another name', files: { 'var/lib/dpkg/status': '-> ../../../state', state: status }, names: ['lens'] },
  { what: 'a database twice by a link of its folder', files: { 'usr/var/lib/dpkg/status': status, var: '-> usr/var' }, names: ['lens'] },
  {
    what: 'a database that is a link to nothing',
    files: { 'var/lib/dpkg/status': '-> nowhere' },
    names: [],
    problems: ['FILE_UNREADABLE var/lib/dpkg/status'],
  },
  {
    what: 'a database of apk that is a link to nothing',
    files: { 'lib/apk/db/installed': '-> nowhere' },
    names: [],
    problems: ['FILE_UNREADABLE lib/apk/db/installed'],
  },
  {
    what: 'a database of rpm that is a link to nothing',
    files: { 'var/lib/rpm/rpmdb.sqlite': '-> nowhere' },
    names: [],
    problems: ['DATABASE_MALFORMED var/lib/rpm/rpmdb.sqlite'],
  },
  {
    what: 'a database that leads out',
    files: { 'var/lib/dpkg/status': '-> ../../../../../../../etc/shadow' },
    names: [],
    problems: ['FILE_UNREADABLE var/lib/dpkg/status'],
  },
]) {
  test(`what a link leads to is found, and one that leads nowhere is a problem: ${what}`, async () => {
    assert.deepEqual(await described(files), { names, problems });
  });
}

test('archives that lie in a tree and that nobody opens are told', async () => {
  const notesOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    describe({ tree: await treeOfFiles(files), subject: { kind: 'folder', name: 'x' }, catalogers }).notes;
  assert.deepEqual(await notesOf({ 'data.tar.gz': 'x', 'metadata.gz': 'x', 'a/lens.deb': 'x', link: '-> data.tar.gz', 'b.tar': '-> nowhere' }), [
    'what is in archives that lie in it: a/lens.deb, data.tar.gz, metadata.gz',
  ]);
  assert.deepEqual(await notesOf({ 'lens.txt': 'x', tar: 'x' }), []);
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.zip`, 'x']));
  assert.match((await notesOf(many))[0] ?? '', /0\.zip, 1\.zip, 2\.zip, 3\.zip, 4\.zip, and 3 more$/);
});
