import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { after, test } from 'node:test';
import { signedSchema } from '../../../scripts/gen/schemas.ts';
import { signBench } from './bench.ts';

const bench = await signBench();
after(bench.close);
const asked = ['--repo', 'acme/lens', '--workflow', 'release.yml', '--issuer', bench.lab.oidc.url];

test('what sign writes, verify takes, with a log of either version', async () => {
  for (const log of ['v1', 'v2'] as const) {
    const file = bench.put(`lens-${log}.tgz`, `a release ${log}`);
    const signed = await bench.run(['sign', file], { log });
    assert.equal(signed.code, 0, signed.err);
    assert.match(signed.out, /by https:\/\/github\.com\/acme\/lens\/\.github\/workflows\/release\.yml@refs\/tags\/v1\.2\.3/);
    const bundle = JSON.parse(bench.read(`lens-${log}.tgz.sigstore.json`));
    assert.equal(bundle.mediaType, 'application/vnd.dev.sigstore.bundle.v0.3+json');
    assert.deepEqual(bundle.verificationMaterial.tlogEntries[0].kindVersion, { kind: 'hashedrekord', version: log === 'v1' ? '0.0.1' : '0.0.2' });
    assert.equal(bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps.length, 1);
    const verify = ['verify', file, '--trusted-root', bench.path('root.json'), ...asked, '--offline', '--type', 'signature'];
    const verified = await bench.run(verify);
    assert.equal(verified.code, 0, verified.out + verified.err);
    bench.put(`lens-${log}.tgz`, 'another release');
    assert.equal((await bench.run(verify)).code, 1);
  }
});

test('several files are signed, or none', async () => {
  const files = ['a', 'b', 'c'].map((name) => bench.put(name, `file ${name}`));
  const json = await bench.run(['sign', ...files, '--format', 'json']);
  assert.equal(json.code, 0, json.err);
  const told = JSON.parse(json.out);
  assert.deepEqual(signedSchema.parse(told), told);
  assert.equal(told.signed[0].log.length, 1);
  assert.deepEqual(
    told.signed.map((one: { readonly bundle: string }) => one.bundle),
    files.map((file) => `${file}.sigstore.json`),
  );
  const again = await bench.run(['sign', ...files]);
  assert.equal(again.code, 2);
  assert.match(again.err, /BUNDLE_EXISTS[^]*|exists; nothing was signed/);
  const forced = await bench.run(['sign', ...files, '--force']);
  assert.equal(forced.code, 0, forced.err);
});

test('no bundle is written over what is signed, nor over another', async () => {
  const one = bench.put('over/a', 'content');
  symlinkSync('a', bench.path('over/link'));
  const other = bench.put('over/a.sigstore.json', 'another');
  const before = bench.lab.oidc.asked.length;
  for (const words of [
    [one, '--bundle', one],
    [one, '--bundle', bench.path('over/link')],
    [one, other],
    [bench.put('over/b', 'b'), `${bench.path('over')}/./b`],
  ]) {
    const ran = await bench.run(['sign', ...words, '--force']);
    assert.equal(ran.code, 2, words.join(' ') + ran.err);
    assert.match(ran.err, /is (?:to be signed|where another bundle goes), and a bundle would be written over it; nothing was signed/);
  }
  assert.equal(bench.lab.oidc.asked.length, before);
  assert.deepEqual([bench.read('over/a'), bench.read('over/a.sigstore.json'), bench.has('over/b.sigstore.json')], ['content', 'another', false]);
});
