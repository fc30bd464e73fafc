import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Commands } from '../../../src/base/index.ts';
import { disk } from '../../../src/cli/ports/disk.ts';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { run } from '../../../src/cli/run.ts';
import { startRegistry } from '../../../src/lab/index.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { verifyBench } from '../verify/bench.ts';

const bench = verifyBench();
const registry = await startRegistry();
const temporary = mkdtempSync(join(tmpdir(), 'sealwright-gate-'));
after(async () => {
  bench.close();
  await registry.close();
  rmSync(temporary, { recursive: true, force: true });
});

const content = '#!/bin/sh\necho "ran $0"\n';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const tool = bench.put('tool', content);
chmodSync(tool, 0o755);
bench.put('tool.sigstore.json', bench.sign(content));
const strict = ['--repo', 'acme/lens', '--workflow', 'release.yml', '--ref', 'refs/tags/v*'] as const;
const root = join(bench.folder, 'root/trusted_root.json');

interface Call {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly bytes: string | undefined;
  readonly mode: number | undefined;
}

/** Runs the gate; `during` is done when the command would run. */
async function gate(words: readonly string[], options: { readonly ports?: object; readonly code?: number } = {}) {
  const calls: Call[] = [];
  const commands: Commands = {
    run: async (program, of, { environment }) => {
      const path = environment['SEALWRIGHT_SUBJECT'] ?? '';
      const there = existsSync(path);
      calls.push({
        program,
        words: of,
        environment,
        bytes: there ? readFileSync(path, 'utf8') : undefined,
        mode: there ? statSync(path).mode & 0o777 : undefined,
      });
      return program === 'gone' ? { kind: 'failed', reason: 'gone is not installed' } : { kind: 'ended', code: options.code ?? 0 };
    },
  };
  const machine = fakeMachine({ verifyPorts: { ...bench.ports, ...options.ports }, commands });
  const code = await run(['gate', '--trusted-root', root, ...words], machine);
  return { code, out: machine.out(), err: machine.err(), calls };
}

test('the command runs with what was verified, and with nothing else', async () => {
  const ran = await gate([tool, ...strict, '--', tool, '--into', `--from=${tool}`], { code: 7 });
  assert.equal(ran.code, 7, ran.err);
  assert.equal(ran.out, '', 'standard output is the command’s');
  assert.match(ran.err, /^verified: .*tool has a signature by acme\/lens's release\.yml/);
  const [call] = ran.calls;
  assert.ok(call !== undefined && ran.calls.length === 1);
  assert.equal(call.environment['SEALWRIGHT_DIGEST'], `sha256:${sha256(content)}`);
  assert.notEqual(call.program, tool, 'a copy runs, which nobody else can write to');
  assert.deepEqual(call.words, ['--into', `--from=${call.program}`]);
  assert.equal(call.environment['SEALWRIGHT_SUBJECT'], call.program);
  assert.equal(call.bytes, content);
  assert.equal(call.mode, 0o500, 'a program stays one, and is not written to');
  assert.ok(!existsSync(dirname(call.program)), 'the copy is removed');
});

test('nothing runs without a verdict', async () => {
  const other = bench.put('other', 'another file\n');
  bench.put('other.sigstore.json', bench.sign(content));
  const table = [
    { what: 'other bytes', words: [other, ...strict, '--offline'], code: 1, err: /^not verified/ },
    {
      what: 'another signer',
      words: [tool, '--repo', 'acme/prism', '--workflow', 'release.yml', '--ref', 'refs/tags/v*', '--offline'],
      code: 1,
      err: /^not verified/,
    },
    { what: 'any workflow at any ref', words: [tool, '--repo', 'acme/lens'], code: 2, err: /gate refuses a policy that takes any workflow at any ref/ },
    {
      what: 'a workflow at any ref',
      words: [tool, '--repo', 'acme/lens', '--workflow', 'release.yml'],
      code: 2,
      err: /gate refuses a policy that takes a workflow at any ref/,
    },
    { what: 'any identity', words: [tool, '--unsafely-any-identity'], code: 2, err: /gate refuses --unsafely-any-identity/ },
    { what: 'a service that is silent', words: [`127.0.0.1:9/acme/lens:1`, ...strict], code: 3, err: /^not decided/ },
    { what: 'a package', words: ['pkg:npm/lens@1.2.3', ...strict], code: 2, err: /gate hands on files and images/ },
    { what: 'a tag', words: ['git:v1', ...strict], code: 2, err: /gate hands on files and images/ },
    { what: 'an archive', words: ['oci-archive:x.tar', ...strict], code: 2, err: /gate hands on files and images/ },
    { what: 'no artifact', words: [tool, ...strict, '--unsafely-any-artifact'], code: 2, err: /no option --unsafely-any-artifact/ },
    { what: 'two', words: [tool, other, ...strict], code: 2, err: /one SUBJECT/ },
  ];
  for (const { what, words, code, err } of table) {
    const ran = await gate([...words, '--', 'true']);
    assert.equal(ran.code, code, `${what}: ${ran.err}`);
    assert.match(ran.err.replace(/^sealwright: /, ''), err, what);
    assert.deepEqual(ran.calls, [], what);
  }
  assert.equal((await gate([tool, ...strict])).code, 2, 'no command');
  assert.equal((await gate([tool, ...strict, '--', 'gone'])).code, 2, 'no such program');
  const buried = await gate([tool, ...strict, '--', 'sh', '-c', `cat ${tool}`]);
  assert.deepEqual([buried.code, buried.calls], [2, []]);
  assert.match(buried.err, /write "\$SEALWRIGHT_SUBJECT" there/);
  assert.equal((await gate([tool, '--repo', 'acme/lens', '--unsafely-lenient', '--', 'true'])).code, 0);
  assert.match((await gate([tool, ...strict, '--', 'true'])).err, /the command does not name/);
});

test('a file that is swapped after the verdict is not handed on', async () => {
  let judged = false;
  const swapping: typeof disk = {
    ...disk,
    open: (path) => {
      const there = disk.open(path);
      if (path !== tool || there.kind !== 'pieces') return there;
      return { ...there, read: () => (judged ? [Buffer.from(content.replace('ran', 'own'))] : there.read()) };
    },
  };
  const scratch: typeof bench.ports.scratch = {
    open: () => {
      judged = true;
      return bench.ports.scratch.open();
    },
  };
  const before = new Set(readdirSync(tmpdir()));
  const ran = await gate([tool, ...strict, '--', tool], { ports: { disk: swapping, scratch } });
  assert.deepEqual([ran.code, ran.calls], [3, []]);
  assert.match(ran.err, /SUBJECT_CHANGED/);
  assert.deepEqual(
    readdirSync(tmpdir()).filter((one) => one.startsWith('sealwright-') && !before.has(one) && !one.includes('test')),
    [],
    'no copy is left',
  );
  const full = await gate([tool, ...strict, '--', tool], { ports: { scratch: { open: () => undefined } } });
  assert.deepEqual([full.code, full.calls], [2, []]);
  assert.match(full.err, /OUTPUT_UNWRITABLE/);
});

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: `sha256:${sha256('{}')}`, size: 2 };

