import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { releasedSchema } from '../../scripts/gen/schemas.ts';
import { putLayout, releaseBench, sha256 } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const all = ['signature', 'provenance'];

test('files and images are published, and verify as strangers are told', async () => {
  bench.put('dist/lens-1.2.3.tar.gz', 'lens\n');
  bench.put('dist/lens-1.2.3-py3-none-any.whl', 'wheel\n');
  const top = putLayout(bench.put, 'image');
  bench.config({
    signer: bench.signer,
    files: [{ path: ['dist/lens-{version}*.whl', 'dist/lens-*.tar.gz'], evidence: all }],
    images: [{ layout: 'image', to: `${bench.registry.host}/acme/lens`, tags: ['{version}', 'latest'], evidence: all }],
    github: 'acme/lens',
  });
  const planned = await bench.release(['--plan']);
  assert.equal(planned.code, 0, planned.err);
  assert.match(planned.out, /^release v1\.2\.3: 15 steps\n/);
  assert.equal(bench.github.releases.length, 0, 'a plan does nothing');
  const ran = await bench.release();
  assert.equal(ran.code, 0, ran.out + ran.err);
  assert.match(ran.out, /^release v1\.2\.3 is published\n/);
  assert.doesNotMatch(ran.out + ran.err, /neverShown/);
  const [release, ...others] = bench.github.releases;
  assert.equal(others.length, 0);
  assert.equal(release?.draft, false);
  assert.deepEqual(release?.files.map((file) => file.name).toSorted(), [
    'SHA256SUMS',
    'SHA256SUMS.sigstore.json',
    'lens-1.2.3-py3-none-any.whl',
    'lens-1.2.3-py3-none-any.whl.sigstore.json',
    'lens-1.2.3.tar.gz',
    'lens-1.2.3.tar.gz.sigstore.json',
    'provenance.intoto.jsonl',
  ]);
  assert.equal(
    Buffer.from(release?.files.find(({ name }) => name === 'SHA256SUMS')?.bytes ?? []).toString(),
    `${sha256('wheel\n')}  lens-1.2.3-py3-none-any.whl\n${sha256('lens\n')}  lens-1.2.3.tar.gz\n`,
  );
  const tags = bench.registry.repositories.get('acme/lens')?.tags;
  assert.deepEqual([tags?.get('1.2.3'), tags?.get('latest')], [top, top]);
  // What was printed is typed by a stranger, in a folder with nothing but the downloads.
  for (const file of release?.files ?? []) bench.put(`download/${file.name}`, file.bytes);
  const commands = ran.out.split('\n').flatMap((line) => (line.startsWith('    sealwright verify ') ? [line.trim().split(' ').slice(1)] : []));
  assert.equal(commands.length, 4);
  for (const [verb = '', subject = '', ...rest] of commands) {
    const own = subject.includes('@') ? subject : join(bench.folder, 'download', subject);
    const verified = await bench.run([verb, own, ...rest, '--strict', '--trusted-root', join(bench.folder, 'lab/trusted_root.json')]);
    assert.equal(verified.code, 0, verified.out);
  }
  const again = await bench.release();
  assert.equal(again.code, 0, again.err);
  assert.match(again.out, /is published/);
  assert.equal(bench.github.releases.length, 1);
});

test('other bytes are not released under a name that was used', async () => {
  bench.put('dist/lens-1.2.3.tar.gz', 'another lens\n');
  const ran = await bench.release();
  assert.equal(ran.code, 2, ran.err);
  assert.match(ran.err, /RELEASE_CHANGED/);
  const gone = await bench.release(['--discard']);
  assert.equal(gone.code, 2);
  assert.match(gone.err, /its name is not used again/);
  bench.put('dist/lens-1.2.3.tar.gz', 'lens\n');
  assert.equal((await bench.release()).code, 0);
});

