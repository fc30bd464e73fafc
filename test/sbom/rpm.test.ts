import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { rpm } from '../../src/sbom/systems/rpm/cataloger.ts';
import { Pages } from '../../src/sbom/systems/sqlite/pages.ts';
import { rowsOf } from '../../src/sbom/systems/sqlite/table.ts';
import { rpmHeader, rpmTags as tag, type RpmValues } from '../support/rpm-headers.ts';
import { catalogued, treeOfFiles } from '../support/sbom-tree.ts';

/** Files of a database that SQLite itself wrote; what is written last stays in the log where it is said. */
function databaseOf(
  blobs: readonly Uint8Array[],
  options: { readonly pageSize?: number; readonly inLog?: readonly Uint8Array[] } = {},
): { readonly file: Buffer; readonly log?: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-rpm-'));
  const path = join(folder, 'rpmdb.sqlite');
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA page_size=${options.pageSize ?? 4096}; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0`);
    database.exec(
      "CREATE TABLE 'Name' (key TEXT, hnum INTEGER, idx INTEGER); CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)",
    );
    const insert = database.prepare('INSERT INTO Packages (blob) VALUES (?)');
    for (const blob of blobs) insert.run(blob);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const blob of options.inLog ?? []) insert.run(blob);
    return { file: readFileSync(path), ...(options.inLog === undefined ? {} : { log: readFileSync(`${path}-wal`) }) };
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const lens: RpmValues = {
  [tag.name]: 'lens',
  [tag.version]: '1.2',
  [tag.release]: '3.fc40',
  [tag.epoch]: [2],
  [tag.arch]: 'x86_64',
  [tag.license]: 'MIT AND ISC',
  [tag.sourceRpm]: 'optics-1.2-3.fc40.src.rpm',
  [tag.requireName]: ['glass(pane)', '/usr/bin/polish', 'rpmlib(CompressedFileNames)'],
};
const glass: RpmValues = {
  [tag.name]: 'glass',
  [tag.version]: '7',
  [tag.release]: '1',
  [tag.arch]: 'noarch',
  [tag.provideName]: ['glass', 'glass(pane)'],
};
const polish: RpmValues = {
  [tag.name]: 'polish',
  [tag.version]: '1',
  [tag.release]: '1',
  [tag.arch]: 'x86_64',
  [tag.dirNames]: ['/usr/bin/', '/usr/share/doc/'],
  [tag.baseNames]: ['polish', 'polish'],
  [tag.dirIndexes]: [0, 1],
};
const key: RpmValues = { [tag.name]: 'gpg-pubkey', [tag.version]: 'a15b79cc', [tag.release]: '63d04c2c' };

const path = 'var/lib/rpm/rpmdb.sqlite';
const osRelease = 'ID=fedora\nVERSION_ID=40\n';

test('packages of a database of rpm: epoch apart, source as upstream, keys left out, files that others need', async () => {
  const { file } = databaseOf([lens, glass, polish, key].map(rpmHeader));
  const found = catalogued(rpm, await treeOfFiles({ [path]: file, 'etc/os-release': osRelease }));
  assert.deepEqual(found.problems, []);
  assert.deepEqual(
    found.packages.map(({ name, version, namespace, qualifiers }) => ({ name, version, namespace, qualifiers })),
    [
      {
        name: 'lens',
        version: '1.2-3.fc40',
        namespace: 'fedora',
        qualifiers: { arch: 'x86_64', distro: 'fedora-40', epoch: '2', upstream: 'optics-1.2-3.fc40.src.rpm' },
      },
      { name: 'glass', version: '7-1', namespace: 'fedora', qualifiers: { arch: 'noarch', distro: 'fedora-40' } },
      { name: 'polish', version: '1-1', namespace: 'fedora', qualifiers: { arch: 'x86_64', distro: 'fedora-40' } },
    ],
  );
  assert.deepEqual(found.packages[0]?.dependsOn, [found.packages[1]?.key, found.packages[2]?.key].toSorted());
  assert.deepEqual(found.packages[0]?.licences, ['MIT AND ISC']);
});

test('a database has the packages of its log, whole transactions alone', async () => {
  const { file, log = Buffer.alloc(0) } = databaseOf([rpmHeader(lens)], { inLog: [rpmHeader(glass), rpmHeader(polish)] });
  const namesWith = async (wal: Uint8Array): Promise<readonly string[]> =>
    catalogued(rpm, await treeOfFiles({ [path]: file, [`${path}-wal`]: wal })).packages.map(({ name }) => name);
  assert.deepEqual(await namesWith(log), ['lens', 'glass', 'polish']);
  // SQLite reads a log up to its first frame that does not add up, back to the end of a transaction.
  assert.deepEqual(await namesWith(log.subarray(0, log.length - 1)), ['lens', 'glass']);
  assert.deepEqual(await namesWith(Buffer.alloc(0)), ['lens']);
  const broken = Buffer.from(log);
  broken[40] = (broken[40] ?? 0) ^ 1;
  assert.deepEqual(await namesWith(broken), ['lens']);
});

test('rows over many pages, and over pages of their own, are those that SQLite reads', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20_000), { maxLength: 60 }), fc.constantFrom(512, 1_024, 4_096, 65_536), (lengths, pageSize) => {
      const blobs = lengths.map((length, i) => Buffer.alloc(length, `${i} `));
      const { file } = databaseOf(blobs, { pageSize });
      const rows = [...rowsOf(new Pages(file, undefined), 'Packages')];
      assert.equal(rows.length, blobs.length);
      for (const [i, row] of rows.entries()) assert.ok(row[1] instanceof Uint8Array && Buffer.from(row[1]).equals(blobs[i] ?? Buffer.alloc(0)));
    }),
    { numRuns: 25 },
  );
});

const good = databaseOf([rpmHeader(lens), rpmHeader(glass)]).file;

const unread: readonly {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly code: string;
  readonly said: RegExp;
}[] = [
  { what: 'Berkeley DB', files: { 'var/lib/rpm/Packages': Buffer.alloc(64) }, code: 'DATABASE_UNSUPPORTED', said: /Berkeley DB/ },
  { what: 'rpm’s own form', files: { 'usr/lib/sysimage/rpm/Packages.db': 'RpmP' }, code: 'DATABASE_UNSUPPORTED', said: /NDB/ },
  { what: 'an empty file', files: { [path]: '' }, code: 'DATABASE_MALFORMED', said: /no SQLite/ },
  { what: 'a file that is cut short', files: { [path]: good.subarray(0, good.length - 4_096) }, code: 'DATABASE_MALFORMED', said: /cut short/ },
  { what: 'no table of packages', files: { [path]: withoutTable() }, code: 'DATABASE_MALFORMED', said: /no table/ },
  { what: 'a header that is none', files: { [path]: databaseOf([Buffer.from('not a header')]).file }, code: 'DATABASE_MALFORMED', said: /header/ },
  {
    what: 'a header with more behind it',
    files: { [path]: databaseOf([Buffer.concat([rpmHeader(lens), Buffer.alloc(1)])]).file },
    code: 'DATABASE_MALFORMED',
    said: /length/,
  },
  {
    what: 'a package without a name',
    files: { [path]: databaseOf([rpmHeader({ [tag.version]: '1', [tag.release]: '1' })]).file },
    code: 'DATABASE_MALFORMED',
    said: /no name/,
  },
  {
    what: 'a transaction that was broken off',
    files: { [path]: good, [`${path}-journal`]: Buffer.from([0xd9, 0xd5]) },
    code: 'DATABASE_MALFORMED',
    said: /journal/,
  },
  { what: 'a link to nothing', files: { [path]: '-> nowhere' }, code: 'DATABASE_MALFORMED', said: /nothing/ },
];

function withoutTable(): Buffer {
  const database = new DatabaseSync(':memory:');
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-rpm-'));
  try {
    database.exec(`CREATE TABLE other (a); VACUUM INTO '${join(folder, 'x')}'`);
    return readFileSync(join(folder, 'x'));
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const { what, files, code, said } of unread) {
  test(`a database that cannot be read is a coded problem and no empty list: ${what}`, async () => {
    const found = catalogued(rpm, await treeOfFiles(files));
    assert.deepEqual(found.packages, []);
    assert.deepEqual(
      found.problems.map((one) => one.code),
      [code],
    );
    assert.match(found.problems[0]?.reason ?? '', said);
  });
}

test('a database that an upgrade left beside the newer one is a note', async () => {
  const found = catalogued(rpm, await treeOfFiles({ [path]: good, 'var/lib/rpm/Packages': 'old' }));
  assert.equal(found.packages.length, 2);
  assert.deepEqual(found.problems, []);
  assert.equal(found.notes?.length, 1);
});

test('one database under two names is read once', async () => {
  const found = catalogued(rpm, await treeOfFiles({ 'usr/lib/sysimage/rpm/rpmdb.sqlite': good, 'var/lib/rpm': '-> ../../usr/lib/sysimage/rpm' }));
  assert.equal(found.packages.length, 2);
});

test('any change of a database gives packages or a coded problem, and never a throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ at: fc.nat(good.length - 1), value: fc.nat(255) }), { minLength: 1, maxLength: 12 }), async (changes) => {
      const bytes = Buffer.from(good);
      for (const { at, value } of changes) bytes[at] = value;
      const found = catalogued(rpm, await treeOfFiles({ [path]: bytes }));
      assert.ok(found.problems.length === 1 ? found.packages.length === 0 : found.problems.length === 0);
    }),
    { numRuns: 300 },
  );
});

test('an empty database beside an older one says nothing of what that one holds', async () => {
  const found = catalogued(rpm, await treeOfFiles({ [path]: databaseOf([]).file, 'var/lib/rpm/Packages': 'old' }));
  assert.deepEqual(found.packages, []);
  assert.deepEqual(
    found.problems.map((one) => one.code),
    ['DATABASE_UNSUPPORTED'],
  );
});
