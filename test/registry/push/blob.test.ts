import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { SealwrightError, limits } from '../../../src/base/index.ts';
import type { NetworkFault, Registry } from '../../../src/lab/index.ts';
import { blobOf, pushBlob, type Blob } from '../../../src/registry/push/index.ts';
import { outcomeOf, registryFor, targetAt, valueOf } from '../../support/push-lab.ts';

/** Contents that no memory needs to hold: one buffer, used again for each piece. */
function large(size: number): Blob {
  const read = function* (): Generator<Uint8Array> {
    const buffer = new Uint8Array(700_001);
    for (let done = 0, i = 0; done < size; i++) {
      const piece = buffer.subarray(0, Math.min(buffer.length, size - done));
      piece.fill(i % 251);
      done += piece.length;
      yield piece;
    }
  };
  const own = createHash('sha256');
  for (const piece of read()) own.update(piece);
  return { digest: `sha256:${own.digest('hex')}`, size, read };
}

function kept(registry: Registry, digest: string): number | undefined {
  return registry.repositories.get('acme/lens')?.blobs.get(digest)?.length;
}

const big = large(limits.smallBlobBytes * 3 + 17);

test('what is there is not sent, what is elsewhere in the registry is taken over, and the rest is sent once', async (t) => {
  const registry = await registryFor(t);
  const blob = blobOf(Buffer.from('contents'));
  assert.deepEqual(valueOf(await pushBlob(targetAt(registry.host), blob)), { digest: blob.digest, how: 'uploaded' });
  const before = registry.asked.length;
  assert.equal(valueOf(await pushBlob(targetAt(registry.host), blob)).how, 'was-there');
  assert.equal(registry.asked.length, before + 1);
  const other = targetAt(registry.host, { repository: 'acme/other', alsoFrom: ['acme/none', 'acme/lens'] });
  assert.equal(valueOf(await pushBlob(other, blobOf(Buffer.from('new')))).how, 'uploaded');
  assert.equal(valueOf(await pushBlob(targetAt(registry.host, { repository: 'acme/other', alsoFrom: ['acme/lens'] }), blob)).how, 'mounted');
  assert.equal(valueOf(await pushBlob(targetAt(registry.host), blobOf(new Uint8Array()))).how, 'uploaded');
});

test('what is larger than memory may hold is sent as it is read', async (t) => {
  const registry = await registryFor(t);
  assert.equal(valueOf(await pushBlob(targetAt(registry.host), big)).how, 'uploaded');
  assert.equal(kept(registry, big.digest), big.size);
  assert.ok(!registry.asked.some((one) => one.method === 'PATCH'));
});

test('contents of every size arrive as they are, read into one buffer that is used again', async (t) => {
  const registry = await registryFor(t);
  for (const size of [1, 700_001, 700_002, 1_400_003, limits.smallBlobBytes - 1, limits.smallBlobBytes, limits.smallBlobBytes + 1]) {
    const blob = large(size);
    assert.equal(valueOf(await pushBlob(targetAt(registry.host), blob)).how, 'uploaded');
    const there = registry.repositories.get('acme/lens')?.blobs.get(blob.digest);
    assert.equal(
      `sha256:${createHash('sha256')
        .update(there ?? '')
        .digest('hex')}`,
      blob.digest,
      `${size}`,
    );
  }
});

test('a registry that takes no large requests is given pieces', async (t) => {
  const registry = await registryFor(t, { maxRequestBytes: limits.uploadPieceBytes });
  assert.equal(valueOf(await pushBlob(targetAt(registry.host), big)).how, 'uploaded');
  assert.equal(kept(registry, big.digest), big.size);
  assert.equal(registry.asked.filter((one) => one.method === 'PATCH').length, Math.ceil(big.size / limits.uploadPieceBytes));
});

test('an upload goes on after whatever goes wrong once or twice', async (t) => {
  const rows: readonly { readonly fault: NetworkFault; readonly method: string; readonly times: number; readonly maxRequestBytes?: number }[] = [
    { fault: 'server-error', method: 'HEAD', times: 2 },
    { fault: 'server-error', method: 'POST', times: 2 },
    { fault: 'unavailable', method: 'POST', times: 1 },
    { fault: 'reset', method: 'POST', times: 1 },
    { fault: 'server-error', method: 'PUT', times: 1 },
    { fault: 'reset', method: 'PUT', times: 2 },
    { fault: 'truncated-body', method: 'PUT', times: 1 },
    { fault: 'not-found', method: 'PUT', times: 1 },
    { fault: 'reset', method: 'PATCH', times: 1, maxRequestBytes: limits.uploadPieceBytes },
    { fault: 'server-error', method: 'PATCH', times: 2, maxRequestBytes: limits.uploadPieceBytes },
    { fault: 'not-found', method: 'PATCH', times: 1, maxRequestBytes: limits.uploadPieceBytes },
  ];
  for (const { fault, method, times, maxRequestBytes } of rows) {
    const registry = await registryFor(t, maxRequestBytes === undefined ? {} : { maxRequestBytes });
    registry.misbehave(fault, { path: '/v2/acme/lens/blobs/', method, times });
    const what = `${fault} to ${method}, ${times} times`;
    assert.equal(outcomeOf(await pushBlob(targetAt(registry.host), big)), 'done', what);
    assert.equal(kept(registry, big.digest), big.size, what);
  }
});

