import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '../../../src/base/index.ts';
import { spool } from '../../../src/cli/ports/spool.ts';
import { openLayout, type ImageStore } from '../../../src/registry/oci/index.ts';
import { copyImage } from '../../../src/registry/push/index.ts';
import { memoryLayout, type MemoryLayout } from '../../support/oci-layout.ts';
import { ociImage, ociIndex } from '../../support/oci-server.ts';
import { outcomeOf, registryFor, targetAt, valueOf } from '../../support/push-lab.ts';

interface Made {
  readonly layout: MemoryLayout;
  readonly store: () => ImageStore;
  readonly digest: string;
  readonly large: string;
}

/** An index of two platforms that share a large layer, one with a layer that may not be passed on. */
function made(): Made {
  const layout = memoryLayout();
  const shared = layout.blob(Buffer.alloc(limits.smallBlobBytes + 100_000, 3), 'application/vnd.oci.image.layer.v1.tar');
  const elsewhere = { mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar', digest: `sha256:${'0'.repeat(64)}`, size: 9 };
  const manifests = ['amd64', 'arm64'].map((architecture) => ({
    ...layout.manifest({
      mediaType: ociImage,
      config: layout.blob(JSON.stringify({ architecture }), 'application/vnd.oci.image.config.v1+json'),
      layers: [shared, layout.blob(`for ${architecture}`, 'application/vnd.oci.image.layer.v1.tar'), ...(architecture === 'amd64' ? [elsewhere] : [])],
    }),
    platform: { os: 'linux', architecture },
  }));
  const top = layout.manifest({ mediaType: ociIndex, manifests });
  layout.index([top]);
  const store = (): ImageStore =>
    valueOf(
      openLayout((path) => {
        const bytes = layout.files.get(path);
        return bytes === undefined ? { kind: 'missing' } : { kind: 'parsed', value: bytes };
      }, 'oci-layout:x'),
    ).store;
  return { layout, store, digest: top.digest, large: shared.digest };
}

test('an index goes to a registry byte by byte, and from there to another', async (t) => {
  const { store, digest, layout } = made();
  const [first, second] = [await registryFor(t), await registryFor(t, { referrers: 'none' })];
  const tag = { name: 'v1', existing: 'kept' as const };
  const copied = valueOf(await copyImage(targetAt(first.host), { from: store(), name: { digest }, spool, tag }));
  assert.deepEqual(copied, { digest, manifests: 3, contents: { sent: 5, wasThere: 1 } });
  assert.equal(first.repositories.get('acme/lens')?.tags.get('v1'), digest);
  const again = valueOf(await copyImage(targetAt(second.host), { from: targetAt(first.host).reading(), name: { tag: 'v1' }, spool }));
  assert.equal(again.digest, digest);
  const kept = second.repositories.get('acme/lens');
  assert.equal(kept?.tags.size, 0);
  for (const [path, bytes] of layout.files) {
    if (!path.startsWith('blobs/')) continue;
    const name = path.slice('blobs/'.length).replace('/', ':');
    assert.deepEqual(Buffer.from(kept?.blobs.get(name) ?? kept?.manifests.get(name)?.bytes ?? ''), bytes, name);
  }
});

test('what is there is not sent again, and a tag that stands for another stays', async (t) => {
  const { store, digest } = made();
  const registry = await registryFor(t);
  registry.misbehave('unauthorized', { method: 'PUT', path: '/v2/acme/lens/manifests/v1' });
  const tag = { name: 'v1', existing: 'kept' as const };
  const copy = { from: store(), name: { digest }, spool, tag };
  assert.match(outcomeOf(await copyImage(targetAt(registry.host), copy)), /^SERVICE_DENIED /);
  assert.equal(registry.repositories.get('acme/lens')?.tags.has('v1'), true);
  registry.repositories.get('acme/lens')?.tags.clear();
  registry.behave();
  const { contents } = valueOf(await copyImage(targetAt(registry.host), copy));
  assert.deepEqual(contents, { sent: 0, wasThere: 6 });
  const single = memoryLayout();
  const image = single.manifest({ mediaType: ociImage, config: single.blob('{}', 'application/vnd.oci.image.config.v1+json'), layers: [] });
  single.index([image]);
  const next = valueOf(
    openLayout((path) => {
      const bytes = single.files.get(path);
      return bytes === undefined ? { kind: 'missing' } : { kind: 'parsed', value: bytes };
    }, 'oci-layout:y'),
  );
  const refused = outcomeOf(await copyImage(targetAt(registry.host), { from: next.store, name: { digest: image.digest }, spool, tag }));
  assert.match(refused, /is not moved unless that is asked for/);
  assert.equal(registry.repositories.get('acme/lens')?.tags.get('v1'), digest);
});

test('a layout of other bytes than it says is not copied', async (t) => {
  const { layout, store, digest, large } = made();
  const registry = await registryFor(t);
  const path = `blobs/${large.replace(':', '/')}`;
  const bytes = Buffer.from(layout.files.get(path) ?? '');
  bytes[70_000] = 4;
  layout.files.set(path, bytes);
  assert.match(outcomeOf(await copyImage(targetAt(registry.host), { from: store(), name: { digest }, spool })), /^SERVICE_MISMATCH /);
  layout.files.delete(path);
  assert.match(outcomeOf(await copyImage(targetAt(registry.host), { from: store(), name: { digest }, spool })), /^SUBJECT_MISSING /);
  assert.equal(registry.repositories.get('acme/lens')?.manifests.size ?? 0, 0);
});
