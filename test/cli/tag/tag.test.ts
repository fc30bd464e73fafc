import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Machine } from '../../../src/cli/machine.ts';
import { programs } from '../../../src/cli/ports/programs.ts';
import { verifyPorts } from '../../../src/cli/ports/verify-ports.ts';
import { sshKeySigner } from '../../../src/tags/index.ts';
import { releaseBench, type Ran } from '../../release/bench.ts';

const bench = await releaseBench();
after(bench.close);

const repository = join(bench.folder, 'repository');
mkdirSync(repository);
const gitEnv = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
function git(...words: readonly string[]): string {
  const ran = spawnSync('git', ['-C', repository, ...words], { encoding: 'utf8', env: gitEnv });
  assert.equal(ran.status, 0, `git ${words.join(' ')}: ${ran.stderr}`);
  return ran.stdout.trim();
}
git('init', '--quiet', '--initial-branch=main');
git('config', 'user.name', 'Ada');
git('config', 'user.email', 'ada@example.com');
git('commit', '--quiet', '--allow-empty', '-m', 'first');

/** Runs a command as if in the repository. */
async function run(words: readonly string[], machine: Partial<Machine> = {}): Promise<Ran> {
  const disk: typeof verifyPorts.disk = {
    ...verifyPorts.disk,
    join: (folder, path) => verifyPorts.disk.join(folder === '.' ? repository : folder, path),
    split: (path) => verifyPorts.disk.split(verifyPorts.disk.join(repository, path)),
  };
  return await bench.run(words, { machine: { openVerifyPorts: async () => ({ ...verifyPorts, disk }), ...machine } });
}

const offline = ['--offline'] as const;
const at = bench.words.slice(2);

function makeKey(type: 'ed25519' | 'ecdsa' | 'rsa', passphrase = ''): string {
  const path = join(bench.folder, `id_${type}${passphrase === '' ? '' : '_locked'}`);
  const bits = type === 'rsa' ? ['-b', '2048'] : type === 'ecdsa' ? ['-b', '384'] : [];
  const made = spawnSync('ssh-keygen', ['-q', '-t', type, ...bits, '-N', passphrase, '-C', 'ada', '-f', path]);
  assert.equal(made.status, 0);
  return path;
}

const hasKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
  test(`a tag by a key of SSH: ${type}`, { skip: !hasKeygen && 'ssh-keygen is not installed' }, async () => {
    const key = makeKey(type);
    const name = `v1.0.0-${type}`;
    const made = await run(['tag', name, '--key', key, '--message', 'Lens\n\nwith a second line']);
    assert.equal(made.code, 0, made.err);
    const verified = await run(['verify', `git:${name}`, '--key', `${key}.pub`, ...offline]);
    assert.equal(verified.code, 0, verified.out);
    // Git and ssh-keygen themselves say the same.
    writeFileSync(join(bench.folder, 'allowed'), `ada@example.com ${readFileSync(`${key}.pub`, 'utf8')}`);
    git('-c', `gpg.ssh.allowedSignersFile=${join(bench.folder, 'allowed')}`, '-c', 'gpg.format=ssh', 'verify-tag', name);
    assert.match(git('for-each-ref', '--format=%(objecttype) %(contents:subject) %(taggername)', `refs/tags/${name}`), /^tag Lens Ada$/);
    const again = await run(['tag', name, '--key', key]);
    assert.equal(again.code, 2, again.out);
    assert.match(again.err, /TAG_EXISTS/);
    assert.equal(git('rev-parse', `refs/tags/${name}`), /its object is ([0-9a-f]{40})/.exec(made.out)?.[1], 'it was not moved');
  });
}

test('a key as PEM, and one that ssh-keygen has to unlock', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = bench.put('signing.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const made = await run(['tag', 'v1.1.0', '--key', pem]);
  assert.equal(made.code, 0, made.err);
  const other = bench.put('other.pub', generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }));
  assert.equal((await run(['verify', 'git:v1.1.0', '--key', other, ...offline])).code, 1);
  if (!hasKeygen) return;
  const locked = makeKey('ed25519', 'secret words');
  const asked: (readonly string[])[] = [];
  const signer = sshKeySigner(readFileSync(locked, 'utf8'), {
    path: locked,
    programs: {
      run: async (program, words, more) => {
        asked.push([program, ...words]);
        // Without a terminal the passphrase is given as a word.
        return await programs.run(program, [...words.slice(0, 1), '-P', 'secret words', ...words.slice(1)], more);
      },
    },
  });
  const signature = await signer.sign(Buffer.from('payload'));
  assert.match(signature, /^-----BEGIN SSH SIGNATURE-----/);
  assert.deepEqual(asked, [['ssh-keygen', '-q', '-Y', 'sign', '-n', 'git', '-f', locked]]);
});

