import assert from 'node:assert/strict';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SealwrightError } from '../../../src/base/index.ts';
import { openCommit } from '../../../src/cli/ports/index.ts';
import { fill, git, withFolder } from './folders.ts';

function coded(code: string): (error: unknown) => boolean {
  return (error) => error instanceof SealwrightError && error.code === code && error.details.hint !== undefined;
}

test('lists and reads files as they were at a commit', () => {
  withFolder(
    { 'a.txt': 'old', 'docs/b.md': 'B\r\n', 'docs/deep/c.md': 'C', 'gone.txt': 'gone', 'name with\nnewline': 'n', bin: Buffer.from([0, 1]) },
    (root) => {
      git(root, 'init', '-q', '-b', 'main');
      symlinkSync('docs/b.md', join(root, 'link'));
      symlinkSync('docs', join(root, 'folder'));
      symlinkSync('../../etc/hostname', join(root, 'docs/out'));
      symlinkSync('/etc/hostname', join(root, 'absolute'));
      git(root, 'add', '.');
      git(root, 'commit', '-q', '-m', 'one');
      git(root, 'tag', '-a', 'v1', '-m', 'one');
      fill(root, { 'a.txt': 'new', 'later.txt': '' });
      git(root, 'rm', '-q', 'gone.txt');
      git(root, 'add', '.');
      git(root, 'commit', '-q', '-m', 'two');
      const tree = openCommit(root, 'v1');
      assert.deepEqual(tree.list(), [
        'a.txt',
        'bin',
        'docs/b.md',
        'docs/deep/c.md',
        'folder/b.md',
        'folder/deep/c.md',
        'gone.txt',
        'link',
        'name with\nnewline',
      ]);
      assert.deepEqual(tree.read('a.txt'), { kind: 'text', text: 'old', notes: [] });
      assert.deepEqual(tree.read('link'), { kind: 'text', text: 'B\r\n', notes: [] });
      assert.deepEqual(tree.read('folder/deep/c.md'), { kind: 'text', text: 'C', notes: [] });
      assert.deepEqual(tree.read('name with\nnewline'), { kind: 'text', text: 'n', notes: [] });
      assert.equal(tree.read('bin').kind, 'refused');
      assert.equal(tree.read('docs/out').kind, 'refused');
      assert.equal(tree.read('absolute').kind, 'refused');
      assert.deepEqual(tree.read('later.txt'), { kind: 'missing' });
      assert.equal(tree.hasFolder('docs/deep'), true);
      assert.deepEqual(tree.folder('docs'), ['b.md']);
      assert.deepEqual(openCommit(root, 'HEAD').read('a.txt'), { kind: 'text', text: 'new', notes: [] });
    },
  );
});

test('a revision that names no commit is REF_UNKNOWN', () => {
  withFolder({ a: 'A' }, (root) => {
    git(root, 'init', '-q', '-b', 'main');
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'one');
    for (const ref of ['nowhere', '', '--all', '-h', '--output=owned', 'HEAD:a', 'HEAD^{tree}', 'a\nb', 'a\0b', 'x'.repeat(2_000), 'f'.repeat(40)]) {
      assert.throws(() => openCommit(root, ref), coded('REF_UNKNOWN'), JSON.stringify(ref.slice(0, 20)));
    }
    assert.equal(existsSync(join(root, 'owned')), false);
  });
});

test('a folder without git is GIT_FAILED, one inside a repository too', () => {
  withFolder({ 'repo/sub/a': 'A' }, (root) => {
    assert.throws(() => openCommit(root, 'HEAD'), coded('GIT_FAILED'));
    git(join(root, 'repo'), 'init', '-q');
    git(join(root, 'repo'), 'add', '.');
    git(join(root, 'repo'), 'commit', '-q', '-m', 'one');
    assert.throws(() => openCommit(join(root, 'repo/sub'), 'HEAD'), coded('GIT_FAILED'));
    writeFileSync(join(root, 'repo/.git/HEAD'), 'nonsense');
    assert.throws(
      () => openCommit(join(root, 'repo'), 'HEAD'),
      (error) => error instanceof SealwrightError && (error.code === 'GIT_FAILED' || error.code === 'REF_UNKNOWN'),
    );
  });
});

test('nothing that the repository configures is run', () => {
  withFolder({ 'a.txt': 'A', '.gitattributes': '* filter=evil diff=evil\n' }, (root) => {
    git(root, 'init', '-q', '-b', 'main');
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'one');
    const mark = join(root, 'mark');
    const evil = `touch ${mark}`;
    for (const key of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'core.editor',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
      'diff.external',
      'alias.ls-tree',
      'alias.cat-file',
      'credential.helper',
      'core.gitProxy',
      'pager.cat-file',
    ])
      git(root, 'config', key, key.startsWith('alias') ? `!${evil}` : evil);
    git(root, 'config', 'remote.origin.url', `ext::${evil}`);
    git(root, 'config', 'remote.origin.promisor', 'true');
    git(root, 'config', 'extensions.partialClone', 'origin');
    git(root, 'config', 'core.repositoryformatversion', '1');
    assert.deepEqual(openCommit(root, 'main').read('a.txt'), { kind: 'text', text: 'A', notes: [] });
    assert.throws(() => openCommit(root, 'f'.repeat(40)), coded('REF_UNKNOWN'));
    assert.equal(existsSync(mark), false);
  });
});

test(
  'a checkout of another owner is a coded error that says what to type',
  { skip: process.getuid?.() === 0 ? false : 'needs to give a folder away' },
  async () => {
    const { chownSync } = await import('node:fs');
    const { homedir } = await import('node:os');
    withFolder({ 'r/a': 'A' }, (folder) => {
      const root = join(folder, 'r');
      git(root, 'init', '-q', '-b', 'main');
      git(root, 'add', '.');
      git(root, 'commit', '-q', '-m', 'one');
      for (const path of [root, join(root, '.git')]) chownSync(path, 12_345, 12_345);
      const before = process.env['HOME'];
      process.env['HOME'] = folder;
      try {
        assert.throws(
          () => openCommit(root, 'HEAD'),
          (error) => error instanceof SealwrightError && error.code === 'GIT_FAILED' && /safe\.directory/.test(error.details.hint ?? ''),
        );
      } finally {
        process.env['HOME'] = before ?? homedir();
      }
    });
  },
);
