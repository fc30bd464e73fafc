import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network } from '../../../src/base/index.ts';
import { parseRegistriesConf } from '../../../src/registry/oci/index.ts';
import { openTarget, pushManifest, pushTag } from '../../../src/registry/push/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { ociImage } from '../../support/oci-server.ts';
import { outside } from '../../support/outside.ts';
import { outcomeOf, pushLittleImage, registryFor, targetAt, valueOf } from '../../support/push-lab.ts';

test('a manifest is pushed by its digest, and a tag stands for it and is not moved unasked', async (t) => {
  const registry = await registryFor(t);
  const target = targetAt(registry.host);
  const [first, second] = [await pushLittleImage(target, 'one'), await pushLittleImage(target, 'two')];
  const tags = registry.repositories.get('acme/lens')?.tags;
  assert.equal(tags?.size, 0);
  assert.equal(valueOf(await pushTag(target, { ...first, tag: 'v1', existing: 'kept' })).how, 'made');
  assert.equal(valueOf(await pushTag(target, { ...first, tag: 'v1', existing: 'kept' })).how, 'was-there');
  assert.match(outcomeOf(await pushTag(target, { ...second, tag: 'v1', existing: 'kept' })), /^SERVICE_FAILED .* is not moved unless that is asked for/);
  assert.equal(tags?.get('v1'), first.digest);
  assert.equal(valueOf(await pushTag(target, { ...second, tag: 'v1', existing: 'moved' })).how, 'moved');
  assert.equal(tags?.get('v1'), second.digest);
  assert.match(outcomeOf(await pushTag(target, { ...second, tag: 'no tag', existing: 'moved' })), /^SUBJECT_MALFORMED /);
});

test('what is no manifest is not sent', async (t) => {
  const registry = await registryFor(t);
  for (const bytes of ['{}', '[]', '{"schemaVersion":2,"layers":[],"manifests":[]}', 'no json'])
    assert.match(outcomeOf(await pushManifest(targetAt(registry.host), { bytes: Buffer.from(bytes), mediaType: ociImage })), /^SERVICE_MALFORMED /);
  assert.equal(registry.asked.length, 0);
});

test('a manifest that fails once or twice is sent again, and one that the registry does not keep is not taken for pushed', async (t) => {
  for (const fault of ['server-error', 'reset', 'unavailable', 'truncated-body'] as const) {
    const registry = await registryFor(t);
    const target = targetAt(registry.host);
    registry.misbehave(fault, { path: '/v2/acme/lens/manifests/', method: 'PUT', times: 2 });
    await pushLittleImage(target);
  }
  const registry = await registryFor(t);
  const { bytes, mediaType, digest } = await pushLittleImage(targetAt(registry.host));
  registry.misbehave('changed-byte', { path: `/v2/acme/lens/manifests/${digest}`, method: 'GET' });
  assert.match(outcomeOf(await pushManifest(targetAt(registry.host), { bytes, mediaType })), /^SERVICE_MISMATCH /);
  registry.behave();
  registry.misbehave('unauthorized', { path: '/v2/acme/lens/manifests/', method: 'PUT' });
  assert.match(outcomeOf(await pushManifest(targetAt(registry.host), { bytes, mediaType })), /^SERVICE_DENIED 127\.0\.0\.1:\d+ /);
  const forgetful = await registryFor(t, { lies: 'keeps-no-manifest' });
  const said = outcomeOf(await pushManifest(targetAt(forgetful.host), { bytes: Buffer.from('{"schemaVersion":2,"layers":[]}'), mediaType: ociImage }));
  assert.match(said, /^SERVICE_FAILED .* took .* and does not show it/);
});

test('a mirror is never written to, and a registry that is blocked is not either', async (t) => {
  const [registry, mirror] = [await registryFor(t), await registryFor(t)];
  const places = parseRegistriesConf(`[[registry]]\nprefix = "${registry.host}"\n[[registry.mirror]]\nlocation = "${mirror.host}"\ninsecure = true\n`);
  assert.ok(typeof places === 'function');
  await pushLittleImage(targetAt(registry.host, { places }));
  assert.equal(mirror.asked.length, 0);
  const blocked = parseRegistriesConf(`[[registry]]\nprefix = "${registry.host}"\nblocked = true\n`);
  assert.ok(typeof blocked === 'function');
  assert.match(outcomeOf(openTarget(new Asker(outside()), { registry: registry.host, repository: 'acme/lens' }, { places: blocked })), /^SERVICE_NOT_ASKED /);
});

test('contents that a registry does not know at this moment are asked about again, and not for good', async (t) => {
  const registry = await registryFor(t);
  const { bytes, mediaType } = await pushLittleImage(targetAt(registry.host));
  for (const { times, said } of [
    { times: 2, said: /^done$/ },
    { times: 9, said: /^SERVICE_FAILED .* status 400 \(MANIFEST_BLOB_UNKNOWN\)/ },
  ]) {
    let left = times;
    const ports = outside();
    const network: Network = {
      request: async (request) =>
        request.method === 'PUT' && left-- > 0
          ? { kind: 'answer', status: 400, header: () => null, bytes: Buffer.from('{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN"}]}') }
          : await ports.network.request(request),
    };
    const target = valueOf(openTarget(new Asker({ ...ports, network }), { registry: registry.host, repository: 'acme/lens' }));
    assert.match(outcomeOf(await pushManifest(target, { bytes, mediaType })), said);
  }
});
