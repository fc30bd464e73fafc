import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { limits, SealwrightError } from '../../../src/base/index.ts';
import { openTree } from '../../../src/cli/ports/index.ts';
import { withFolder } from './folders.ts';

test('lists regular files by their bytes, without .git and node_modules', () => {
  withFolder(
    {
      'b.txt': '',
      'a/z': '',
      'a-b': '',
      'a/.git/config': '',
      '.git/HEAD': '',
      'node_modules/x/y.js': '',
      'vendor/lib.c': '',
      ä: '',
      Z: '',
      '\u{10000}': '',
      '\uffee': '',
    },
    (root) => {
      const tree = openTree(root);
      assert.deepEqual(tree.list(), ['Z', 'a-b', 'a/z', 'b.txt', 'vendor/lib.c', 'ä', '\uffee', '\u{10000}']);
      assert.deepEqual(tree.refused(), []);
    },
  );
});

test('answers about single folders without the rest', () => {
  withFolder({ 'x/one.md': '1', 'x/two.md': '2', 'x/in/three.md': '3', 'top.md': '0' }, (root) => {
    mkdirSync(join(root, 'empty/inner'), { recursive: true });
    const tree = openTree(root);
    assert.deepEqual(tree.folder(''), ['top.md']);
    assert.deepEqual(tree.folders(''), ['empty', 'x']);
    assert.deepEqual(tree.folder('x'), ['one.md', 'two.md']);
    assert.deepEqual(tree.folders('x'), ['in']);
    assert.deepEqual(tree.folder('nowhere'), []);
    assert.equal(tree.has('x/in/three.md'), true);
    assert.equal(tree.has('x/in'), false);
    assert.equal(tree.hasFolder('x/in'), true);
    assert.equal(tree.hasFolder('empty'), false);
    assert.equal(tree.hasFolder('x/one.md'), false);
  });
});

test('a path is a path of the listing and nothing else', () => {
  withFolder({ 'sub/a.txt': 'A' }, (root) => {
    const tree = openTree(join(root, 'sub'));
    for (const path of ['../sub/a.txt', './a.txt', '/a.txt', 'a.txt/', 'a.txt/b', '', '.', '..', 'a\0.txt', `${'d/'.repeat(5_000)}x`]) {
      assert.equal(tree.has(path), false, path);
      assert.deepEqual(tree.read(path), { kind: 'missing' }, path);
    }
    assert.equal(tree.has('a.txt'), true);
  });
});

test('decodes what it reads and says what it repaired', () => {
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);
  const cases: readonly { what: string; bytes: string | Buffer; text: string | null; note: RegExp | null }[] = [
    { what: 'plain', bytes: 'grüße\n', text: 'grüße\n', note: null },
    { what: 'empty', bytes: '', text: '', note: null },
    { what: 'CRLF stays', bytes: 'a\r\nb\r\n', text: 'a\r\nb\r\n', note: null },
    { what: 'byte-order mark', bytes: Buffer.concat([mark, Buffer.from('on: push')]), text: 'on: push', note: /byte-order mark/ },
    { what: 'not UTF-8', bytes: Buffer.from([0x61, 0xff, 0x62]), text: 'a\ufffdb', note: /not UTF-8/ },
    { what: 'UTF-16 little end', bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('né', 'utf16le')]), text: 'né', note: /UTF-16LE/ },
    { what: 'UTF-16 big end', bytes: Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('né', 'utf16le').swap16()]), text: 'né', note: /UTF-16BE/ },
    { what: 'UTF-16 cut short', bytes: Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from([0, 0x61, 0])]), text: 'a', note: /half a character/ },
    { what: 'UTF-32', bytes: Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), text: null, note: null },
    { what: 'NUL bytes', bytes: Buffer.from('a\0b'), text: null, note: null },
  ];
  withFolder(Object.fromEntries(cases.map((one, i) => [`f${i}`, one.bytes])), (root) => {
    const tree = openTree(root);
    cases.forEach((one, i) => {
      const read = tree.read(`f${i}`);
      if (one.text === null) {
        assert.equal(read.kind, 'refused', one.what);
        return;
      }
      assert.ok(read.kind === 'text', one.what);
      assert.equal(read.text, one.text, one.what);
      if (one.note === null) assert.deepEqual(read.notes, [], one.what);
      else assert.match(read.notes.join('; '), one.note, one.what);
    });
  });
});

