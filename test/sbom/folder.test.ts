import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SealwrightError, type FolderPort } from '../../src/base/index.ts';
import { openFolderFiles } from '../../src/folders/index.ts';
import { catalogers, describe, readFolder, type ByteTree } from '../../src/sbom/index.ts';

function withFolder(fill: (folder: string) => void, see: (tree: ByteTree, folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-folder-'));
  try {
    fill(folder);
    see(readFolder(openFolderFiles(folder)), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function textAt(tree: ByteTree, path: string): string {
  const file = tree.open(path);
  return file.kind === 'file' ? Buffer.from(file.bytes.at(0, file.bytes.size)).toString() : file.kind === 'missing' ? 'missing' : file.reason;
}

test('a folder is read with its files, links and sizes, and without its history', () => {
  withFolder(
    (folder) => {
      for (const one of ['etc', 'usr/lib', '.git', 'sub/.git', 'empty', 'sub/.sealwright/release/v1/files']) mkdirSync(join(folder, one), { recursive: true });
      writeFileSync(join(folder, 'usr/lib/os-release'), 'ID=lens\n');
      symlinkSync('../usr/lib/os-release', join(folder, 'etc/os-release'));
      symlinkSync('/usr/lib', join(folder, 'lib'));
      writeFileSync(join(folder, '.git/config'), 'x');
      writeFileSync(join(folder, 'sub/.git/config'), 'x');
      writeFileSync(join(folder, 'sub/.sealwright/release/v1/files/lens.tar'), 'x');
      writeFileSync(join(folder, 'lost-its-bit'), '\u007fELF and more');
      writeFileSync(join(folder, 'tool'), Buffer.alloc(3_000_000, 'abcd'));
      chmodSync(join(folder, 'tool'), 0o755);
    },
    (tree) => {
      assert.deepEqual(tree.paths(), ['etc/os-release', 'lib', 'lost-its-bit', 'tool', 'usr/lib/os-release']);
      assert.equal(textAt(tree, 'etc/os-release'), 'ID=lens\n');
      assert.equal(tree.resolve('lib/os-release'), 'usr/lib/os-release');
      assert.equal(textAt(tree, 'usr'), 'it is a folder');
      const tool = tree.entry('tool');
      assert.ok(tool?.kind === 'file');
      assert.deepEqual([tool.size, tool.isExecutable, tool.isProgram], [3_000_000, true, false]);
      const program = tree.entry('lost-its-bit');
      assert.deepEqual(program?.kind === 'file' && [program.isExecutable, program.isProgram], [false, true]);
      const opened = tree.open('tool');
      assert.ok(opened.kind === 'file');
      assert.equal(Buffer.from(opened.bytes.at(2_999_998, 100)).toString(), 'cd');
      assert.equal(Buffer.from(opened.bytes.at(4, 4)).toString(), 'abcd');
      assert.deepEqual(tree.problems(), []);
    },
  );
});

test('no link leads out of a folder, and no pipe is waited for', { skip: process.platform === 'win32' }, () => {
  const outside = mkdtempSync(join(tmpdir(), 'sealwright-outside-'));
  try {
    writeFileSync(join(outside, 'secret'), 'secret');
    withFolder(
      (folder) => {
        symlinkSync(join(outside, 'secret'), join(folder, 'a'));
        symlinkSync(outside, join(folder, 'b'));
        symlinkSync('../'.repeat(20) + outside.slice(1), join(folder, 'c'));
        symlinkSync('d', join(folder, 'd'));
        assert.equal(spawnSync('mkfifo', [join(folder, 'pipe')]).status, 0);
      },
      (tree) => {
        for (const path of ['a', 'b/secret', 'c/secret', 'd']) assert.equal(textAt(tree, path), 'missing', path);
        assert.equal(textAt(tree, 'pipe'), 'it is no file');
        assert.deepEqual(tree.paths(), ['a', 'b', 'c', 'd', 'pipe']);
      },
    );
  } finally {
    rmSync(outside, { recursive: true, force: true });
  }
});

test('what lies behind links that lead out is told: a problem where packages would be read, a name elsewhere', { skip: process.platform === 'win32' }, () => {
  withFolder(
    (folder) => {
      for (const one of ['outside/a', 'inside/node_modules/@s', 'inside/locks']) mkdirSync(join(folder, one), { recursive: true });
      writeFileSync(join(folder, 'outside/a/package.json'), '{"name":"a","version":"9.0.0"}');
      writeFileSync(join(folder, 'outside/package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
      writeFileSync(join(folder, 'inside/package.json'), '{"name":"lens","version":"1.0.0","dependencies":{"a":"9"}}');
      writeFileSync(join(folder, 'inside/locks/exact'), 'b==1.0\n');
      for (const name of ['a', '@s/b', '@s/c']) symlinkSync(join(folder, 'outside/a'), join(folder, 'inside/node_modules', name));
      symlinkSync('../../../outside/a', join(folder, 'inside/node_modules/up'));
      symlinkSync('../gone', join(folder, 'inside/node_modules/gone'));
      symlinkSync('../outside/package-lock.json', join(folder, 'inside/package-lock.json'));
      symlinkSync('locks/exact', join(folder, 'inside/requirements.txt'));
      symlinkSync('/usr/bin/env', join(folder, 'inside/tool'));
      symlinkSync('nothing', join(folder, 'inside/loose'));
      assert.equal(spawnSync('mkfifo', [join(folder, 'inside/yarn.lock')]).status, 0);
    },
    (_tree, folder) => {
      const tree = readFolder(openFolderFiles(join(folder, 'inside')));
      const document = describe({ tree, subject: { kind: 'folder', name: 'inside' }, catalogers });
      assert.deepEqual(
        document.problems.map(({ code, path, reason }) => `${code} ${path}: ${reason}`),
        [
          'ENTRY_REFUSED node_modules/@s/b: it is a link that leads out of what is described, and so or to nothing does another beside it; describe the folder that holds both',
          'ENTRY_REFUSED node_modules/a: it is a link that leads out of what is described, and so or to nothing do 2 others beside it; describe the folder that holds both',
          'ENTRY_REFUSED package-lock.json: it is a link that leads out of what is described; describe the folder that holds both',
          'FILE_UNREADABLE yarn.lock: it is no file',
        ],
      );
      assert.deepEqual(document.notes, ['what is behind links that lead out of it: tool']);
      assert.deepEqual(
        document.packages.map(({ purl }) => purl),
        ['pkg:pypi/b@1.0'],
      );
      assert.deepEqual(
        describe({ tree, subject: { kind: 'image', name: 'inside' }, catalogers }).problems.map(({ path }) => path),
        ['yarn.lock'],
      );
    },
  );
});

test('a file that became a link since it was listed is not read', () => {
  withFolder(
    (folder) => writeFileSync(join(folder, 'a'), 'a'),
    (tree, folder) => {
      rmSync(join(folder, 'a'));
      symlinkSync('/etc/hostname', join(folder, 'a'));
      assert.match(textAt(tree, 'a'), /cannot be read/);
    },
  );
});

test('a folder that is not there is told by its code', () => {
  assert.throws(
    () => openFolderFiles(join(tmpdir(), 'sealwright-is-not-there')),
    (error) => error instanceof SealwrightError && error.code === 'FOLDER_MISSING',
  );
});

test('what cannot be looked at is a problem, and no file of no bytes', () => {
  const folder: FolderPort = {
    list: () => ({
      kind: 'entries',
      entries: [
        { name: 'lens', kind: 'file' },
        { name: 'notes.md', kind: 'file' },
        { name: 'closed', kind: 'file' },
      ],
    }),
    readLink: () => undefined,
    facts: (path) => (path === 'closed' ? { size: 5_000, isExecutable: false } : undefined),
    start: () => undefined,
    open: () => ({ kind: 'refused', reason: 'it cannot be read (EACCES)' }),
  };
  const { problems } = describe({ tree: readFolder(folder), subject: { kind: 'folder', name: 'lens' }, catalogers });
  assert.deepEqual(
    [...new Set(problems.map(({ code, path }) => `${code} ${path}`))],
    ['FILE_UNREADABLE closed', 'FILE_UNREADABLE lens', 'FILE_UNREADABLE notes.md'],
  );
});
