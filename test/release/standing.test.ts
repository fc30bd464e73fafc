import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeMachine } from '../../src/cli/node-machine.ts';
import { openNetwork } from '../../src/cli/ports/network.ts';
import { putLayout, releaseBench } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const at = (...path: readonly string[]): string => join(bench.folder, ...path);
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const git = (...words: readonly string[]): string => {
  const ran = spawnSync('git', ['-C', bench.folder, ...words], { encoding: 'utf8', env });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout.trim();
};
const logged = (): number => bench.lab.rekorV1.asked.length + bench.lab.fulcio.asked.length;
let count = 0;
/** A folder for the journal that no other run has. */
const anew = (): readonly string[] => ['--state', at(`state-${count++}`)];
const declare = (more: object): void => bench.config({ signer: bench.signer, files: [{ path: 'dist/*', evidence: ['signature'] }], ...more });

bench.put('dist/lens.tar.gz', 'lens\n');

test('files may be called as words of a recipe are', async () => {
  for (const name of ['release.yml', 'signature']) bench.put(`words/${name}`, `${name}\n`);
  declare({ files: [{ path: 'words/*', evidence: ['signature'] }], folder: 'words-out' });
  const ran = await bench.release(anew());
  assert.equal(ran.code, 0, ran.err);
});

test('a file with the name of something that is made is refused in the plan', async () => {
  const table: readonly { readonly name: string; readonly evidence: readonly string[]; readonly code: number }[] = [
    { name: 'provenance.intoto.jsonl', evidence: ['signature', 'provenance'], code: 2 },
    { name: 'provenance.intoto.jsonl', evidence: ['signature'], code: 0 },
    { name: 'SHA256SUMS.sigstore.json', evidence: ['signature'], code: 2 },
    { name: 'SHA256SUMS', evidence: ['signature'], code: 2 },
  ];
  for (const [i, { name, evidence, code }] of table.entries()) {
    bench.put(`clash-${i}/${name}`, 'x\n');
    declare({ files: [{ path: `clash-${i}/*`, evidence }], folder: 'clash-out' });
    const ran = await bench.release(['--plan']);
    assert.equal(ran.code, code, `${name}: ${ran.err}`);
    if (code !== 0) assert.match(ran.err, /RELEASE_REFUSED/);
  }
});

test('patterns say which files they leave out, and names are kept as they are', async () => {
  bench.put('deep/one.txt', 'x\n');
  bench.put('deep/sub/two.txt', 'x\n');
  bench.put('tilde/lens_1.2.3~rc1.deb', 'x\n');
  const table: readonly { readonly path: string; readonly more: object; readonly err?: RegExp }[] = [
    { path: './deep/*', more: { folder: 'x' } },
    { path: 'tilde/*', more: { folder: 'x' } },
    { path: 'tilde/*', more: { github: 'acme/lens' }, err: /lens_1\.2\.3~rc1\.deb has a ~, for which GitHub writes a dot/ },
  ];
  for (const { path, more, err } of table) {
    bench.config({ signer: bench.signer, files: [{ path, evidence: ['signature'] }], ...more });
    const ran = await bench.release(['--plan']);
    assert.equal(ran.code, err === undefined ? 0 : 2, `${path}: ${ran.err}`);
    if (err === undefined) assert.match(ran.out, /hash and keep 1 file as built/);
    else assert.match(ran.err, err);
  }
});

test('packages that were not begun are not said to be done', async () => {
  const state = anew();
  declare({ folder: 'done', packages: [{ name: 'index', files: 'dist/*', run: ['false'] }] });
  const early = await bench.release([...state, '--done', 'index']);
  assert.equal(early.code, 2, early.err);
  assert.match(early.err, /--done index: this release has not come to publish it.*USAGE/);
  assert.ok(!existsSync(at('done')));
  assert.equal((await bench.release(state)).code, 3);
  assert.equal((await bench.release([...state, '--done', 'index'])).code, 0);
});

