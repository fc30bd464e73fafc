import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Registry, RegistryOptions } from '../../../src/lab/index.ts';
import { attach, blobOf, openTarget, type AttachedBundle, type BundleToAttach, type PushTarget } from '../../../src/registry/push/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { bundleType, ociImage, ociIndex } from '../../support/oci-server.ts';
import { outside } from '../../support/outside.ts';
import { outcomeOf, pushLittleImage, registryFor, targetAt, valueOf } from '../../support/push-lab.ts';

const created = Date.UTC(2026, 0, 2, 3, 4, 5);
const predicateType = 'https://slsa.dev/provenance/v1';

interface Setting {
  readonly registry: Registry;
  readonly target: PushTarget;
  readonly image: Awaited<ReturnType<typeof pushLittleImage>>;
  readonly tag: string;
  readonly attach: (bundle: string, more?: { readonly target?: PushTarget } & Partial<BundleToAttach>) => ReturnType<typeof attach>;
  /** The index under the fallback tag, as it is. */
  readonly index: () => { readonly manifests: readonly Entry[] } & Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly digest: string;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

async function setting(t: TestContext, options: RegistryOptions = {}): Promise<Setting> {
  const registry = await registryFor(t, options);
  const target = targetAt(registry.host);
  const image = await pushLittleImage(target);
  const tag = image.digest.replace(':', '-');
  return {
    registry,
    target,
    image,
    tag,
    attach: (bundle, { target: other = target, ...more } = {}) =>
      attach(other, { subject: image, bundle, content: 'dsse-envelope', predicateType, created, ...more }),
    index: () => {
      const store = registry.repositories.get('acme/lens');
      return JSON.parse(Buffer.from(store?.manifests.get(store.tags.get(tag) ?? '')?.bytes ?? '').toString()) as ReturnType<Setting['index']>;
    },
  };
}

async function found({ target, image }: Setting): Promise<readonly string[]> {
  const { evidence, notes } = await target.reading().evidence(image.digest);
  assert.deepEqual(notes, []);
  return evidence.map((one) => Buffer.from(one.bytes).toString()).toSorted();
}

/** Puts an index of others under the fallback tag. */
function keepIndex({ registry, tag }: Setting, index: object): void {
  const bytes = Buffer.from(JSON.stringify(index));
  const store = registry.repositories.get('acme/lens');
  store?.manifests.set('sha256:of-others', { bytes, mediaType: ociIndex, digest: 'sha256:of-others' });
  store?.tags.set(tag, 'sha256:of-others');
}

const other: Entry & object = { digest: `sha256:${'0'.repeat(64)}`, artifactType: 'application/spdx+json', annotations: { a: 'b' } };
const othersEntry = { mediaType: ociImage, size: 7, ...other, urls: ['https://example.test'] };

test('a bundle refers to its image, and is found from there', async (t) => {
  const set = await setting(t);
  const first = valueOf(await set.attach('{"bundle":1}'));
  assert.deepEqual(first.listed, { by: 'referrers' });
  valueOf(await set.attach('{"bundle":2}', { content: 'message-signature', predicateType: undefined }));
  assert.deepEqual(await found(set), ['{"bundle":1}', '{"bundle":2}']);
  const store = set.registry.repositories.get('acme/lens');
  assert.equal(store?.tags.size, 0);
  assert.deepEqual(JSON.parse(Buffer.from(store?.manifests.get(first.digest)?.bytes ?? '').toString()), {
    schemaVersion: 2,
    mediaType: ociImage,
    artifactType: bundleType,
    config: {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      size: 2,
    },
    layers: [{ mediaType: bundleType, digest: blobOf(Buffer.from('{"bundle":1}')).digest, size: 12 }],
    subject: { mediaType: ociImage, digest: set.image.digest, size: set.image.size },
    annotations: {
      'org.opencontainers.image.created': '2026-01-02T03:04:05Z',
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': predicateType,
    },
  });
});

test('without a list of referrers it is found by the tag, with what others put there', async (t) => {
  const set = await setting(t, { referrers: 'none' });
  keepIndex(set, { schemaVersion: 2, mediaType: ociIndex, manifests: [othersEntry], annotations: { of: 'others' }, unknown: [1] });
  const first = valueOf(await set.attach('{"bundle":1}'));
  assert.deepEqual(first.listed, { by: 'tag', tag: set.tag });
  const second = valueOf(await set.attach('{"bundle":2}'));
  const { manifests, ...rest } = set.index();
  assert.deepEqual(rest, { schemaVersion: 2, mediaType: ociIndex, annotations: { of: 'others' }, unknown: [1] });
  assert.deepEqual(manifests[0], othersEntry);
  assert.deepEqual(
    manifests.slice(1).map((one) => [one.digest, one.artifactType, one.annotations?.['dev.sigstore.bundle.predicateType']]),
    [first, second].map((one: AttachedBundle) => [one.digest, bundleType, predicateType]),
  );
  const writes = set.registry.asked.length;
  // The same once more changes nothing.
  valueOf(await set.attach('{"bundle":2}'));
  assert.ok(!set.registry.asked.slice(writes).some((one) => one.method === 'PUT' && one.path.endsWith(set.tag)));
});

test('an entry that lost its type and annotations gets them back', async (t) => {
  const set = await setting(t, { referrers: 'none' });
  const first = valueOf(await set.attach('{"bundle":1}'));
  const [bare] = set.index().manifests;
  keepIndex(set, { schemaVersion: 2, mediaType: ociIndex, manifests: [{ mediaType: ociImage, digest: bare?.digest, size: first.size }] });
  valueOf(await set.attach('{"bundle":1}'));
  assert.deepEqual(
    set.index().manifests.map((one) => [one.digest, one.artifactType]),
    [[first.digest, bundleType]],
  );
});

test('many who write at once lose nothing of each other', async (t) => {
  for (const conditions of ['kept', 'ignored'] as const) {
    const set = await setting(t, { referrers: 'none', conditions });
    keepIndex(set, { schemaVersion: 2, mediaType: ociIndex, manifests: [othersEntry] });
    const ports = outside();
    const timer = { wait: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)) };
    const writers = Array.from({ length: 5 }, () =>
      valueOf(openTarget(new Asker({ ...ports, timer }), { registry: set.registry.host, repository: 'acme/lens' })),
    );
    const bundles = writers.map((_, i) => `{"bundle":${i}}`);
    const done = await Promise.all(writers.map((target, i) => set.attach(bundles[i] ?? '', { target })));
    assert.deepEqual(
      done.map(outcomeOf),
      Array.from({ length: 5 }, () => 'done'),
      conditions,
    );
    assert.ok(set.index().manifests.some((one) => one.digest === other.digest));
    assert.deepEqual(set.index().manifests.length, 6, conditions);
  }
});