test('a folder gets all files at once', async () => {
  bench.config({ signer: bench.signer, files: [{ path: 'dist/*.tar.gz', evidence: all }], folder: 'public/{version}' });
  const ran = await bench.release(['--state', join(bench.folder, 'other-state'), '--format', 'json']);
  assert.equal(ran.code, 0, ran.err);
  const told = releasedSchema.parse(JSON.parse(ran.out));
  assert.deepEqual([told.kind, told.kind === 'release' && told.state], ['release', 'published']);
  assert.equal(releasedSchema.parse(JSON.parse((await bench.release(['--plan', '--format', 'json'])).out)).kind, 'plan');
  const names = readdirSync(join(bench.folder, 'public/1.2.3'));
  for (const name of names) assert.equal(statSync(join(bench.folder, 'public/1.2.3', name)).mode & 0o777, 0o644, `${name} is for everyone`);
  assert.deepEqual(names.toSorted(), [
    'SHA256SUMS',
    'SHA256SUMS.sigstore.json',
    'lens-1.2.3.tar.gz',
    'lens-1.2.3.tar.gz.sigstore.json',
    'provenance.intoto.jsonl',
  ]);
  assert.equal(
    (
      await bench.run([
        'verify',
        '--release',
        join(bench.folder, 'public/1.2.3'),
        '--policy',
        join(bench.folder, 'other-state/v1.2.3/policy.yaml'),
        '--strict',
        ...bench.words.slice(2, 4),
      ])
    ).code,
    0,
  );
  assert.equal(readFileSync(join(bench.folder, 'public/1.2.3/lens-1.2.3.tar.gz'), 'utf8'), 'lens\n');
});

test('a signer who is not the one that strangers are told publishes nothing', async () => {
  bench.github.tag('acme/prism', 'v1.2.3');
  bench.config({
    signer: { ...bench.signer, repo: 'acme/prism' },
    files: [{ path: 'dist/*.tar.gz', evidence: all }],
    folder: 'wrong',
    github: 'acme/prism',
  });
  const logged = bench.lab.rekorV1.asked.length;
  const ran = await bench.release(['--state', join(bench.folder, 'wrong-state'), '--format', 'json']);
  assert.equal(ran.code, 2, ran.err);
  const told = releasedSchema.parse(JSON.parse(ran.out));
  assert.ok(told.kind === 'release' && told.state === 'frozen' && told.stopped?.code === 'RELEASE_REFUSED');
  assert.match(told.completedBy ?? '', /^sealwright release v1\.2\.3 /);
  assert.match(ran.err, /signer: of the release is not who signs here: its identity is .*RELEASE_REFUSED/);
  assert.equal(bench.lab.rekorV1.asked.length, logged, 'nothing is logged');
  assert.match(ran.err, /nothing of it is public/);
  assert.ok(bench.github.releases.every(({ repository, draft }) => repository !== 'acme/prism' || draft));
  assert.ok(!readdirSync(bench.folder).includes('wrong'));
  const discarded = await bench.release(['--state', join(bench.folder, 'wrong-state'), '--discard']);
  assert.equal(discarded.code, 0, discarded.err);
  assert.ok(
    bench.github.releases.every(({ repository }) => repository !== 'acme/prism'),
    'the draft is deleted',
  );
});

test('where the tag of git is missing, nothing becomes public', async () => {
  const image = { layout: 'image', to: `${bench.registry.host}/acme/untagged`, tags: ['latest'], evidence: ['signature'] };
  bench.config({ signer: bench.signer, images: [image], github: 'acme/untagged' });
  const ran = await bench.release(['--state', join(bench.folder, 'untagged')]);
  assert.equal(ran.code, 3, ran.out);
  assert.match(ran.err, /there is no tag v1\.2\.3/);
  assert.deepEqual(
    [...(bench.registry.repositories.get('acme/untagged')?.tags.keys() ?? [])].filter((tag) => tag === 'latest'),
    [],
  );
  bench.github.tag('acme/untagged', 'v1.2.3');
  const again = await bench.release(['--state', join(bench.folder, 'untagged')]);
  assert.equal(again.code, 0, again.err);
});

test('a tag that is named after a release is never moved, and one that moves is', async () => {
  const to = `${bench.registry.host}/acme/prism`;
  const declare = (tags: readonly string[]): void => bench.config({ signer: bench.signer, images: [{ layout: 'image', to, tags, evidence: ['signature'] }] });
  declare(['{version}', 'latest']);
  assert.equal((await bench.release(['--state', join(bench.folder, 'first-image')])).code, 0);
  const before = new Map(bench.registry.repositories.get('acme/prism')?.tags);
  const top = putLayout(bench.put, 'image', 'another');
  const taken = await bench.release(['--state', join(bench.folder, 'second-image')]);
  assert.equal(taken.code, 2, taken.err);
  assert.match(taken.err, /RELEASE_TAKEN/);
  assert.deepEqual(new Map(bench.registry.repositories.get('acme/prism')?.tags), before, 'no tag is moved');
  declare(['latest']);
  assert.equal((await bench.release(['--state', join(bench.folder, 'third-image')])).code, 0);
  const tags = bench.registry.repositories.get('acme/prism')?.tags;
  assert.deepEqual([tags?.get('1.2.3'), tags?.get('latest')], [before.get('1.2.3'), top]);
});