test('a tag by the identity of a job, in the form of gitsign', async () => {
  const made = await run(['tag', 'v1.2.3', ...at]);
  assert.equal(made.code, 0, made.err);
  assert.match(git('cat-file', 'tag', 'v1.2.3'), /-----BEGIN SIGNED MESSAGE-----/);
  const who = ['--repo', 'acme/lens', '--workflow', 'release.yml', '--ref', 'refs/tags/v1.2.3', '--issuer', bench.lab.oidc.url];
  const verified = await run(['verify', 'git:v1.2.3', ...who, '--strict', ...at.slice(0, 2)]);
  assert.equal(verified.code, 0, verified.out);
  // Another reader of CMS takes it for a signature over the object by the key of the certificate.
  const object = git('cat-file', 'tag', 'v1.2.3') + '\n';
  const start = object.indexOf('-----BEGIN SIGNED MESSAGE-----');
  const message = bench.put('tag.cms', object.slice(start).replaceAll('SIGNED MESSAGE', 'CMS'));
  const content = bench.put('tag.txt', object.slice(0, start));
  const openssl = spawnSync('openssl', ['cms', '-verify', '-binary', '-inform', 'PEM', '-in', message, '-content', content, '-noverify', '-out', '/dev/null'], {
    encoding: 'utf8',
  });
  if (openssl.error === undefined) assert.equal(openssl.status, 0, openssl.stderr);
  const other = await run(['verify', 'git:v1.2.3', ...who.with(1, 'acme/prism'), ...at.slice(0, 2)]);
  assert.equal(other.code, 1, other.out);
  const v2 = bench.put('lab/v2.json', JSON.stringify(bench.lab.signingConfig({ log: 'v2' })));
  const newer = await run(['tag', 'v1.2.4', ...at.slice(0, 2), '--signing-config', v2]);
  assert.equal(newer.code, 2, newer.out);
  assert.match(newer.err, /no transparency log of version 1/);
  assert.equal(git('tag', '--list', 'v1.2.4'), '');
});

test('nothing half-made is left, and nothing is moved', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = bench.put('mine.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const table: readonly { readonly what: string; readonly words: readonly string[]; readonly code: number; readonly err: RegExp }[] = [
    { what: 'no name', words: [], code: 2, err: /needs NAME/ },
    { what: 'a name of another ref', words: ['../heads/main'], code: 2, err: /no name of a tag/ },
    { what: 'a name as an option', words: ['--', '-d'], code: 2, err: /no name of a tag/ },
    { what: 'no such commit', words: ['v3', '--commit', 'nowhere'], code: 2, err: /REF_UNKNOWN/ },
    { what: 'a message with a signature in it', words: ['v3', '--message', 'x\n-----BEGIN SSH SIGNATURE-----'], code: 2, err: /begins as a signature/ },
    { what: 'no key there', words: ['v3', '--key', 'gone'], code: 2, err: /SIGNING_KEY_UNREADABLE/ },
    { what: 'a file that is none', words: ['v3', '--key', bench.put('text', 'hello\n')], code: 2, err: /SIGNING_KEY_UNREADABLE/ },
  ];
  for (const { what, words, code, err } of table) {
    const ran = await run(['tag', ...(words.includes('--key') ? [] : ['--key', pem]), ...words]);
    assert.equal(ran.code, code, `${what}: ${ran.err}`);
    assert.match(ran.err, err, what);
  }
  // Another one makes the tag while it is signed.
  const racing: Machine['openVerifyPorts'] = async () => ({
    ...verifyPorts,
    disk: { ...verifyPorts.disk, join: (folder, path) => verifyPorts.disk.join(folder === '.' ? repository : folder, path) },
    programs: {
      run: async (program, words, more) => {
        if (words.includes('update-ref')) git('tag', 'v4');
        return await programs.run(program, words, more);
      },
    },
  });
  const raced = await run(['tag', 'v4', '--key', pem], { openVerifyPorts: racing });
  assert.equal(raced.code, 2, raced.out);
  assert.match(raced.err, /TAG_EXISTS/);
  assert.equal(git('rev-parse', 'v4'), git('rev-parse', 'HEAD'), 'the other tag stays');
});

test('a tag is pushed, and one that is there is not moved', async () => {
  const remote = join(bench.folder, 'remote.git');
  spawnSync('git', ['init', '--quiet', '--bare', remote], { env: gitEnv });
  git('remote', 'add', 'origin', remote);
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = bench.put('push.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const openCommands: Machine['openCommands'] = async () => ({
    run: async (program, words) => ({ kind: 'ended', code: spawnSync(program, ['-C', repository, ...words], { env: gitEnv }).status ?? 1 }),
  });
  const pushed = await run(['tag', 'v5', '--key', pem, '--push', 'origin'], { openCommands });
  assert.equal(pushed.code, 0, pushed.err);
  const there = spawnSync('git', ['-C', remote, 'rev-parse', 'v5'], { encoding: 'utf8' }).stdout;
  assert.equal(there.trim(), git('rev-parse', 'v5'));
  git('tag', '-d', 'v5');
  const moved = await run(['tag', 'v5', '--key', pem, '--push', 'origin', '--message', 'other'], { openCommands });
  assert.equal(moved.code, 3, moved.out);
  assert.equal(spawnSync('git', ['-C', remote, 'rev-parse', 'v5'], { encoding: 'utf8' }).stdout, there);
});
