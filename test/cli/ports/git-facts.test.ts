import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseGitConfig, parseRemote } from '../../../src/cli/ports/git-config.ts';
import { readGitFacts } from '../../../src/cli/ports/index.ts';
import { fill, git, withFolder } from './folders.ts';

const noGit = { host: null, owner: null, repo: null, commit: null, date: null, tags: [], defaultBranch: null };

test('reads remotes in all forms, without credentials', () => {
  const cases: readonly { url: string; is: string | null }[] = [
    { url: 'https://github.com/o/r.git', is: 'github.com o r' },
    { url: 'https://github.com/o/r/', is: 'github.com o r' },
    { url: 'https://GitHub.com/O/R', is: 'github.com O R' },
    { url: 'https://user:s3cret@github.com/o/r', is: 'github.com o r' },
    { url: 'https://x-access-token:ghs_abc@def@github.com/o/r', is: 'github.com o r' },
    { url: 'git@github.com:o/r.git', is: 'github.com o r' },
    { url: 'github.com:o/r', is: 'github.com o r' },
    { url: 'org-1234@github.com:/o/r.git', is: 'github.com o r' },
    { url: 'ssh://git@github.com:22/o/r.git', is: 'github.com o r' },
    { url: 'ssh://git@ssh.github.com:443/o/r.git', is: 'github.com o r' },
    { url: 'git+ssh://git@github.com/o/r', is: 'github.com o r' },
    { url: 'git://git.example.org/o/r', is: 'git.example.org o r' },
    { url: 'https://ghe.example.org:8443/o/r', is: 'ghe.example.org:8443 o r' },
    { url: 'https://gitlab.example.org/group/sub/r.git', is: 'gitlab.example.org group/sub r' },
    { url: 'https://github.com/o/r.js', is: 'github.com o r.js' },
    { url: 'https://github.com/r', is: null },
    { url: '/srv/git/o/r.git', is: null },
    { url: '../o/r', is: null },
    { url: 'file:///srv/o/r', is: null },
    { url: 'C:\\git\\o\\r', is: null },
    { url: 'https://github.com/o/../r', is: null },
    { url: 'https://github.com/o/r\u001b[31m', is: null },
    { url: '', is: null },
  ];
  for (const one of cases) {
    const remote = parseRemote(one.url);
    assert.equal(remote === null ? null : `${remote.host} ${remote.owner} ${remote.repo}`, one.is, one.url);
  }
});

test('a secret in a URL never comes out', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_:@.-]{8,30}$/);
  fc.assert(
    fc.property(secret, (word) => {
      const remote = parseRemote(`https://u:${word}@example.org/owner/repo`);
      if (remote !== null) assert.deepEqual(remote, { host: 'example.org', owner: 'owner', repo: 'repo' });
    }),
  );
});

test('reads configuration as git writes it', () => {
  const text =
    '\ufeff; note\n[core]\n\tbare = false # no\n[remote "a \\"b\\""] url = "https://x/y z" ; end\n\tfetch = +refs/*:\\\n refs/*\n[Remote.Old]\nURL=one\\\\two\n[broken\nkey without = section\n[user]\n\tflag\n';
  const found = parseGitConfig(text).map((one) => `${one.section}|${one.name}|${one.key}|${one.value}`);
  assert.deepEqual(found, [
    'core||bare|false',
    'remote|a "b"|url|https://x/y z',
    'remote|a "b"|fetch|+refs/*: refs/*',
    'remote.old||url|one\\two',
    'user||flag|true',
  ]);
});

test('any text is a configuration', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('[', ']', '"', '\\', '=', '#', 'a', ' ', '\n', 'é') }), (text) => void parseGitConfig(text)));
});

