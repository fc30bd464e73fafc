import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { releasedSchema } from '../../scripts/gen/schemas.ts';
import { releaseBench } from './bench.ts';

const bench = await releaseBench();
after(bench.close);
bench.put('dist/lens.tar.gz', 'lens\n');

/** A machine of nobody's job. */
const alone = { env: (name: string) => (name === 'HOME' ? bench.folder : undefined) };
const declare = (more: object = {}): void =>
  bench.config({ signer: bench.signer, files: [{ path: 'dist/*.tar.gz', evidence: ['signature'] }], folder: 'public', ...more });

test('a plan says which SBOM is which', async () => {
  const evidence = ['spdx', 'cyclonedx'];
  const to = `${bench.registry.host}/acme/lens`;
  bench.put('image/oci-layout', '{}');
  declare({ files: [{ path: 'dist/*.tar.gz', evidence }], images: [{ layout: 'image', to, tags: ['1'], evidence }] });
  const lines = (await bench.release(['--plan'])).out.split('\n').filter((line) => line.startsWith('    '));
  assert.deepEqual(
    lines.filter((line) => line.includes('SBOM')),
    [
      '    an SBOM of lens.tar.gz, as SPDX',
      '    an SBOM of lens.tar.gz, as CycloneDX',
      '    sign the SPDX SBOM of lens.tar.gz',
      '    sign the CycloneDX SBOM of lens.tar.gz',
      `    a signed SPDX SBOM of each platform of ${to}`,
      `    a signed CycloneDX SBOM of each platform of ${to}`,
    ],
  );
  assert.equal(new Set(lines).size, lines.length, 'no two steps are told with the same words');
});

test('who has no token is told where there is one, in a plan already', async () => {
  declare();
  const planned = await bench.release(['--plan'], { machine: alone });
  assert.equal(planned.code, 0);
  assert.match(planned.err, /id-token: write.*--identity-token FILE; to try it: sealwright lab -- sealwright release v1\.2\.3 --state /);
  const table: readonly { readonly what: string; readonly words: readonly string[]; readonly env: Readonly<Record<string, string>> }[] = [
    { what: 'a job that may ask', words: [], env: bench.env },
    { what: 'a variable', words: [], env: { SIGSTORE_ID_TOKEN: 'x' } },
    { what: 'a job of Buildkite', words: [], env: { BUILDKITE: 'true' } },
    { what: 'a file', words: ['--identity-token', 'token'], env: {} },
    { what: 'a key', words: ['--key', 'key.pem'], env: {} },
    { what: 'a program', words: ['--signer', './kms'], env: {} },
  ];
  for (const { what, words, env } of table) {
    const ran = await bench.release(['--plan', ...words], { machine: { env: (name) => env[name] } });
    assert.deepEqual([ran.code, ran.err], [0, ''], what);
  }
  const half = await bench.release(['--plan'], { machine: { env: (name) => (name === 'ACTIONS_ID_TOKEN_REQUEST_URL' ? 'https://a.example' : undefined) } });
  assert.match(half.err, /nothing here offers an identity token/);

  const stopped = await bench.release(['--format', 'json'], { machine: alone });
  assert.equal(stopped.code, 2, stopped.err);
  assert.match(stopped.err, /TOKEN_MISSING/);
  assert.match(
    stopped.err,
    /hint: .*permissions: id-token: write.*; to try it on this machine alone: sealwright lab -- sealwright release v1\.2\.3 --state \S+\n/,
  );
  assert.match(stopped.err, /nothing of it is public under its name\n {2}once the hint is followed, it is completed by: sealwright release v1\.2\.3 /);
  const told = releasedSchema.parse(JSON.parse(stopped.out));
  assert.ok(told.kind === 'release');
  assert.match(told.stopped?.hint ?? '', /id-token: write/);
  assert.deepEqual(told.open, { done: [], begun: [] });
});

test('what may pass by itself is completed by the same command alone', async () => {
  bench.lab.fulcio.misbehave('server-error');
  const ran = await bench.release([]);
  bench.lab.fulcio.behave();
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.err, /\n {2}it is completed by: sealwright release /);
});

test('who has no declaration is shown one that is whole', async () => {
  for (const [text, code] of [
    [undefined, 'CONFIG_MISSING'],
    ['version: 1\n', 'RELEASE_UNDECLARED'],
  ] as const) {
    const path = join(bench.folder, 'other.yaml');
    if (text !== undefined) bench.put('other.yaml', text);
    const ran = await bench.run(['release', 'v1.2.3', '--config', path, '--plan']);
    assert.equal(ran.code, 2);
    assert.match(ran.err, new RegExp(code));
    const shown = ran.err.split('\n').flatMap((line) => (line.startsWith('    ') ? [line.slice(4)] : []));
    bench.put('other.yaml', `${text ?? ''}${shown.join('\n')}\n`);
    const planned = await bench.run(['release', 'v1.2.3', '--config', path, '--plan']);
    assert.equal(planned.code, 0, planned.err);
    assert.match(planned.out, /provenance of 1 file/);
  }
});

test('recipes that are printed can be pasted', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = bench.put('my keys/release.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const pub = bench.put("my keys/it's.pub", publicKey.export({ format: 'pem', type: 'spki' }));
  declare({ signer: { key: "my keys/it's.pub" }, folder: 'pasted' });
  const ran = await bench.release(['--state', join(bench.folder, 'pasted-state'), '--key', key]);
  assert.equal(ran.code, 0, ran.err);
  const line = ran.out.split('\n').find((one) => one.startsWith('    sealwright verify lens.tar.gz '));
  const words = spawnSync('sh', ['-c', `printf '%s\\n' ${line?.trim() ?? ''}`], { encoding: 'utf8' }).stdout.split('\n');
  assert.deepEqual(words.slice(0, 5), ['sealwright', 'verify', 'lens.tar.gz', '--key', pub]);
});
