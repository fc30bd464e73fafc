import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Asker } from '../../../src/registry/asking/index.ts';
import { dockerCredentials, openRegistry } from '../../../src/registry/oci/index.ts';
import { pusher } from '../../support/oci-push.ts';
import { bundleType, keepBundle, keepImage, keepOlder, ociIndex } from '../../support/oci-server.ts';
import { outside } from '../../support/outside.ts';

const isThere = spawnSync('docker-registry', ['--version']).status === 0;
const skip = isThere || process.env['CI'] === 'true' ? false : 'docker-registry is not installed (Debian has it)';

/** Starts Debian's registry, which has no referrers API; `passwords` is a file as htpasswd writes it. */
async function start(t: TestContext, passwords?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-registry-'));
  const port = await freePort();
  const auth = passwords === undefined ? '' : `auth:\n  htpasswd:\n    realm: acme\n    path: ${join(folder, 'passwords')}\n`;
  if (passwords !== undefined) writeFileSync(join(folder, 'passwords'), passwords);
  const text = `version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n    rootdirectory: ${join(folder, 'data')}\nhttp:\n  addr: 127.0.0.1:${port}\n${auth}`;
  writeFileSync(join(folder, 'config.yml'), text);
  const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()).on('error', () => resolve()));
  t.after(async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  for (let i = 0; i < 100; i++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      () => true,
      () => false,
    );
    if (isUp) return `127.0.0.1:${port}`;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  return assert.fail('docker-registry does not start');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

test('a real registry without the referrers API', { skip }, async (t) => {
  const host = await start(t);
  const to = pusher(host);
  const image = keepImage(to, { tag: 'v1' });
  const bundle = { ...keepBundle(to, image, '{"bundle":1}'), artifactType: bundleType };
  to.manifest({ mediaType: ociIndex, manifests: [bundle] }, image.digest.replace(':', '-'));
  keepOlder(to, image, 'sig', ['payload']);
  keepOlder(to, image, 'att', ['envelope a', 'envelope b']);
  await to.push();
  const store = openRegistry(new Asker(outside()), { registry: host, repository: 'acme/lens' });
  const found = await store.manifest({ tag: 'v1' });
  assert.equal(found.kind === 'parsed' ? found.value.digest : found.kind, image.digest);
  assert.equal((await store.manifest({ tag: 'v2' })).kind, 'missing');
  assert.equal((await openRegistry(new Asker(outside()), { registry: host, repository: 'acme/other' }).manifest({ tag: 'v1' })).kind, 'missing');
  const { evidence, notes } = await store.evidence(image.digest);
  assert.deepEqual(evidence.map((one) => `${one.form} ${new TextDecoder().decode(one.bytes)}`).toSorted(), [
    'bundle {"bundle":1}',
    'cosign-attestation envelope a',
    'cosign-attestation envelope b',
    'cosign-signature payload',
  ]);
  assert.deepEqual(notes, []);
});

test('a real registry that asks for a password', { skip }, async (t) => {
  // bcrypt of "lovelace", as htpasswd -B writes it.
  const host = await start(t, 'ada:$2y$04$abcdefghijklmnopqrstuuhiTVLHQPvYzPykOsCOnc5I00eOfh33K\n');
  const basic = Buffer.from('ada:lovelace').toString('base64');
  const to = pusher(host, { authorization: `Basic ${basic}` });
  const image = keepImage(to, { tag: 'v1' });
  await to.push();
  const look = async (auth: string | undefined): Promise<string> => {
    const file = new TextEncoder().encode(JSON.stringify({ auths: auth === undefined ? {} : { [host]: { auth } } }));
    const credentials = dockerCredentials([file], { run: () => assert.fail('no program is named') });
    const found = await openRegistry(new Asker(outside()), { registry: host, repository: 'acme/lens' }, { credentials }).manifest({ tag: 'v1' });
    return found.kind === 'parsed' ? found.value.digest : found.kind === 'refused' ? found.reason.code : found.kind;
  };
  assert.equal(await look(basic), image.digest);
  assert.equal(await look(undefined), 'SERVICE_DENIED');
  assert.equal(await look(Buffer.from('ada:wrong').toString('base64')), 'SERVICE_DENIED');
});
