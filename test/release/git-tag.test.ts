import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { openNetwork } from '../../src/cli/ports/network.ts';
import { releaseBench } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const at = (...path: readonly string[]): string => join(bench.folder, ...path);
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const git = (...words: readonly string[]): string => {
  const ran = spawnSync('git', ['-C', bench.folder, ...words], { encoding: 'utf8', env });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout.trim();
};
const logged = (): number => bench.lab.rekorV1.asked.length;
let count = 0;
/** A release into a folder that no other one has, with a journal that no other one has. */
const anew = (more: object = {}, signer: object = {}): readonly string[] => {
  const files = [{ path: 'dist/*', evidence: ['signature', 'provenance'] }];
  bench.config({ signer: { ...bench.signer, ...signer }, files, gitTag: { remote: 'origin' }, folder: `out-${++count}`, ...more });
  return ['--state', at(`state-${count}`)];
};
const published = (): boolean => existsSync(at(`out-${count}`));

bench.put('dist/lens.tar.gz', 'lens\n');
git('init', '--quiet', '--initial-branch=main');
git('config', 'user.name', 'Ada');
git('config', 'user.email', 'ada@example.com');
git('commit', '--quiet', '--allow-empty', '-m', 'first');
git('remote', 'add', 'origin', at('remote.git'));

beforeEach(() => {
  rmSync(at('remote.git'), { recursive: true, force: true });
  spawnSync('git', ['init', '--quiet', '--bare', at('remote.git')], { env });
  if (git('tag') !== '') git('tag', '-d', 'v1.2.3');
  bench.job.commit = git('rev-parse', 'HEAD');
  bench.job.ref = 'refs/tags/v1.2.3';
});

test('a run that a pushed tag started leaves that tag as it is, and tells nobody to ask who signed it', async () => {
  const table: readonly { readonly what: string; readonly tag: readonly string[]; readonly checkedOut: () => void }[] = [
    { what: 'a plain tag', tag: ['v1.2.3'], checkedOut: () => undefined },
    { what: 'a tag with a message', tag: ['-a', '-m', 'Lens', 'v1.2.3'], checkedOut: () => undefined },
    // As actions/checkout fetches it.
    { what: 'the commit in place of the tag', tag: ['-a', '-m', 'Lens', 'v1.2.3'], checkedOut: () => git('tag', '-f', 'v1.2.3', 'HEAD') },
    { what: 'no tag in the checkout', tag: ['v1.2.3'], checkedOut: () => git('tag', '-d', 'v1.2.3') },
  ];
  for (const { what, tag, checkedOut } of table) {
    git('tag', '-f', ...tag);
    git('push', '--quiet', '--force', 'origin', 'v1.2.3');
    const before = git('ls-remote', 'origin');
    checkedOut();
    const ran = await bench.release(anew());
    assert.equal(ran.code, 0, `${what}: ${ran.err}`);
    assert.ok(published(), what);
    assert.doesNotMatch(ran.out, /git:v1\.2\.3/, what);
    assert.match(ran.err, /the tag v1\.2\.3 is left as it was: .* is not signed by the signer of the release\n/, what);
    assert.equal(git('ls-remote', 'origin'), before, what);
    const again = await bench.release(['--state', at(`state-${count}`)]);
    assert.equal(again.code, 0, `${what}: ${again.err}`);
    assert.doesNotMatch(again.out, /git:v1\.2\.3/, what);
  }
});

test('one that is only here is not pushed unsigned, and a run of a branch makes its own', async () => {
  git('tag', 'v1.2.3');
  const refused = async (err: RegExp, words: readonly string[], code: number): Promise<void> => {
    const before = logged();
    const ran = await bench.release(words);
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.err, err);
    assert.equal(logged(), before, 'nothing is logged');
    assert.ok(!published());
  };
  await refused(/GIT_UNSIGNED[^]*RELEASE_UNVERIFIED|RELEASE_UNVERIFIED[^]*GIT_UNSIGNED/, anew(), 1);
  const ref = 'refs/heads/main';
  bench.job.ref = ref;
  git('push', '--quiet', 'origin', 'v1.2.3');
  await refused(/RELEASE_UNVERIFIED/, anew({}, { ref }), 1);
  git('tag', '-d', 'v1.2.3');
  await refused(
    /is at origin already, and this checkout does not have it.*RELEASE_TAKEN\]\n {2}hint: git fetch --force origin refs\/tags\//,
    anew({}, { ref }),
    2,
  );
  git('push', '--quiet', 'origin', ':refs/tags/v1.2.3');
  const ran = await bench.release(anew({}, { ref }));
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /sealwright verify git:v1\.2\.3 --repo acme\/lens .*--ref refs\/heads\/main/);
  assert.equal(git('ls-remote', 'origin', 'refs/tags/v1.2.3').split('\t')[0], git('rev-parse', 'refs/tags/v1.2.3'));
  // Its own tag is there when it is run from the start again, as by a runner without the journal.
  const once = await bench.release(anew({}, { ref }));
  assert.equal(once.code, 0, once.err);
  assert.match(once.out, /sealwright verify git:v1\.2\.3 /);
});

test('the tag is of the commit that the certificate names', async () => {
  bench.job.commit = 'a'.repeat(40);
  const words = anew();
  const before = logged();
  const ran = await bench.release(words);
  assert.equal(ran.code, 2, ran.err);
  assert.match(ran.err, /[0-9a-f]{40} is checked out, and the certificate of this run names the commit a{40} \[RELEASE_REFUSED\]/);
  assert.equal(logged(), before, 'nothing is logged');
  assert.equal(git('tag'), '');
  assert.equal((await bench.release([...words, '--discard'])).code, 0);
});

test('as long as nothing is public the name can be given up, however far it came', async () => {
  // A folder that appears meanwhile, and one that is there and empty.
  const words = anew({ gitTag: undefined });
  const real = openNetwork();
  const taken = await bench.release(words, {
    network: {
      request: async (request) => {
        mkdirSync(at(`out-${count}`), { recursive: true });
        writeFileSync(at(`out-${count}`, 'other'), '');
        return await real.request(request);
      },
    },
  });
  assert.equal(taken.code, 2, taken.err);
  assert.match(taken.err, /is there, with other files \[RELEASE_TAKEN\]/);
  assert.match(taken.err, /release v1\.2\.3 is verified: nothing of it is public under its name/);
  assert.equal((await bench.release([...words, '--discard'])).code, 0);
  const next = anew({ gitTag: undefined });
  mkdirSync(at(`out-${count}`));
  const ran = await bench.release(next);
  assert.equal(ran.code, 0, ran.err);
  assert.ok(readdirSync(at(`out-${count}`)).includes('lens.tar.gz'));
  rmSync(at(`out-${count}`), { recursive: true });
  mkdirSync(at(`out-${count}`));
  const emptied = await bench.release(next);
  assert.equal(emptied.code, 1, emptied.err);
  assert.match(emptied.err, /does not hold the files that were published/);
});