test('a key that signs bytes signs files of any size', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = bench.put('ed.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  bench.put('ed.pub', publicKey.export({ format: 'pem', type: 'spki' }));
  bench.put('large/lens', Buffer.alloc(17 * 1024 * 1024, 'lens'));
  bench.config({ signer: { key: 'ed.pub' }, files: [{ path: 'large/*', evidence: ['signature'] }], folder: 'large-out' });
  const words = bench.words.filter((word, i) => ![word, bench.words[i - 1]].includes('--signing-config'));
  const ran = await bench.run(['release', 'v1.2.3', ...words, ...anew(), '--key', key, '--signing-config', 'none']);
  assert.equal(ran.code, 0, ran.err);
});

test('no provenance is signed of what a folder brings that nobody built here', async () => {
  const state = anew();
  const declared = (): void => bench.config({ signer: bench.signer, files: [{ path: 'built/*', evidence: ['signature', 'provenance'] }], folder: 'built-out' });
  bench.put('built/lens', 'lens\n');
  bench.put('built/extra', 'malware\n');
  declared();
  bench.lab.fulcio.misbehave('server-error');
  assert.equal((await bench.release(state)).code, 3);
  bench.lab.fulcio.behave();
  rmSync(at('built/extra'));
  const ran = await bench.release(state);
  assert.equal(ran.code, 2, ran.err);
  assert.match(ran.err, /built\/extra is not here any more, and no provenance is signed of what this run has not seen.*RELEASE_CHANGED/);
  assert.ok(!existsSync(at('built-out')));
  bench.put('built/extra', 'malware\n');
  assert.equal((await bench.release(state)).code, 0, 'what was built again is what was frozen');
});

test('a file that two patterns find carries what both say', async () => {
  const one = { path: 'dist/*', evidence: ['signature'] };
  const two = { path: 'dist/*.tar.gz', evidence: ['provenance', 'cyclonedx'] };
  declare({ files: [one, two], folder: 'both' });
  const planned = JSON.parse((await bench.release(['--plan', '--format', 'json'])).out) as { readonly files: readonly object[] };
  assert.deepEqual(planned.files, [{ name: 'lens.tar.gz', path: 'dist/lens.tar.gz', evidence: ['signature', 'provenance', 'cyclonedx'] }]);
});

test('an index of which nothing would be signed is refused before anything is', async () => {
  putLayout(bench.put, 'index');
  bench.config({ signer: bench.signer, images: [{ layout: 'index', to: `${bench.registry.host}/acme/index`, tags: ['{version}'], evidence: ['spdx'] }] });
  const ran = await bench.release(anew());
  assert.equal(ran.code, 2, ran.err);
  assert.match(ran.err, /index holds an index, of which nothing would be signed.*RELEASE_REFUSED\]\n {2}hint: add signature/);
  assert.equal(bench.registry.repositories.get('acme/index'), undefined);
});