test('follows links inside the checkout and no other', () => {
  withFolder({ 'outside/secret.txt': 'S', 'in/docs/a.md': 'A', 'in/.git/config': 'token' }, (root) => {
    const at = (path: string): string => join(root, 'in', path);
    const links: readonly { name: string; target: string; reason: RegExp | null }[] = [
      { name: 'file', target: 'docs/a.md', reason: null },
      { name: 'absolute', target: at('docs/a.md'), reason: null },
      { name: 'twice', target: 'file', reason: null },
      { name: 'around', target: 'docs/../docs/./a.md', reason: null },
      { name: 'through-folder', target: 'folder/a.md', reason: null },
      { name: 'out', target: '../outside/secret.txt', reason: /leaves/ },
      { name: 'out-and-back', target: '../in/docs/a.md', reason: /leaves/ },
      { name: 'out-absolute', target: '/etc/hostname', reason: /leaves/ },
      { name: 'beside-absolute', target: `${at('')}x`.replace('/x', 'x'), reason: /leaves/ },
      { name: 'gone', target: 'docs/b.md', reason: /nothing/ },
      { name: 'below-file', target: 'docs/a.md/x', reason: /nothing/ },
      { name: 'git', target: '.git/config', reason: /not read/ },
      { name: 'self', target: 'self', reason: /circle/ },
      { name: 'up', target: '.', reason: /folder that it is in/ },
    ];
    symlinkSync('docs', at('folder'));
    symlinkSync('../..', at('docs/parent'));
    for (const link of links) symlinkSync(link.target, at(link.name));
    const tree = openTree(join(root, 'in'));
    for (const link of links) {
      const read = tree.read(link.name);
      if (link.reason === null) assert.deepEqual(read, { kind: 'text', text: 'A', notes: [] }, link.name);
      else {
        const reason = tree.refused().find((one) => one.path === link.name)?.reason ?? '';
        assert.match(reason, link.reason, link.name);
        assert.deepEqual(read, { kind: 'refused', reason }, link.name);
        assert.equal(tree.has(link.name), false, link.name);
      }
    }
    assert.equal(tree.has('folder/a.md'), true);
    assert.deepEqual(tree.list(), ['absolute', 'around', 'docs/a.md', 'file', 'folder/a.md', 'through-folder', 'twice']);
  });
});

test('folders that link into each other end', () => {
  withFolder({ 'a/x': '', 'b/y': '' }, (root) => {
    symlinkSync('../b', join(root, 'a/b'));
    symlinkSync('../a', join(root, 'b/a'));
    assert.deepEqual(openTree(root).list(), ['a/b/y', 'a/x', 'b/a/x', 'b/y']);
  });
});

test('never opens pipes and devices', () => {
  withFolder({ 'ok.txt': 'ok' }, (root) => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    symlinkSync('pipe', join(root, 'to-pipe'));
    symlinkSync('/dev/zero', join(root, 'to-device'));
    const tree = openTree(root);
    assert.deepEqual(tree.list(), ['ok.txt']);
    assert.deepEqual(tree.read('pipe'), { kind: 'refused', reason: 'a named pipe' });
    assert.equal(tree.read('to-pipe').kind, 'refused');
    assert.equal(tree.read('to-device').kind, 'refused');
    assert.deepEqual(
      tree.refused().map((one) => one.path),
      ['pipe', 'to-device', 'to-pipe'],
    );
  });
});

test('a file that becomes a pipe after it was listed is not waited for', () => {
  withFolder({ later: 'text' }, (root) => {
    const tree = openTree(root);
    assert.equal(tree.has('later'), true);
    execFileSync('rm', [join(root, 'later')]);
    execFileSync('mkfifo', [join(root, 'later')]);
    assert.equal(tree.read('later').kind, 'refused');
  });
});

test('refuses files above the size limit without reading them', () => {
  withFolder({}, (root) => {
    execFileSync('truncate', ['-s', String(limits.maxFileBytes + 1), join(root, 'big')]);
    const read = openTree(root).read('big');
    assert.deepEqual(read, { kind: 'refused', reason: 'larger than 32 MiB' });
  });
});

test('stops at the depth limit and says where', () => {
  withFolder({}, (root) => {
    const deep = 'd/'.repeat(limits.maxFolderDepth + 6);
    mkdirSync(join(root, deep), { recursive: true });
    writeFileSync(join(root, deep, 'f'), '');
    writeFileSync(join(root, 'd/'.repeat(limits.maxFolderDepth), 'g'), '');
    const tree = openTree(root);
    assert.deepEqual(tree.list(), [`${'d/'.repeat(limits.maxFolderDepth)}g`]);
    assert.match(tree.refused()[0]?.reason ?? '', /deeper than 64/);
  });
});

test('an unreadable folder or file is refused and the rest goes on', { skip: process.getuid?.() === 0 ? 'root reads everything' : false }, () => {
  withFolder({ 'closed/a': '', 'open/b': '', locked: '' }, (root) => {
    chmodSync(join(root, 'closed'), 0);
    chmodSync(join(root, 'locked'), 0);
    const tree = openTree(root);
    assert.deepEqual(tree.list(), ['locked', 'open/b']);
    assert.deepEqual(tree.refused(), [{ path: 'closed', reason: 'the folder cannot be read (EACCES)' }]);
    assert.deepEqual(tree.read('locked'), { kind: 'refused', reason: 'it cannot be read (EACCES)' });
    chmodSync(join(root, 'closed'), 0o700);
  });
});

test('a name that is not UTF-8 is refused', { skip: process.platform === 'darwin' ? 'the file system takes no such names' : false }, () => {
  withFolder({}, (root) => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0x61])]), '');
    const tree = openTree(root);
    assert.deepEqual(tree.list(), []);
    assert.match(tree.refused()[0]?.reason ?? '', /not UTF-8/);
  });
});

test('the root must be a folder', () => {
  withFolder({ file: '' }, (root) => {
    for (const path of ['nowhere', 'file', 'file/x']) {
      assert.throws(
        () => openTree(join(root, path)),
        (error) => error instanceof SealwrightError && error.code === 'FOLDER_MISSING',
        path,
      );
    }
    symlinkSync('.', join(root, 'itself'));
    assert.deepEqual(openTree(join(root, 'itself')).list(), ['file']);
  });
});

test('a file that changes is read once', () => {
  withFolder({ a: 'one' }, (root) => {
    const tree = openTree(root);
    tree.read('a');
    writeFileSync(join(root, 'a'), 'two');
    assert.deepEqual(tree.read('a'), { kind: 'text', text: 'one', notes: [] });
  });
});
