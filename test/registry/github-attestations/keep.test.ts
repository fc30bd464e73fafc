import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkReply, NetworkRequest } from '../../../src/base/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { keepAttestation, type Keeping } from '../../../src/registry/github-attestations/index.ts';

const options = { api: 'https://api.github.com', token: 'secret-token' };
const digest = (i: number): string => i.toString(16).padStart(64, '0');
const bundle = '{"mine":1}\n';
const keeping = (subjects: number): Keeping => ({
  of: { owner: 'acme', repo: 'lens' },
  json: bundle,
  sha256: Array.from({ length: subjects }, (_, i) => digest(i)) as unknown as Keeping['sha256'],
  isIt: (bytes) => Buffer.from(bytes).toString() === '{"mine":1}',
});
const answer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): NetworkReply => ({
  kind: 'answer',
  status,
  header: (name) => headers[name] ?? null,
  bytes: Buffer.from(JSON.stringify(value)),
});
const failed: NetworkReply = { kind: 'failed', cause: 'cut-off', reason: 'cut off' };
const listed = answer(200, { attestations: [{ bundle: { other: 1 } }, { bundle: { mine: 1 } }] });

/** A service that answers each POST by the next of `posts`, and each GET by `get`. */
function at(posts: readonly NetworkReply[], get: (kept: boolean, asked: number) => NetworkReply) {
  const clock = { at: 0 };
  const asked: NetworkRequest[] = [];
  let [sent, gets, kept] = [0, 0, false];
  const request = async (one: NetworkRequest): Promise<NetworkReply> => {
    asked.push(one);
    if (one.method !== 'POST') return get(kept, ++gets);
    const reply = posts[sent++] ?? failed;
    kept ||= reply.kind === 'answer' && reply.status === 201;
    return reply;
  };
  const timer = { wait: async (ms: number) => void (clock.at += ms) };
  return { asker: new Asker({ network: { request }, clock: { now: () => clock.at }, timer }), asked, posted: () => sent };
}

test('what was not kept is sent again, and what may have been kept is looked for first', async () => {
  const passing = [failed, answer(503, {}), answer(429, {}), answer(403, {}, { 'x-ratelimit-remaining': '0' })];
  for (const first of passing) {
    const service = at([first, answer(201, { id: 7 })], (kept) => (kept ? listed : answer(404, {})));
    assert.deepEqual(await keepAttestation(service.asker, keeping(1), options), { id: 7, readBack: 1 });
    assert.equal(service.posted(), 2);
    const there = at([first], () => listed);
    assert.deepEqual(await keepAttestation(there.asker, keeping(1), options), { id: undefined, readBack: 1 });
    assert.equal(there.posted(), 1);
  }
  const late = at([answer(201, { id: 7 })], (_, asked) => (asked < 4 ? answer(200, { attestations: [] }) : listed));
  assert.equal((await keepAttestation(late.asker, keeping(1), options)).id, 7);
});

test('what does not come back is not kept, and what is refused is sent once', async () => {
  const never = at([answer(201, { id: 7 })], () => answer(200, { attestations: [{ bundle: { other: 1 } }] }));
  await assert.rejects(keepAttestation(never.asker, keeping(1), options), { code: 'ATTESTATION_NOT_KEPT' });
  for (const status of [200, 202, 302, 400, 401, 403, 404, 422]) {
    const service = at([answer(status, { message: 'no, secret' }), answer(201, {})], () => answer(404, {}));
    await assert.rejects(keepAttestation(service.asker, keeping(1), options), (error: Error & { readonly code?: string }) => {
      assert.equal(error.code, 'ATTESTATION_NOT_KEPT');
      assert.match(error.message, new RegExp(`api\\.github\\.com: it answered with status ${status}.*it says "no, secret"`));
      return true;
    });
    assert.equal(service.posted(), 1, `${status}`);
  }
});

test('it is read back under many digests and not under all of a thousand, and ids that are none are left out', async () => {
  const service = at([answer(201, { id: '7' })], () => listed);
  assert.deepEqual(await keepAttestation(service.asker, keeping(1_000), options), { id: undefined, readBack: 50 });
  const post = service.asked.find(({ method }) => method === 'POST');
  assert.equal(post?.url, 'https://api.github.com/repos/acme/lens/attestations');
  assert.deepEqual(JSON.parse(Buffer.from(post?.body as Uint8Array).toString()), { bundle: { mine: 1 } });
  assert.equal(post?.headers?.['authorization'], 'Bearer secret-token');
});
