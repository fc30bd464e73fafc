import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import { signedSchema } from '../../../scripts/gen/schemas.ts';
import { startGithub, startRegistry, type Registry, type RegistryOptions } from '../../../src/lab/index.ts';
import { pushManifest, pushTag } from '../../../src/registry/push/index.ts';
import { run } from '../../../src/cli/run.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { ociIndex } from '../../support/oci-server.ts';
import { pushLittleIndex } from '../../support/little-index.ts';
import { pushLittleImage, targetAt, valueOf } from '../../support/push-lab.ts';
import { signBench } from './bench.ts';

const signing = await signBench();
after(signing.close);
// It knows of no attestation: what there is hangs on the images.
const github = await startGithub();
after(github.close);
const env = { ...signing.lab.oidc.runnerEnvironment, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url };
const bench: typeof signing = { ...signing, run: (words, options = {}) => signing.run(words, { env, ...options }) };
const asked = ['--trusted-root', bench.path('root.json'), '--repo', 'acme/lens', '--workflow', 'release.yml', '--issuer', bench.lab.oidc.url];

async function registryFor(t: TestContext, options: RegistryOptions = {}): Promise<Registry> {
  const registry = await startRegistry(options);
  t.after(() => registry.close());
  return registry;
}

async function imageAt(registry: Registry): Promise<{ readonly name: string; readonly digest: string }> {
  const target = targetAt(registry.host);
  const image = await pushLittleImage(target);
  valueOf(await pushTag(target, { ...image, tag: 'v1', existing: 'kept' }));
  return { name: `${registry.host}/acme/lens:v1`, digest: image.digest };
}

test('an image is signed by digest, and whoever verifies it by name finds that', async (t) => {
  for (const referrers of ['api', 'none'] as const)
    for (const log of ['v1', 'v2'] as const) {
      const registry = await registryFor(t, { referrers });
      const { name, digest } = await imageAt(registry);
      assert.equal((await bench.run(['verify', name, ...asked])).code, 1);
      const signed = await bench.run(['sign', name], { log });
      assert.equal(signed.code, 0, signed.err);
      assert.ok(signed.err.includes(`${name} is ${registry.host}/acme/lens@${digest}`));
      assert.match(signed.out, /read back and verified/);
      const verified = await bench.run(['verify', name, ...asked, '--type', 'signature']);
      assert.equal(verified.code, 0, verified.out + verified.err);
      assert.equal((await bench.run(['verify', name, ...asked.with(3, 'acme/other')])).code, 1);
      // Signing is no move of a tag.
      const tags = [...(registry.repositories.get('acme/lens')?.tags.keys() ?? [])];
      assert.deepEqual(tags.toSorted(), referrers === 'api' ? ['v1'] : [digest.replace(':', '-'), 'v1'].toSorted());
    }
});

test('an index is signed with every platform under it, unless the index alone was asked for', async (t) => {
  for (const { more, every } of [
    { more: [], every: 0 },
    { more: ['--index-only'], every: 1 },
  ]) {
    const registry = await registryFor(t);
    const index = await pushLittleIndex(targetAt(registry.host));
    const name = `${registry.host}/acme/lens:v1`;
    const signed = await bench.run(['sign', name, '--format', 'json', ...more]);
    assert.equal(signed.code, 0, signed.err);
    assert.deepEqual(signedSchema.parse(JSON.parse(signed.out)), JSON.parse(signed.out));
    const told = JSON.parse(signed.out) as {
      readonly signed: readonly { readonly image: string; readonly platform?: string; readonly attached: readonly string[] }[];
    };
    const digests = [...(every === 0 ? index.platforms : []), index.digest];
    assert.deepEqual(
      told.signed.map((one) => one.image),
      digests.map((digest) => `${registry.host}/acme/lens@${digest}`),
    );
    assert.ok(told.signed.every((one) => one.attached.length === 1));
    assert.equal((await bench.run(['verify', name, ...asked])).code, 0);
    assert.equal((await bench.run(['verify', name, ...asked, '--recursive'])).code, every);
  }
});

test('the form of cosign 1 and 2 is kept beside the bundle where it is asked for', async (t) => {
  const registry = await registryFor(t);
  const { name, digest } = await imageAt(registry);
  const signed = await bench.run(['sign', name, '--legacy']);
  assert.equal(signed.code, 0, signed.err);
  const store = registry.repositories.get('acme/lens');
  assert.ok(store?.tags.has(`${digest.replace(':', '-')}.sig`));
  // Without the bundle the older form is enough.
  store?.referrers.clear();
  const verified = await bench.run(['verify', name, ...asked, '--type', 'signature']);
  assert.equal(verified.code, 0, verified.out + verified.err);
  const newer = await bench.run(['sign', name, '--legacy'], { log: 'v2' });
  assert.equal(newer.code, 2);
  assert.match(newer.err, /no transparency log of version 1/);
});

test('what cannot be resolved is refused before a token is asked for', async (t) => {
  const registry = await registryFor(t);
  const target = targetAt(registry.host);
  const index = await pushLittleIndex(target);
  registry.repositories.get('acme/lens')?.manifests.delete(index.platforms[1] ?? '');
  const rows = [
    { words: [`${registry.host}/acme/lens:none`], said: /is not there, or is not shown.*nothing was signed/, code: 3 },
    { words: [`${registry.host}/acme/lens:v1`], said: /\(linux\/arm64\) is listed in the index and is not there.*nothing was signed/, code: 3 },
    { words: [`${registry.host}/acme/LENS:v1`], said: /not an image reference/, code: 2 },
    { words: ['git:v1'], said: /neither a file nor an image/, code: 2 },
    { words: [`${registry.host}/acme/lens:v1`, '--bundle', 'x.json'], said: /--bundle is for files/, code: 2 },
  ];
  const before = bench.lab.fulcio.asked.length;
  for (const { words, said, code } of rows) {
    const ran = await bench.run(['sign', ...words]);
    assert.match(ran.err, said);
    assert.equal(ran.code, code, ran.err);
  }
  assert.equal(bench.lab.fulcio.asked.length, before);
  assert.equal((await bench.run(['sign', `${registry.host}/acme/lens:v1`, '--index-only'])).code, 0);
});