async function push(path: string, body: string, type: string): Promise<void> {
  const method = path.startsWith('blobs') ? 'POST' : 'PUT';
  const reply = await fetch(`${registry.url}/v2/acme/lens/${path}`, { method, body, headers: { 'content-type': type } });
  assert.equal(reply.status, 201, await reply.text());
}

test('an image is handed on by its digest, whatever its tag stands for then', async () => {
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: ociManifest, config: empty, layers: [] });
  const type = 'application/vnd.dev.sigstore.bundle.v0.3+json';
  const bundle = bench.attest(manifest, 'https://sigstore.dev/cosign/sign/v1');
  const referrer = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    artifactType: type,
    config: empty,
    layers: [{ mediaType: type, digest: `sha256:${sha256(bundle)}`, size: Buffer.byteLength(bundle) }],
    subject: { mediaType: ociManifest, digest: `sha256:${sha256(manifest)}`, size: Buffer.byteLength(manifest) },
  });
  for (const blob of ['{}', bundle]) await push(`blobs/uploads/?digest=sha256:${sha256(blob)}`, blob, 'application/octet-stream');
  await push('manifests/1', manifest, ociManifest);
  await push(`manifests/sha256:${sha256(referrer)}`, referrer, ociManifest);
  const image = `${registry.host}/acme/lens:1`;
  const ports = { network: openNetwork() };
  const ran = await gate([image, ...strict, '--', 'docker', 'run', image, `--cache-from=${image}`], { ports });
  assert.equal(ran.code, 0, ran.err);
  const pinned = `${registry.host}/acme/lens@sha256:${sha256(manifest)}`;
  assert.deepEqual(ran.calls[0]?.words, ['run', pinned, `--cache-from=${pinned}`]);
  assert.deepEqual(ran.calls[0]?.environment, { SEALWRIGHT_SUBJECT: pinned, SEALWRIGHT_DIGEST: `sha256:${sha256(manifest)}` });
  const buried = await gate([image, ...strict, '--', 'sh', '-c', `docker run ${image}`], { ports });
  assert.deepEqual([buried.code, buried.calls], [2, []]);
});

test('the process hands over its streams, code and signals', { skip: process.platform === 'win32' && 'signals are others' }, async () => {
  const bin = fileURLToPath(new URL('../../../bin/sealwright.js', import.meta.url));
  const signedNow = bench.put('now', 'now\n');
  bench.put('now.sigstore.json', bench.sign('now\n'));
  const script = join(temporary, 'command.mjs');
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
process.on('SIGTERM', () => process.exit(9));
console.log(readFileSync(process.argv[2], 'utf8') + process.env.SEALWRIGHT_DIGEST);
if (process.argv[3] === 'wait') setInterval(() => undefined, 1000);
if (process.argv[3] === 'die') process.kill(process.pid, 'SIGKILL');
`,
  );
  const start = (mode: string, signal?: 'SIGTERM'): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> =>
    new Promise((resolve) => {
      const child = spawn(
        process.execPath,
        [bin, 'gate', signedNow, '--trusted-root', root, ...strict, '--offline', '--', process.execPath, script, signedNow, mode],
        {
          env: { ...process.env, TMPDIR: temporary },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let [out, err] = ['', ''];
      child.stdout.on('data', (piece: Buffer) => {
        out += piece.toString();
        if (signal !== undefined) child.kill(signal);
      });
      child.stderr.on('data', (piece: Buffer) => void (err += piece.toString()));
      child.on('close', (code) => resolve({ code, out, err }));
    });
  const said = `now\nsha256:${sha256('now\n')}`;
  const plain = await start('end');
  assert.equal(plain.code, 0, plain.err);
  assert.equal(plain.out.trim(), said);
  const stopped = await start('wait', 'SIGTERM');
  assert.equal(stopped.code, 9, stopped.err);
  assert.equal((await start('die')).code, 137);
  assert.deepEqual(
    readdirSync(temporary).filter((one) => one.startsWith('sealwright-')),
    [],
    'no copy is left',
  );
});
