import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
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
  assert.equal((JSON.parse(ran.out) as { readonly state: string }).state, 'published');
  const names = readdirSync(join(bench.folder, 'public/1.2.3'));
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
  bench.config({
    signer: { ...bench.signer, repo: 'acme/prism' },
    files: [{ path: 'dist/*.tar.gz', evidence: all }],
    folder: 'wrong',
    github: 'acme/prism',
  });
  const ran = await bench.release(['--state', join(bench.folder, 'wrong-state')]);
  assert.equal(ran.code, 1, ran.err);
  assert.match(ran.err, /RELEASE_UNVERIFIED/);
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