test('an answer that was lost in the middle of pieces does not make it begin anew', async (t) => {
  const registry = await registryFor(t, { maxRequestBytes: limits.uploadPieceBytes });
  registry.misbehave('reset', { path: '/v2/acme/lens/blobs/', method: 'PATCH', times: 1 });
  assert.equal(outcomeOf(await pushBlob(targetAt(registry.host), big)), 'done');
  assert.equal(registry.asked.filter((one) => one.method === 'PATCH').length, Math.ceil(big.size / limits.uploadPieceBytes));
});

test('what never works ends, with the service and without a secret in its words', async (t) => {
  const rows: readonly { readonly fault: NetworkFault; readonly method: string; readonly said: RegExp }[] = [
    { fault: 'server-error', method: 'POST', said: /^SERVICE_FAILED 127\.0\.0\.1:\d+ answered with status 500/ },
    { fault: 'server-error', method: 'PUT', said: /^SERVICE_FAILED .* 500/ },
    { fault: 'unauthorized', method: 'PUT', said: /^SERVICE_DENIED / },
    { fault: 'rate-limited', method: 'POST', said: /^SERVICE_LIMITED .* 60 seconds/ },
    { fault: 'reset', method: 'PUT', said: /^SERVICE_UNREACHABLE / },
    { fault: 'redirect-elsewhere', method: 'PUT', said: /^SERVICE_FAILED .* status 307/ },
    { fault: 'empty-body', method: 'POST', said: /^SERVICE_FAILED .* status 200/ },
  ];
  for (const { fault, method, said } of rows) {
    const registry = await registryFor(t, { lies: 'forgets-blobs' });
    registry.misbehave(fault, { path: '/v2/acme/lens/blobs/', method });
    assert.match(outcomeOf(await pushBlob(targetAt(registry.host), blobOf(Buffer.from('contents')))), said, `${fault} to ${method}`);
    assert.ok(registry.asked.length < 40);
  }
});

test('a registry that lies about what it took is not believed', async (t) => {
  const blob = blobOf(Buffer.from('contents'));
  const other = await registryFor(t, { lies: 'other-digest' });
  assert.match(outcomeOf(await pushBlob(targetAt(other.host), blob)), /^SERVICE_MISMATCH .* says that what it took has another digest/);
  const forgetful = await registryFor(t, { lies: 'forgets-blobs' });
  assert.match(outcomeOf(await pushBlob(targetAt(forgetful.host), blob)), /^SERVICE_FAILED .* says that it took .* and does not have it/);
  const registry = await registryFor(t);
  valueOf(await pushBlob(targetAt(registry.host), blob));
  registry.repositories.get('acme/lens')?.blobs.set(blob.digest, Buffer.from('other'));
  assert.match(outcomeOf(await pushBlob(targetAt(registry.host), blob)), /^SERVICE_MISMATCH .* has other contents/);
});

test('what changes while it is pushed is not pushed', async (t) => {
  const registry = await registryFor(t);
  for (const size of [100, limits.smallBlobBytes + 1]) {
    const blob = { ...blobOf(Buffer.alloc(size, 1)), read: () => [Buffer.alloc(size, 2)] };
    await assert.rejects(pushBlob(targetAt(registry.host), blob), (error) => error instanceof SealwrightError && error.code === 'SUBJECT_CHANGED');
    assert.equal(kept(registry, blob.digest), undefined);
  }
});

test('a token is asked for with the right to push, and a credential goes nowhere else', async (t) => {
  const login = { username: 'ada', password: 'lovelace', by: 'token' } as const;
  const registry = await registryFor(t, { login });
  const blob = blobOf(Buffer.from('contents'));
  const credentials = async () => ({ credential: { kind: 'password', user: login.username, password: login.password } as const });
  assert.equal(valueOf(await pushBlob(targetAt(registry.host, { credentials, alsoFrom: ['acme/base'] }), blob)).how, 'uploaded');
  const scopes = new URL(registry.asked.find((one) => one.path.startsWith('/token'))?.path ?? '', registry.url).searchParams.getAll('scope');
  assert.deepEqual(scopes, ['repository:acme/lens:pull,push', 'repository:acme/base:pull']);
  assert.match(outcomeOf(await pushBlob(targetAt(registry.host), blobOf(Buffer.from('others')))), /^SERVICE_DENIED /);
});

test('an upload that is led to another host goes there without the credential', async (t) => {
  const login = { username: 'ada', password: 'lovelace', by: 'basic' } as const;
  const elsewhere = await registryFor(t);
  const registry = await registryFor(t, { login, elsewhere: elsewhere.url, uploads: 'elsewhere' });
  const credentials = async () => ({ credential: { kind: 'password', user: login.username, password: login.password } as const });
  assert.match(outcomeOf(await pushBlob(targetAt(registry.host, { credentials }), blobOf(Buffer.from('contents')))), /does not have it|status 404/);
  assert.ok(elsewhere.asked.length > 0);
  for (const one of elsewhere.asked) assert.equal(one.headers.authorization, undefined);
});
