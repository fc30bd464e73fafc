import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Network } from '../../../src/base/index.ts';
import { startGithub, startRegistry, type NetworkFault, type RegistryOptions } from '../../../src/lab/index.ts';
import { pushTag } from '../../../src/registry/push/index.ts';
import { pushLittleImage, targetAt, valueOf } from '../../support/push-lab.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { run } from '../../../src/cli/run.ts';
import { signBench } from './bench.ts';

const bench = await signBench();
after(bench.close);
const github = await startGithub();
after(github.close);
const env = {
  ...bench.lab.oidc.runnerEnvironment,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: github.url,
  SEALWRIGHT_SIGNING_CONFIG: bench.path('signing-v1.json'),
  SEALWRIGHT_TRUSTED_ROOT: bench.path('root.json'),
};
// What does not answer is given up sooner than a person would.
const network: Network = { request: (request) => bench.ports.network.request({ ...request, timeoutMs: Math.min(request.timeoutMs, 250) }) };
const asked = ['--trusted-root', bench.path('root.json'), '--repo', 'acme/lens', '--workflow', 'release.yml', '--issuer', bench.lab.oidc.url];

async function command(
  words: readonly string[],
  more: { readonly network?: Network; readonly docker?: object } = {},
): Promise<{ readonly code: number; readonly err: string }> {
  if (more.docker !== undefined) bench.put('docker/config.json', JSON.stringify(more.docker));
  const own = more.docker === undefined ? {} : { DOCKER_CONFIG: bench.path('docker') };
  const machine = fakeMachine({ verifyPorts: { ...bench.ports, network: more.network ?? network }, env: { ...env, ...own } });
  const code = await run(words, machine);
  return { code, err: machine.err() };
}

async function imageIn(options: RegistryOptions): Promise<{ readonly registry: Awaited<ReturnType<typeof startRegistry>>; readonly name: string }> {
  const registry = await startRegistry(options);
  const target = targetAt(registry.host);
  const image = await pushLittleImage(target);
  valueOf(await pushTag(target, { ...image, tag: 'v1', existing: 'kept' }));
  return { registry, name: `${registry.host}/acme/lens:v1` };
}

test('whatever request to a registry fails: signed and verified, or told so, and the next run completes it', async () => {
  const faults: readonly NetworkFault[] = ['stall', 'unauthorized', 'reset', 'server-error', 'truncated-body', 'empty-body', 'not-json', 'redirect-elsewhere'];
  let cases = 0;
  for (const referrers of ['api', 'none'] as const) {
    const trial = await imageIn({ referrers });
    const from = trial.registry.asked.length;
    assert.equal((await command(['sign', '--legacy', trial.name])).code, 0);
    const requests = new Map<string, { readonly method: string; readonly path: string }>();
    for (const { method, path } of trial.registry.asked.slice(from)) {
      // Of contents each kind once: their digests are others each time.
      const start = path
        .replace(/\/blobs\/(?:uploads\/.*|sha256:.*)$/, (rest) => rest.slice(0, '/blobs/uploads'.length))
        .replace(/(\/manifests\/sha256:).*/, '$1');
      requests.set(`${method} ${start}`, { method, path: start });
    }
    await trial.registry.close();
    for (const { method, path } of requests.values())
      for (const [i, fault] of faults.entries()) {
        // Both kinds of registry are asked much the same: half of the faults is enough for one of them.
        if (referrers === 'api' && (fault === 'stall' || i > 4)) continue;
        const times = i % 2 === 0 ? 1 : Number.POSITIVE_INFINITY;
        const { registry, name } = await imageIn({ referrers });
        registry.misbehave(fault, { method, path, times });
        const what = `${fault} to ${method} ${path}, ${times} times, referrers: ${referrers}`;
        // What fails for good is asked again until the time is over: a short one is as good.
        const first = await command(['sign', '--legacy', name, '--timeout', '10']);
        registry.behave();
        cases++;
        assert.ok(first.code === 0 || first.code === 3, `${what}: ${first.code} ${first.err}`);
        if (first.code === 0) assert.equal((await command(['verify', name, ...asked])).code, 0, what);
        else {
          assert.match(first.err, /nothing was signed|it is safe to run this again/, what);
          assert.equal((await command(['sign', '--legacy', name])).code, 0, what);
          assert.equal((await command(['verify', name, ...asked])).code, 0, what);
        }
        await registry.close();
      }
  }
  assert.ok(cases >= 100, `${cases} cases`);
});

test('a token that ends in the middle is asked for anew', async () => {
  const login = { username: 'ada', password: 'lovelace', by: 'token' } as const;
  const { registry, name } = await imageIn({});
  const guarded = await startRegistry({ login });
  // The image is carried over by hand: nobody who has no password pushes there.
  for (const [repository, store] of registry.repositories) (guarded.repositories as Map<string, typeof store>).set(repository, store);
  const docker = { auths: { [guarded.host]: { username: 'ada', password: 'lovelace' } } };
  const word = name.replace(registry.host, guarded.host);
  let writes = 0;
  const ending: Network = {
    request: async (request) => {
      const { method, url } = request;
      // The second write finds the token ended, once.
      if (url.includes(guarded.host) && (method === 'PUT' || method === 'POST') && ++writes === 4)
        return {
          kind: 'answer',
          status: 401,
          header: (key) => (key === 'www-authenticate' ? `Bearer realm="http://${guarded.host}/token",service="lab"` : null),
          bytes: new Uint8Array(),
        };
      return await network.request(request);
    },
  };
  const signed = await command(['sign', word], { network: ending, docker });
  assert.equal(signed.code, 0, signed.err);
  assert.ok(writes > 4);
  const denied = await command(['sign', word]);
  assert.equal(denied.code, 3);
  assert.match(denied.err, /nothing was signed/);
  assert.ok(!denied.err.includes('lovelace'));
  await Promise.all([registry.close(), guarded.close()]);
});

test('a registry that is slow for longer than was given is given up', async () => {
  const { registry, name } = await imageIn({});
  const state = { at: bench.clock.at };
  const slow: Network = {
    request: async (request) => {
      // A minute goes by with each request to it that writes.
      if (request.url.includes(registry.host) && request.method !== 'GET' && request.method !== 'HEAD') state.at += 60_000;
      return await network.request(request);
    },
  };
  const machine = fakeMachine({ verifyPorts: { ...bench.ports, network: slow, clock: { now: () => state.at } }, env });
  assert.equal(await run(['sign', name, '--timeout', '90'], machine), 3);
  assert.match(machine.err(), /the time that was given for all of it is over; nothing is attached; it is safe to run this again/);
  const again = await command(['sign', name]);
  assert.equal(again.code, 0, again.err);
  await registry.close();
});