test('two images of one repository are two', async () => {
  const [one, two] = [putLayout(bench.put, 'one', 'one'), putLayout(bench.put, 'two', 'two')];
  const to = `${bench.registry.host}/acme/both`;
  const evidence = ['signature'];
  bench.config({
    signer: bench.signer,
    images: [
      { layout: 'one', to, tags: ['one'], evidence },
      { layout: 'two', to, tags: ['two'], evidence },
    ],
  });
  const ran = await bench.release(['--state', join(bench.folder, 'both-state')]);
  assert.equal(ran.code, 0, ran.err);
  const tags = bench.registry.repositories.get('acme/both')?.tags;
  assert.deepEqual([tags?.get('one'), tags?.get('two')], [one, two]);
  for (const digest of [one, two]) assert.ok(ran.out.includes(`${to}@${digest}`), 'each has a recipe, which was run');
});

test('what cannot be released as declared is told before anything is done', async () => {
  const { signer } = bench;
  bench.put('dist/sub/lens-1.2.3.tar.gz', 'the same name\n');
  const file = { path: 'dist/*.tar.gz', evidence: ['signature'] };
  const image = { layout: 'image', to: `${bench.registry.host}/acme/lens`, tags: ['1'], evidence: ['signature'] };
  const table: readonly { readonly what: string; readonly release: object; readonly err: RegExp }[] = [
    { what: 'nothing to release', release: { signer, folder: 'x' }, err: /CONFIG_MALFORMED/ },
    { what: 'no place', release: { signer, files: [file] }, err: /a place that they go to/ },
    {
      what: 'a pattern that finds nothing',
      release: { signer, folder: 'x', files: [{ ...file, path: 'dist/*.zip' }] },
      err: /no file is found for "dist\/\*\.zip"/,
    },
    { what: 'two files of one name', release: { signer, folder: 'x', files: [{ ...file, path: ['dist/*.tar.gz', 'dist/sub/*'] }] }, err: /under one name/ },
    { what: 'a link that leaves', release: { signer, folder: 'x', files: [{ ...file, path: 'linked/*' }] }, err: /linked\/other is a link to what is outside/ },
    {
      what: 'a layout that is a link that leaves',
      release: { signer, images: [{ ...image, layout: 'linked/folder' }] },
      err: /linked\/folder is a link to what is outside/,
    },
    { what: 'folders too deep', release: { signer, folder: 'x', files: [{ ...file, path: 'deep/**' }] }, err: /RELEASE_REFUSED/ },
    { what: 'a path that leaves', release: { signer, folder: 'x', files: [{ ...file, path: '../*.zip' }] }, err: /CONFIG_MALFORMED/ },
    { what: 'no layout', release: { signer, images: [{ ...image, layout: 'nowhere' }] }, err: /there is no OCI layout nowhere \[RELEASE_REFUSED\]/ },
    { what: 'two images of one tag', release: { signer, images: [image, image] }, err: /two images would be/ },
    { what: 'a tag that is none', release: { signer, images: [{ ...image, tags: ['a+b'] }] }, err: /CONFIG_MALFORMED|no tag/ },
    { what: 'an unknown key', release: { signer, files: [file], folder: 'x', sings: true }, err: /unknown key "sings"/ },
    {
      what: 'packages of what is not declared',
      release: { signer, folder: 'x', files: [file], packages: [{ name: 'pypi', files: 'dist/*.whl', run: ['true'] }] },
      err: /would publish dist\/lens.*\.whl, of which files says nothing/,
    },
  ];
  bench.put('linked/lens', 'lens\n');
  bench.put(`deep/${'a/'.repeat(65)}lens`, 'lens\n');
  symlinkSync('/dev/null/../../etc/hostname', join(bench.folder, 'linked/dangling'));
  symlinkSync(import.meta.filename, join(bench.folder, 'linked/other'));
  symlinkSync('lens', join(bench.folder, 'linked/same'));
  symlinkSync(import.meta.dirname, join(bench.folder, 'linked/folder'));
  for (const { what, release, err } of table) {
    bench.config(release);
    assert.equal((await bench.release(['--plan', '--state', join(bench.folder, 'refused')])).code, 2, `a plan tells of ${what}`);
    const ran = await bench.release(['--state', join(bench.folder, 'refused')]);
    assert.equal(ran.code, 2, `${what}: ${ran.err}`);
    assert.match(ran.err, err, what);
  }
  assert.ok(!readdirSync(bench.folder).includes('refused'), 'nothing was begun');
});