test('a writer that comes between reading and writing is not written over for good', async (t) => {
  for (const conditions of ['kept', 'ignored'] as const) {
    const set = await setting(t, { referrers: 'none', conditions });
    const ports = outside();
    let isBetween = true;
    const network = {
      request: async (request: Parameters<typeof ports.network.request>[0]) => {
        const reply = await ports.network.request(request);
        // Another puts its entry there after this one has read, once.
        if (isBetween && request.method === 'PUT' && request.url.endsWith(set.tag)) {
          isBetween = false;
          keepIndex(set, { schemaVersion: 2, mediaType: ociIndex, manifests: [othersEntry] });
        }
        return reply;
      },
    };
    const target = valueOf(openTarget(new Asker({ ...ports, network }), { registry: set.registry.host, repository: 'acme/lens' }));
    valueOf(await set.attach('{"bundle":1}', { target }));
    assert.equal(set.index().manifests.length, 2, conditions);
  }
});

test('what is under the tag and is no list is left as it is', async (t) => {
  const set = await setting(t, { referrers: 'none' });
  set.registry.repositories.get('acme/lens')?.tags.set(set.tag, set.image.digest);
  assert.match(outcomeOf(await set.attach('{"bundle":1}')), /^SERVICE_MALFORMED .* is left as it is/);
  assert.equal(set.registry.repositories.get('acme/lens')?.tags.get(set.tag), set.image.digest);
});

test('a registry that takes a referrer and lists it nowhere is not believed', async (t) => {
  const set = await setting(t);
  set.registry.misbehave('server-error', { path: '/v2/acme/lens/referrers/' });
  assert.match(outcomeOf(await set.attach('{"bundle":1}')), /^SERVICE_FAILED .* 500/);
  set.registry.behave();
  const silent = await setting(t, { lies: 'lists-nothing' });
  assert.match(outcomeOf(await silent.attach('{"bundle":1}')), /^SERVICE_FAILED .* and does not list it/);
});

test('each request may fail, and what is attached after another try is whole', async (t) => {
  for (const referrers of ['api', 'none'] as const) {
    const trial = await setting(t, { referrers });
    const from = trial.registry.asked.length;
    valueOf(await trial.attach('{"bundle":1}'));
    const requests = trial.registry.asked.slice(from);
    for (const [i, { method, path }] of requests.entries())
      for (const fault of ['unauthorized', 'reset', 'server-error'] as const) {
        const set = await setting(t, { referrers });
        set.registry.misbehave(fault, { method, path: path.replace(/upload-\d+.*/, '') });
        const failed = outcomeOf(await set.attach('{"bundle":1}'));
        set.registry.behave();
        assert.deepEqual(failed === 'done' ? ['{"bundle":1}'] : [], failed === 'done' ? await found(set) : [], `${fault} at ${i} ${method} ${path}: ${failed}`);
        valueOf(await set.attach('{"bundle":1}', { target: targetAt(set.registry.host) }));
        assert.deepEqual(await found({ ...set, target: targetAt(set.registry.host) }), ['{"bundle":1}']);
      }
  }
});