test('where attaching fails it is told what is attached, and running it again completes it', async (t) => {
  const registry = await registryFor(t);
  const index = await pushLittleIndex(targetAt(registry.host));
  const name = `${registry.host}/acme/lens:v1`;
  const file = bench.put('beside', 'a file');
  registry.misbehave('unauthorized', { path: `/v2/acme/lens/referrers/${index.digest}` });
  const failed = await bench.run(['sign', name, file]);
  assert.equal(failed.code, 3);
  assert.match(failed.err, /evidence was not attached to .*2 pieces are attached, each of them whole; it is safe to run this again/);
  assert.match(failed.err, /docker login/);
  assert.ok(!bench.has('beside.sigstore.json'));
  registry.behave();
  // The platforms are signed, and the index is whole again after the next run.
  const again = await bench.run(['sign', name, file]);
  assert.equal(again.code, 0, again.err);
  assert.ok(bench.has('beside.sigstore.json'));
  assert.equal((await bench.run(['verify', name, ...asked, '--recursive'])).code, 0);
});

test('a registry that gives other evidence back than it was given is not believed', async (t) => {
  const registry = await registryFor(t);
  const { name, digest } = await imageAt(registry);
  registry.misbehave('changed-byte', { path: '/v2/acme/lens/blobs/sha256', method: 'GET' });
  const failed = await bench.run(['sign', name]);
  assert.equal(failed.code, 3);
  assert.match(failed.err, /evidence was not attached to .* has the digest .*; nothing is attached; it is safe to run this again/);
  assert.ok(failed.err.includes(digest));
  // Seen before anything named it.
  assert.equal(registry.repositories.get('acme/lens')?.referrers.size, 0);
});

test('evidence goes to the repository that the person named for it', async (t) => {
  const [registry, keeper] = [await registryFor(t), await registryFor(t)];
  const { name } = await imageAt(registry);
  const named = { ...env, COSIGN_REPOSITORY: `${keeper.host}/acme/evidence` };
  const signed = await bench.run(['sign', name], { env: named });
  assert.equal(signed.code, 0, signed.err);
  assert.equal((await bench.run(['verify', name, ...asked])).code, 1);
  assert.equal((await bench.run(['verify', name, ...asked], { env: named })).code, 0);
  assert.equal(registry.repositories.get('acme/lens')?.referrers.size, 0);
});

test('a chart is signed as any artifact of a registry', async (t) => {
  const registry = await registryFor(t);
  const target = targetAt(registry.host, { repository: 'charts/lens' });
  const chart = await pushLittleImage(target, 'chart');
  valueOf(await pushTag(target, { ...chart, tag: '1.2.3', existing: 'kept' }));
  const name = `oci://${registry.host}/charts/lens:1.2.3`;
  assert.equal((await bench.run(['sign', name])).code, 0);
  assert.equal((await bench.run(['verify', name, ...asked])).code, 0);
});

test('a tag that is moved while its image is signed is told, and what it stands for then is not signed', async (t) => {
  const registry = await registryFor(t);
  const { name, digest } = await imageAt(registry);
  const target = targetAt(registry.host);
  const other = await pushLittleImage(target, 'another');
  const { network } = signing.ports;
  const moving: typeof network = {
    request: async (request) => {
      // When the first evidence goes up, somebody else has pushed.
      if (request.method === 'POST' && request.url.includes('/blobs/uploads/')) registry.repositories.get('acme/lens')?.tags.set('v1', other.digest);
      return await network.request(request);
    },
  };
  const machine = fakeMachine({
    verifyPorts: { ...signing.ports, network: moving },
    env: { ...env, SEALWRIGHT_SIGNING_CONFIG: bench.path('signing-v1.json'), SEALWRIGHT_TRUSTED_ROOT: bench.path('root.json') },
  });
  assert.equal(await run(['sign', name], machine), 0);
  assert.match(machine.err(), /was moved meanwhile: it stands for sha256:/);
  assert.equal((await bench.run(['verify', name, ...asked])).code, 1);
  assert.equal((await bench.run(['verify', `${registry.host}/acme/lens@${digest}`, ...asked])).code, 0);
});

test('names of platforms cannot move a cursor', async (t) => {
  const registry = await registryFor(t);
  const target = targetAt(registry.host);
  const image = await pushLittleImage(target);
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: [{ mediaType: image.mediaType, digest: image.digest, size: image.size, platform: { os: 'linux\u001b[2J', architecture: 'a\nb' } }],
    }),
  );
  valueOf(await pushManifest(target, { bytes, mediaType: ociIndex }));
  valueOf(await pushTag(target, { bytes, mediaType: ociIndex, tag: 'v1', existing: 'kept' }));
  for (const format of ['terminal', 'json']) {
    const signed = await bench.run(['sign', `${registry.host}/acme/lens:v1`, '--format', format]);
    assert.equal(signed.code, 0, signed.err);
    assert.ok(!(signed.err + signed.out).includes('\u001b'));
    assert.ok(!(signed.err + signed.out).includes('a\nb'));
  }
});