test('a signed tag of git is made, verified and pushed with the release', async () => {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...words: readonly string[]): string => {
    const ran = spawnSync('git', ['-C', bench.folder, ...words], { encoding: 'utf8', env });
    assert.equal(ran.status, 0, ran.stderr);
    return ran.stdout.trim();
  };
  spawnSync('git', ['init', '--quiet', '--bare', join(bench.folder, 'remote.git')], { env });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  git('commit', '--quiet', '--allow-empty', '-m', 'first');
  git('remote', 'add', 'origin', join(bench.folder, 'remote.git'));
  bench.job.commit = git('rev-parse', 'HEAD');
  const declare = (signer: object): void =>
    bench.config({ signer, files: [{ path: 'dist/*.tar.gz', evidence: ['signature'] }], gitTag: { remote: 'origin' }, folder: 'tagged' });
  declare({ ...bench.signer });
  const ran = await bench.release(['--state', join(bench.folder, 'tag-state')]);
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /sealwright verify git:v1\.2\.3 --repo acme\/lens/);
  assert.equal(git('ls-remote', 'origin', 'refs/tags/v1.2.3').split('\t')[0], git('rev-parse', 'refs/tags/v1.2.3'));
  // One that another has made, and that nobody signed, is left where it is, and nothing else becomes public.
  git('push', '--quiet', 'origin', ':refs/tags/v1.2.3');
  git('tag', '-d', 'v1.2.3');
  git('tag', 'v1.2.3');
  declare({ ...bench.signer });
  bench.put('sealwright.yaml', readFileSync(join(bench.folder, 'sealwright.yaml'), 'utf8').replace('"tagged"', '"tagged-again"'));
  const refused = await bench.release(['--state', join(bench.folder, 'tag-state-2')]);
  assert.equal(refused.code, 1, refused.err);
  assert.match(refused.err, /RELEASE_UNVERIFIED/);
  assert.equal(git('rev-parse', 'v1.2.3'), git('rev-parse', 'HEAD'));
  assert.ok(!readdirSync(bench.folder).includes('tagged-again'));
});

test('with a key of one’s own there is no token, and no provenance', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = bench.put('keys/release.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  bench.put('keys/release.pub', publicKey.export({ format: 'pem', type: 'spki' }));
  const to = `${bench.registry.host}/acme/keyed`;
  const declare = (evidence: readonly string[], folder = 'keyed'): void =>
    bench.config({
      signer: { key: 'keys/release.pub' },
      files: [{ path: 'dist/*.tar.gz', evidence }],
      images: [{ layout: 'image', to, tags: ['{version}'], evidence }],
      folder,
    });
  declare(['signature', 'provenance']);
  const unknown = await bench.release(['--state', join(bench.folder, 'keyed-1'), '--key', key]);
  assert.equal(unknown.code, 2, unknown.err);
  assert.match(unknown.err, /PROVENANCE_UNKNOWN/);
  const keyless = await bench.release(['--state', join(bench.folder, 'keyed-1')]);
  assert.equal(keyless.code, 2, keyless.err);
  assert.match(keyless.err, /nothing signs with it/);
  assert.ok(!readdirSync(bench.folder).includes('keyed-1'), 'nothing was begun');
  declare(['signature']);
  const ran = await bench.release(['--state', join(bench.folder, 'keyed-2'), '--key', key]);
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /sealwright verify lens-1\.2\.3\.tar\.gz --key \S*keys\/release\.pub --type signature\n/);
  declare(['signature'], 'keyed-other');
  const other = await bench.release([
    '--state',
    join(bench.folder, 'keyed-3'),
    '--key',
    bench.put('keys/other.pem', generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ format: 'pem', type: 'pkcs8' })),
  ]);
  assert.equal(other.code, 2, other.err);
  assert.match(other.err, /the key that signs has the fingerprint [0-9a-f]{64}, which is another.*RELEASE_REFUSED/);
});

test('an identity that is no workflow can be named as well', async () => {
  const identity = 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3';
  bench.config({
    signer: { identity, issuer: bench.lab.oidc.url },
    files: [{ path: 'dist/*.tar.gz', evidence: ['signature', 'provenance'] }],
    folder: 'named',
  });
  const ran = await bench.release(['--state', join(bench.folder, 'named-state')]);
  assert.equal(ran.code, 0, ran.err);
});
