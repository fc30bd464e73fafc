import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { makeKey, startLab } from '../../src/lab/index.ts';

const lab = await startLab({ clock: { now: () => Date.parse('2026-06-01T12:00:00Z') } });
after(lab.close);

const key = makeKey({ seed: 'own', algorithm: 'ed25519' });
const bytes = Buffer.from('a file\n');
const digestOf = (hash: string): Buffer => createHash(hash).update(bytes).digest();
const base64 = (one: Uint8Array): string => Buffer.from(one).toString('base64');
const post = async (url: string, body: object): Promise<number> =>
  (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status;

/** As real logs do, which record digests. */
test('the logs take Ed25519 signatures of files in the prehashed variant over SHA-512 alone', async () => {
  const v1 = (signature: Uint8Array, hash: string): Promise<number> =>
    post(`${lab.rekorV1.url}/api/v1/log/entries`, {
      kind: 'hashedrekord',
      apiVersion: '0.0.1',
      spec: {
        data: { hash: { algorithm: hash, value: digestOf(hash).toString('hex') } },
        signature: { content: base64(signature), publicKey: { content: base64(Buffer.from(key.publicPem)) } },
      },
    });
  const v2 = (signature: Uint8Array, keyDetails: string): Promise<number> =>
    post(`${lab.rekorV2.url}/api/v2/log/entries`, {
      hashedRekordRequestV002: {
        digest: base64(digestOf('sha512')),
        signature: { content: base64(signature), verifier: { publicKey: { rawBytes: base64(key.spki) }, keyDetails } },
      },
    });
  const [plain, prehashed] = [key.sign(bytes), key.signPrehashed(bytes)];
  assert.deepEqual(await Promise.all([v1(prehashed, 'sha512'), v2(prehashed, 'PKIX_ED25519_PH')]), [201, 201]);
  const refused = await Promise.all([
    v1(plain, 'sha512'),
    v1(plain, 'sha256'),
    v1(prehashed, 'sha256'),
    v2(plain, 'PKIX_ED25519_PH'),
    v2(plain, 'PKIX_ED25519'),
  ]);
  assert.deepEqual(refused, [400, 400, 400, 400, 400]);
});
