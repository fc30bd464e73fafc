import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { limits } from '../../../src/base/index.ts';
import { disk } from '../../../src/cli/ports/disk.ts';
import { spool } from '../../../src/cli/ports/spool.ts';
import { dockerCredentials } from '../../../src/registry/oci/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { attach, blobOf, copyImage, openTarget, pushBlob, pushTag } from '../../../src/registry/push/index.ts';
import { openNamedLayout } from '../../../src/subjects/index.ts';
import { skip, startDebianRegistry } from '../../support/debian-registry.ts';
import { outside } from '../../support/outside.ts';
import { outcomeOf, pushLittleImage, targetAt, valueOf } from '../../support/push-lab.ts';

test('a real registry without the referrers API takes all that is pushed', { skip }, async (t) => {
  const host = await startDebianRegistry(t);
  const target = targetAt(host);
  const image = await pushLittleImage(target);
  assert.equal(valueOf(await pushTag(target, { ...image, tag: 'v1', existing: 'kept' })).how, 'made');
  const subject = image;
  for (const bundle of ['{"bundle":1}', '{"bundle":2}']) {
    const attached = valueOf(await attach(target, { subject, bundle, content: 'message-signature', created: 0 }));
    assert.deepEqual(attached.listed, { by: 'tag', tag: image.digest.replace(':', '-') });
  }
  const { evidence, notes } = await target.reading().evidence(image.digest);
  assert.deepEqual(evidence.map((one) => Buffer.from(one.bytes).toString()).toSorted(), ['{"bundle":1}', '{"bundle":2}']);
  assert.deepEqual(notes, []);
});

test('a real registry takes contents whole, and over from another repository', { skip }, async (t) => {
  const host = await startDebianRegistry(t);
  const blob = blobOf(Buffer.alloc(limits.smallBlobBytes * 2 + 1, 7));
  assert.equal(valueOf(await pushBlob(targetAt(host), blob)).how, 'uploaded');
  assert.equal(valueOf(await pushBlob(targetAt(host), blob)).how, 'was-there');
  assert.equal(valueOf(await pushBlob(targetAt(host, { repository: 'acme/other', alsoFrom: ['acme/lens'] }), blob)).how, 'mounted');
  assert.equal(valueOf(await pushBlob(targetAt(host), blobOf(new Uint8Array()))).how, 'uploaded');
});

test('a real registry that asks for a password', { skip }, async (t) => {
  const host = await startDebianRegistry(t, 'ada:$2y$04$abcdefghijklmnopqrstuuhiTVLHQPvYzPykOsCOnc5I00eOfh33K\n');
  const auth = Buffer.from('ada:lovelace').toString('base64');
  const file = new TextEncoder().encode(JSON.stringify({ auths: { [host]: { auth } } }));
  const credentials = dockerCredentials([file], { run: () => assert.fail('no program is named') });
  await pushLittleImage(targetAt(host, { credentials }));
  assert.match(outcomeOf(await pushBlob(targetAt(host), blobOf(Buffer.from('x')))), /^SERVICE_DENIED /);
});

test('several who attach at once to an image of a real registry lose nothing of each other', { skip }, async (t) => {
  const host = await startDebianRegistry(t);
  const image = await pushLittleImage(targetAt(host));
  const timer = { wait: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)) };
  const done = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const target = valueOf(openTarget(new Asker({ ...outside(), timer }), { registry: host, repository: 'acme/lens' }));
      return await attach(target, { subject: image, bundle: `{"bundle":${i}}`, content: 'dsse-envelope', created: 0 });
    }),
  );
  assert.deepEqual(done.map(outcomeOf), ['done', 'done', 'done', 'done']);
  const { evidence } = await targetAt(host).reading().evidence(image.digest);
  assert.equal(evidence.length, 4);
});

const hasSkopeo = spawnSync('skopeo', ['--version']).status === 0;

test(
  'an archive that skopeo wrote goes back to a registry byte by byte',
  { skip: skip === false && !hasSkopeo ? 'skopeo is not installed (Debian has it)' : skip },
  async (t) => {
    const host = await startDebianRegistry(t);
    const image = await pushLittleImage(targetAt(host));
    valueOf(await pushTag(targetAt(host), { ...image, tag: 'v1', existing: 'kept' }));
    const folder = mkdtempSync(join(tmpdir(), 'sealwright-archive-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'image.tar');
    const ran = spawnSync('skopeo', ['copy', '--preserve-digests', '--src-tls-verify=false', `docker://${host}/acme/lens:v1`, `oci-archive:${path}:v1`], {
      encoding: 'utf8',
    });
    assert.equal(ran.status, 0, ran.stderr);
    const layout = valueOf(openNamedLayout({ kind: 'layout', form: 'archive', path, image: undefined }, disk));
    const target = targetAt(host, { repository: 'acme/again' });
    const copied = valueOf(await copyImage(target, { from: layout.store, name: { tag: 'v1' }, spool, tag: { name: 'v2', existing: 'kept' } }));
    assert.equal(copied.digest, image.digest);
    const found = await target.reading().manifest({ tag: 'v2' });
    assert.equal(found.kind === 'parsed' ? found.value.digest : found.kind, image.digest);
  },
);

test('a real registry from which the connection is cut in the middle gets all of it in the end', { skip }, async (t) => {
  const host = await startDebianRegistry(t);
  const blob = blobOf(Buffer.alloc(limits.smallBlobBytes * 4, 9));
  for (const cutAfter of [1, limits.smallBlobBytes, limits.smallBlobBytes * 3]) {
    const { port, cuts } = await cuttingProxy(t, Number(host.split(':')[1]), cutAfter);
    const target = targetAt(`127.0.0.1:${port}`, { repository: `acme/cut-${cutAfter}` });
    assert.equal(valueOf(await pushBlob(target, blob)).how, 'uploaded');
    assert.equal(cuts(), 2);
    const content = await target
      .reading()
      .content({ mediaType: '', digest: blob.digest, size: blob.size, artifactType: undefined, annotations: new Map(), platform: undefined }, blob.size);
    assert.equal(content.kind, 'parsed');
  }
});

/** Passes everything on to another port, and cuts the first two connections that bring more than so many bytes of a body. */
async function cuttingProxy(t: TestContext, to: number, cutAfter: number): Promise<{ readonly port: number; readonly cuts: () => number }> {
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    let seen = 0;
    client.on('data', (piece: Buffer) => {
      // What is no body is less than this.
      seen += piece.length > 4_000 ? piece.length : 0;
      if (cuts < 2 && seen > cutAfter) {
        cuts++;
        client.destroy();
        upstream.destroy();
      } else upstream.write(piece);
    });
    upstream.on('data', (piece: Buffer) => client.write(piece));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on('error', () => undefined).on('close', () => void other.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { port: (server.address() as AddressInfo).port, cuts: () => cuts };
}
