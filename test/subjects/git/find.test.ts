import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { programs } from '../../../src/cli/ports/programs.ts';
import { findGit } from '../../../src/subjects/git/find.ts';
import { sshPublicKeys } from '../../../src/subjects/git/ssh-keys.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';

const file = (name: string) => readFileSync(new URL(`ssh/${name}`, import.meta.url));
const key = sshPublicKeys(file('ed25519.pub').toString());

/** Puts an object into a repository as it is, and gives its name. */
function put(folder: string, kind: string, bytes: Uint8Array): string {
  const done = spawnSync('git', ['-C', folder, 'hash-object', '-w', '--literally', '-t', kind, '--stdin'], { input: bytes });
  assert.equal(done.status, 0, done.stderr.toString());
  return done.stdout.toString().trim();
}

/** Names an object, without asking git whether it may be named so. */
function point(folder: string, ref: string, id: string): void {
  writeFileSync(join(folder, '.git', ...ref.split('/')), `${id}\n`);
}

async function repository(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-test-'));
  try {
    assert.equal(spawnSync('git', ['init', '-q', folder]).status, 0);
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function said(tag: string, folder: string): Promise<string> {
  const found = await findGit(tag, programs, folder);
  if (found.kind === 'refused') return found.reason.code;
  const [one] = found.value.offered;
  if (one === undefined) return 'nobody signed it';
  if (one.bundle.kind === 'refused') return one.bundle.reason.code;
  const verifier = createVerifier({ roots: [], now: Date.UTC(2026, 0, 1) });
  const spki = key.kind === 'parsed' ? key.value.keys[0] : new Uint8Array();
  const verdict = verifier.verify(one.bundle.value, found.value.artifact, { signer: { kind: 'key', spki }, artifact: { kind: 'artifact' } });
  return verdict.verified ? 'verified' : verdict.reasons[0].code;
}

test('a signed tag is verified by the bytes of its object', async () => {
  await repository(async (folder) => {
    const tag = file('ed25519.tag');
    const own = /^tag (.+)$/m.exec(tag.toString())?.[1] ?? '';
    const id = put(folder, 'tag', tag);
    point(folder, `refs/tags/${own}`, id);
    assert.equal(await said(own, folder), 'verified');
    assert.equal(await said(`refs/tags/${own}`, folder), 'verified');
    const found = await findGit(own, programs, folder);
    assert.equal(found.kind === 'parsed' && found.value.resolved, `git:${own} (tag ${id} of commit ${/^object (.+)$/m.exec(tag.toString())?.[1]})`);
    assert.equal(found.kind === 'parsed' && found.value.name, `git:${own}`);
  });
});

test('a tag that was renamed, changed, or that nobody signed is not', async () => {
  await repository(async (folder) => {
    const text = file('ed25519.tag').toString();
    const own = /^tag (.+)$/m.exec(text)?.[1] ?? '';
    point(folder, 'refs/tags/v2', put(folder, 'tag', Buffer.from(text)));
    point(folder, `refs/tags/${own}`, put(folder, 'tag', Buffer.from(text.replace('release with', 'release without'))));
    point(folder, 'refs/tags/bare', put(folder, 'tag', Buffer.from(text.slice(0, text.indexOf('-----')).replace(`tag ${own}`, 'tag bare'))));
    point(folder, 'refs/tags/pgp', put(folder, 'tag', Buffer.from(text.replace(`tag ${own}`, 'tag pgp').replaceAll('SSH SIGNATURE', 'PGP SIGNATURE'))));
    point(folder, 'refs/tags/blob', put(folder, 'blob', Buffer.from('x')));
    assert.equal(await said('v2', folder), 'SUBJECT_OTHER_NAME');
    point(folder, 'refs/heads/v7', put(folder, 'tag', Buffer.from(text)));
    assert.equal(await said('v7', folder), 'SUBJECT_MISSING', 'a branch is no tag');
    assert.equal(await said('HEAD', folder), 'SUBJECT_MISSING');
    assert.equal(await said(own, folder), 'SIGNATURE_INVALID');
    assert.equal(await said('bare', folder), 'nobody signed it');
    assert.equal(await said('pgp', folder), 'BUNDLE_MALFORMED');
    assert.equal(await said('blob', folder), 'SUBJECT_UNREADABLE');
    assert.equal(await said('none', folder), 'SUBJECT_MISSING');
    for (const hostile of ['--help', '-x', 'a b', 'v1^{commit}', 'v1\n', '', 'a..b:c', 'x'.repeat(300)])
      assert.equal(await said(hostile, folder), 'SUBJECT_MALFORMED', hostile);
  });
});

test('what the checkout configures is not run, and a replacement is not believed', async () => {
  await repository(async (folder) => {
    const tag = file('ed25519.tag');
    const own = /^tag (.+)$/m.exec(tag.toString())?.[1] ?? '';
    const id = put(folder, 'tag', tag);
    point(folder, `refs/tags/${own}`, id);
    const trap = join(folder, 'trap');
    const settings = [
      `core.fsmonitor=touch ${trap}`,
      `core.sshCommand=touch ${trap}`,
      `gpg.program=touch ${trap}`,
      `gpg.ssh.program=touch ${trap}`,
      `core.hooksPath=${folder}`,
    ];
    for (const one of settings) spawnSync('git', ['-C', folder, 'config', one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]);
    const other = put(folder, 'tag', Buffer.from(tag.toString().replace('release with', 'another')));
    spawnSync('git', ['-C', folder, 'update-ref', `refs/replace/${id}`, other]);
    assert.equal(await said(own, folder), 'verified');
    assert.throws(() => readFileSync(trap), { code: 'ENOENT' });
  });
});

test('git that lies about an object, or is not there, is found out', async () => {
  const ended = (stdout: string | Uint8Array) => Promise.resolve({ kind: 'ended' as const, code: 0, stdout: Buffer.from(stdout) });
  const tag = file('ed25519.tag');
  const id = createHash('sha1').update(`tag ${tag.length}\0`).update(tag).digest('hex');
  const lying = {
    run: (_: string, words: readonly string[]) =>
      words.includes('rev-parse') ? ended(`${id}\n`) : words.includes('-t') ? ended('tag\n') : ended(Buffer.concat([tag, Buffer.from('x')])),
  };
  const found = await findGit('v-k_ed25519', lying, '.');
  assert.equal(found.kind === 'refused' && found.reason.code, 'SUBJECT_UNREADABLE');
  const missing = { run: () => Promise.resolve({ kind: 'failed' as const, cause: 'missing' as const, reason: 'git is not installed' }) };
  const none = await findGit('v1', missing, '.');
  assert.equal(none.kind === 'refused' && none.reason.message, 'git: git is not installed');
});

test('a light tag stands for its commit, whose own signature is verified', async () => {
  await repository(async (folder) => {
    point(folder, 'refs/tags/light', put(folder, 'commit', file('rsa-2048.commit')));
    assert.equal(await said('light', folder), 'SIGNATURE_INVALID');
    const found = await findGit('light', programs, folder);
    assert.equal(found.kind === 'parsed' && found.value.resolved?.startsWith('git:light (commit '), true);
  });
});