test('reads a checkout: commit, date, tags, default branch, remote', () => {
  withFolder({ 'a.txt': 'A' }, (root) => {
    git(root, 'init', '-q', '-b', 'main');
    // A commit starts upkeep of its own beside it, and two at once end in an error.
    git(root, 'config', 'maintenance.auto', 'false');
    git(root, 'remote', 'add', 'origin', 'https://me:pw@github.com/acme/tool.git');
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'one');
    git(root, 'tag', 'v1.0.0');
    git(root, 'tag', '-a', 'rel/2', '-m', 'two');
    git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    const commit = git(root, 'rev-parse', 'HEAD').trim();
    const expected = {
      host: 'github.com',
      owner: 'acme',
      repo: 'tool',
      commit,
      date: '2024-03-04T04:06:07Z',
      tags: ['rel/2', 'v1.0.0'],
      defaultBranch: 'trunk',
    };
    const never = (): null => assert.fail('a loose commit needs no git');
    assert.deepEqual(readGitFacts(root, never), expected);
    git(root, 'pack-refs', '--all');
    git(root, 'gc', '-q');
    assert.deepEqual(
      readGitFacts(root, () => 'asked'),
      { ...expected, date: 'asked' },
    );
    assert.deepEqual(readGitFacts(root), expected);
    git(root, 'checkout', '-q', '--detach');
    assert.equal(readGitFacts(root).commit, commit);
  });
});

test('reads a linked work tree, and only one that its repository knows', () => {
  withFolder({ 'main/a.txt': 'A' }, (root) => {
    const main = join(root, 'main');
    git(main, 'init', '-q', '-b', 'main');
    git(main, 'remote', 'add', 'upstream', 'git@github.com:acme/tool.git');
    git(main, 'add', '.');
    git(main, 'commit', '-q', '-m', 'one');
    git(main, 'worktree', 'add', '-q', join(root, 'linked'));
    const facts = readGitFacts(join(root, 'linked'));
    assert.equal(facts.repo, 'tool');
    assert.equal(facts.commit, git(main, 'rev-parse', 'HEAD').trim());
    fill(root, { 'stranger/.git': `gitdir: ${join(main, '.git/worktrees/linked')}\n`, 'thief/.git': `gitdir: ${join(main, '.git')}\n` });
    assert.deepEqual(readGitFacts(join(root, 'stranger')), noGit);
    assert.deepEqual(readGitFacts(join(root, 'thief')), noGit);
    mkdirSync(join(root, 'linker'));
    symlinkSync('../main/.git', join(root, 'linker/.git'));
    assert.deepEqual(readGitFacts(join(root, 'linker')), noGit);
  });
});

test('hostile git data gives nulls', () => {
  withFolder({}, (root) => {
    assert.deepEqual(readGitFacts(root), noGit);
    const cases: readonly { what: string; files: Readonly<Record<string, string>> }[] = [
      { what: 'empty folder', files: { '.git/x': '' } },
      { what: 'a reference out of the folder', files: { '.git/HEAD': 'ref: refs/../../secret\n', secret: 'a'.repeat(40) } },
      { what: 'references in a circle', files: { '.git/HEAD': 'ref: refs/heads/a\n', '.git/refs/heads/a': 'ref: refs/heads/a\n' } },
      { what: 'a commit that is no commit', files: { '.git/HEAD': 'g'.repeat(40) } },
      { what: 'bad packed references', files: { '.git/packed-refs': '# pack\nnonsense\n^abc\nzz refs/tags/v1\n\n' } },
      { what: 'odd tag names', files: { '.git/refs/tags/a b': '', '.git/refs/tags/.hidden': '', '.git/refs/tags/x.lock': '' } },
      { what: 'a remote without a place', files: { '.git/config': '[remote "origin"]\nurl = /srv/git\n' } },
      { what: 'two remotes, none of them origin', files: { '.git/config': '[remote "a"]\nurl = https://h/o/r\n[remote "b"]\nurl = https://h/o/s\n' } },
    ];
    for (const one of cases) {
      fill(root, one.files);
      assert.deepEqual(
        readGitFacts(root, () => null),
        noGit,
        one.what,
      );
      rmSync(join(root, '.git'), { recursive: true });
    }
    writeFileSync(join(root, '.git'), 'gitdir: /\n');
    assert.deepEqual(readGitFacts(root), noGit);
    rmSync(join(root, '.git'));
    const commit = 'ab'.repeat(20);
    fill(root, { '.git/HEAD': commit, [`.git/objects/ab/${'ab'.repeat(19)}`]: 'not compressed' });
    assert.deepEqual(
      readGitFacts(root, () => null),
      { ...noGit, commit },
    );
  });
});