test('what another run put into a draft is not replaced, and what it published is not touched', async () => {
  bench.github.tag('acme/drafts', 'v1.2.3');
  declare({ github: 'acme/drafts' });
  const releases = () => bench.github.releases.filter(({ repository }) => repository === 'acme/drafts');
  const first = anew();
  const real = openNetwork();
  // It ends before the draft becomes public.
  const halted = await bench.release(first, {
    network: {
      request: async (request) => (request.method === 'PATCH' ? { kind: 'failed', cause: 'unreachable', reason: 'no' } : await real.request(request)),
    },
  });
  assert.equal(halted.code, 3, halted.err);
  bench.put('dist/lens.tar.gz', 'another lens\n');
  const second = await bench.release(anew());
  assert.equal(second.code, 2, second.err);
  assert.match(second.err, /the draft of v1\.2\.3 has \S+ with the sha256 [0-9a-f]{64}, where [0-9a-f]{64} is released.*RELEASE_TAKEN/);
  bench.put('dist/lens.tar.gz', 'lens\n');
  const before = logged();
  const same = await bench.release(anew());
  assert.equal(same.code, 2, same.err);
  assert.match(same.err, /the draft of v1\.2\.3 has \S+\.sigstore\.json already \[RELEASE_TAKEN\]\n {2}hint: another run made it/);
  assert.equal(logged(), before, 'nothing is signed');
  assert.equal(releases()[0]?.files.length, 4);
  // Nor is what another has put in the place of ours.
  const files = releases()[0]?.files ?? [];
  const [own = assert.fail('there is no file')] = files;
  files[0] = { ...own, bytes: Buffer.from('of another\n') };
  const replaced = await bench.release(first);
  assert.equal(replaced.code, 2, replaced.err);
  assert.match(replaced.err, /with the sha256 [0-9a-f]{64}, where [0-9a-f]{64} is released.*RELEASE_TAKEN/);
  assert.equal(Buffer.from(files[0]?.bytes ?? []).toString(), 'of another\n');
  files[0] = own;
  // The same run again, of which another one publishes the draft while it uploads.
  releases()[0]?.files.splice(0, 2);
  let asked = 0;
  const meanwhile = await bench.release(first, {
    network: {
      request: async (request) => {
        if (request.method === 'POST' && ++asked === 2) assert.fail('it uploads into what is public');
        const reply = await real.request(request);
        const [release] = releases();
        if (request.method === 'POST' && asked === 1 && release !== undefined) release.draft = false;
        return reply;
      },
    },
  });
  assert.equal(meanwhile.code, 2, meanwhile.err);
  assert.match(meanwhile.err, /RELEASE_TAKEN/);
});

test('what is public is held against what was published, whenever the release is run again', async () => {
  const state = anew();
  declare({ github: 'acme/lens', folder: 'again' });
  assert.equal((await bench.release(state)).code, 0);
  const ran = await bench.release(state);
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.err, /verify each file as a stranger would\n/, 'it is verified anew');
  const files = bench.github.releases.find(({ repository }) => repository === 'acme/lens')?.files ?? assert.fail('there is no release');
  const which = files.findIndex(({ name }) => name === 'lens.tar.gz');
  const [file = assert.fail('it lacks the file')] = files.slice(which);
  files[which] = { ...file, bytes: Buffer.from('evil\n') };
  const swapped = await bench.release(state);
  assert.equal(swapped.code, 1, swapped.out);
  assert.match(swapped.err, /lens\.tar\.gz is given with the sha256 .*RELEASE_UNVERIFIED/);
  assert.doesNotMatch(swapped.err, /what is public verifies/);
  files[which] = file;
  writeFileSync(at('again/lens.tar.gz'), 'evil\n');
  const other = await bench.release(state);
  assert.equal(other.code, 1, other.out);
  assert.match(other.err, /again does not hold the files that were published/);
});

test('what keeps a release from being published is told before anything is signed', async () => {
  mkdirSync(at('there'));
  writeFileSync(at('there/other'), '');
  const before = logged();
  const table: readonly { readonly what: string; readonly more: object; readonly code: number; readonly err: RegExp }[] = [
    { what: 'a folder that is there', more: { folder: 'there' }, code: 2, err: /there is there already.*RELEASE_TAKEN/ },
    { what: 'a release that is public', more: { github: 'acme/lens' }, code: 2, err: /is public already.*RELEASE_TAKEN/ },
    { what: 'no tag at the service', more: { github: 'acme/untagged' }, code: 3, err: /there is no tag v1\.2\.3/ },
    { what: 'no repository of git', more: { folder: 'tagged', gitTag: {} }, code: 2, err: /REF_UNKNOWN/ },
  ];
  for (const { what, more, code, err } of table) {
    declare(more);
    const ran = await bench.release(anew());
    assert.equal(ran.code, code, `${what}: ${ran.err}`);
    assert.match(ran.err, err, what);
    assert.match(ran.err, /nothing of it is public under its name/, what);
  }
  assert.equal(logged(), before, 'no certificate was asked for, and nothing was logged');
});

