import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Asker } from '../../../src/registry/asking/index.ts';
import { dockerCredentials, openRegistry } from '../../../src/registry/oci/index.ts';
import { skip, startDebianRegistry } from '../../support/debian-registry.ts';
import { pusher } from '../../support/oci-push.ts';
import { bundleType, keepBundle, keepImage, keepOlder, ociIndex } from '../../support/oci-server.ts';
import { outside } from '../../support/outside.ts';

test('a real registry without the referrers API', { skip }, async (t) => {
  const host = await startDebianRegistry(t);
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
  const host = await startDebianRegistry(t, 'ada:$2y$04$abcdefghijklmnopqrstuuhiTVLHQPvYzPykOsCOnc5I00eOfh33K\n');
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
