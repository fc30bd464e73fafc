import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachOlder, type OlderEvidence } from '../../../src/registry/push/index.ts';
import { sha256 } from '../../support/oci-server.ts';
import { outcomeOf, pushLittleImage, registryFor, targetAt, valueOf } from '../../support/push-lab.ts';

const signature = (text: string, by: string): OlderEvidence => ({
  kind: 'signature',
  bytes: Buffer.from(text),
  annotations: { 'dev.cosignproject.cosign/signature': by, 'dev.sigstore.cosign/certificate': 'PEM' },
});

test('signatures and attestations stand under tags of the image, one layer each, and none is lost', async (t) => {
  const registry = await registryFor(t);
  const target = targetAt(registry.host);
  const image = await pushLittleImage(target);
  const tag = image.digest.replace(':', '-');
  assert.deepEqual(valueOf(await attachOlder(target, image.digest, signature('payload', 'one'))), { tag: `${tag}.sig` });
  // The same payload by another signer is another signature; the very same is not.
  valueOf(await attachOlder(target, image.digest, signature('payload', 'two')));
  valueOf(await attachOlder(target, image.digest, signature('payload', 'two')));
  const attestation: OlderEvidence = {
    kind: 'attestation',
    bytes: Buffer.from('{}'),
    annotations: { 'dev.cosignproject.cosign/signature': '', predicateType: 'p' },
  };
  assert.deepEqual(valueOf(await attachOlder(target, image.digest, attestation)), { tag: `${tag}.att` });
  const { evidence, notes } = await target.reading().evidence(image.digest);
  assert.deepEqual(notes, []);
  assert.deepEqual(
    evidence.map((one) => `${one.form} ${Buffer.from(one.bytes).toString()} ${one.annotations.get('dev.cosignproject.cosign/signature')}`).toSorted(),
    ['cosign-attestation {} ', 'cosign-signature payload one', 'cosign-signature payload two'],
  );
  const store = registry.repositories.get('acme/lens');
  const { config } = JSON.parse(Buffer.from(store?.manifests.get(store.tags.get(`${tag}.sig`) ?? '')?.bytes ?? '').toString()) as {
    readonly config: { readonly digest: string };
  };
  const { rootfs } = JSON.parse(Buffer.from(store?.blobs.get(config.digest) ?? '').toString()) as { readonly rootfs: { readonly diff_ids: readonly string[] } };
  assert.deepEqual(rootfs.diff_ids, [sha256('payload'), sha256('payload')]);
});

test('an image that stands under such a tag is left as it is', async (t) => {
  const registry = await registryFor(t);
  const target = targetAt(registry.host);
  const image = await pushLittleImage(target);
  const tags = registry.repositories.get('acme/lens')?.tags;
  tags?.set(`${image.digest.replace(':', '-')}.sig`, image.digest);
  assert.match(outcomeOf(await attachOlder(target, image.digest, signature('payload', 'one'))), /^SERVICE_MALFORMED .* is left as it is/);
  assert.equal(tags?.get(`${image.digest.replace(':', '-')}.sig`), image.digest);
});