test('a tag of git is of the commit that is released, here and at the remote', async () => {
  spawnSync('git', ['init', '--quiet', '--bare', at('remote.git')], { env });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  git('commit', '--quiet', '--allow-empty', '-m', 'first');
  git('remote', 'add', 'origin', at('remote.git'));
  bench.job.commit = git('rev-parse', 'HEAD');
  declare({ folder: 'tagged', gitTag: { remote: 'origin' } });
  const refused = async (err: RegExp, more: readonly string[] = []): Promise<void> => {
    const before = logged();
    const state = anew();
    const ran = await bench.release([...state, ...more]);
    assert.ok([1, 2, 3].includes(ran.code), ran.err);
    assert.match(ran.err, err);
    assert.equal(logged(), before, 'nothing was logged');
    assert.ok(!existsSync(at('tagged')));
    const given = await bench.release([...state, '--discard']);
    assert.equal(given.code, 0, given.err);
  };
  git('tag', 'v1.2.3');
  git('commit', '--quiet', '--allow-empty', '-m', 'second');
  bench.job.commit = git('rev-parse', 'HEAD');
  await refused(/the tag v1\.2\.3 is there already, and is of [0-9a-f]{40}, where [0-9a-f]{40} is checked out.*RELEASE_TAKEN/);
  git('push', '--quiet', 'origin', 'v1.2.3');
  git('tag', '-d', 'v1.2.3');
  await refused(/the tag v1\.2\.3 is there at origin, and is of [0-9a-f]{40}, where [0-9a-f]{40} is checked out.*RELEASE_TAKEN/);
  git('push', '--quiet', 'origin', ':refs/tags/v1.2.3');
  git('config', 'user.name', '');
  await refused(/git does not know who makes the tag.*GIT_FAILED/);
  git('config', 'user.name', 'Ada');
  git('remote', 'set-url', 'origin', at('nowhere.git'));
  await refused(/could not ask origin for its tags.*GIT_FAILED/);
  git('remote', 'set-url', 'origin', at('remote.git'));
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  bench.put('release.pub', publicKey.export({ format: 'pem', type: 'spki' }));
  declare({ signer: { key: 'release.pub' }, folder: 'tagged', gitTag: { remote: 'origin' } });
  await refused(/a program that signs by its own means makes no tag of git.*TAG_UNSIGNABLE/, ['--signer', './kms']);
  declare({ folder: 'tagged', gitTag: { remote: 'origin' } });
  const newest = bench.put('lab/newest.json', JSON.stringify(bench.lab.signingConfig({ log: 'v2' })));
  const words = bench.words.map((word) => (word.endsWith('signing_config.json') ? newest : word));
  const without = await bench.run(['release', 'v1.2.3', ...words, ...anew()]);
  assert.equal(without.code, 2, without.err);
  assert.match(without.err, /no transparency log of version 1.*SIGNING_CONFIG_UNREADABLE/, 'before anything is signed');
  const ran = await bench.release(anew());
  assert.equal(ran.code, 0, ran.err);
  assert.equal(git('rev-parse', 'v1.2.3^{commit}'), git('rev-parse', 'HEAD'));
  assert.ok(readdirSync(at('tagged')).includes('lens.tar.gz'));
});

test('what is changed while a tag is pushed is not published', async () => {
  const state = at('hooked');
  declare({ folder: 'hooked-out', gitTag: { remote: 'origin' } });
  git('push', '--quiet', 'origin', ':refs/tags/v1.2.3');
  git('tag', '-d', 'v1.2.3');
  const spoil = (words: readonly string[]): void => {
    if (words.includes('push')) writeFileSync(join(state, 'v1.2.3/files/lens.tar.gz'), 'evil\n');
  };
  const ran = await bench.release(['--state', state], {
    machine: {
      openCommands: async () => {
        const commands = await nodeMachine.openCommands();
        return {
          ...commands,
          run: async (program, words, how) => {
            spoil(words);
            return await commands.run(program, words, how);
          },
        };
      },
    },
  });
  assert.equal(ran.code, 1, ran.err);
  assert.match(ran.err, /the kept copy of lens\.tar\.gz was changed after it was verified/);
  assert.match(ran.err, /done: a signed tag of git v1\.2\.3 where there is none, pushed to origin\n {2}once the hint is followed/);
  assert.ok(!existsSync(at('hooked-out')));
});
