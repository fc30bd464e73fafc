import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { SealwrightError, type NetworkRequest } from '../../../src/base/index.ts';
import type { NetworkFault, Service } from '../../../src/lab/index.ts';
import { signBench } from './bench.ts';

const bench = await signBench();
const privateBench = await signBench({ run: { visibility: 'private' } });
after(async () => {
  await bench.close();
  await privateBench.close();
});
const { lab } = bench;
const services: readonly { readonly name: string; readonly service: Service; readonly log: 'v1' | 'v2'; readonly says: RegExp }[] = [
  { name: 'Fulcio', service: lab.fulcio, log: 'v1', says: /Fulcio \(127\.0\.0\.1:\d+\)/ },
  { name: 'Rekor v1', service: lab.rekorV1, log: 'v1', says: /Rekor \(127\.0\.0\.1:\d+\)/ },
  { name: 'Rekor v2', service: lab.rekorV2, log: 'v2', says: /Rekor \(127\.0\.0\.1:\d+\)/ },
  { name: 'the timestamp authority', service: lab.tsa, log: 'v1', says: /the timestamp authority \(127\.0\.0\.1:\d+\)/ },
];

/** Faults that do not take until the answer is given up. */
const lasting: readonly NetworkFault[] = [
  'server-error',
  'unavailable',
  'rate-limited',
  'unauthorized',
  'not-found',
  'reset',
  'truncated-body',
  'endless-body',
  'packed-bomb',
  'empty-body',
  'not-json',
  'deep-json',
  'redirect-elsewhere',
  'redirect-loop',
];

for (const { name, service, log, says } of services) {
  test(`what ${name} may do: nothing is written, and the message names it and is safe`, async () => {
    for (const fault of lasting) {
      const file = bench.put('f', 'a file');
      service.misbehave(fault);
      const ran = await bench.run(['sign', file, '--timeout', '60'], { log });
      service.behave();
      assert.equal(ran.code, 3, `${fault}: ${ran.err}`);
      assert.match(ran.err, says, fault);
      assert.match(ran.err, /nothing was written, and it is safe to run again/, fault);
      assert.doesNotMatch(ran.err, /eyJ/, fault);
      assert.ok(!bench.has('f.sigstore.json'), fault);
    }
    assert.equal(lab.stranger.asked.length, 0, 'somebody else was asked');
  });

  test(`what ${name} does for a while is waited for`, async () => {
    for (const fault of ['server-error', 'unavailable', 'rate-limited', 'reset', 'truncated-body'] as const) {
      const file = bench.put('g', 'another file');
      bench.waited.length = 0;
      service.misbehave(fault, { times: 2 });
      const ran = await bench.run(['sign', file, '--force'], { log });
      service.behave();
      assert.equal(ran.code, 0, `${fault}: ${ran.err}`);
      assert.equal(bench.waited.length, 2, fault);
      assert.ok((bench.waited[1] ?? 0) >= (bench.waited[0] ?? 0), 'the second pause is as long or longer');
    }
  });

  test(`a changed byte of ${name} is never taken for a signature`, async () => {
    for (let i = 0; i < 4; i++) {
      const file = bench.put('h', `file ${i}`);
      service.misbehave('changed-byte');
      const ran = await bench.run(['sign', file, '--timeout', '30'], { log });
      service.behave();
      assert.notEqual(ran.code, 0, ran.out);
      assert.notEqual(ran.code, 70, ran.err);
      assert.ok(!bench.has('h.sigstore.json'));
    }
  });
}

test('a stop in the middle of several files leaves none', async () => {
  const files = ['m1', 'm2', 'm3'].map((name) => bench.put(name, name));
  let count = 0;
  const { network } = bench.ports;
  const failing = {
    request: async (request: Parameters<typeof network.request>[0]) =>
      request.url.startsWith(lab.rekorV1.url) && ++count > 2
        ? ({ kind: 'failed', cause: 'tls', reason: 'its TLS certificate or protocol is not accepted' } as const)
        : await network.request(request),
  };
  const ran = await bench.run(['sign', ...files], { verifyPorts: { ...bench.ports, network: failing } });
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.err, /m\d: [^]*2 of 3 files were signed, and no bundle was written/);
  for (const name of ['m1', 'm2', 'm3']) assert.ok(!bench.has(`${name}.sigstore.json`), name);
});

test('a file that is written to while it is signed gets no bundle', async () => {
  const file = bench.put('w', 'before');
  const { network } = bench.ports;
  const writing = {
    request: async (request: Parameters<typeof network.request>[0]) => {
      if (request.url.startsWith(lab.tsa.url)) bench.put('w', 'after all');
      return await network.request(request);
    },
  };
  const ran = await bench.run(['sign', file], { verifyPorts: { ...bench.ports, network: writing } });
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.err, /was written to while it was signed/);
  assert.ok(!bench.has('w.sigstore.json'));
});

test('what does not verify against the trusted root is not given', async () => {
  const file = bench.put('x', 'x');
  const other = privateBench.path('root.json');
  const ran = await bench.run(['sign', file, '--trusted-root', other]);
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.err, /does not verify[^]*SIGNATURE_UNSOUND/);
  assert.ok(!bench.has('x.sigstore.json'));
});

test('files that are not there, and bundles that are, are seen before anybody is asked', async () => {
  const before = lab.fulcio.asked.length + lab.oidc.asked.length;
  bench.put('there', 'x');
  bench.put('there.sigstore.json', 'kept');
  for (const words of [
    ['sign', bench.path('there')],
    ['sign', bench.path('none')],
    ['sign', bench.folder],
    ['sign', bench.path('f'), '--bundle', bench.path('no-folder/b.json')],
    ['sign', bench.path('f'), '--bundle', bench.folder, '--force'],
  ]) {
    const ran = await bench.run(words);
    assert.notEqual(ran.code, 0, words.join(' '));
    assert.match(ran.err, /nothing was signed/);
  }
  assert.equal(lab.fulcio.asked.length + lab.oidc.asked.length, before);
  assert.equal(bench.read('there.sigstore.json'), 'kept');
});

test('a bundle that cannot be written is named, with those that were', async () => {
  const files = ['o1', 'o2', 'o3'].map((name) => bench.put(name, name));
  bench.put('sub/kept', '');
  const machine = { written: [] as string[] };
  const ran = await bench.run(['sign', ...files], {
    onWrite: (path) => {
      if (path.endsWith('o2.sigstore.json')) throw new SealwrightError('OUTPUT_UNWRITABLE', { message: `${path} cannot be written (ENOSPC)` });
      machine.written.push(path);
    },
  });
  assert.equal(ran.code, 2, ran.err);
  assert.match(ran.err, /o2\.sigstore\.json cannot be written[^]*written: [^,]*o1\.sigstore\.json, which verify, and no other/);
  assert.deepEqual(machine.written, [`${files[0]}.sigstore.json`]);
});

/** A service that answers whatever it likes. */
const answering = (url: string, reply: (request: NetworkRequest) => { readonly status: number; readonly bytes: Uint8Array }) => ({
  request: async (request: NetworkRequest) =>
    request.url.startsWith(url) ? { kind: 'answer' as const, header: () => null, ...reply(request) } : await bench.ports.network.request(request),
});

test('a service that repeats the token in its refusal does not get it printed', async () => {
  const file = bench.put('echo', 'echo');
  let token = '';
  for (const spell of [
    (text: string) => text,
    (text: string) => JSON.stringify({ message: `token ${text} is bad` }),
    (text: string) => JSON.stringify({ error: text }),
  ]) {
    const network = answering(lab.fulcio.url, ({ body }) => {
      token = JSON.parse(Buffer.from(body as Uint8Array).toString()).credentials.oidcIdentityToken;
      return { status: 400, bytes: Buffer.from(spell(token)) };
    });
    const ran = await bench.run(['sign', file], { verifyPorts: { ...bench.ports, network } });
    assert.equal(ran.code, 3, ran.err);
    for (const part of token.split('.')) assert.ok(!ran.err.includes(part.slice(0, 20)), ran.err);
  }
  assert.ok(token.length > 100);
});

test('whatever services answer, it is a bundle that verifies or a coded error', async () => {
  const file = bench.put('any', 'any');
  const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
  const shapes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.jsonValue({ maxDepth: 3 }).map(json),
    fc.jsonValue({ maxDepth: 2 }).map((value) => json({ signedCertificateEmbeddedSct: { chain: { certificates: value } } })),
    fc.jsonValue({ maxDepth: 2 }).map((value) => json({ [`${'0'.repeat(80)}`]: { body: value, logIndex: value, verification: value } })),
    fc.jsonValue({ maxDepth: 2 }).map((value) => json({ canonicalizedBody: value, logId: value, kindVersion: value })),
  );
  for (const { url, log } of [
    { url: lab.fulcio.url, log: 'v1' },
    { url: lab.rekorV1.url, log: 'v1' },
    { url: lab.rekorV2.url, log: 'v2' },
    { url: lab.tsa.url, log: 'v2' },
  ] as const) {
    await fc.assert(
      fc.asyncProperty(shapes, fc.constantFrom(200, 201), async (bytes, status) => {
        const network = answering(url, () => ({ status, bytes }));
        const ran = await bench.run(['sign', file], { log, verifyPorts: { ...bench.ports, network } });
        assert.equal(ran.code, 3, ran.err);
        assert.match(ran.err, /\[(?:SIGNING_SERVICE_FAILED|SIGNATURE_UNSOUND)\]/);
      }),
      { numRuns: 25 },
    );
  }
});

test('a repository that is not public signs at nothing that publishes', async () => {
  const file = privateBench.put('secret', 'a private release');
  const asked: string[] = [];
  const { network } = privateBench.ports;
  const verifyPorts = {
    ...privateBench.ports,
    network: {
      request: async (request: Parameters<typeof network.request>[0]) => {
        asked.push(new URL(request.url).host);
        return request.url.startsWith('http://127.0.0.1') ? await network.request(request) : ({ kind: 'failed', cause: 'tls', reason: 'no TLS here' } as const);
      },
    },
  };
  const env = { ...privateBench.lab.oidc.runnerEnvironment, SEALWRIGHT_SIGNING_CONFIG: '' };
  const refused = await privateBench.run(['sign', file], { env, verifyPorts });
  assert.equal(refused.code, 2, refused.err);
  assert.match(refused.err, /the repository is private[^]*SIGNING_PRIVATE[^]*--signing-config github[^]*--allow-public-log/);
  assert.deepEqual(asked, [new URL(privateBench.lab.oidc.url).host], 'the token was asked for, and nobody else');
  // What nothing is said of is not public: tokens of Buildkite, CircleCI, Google and of persons say nothing.
  const silent = { SIGSTORE_ID_TOKEN: privateBench.lab.oidc.tokenOf({ sub: 'organization:acme:pipeline:lens' }), SEALWRIGHT_SIGNING_CONFIG: '' };
  const unknown = await privateBench.run(['sign', file], { env: silent, verifyPorts });
  assert.equal(unknown.code, 2, unknown.err);
  assert.match(unknown.err, /nothing says that the repository is public, and [^]*SIGNING_PRIVATE[^]*--allow-public-log/);
  assert.equal(asked.length, 1, 'nobody was asked');
  assert.equal((await privateBench.run(['sign', file, '--allow-public-log'], { env: silent, verifyPorts })).code, 3);
  // Said otherwise, the public services are asked.
  const allowed = await privateBench.run(['sign', file, '--allow-public-log'], { env, verifyPorts });
  assert.equal(allowed.code, 3, allowed.err);
  assert.ok(asked.includes('fulcio.sigstore.dev'));
  // GitHub's own services publish nothing.
  const github = await privateBench.run(['sign', file, '--signing-config', 'github'], { env, verifyPorts });
  assert.equal(github.code, 3, github.err);
  assert.ok(asked.includes('fulcio.githubapp.com'));
  // A Sigstore of one's own is nobody else's business.
  const own = await privateBench.run(['sign', file]);
  assert.equal(own.code, 0, own.err);
});

test('a dead log is passed over where the signing config takes any, and that is told', async () => {
  const config = lab.signingConfig({ log: 'v1' });
  const nobody = { ...config.rekorTlogUrls[0], url: 'http://127.0.0.1:1', validFor: { start: '2026-05-01T00:00:00Z' }, operator: 'another.test' };
  const named = (name: string, selector: object): string =>
    bench.put(name, JSON.stringify({ ...config, rekorTlogUrls: [nobody, ...config.rekorTlogUrls], rekorTlogConfig: selector }));
  const files = ['one', 'two'].map((name) => bench.put(`passed-over/${name}`, name));
  const ran = await bench.run(['sign', ...files, '--signing-config', named('any.json', { selector: 'ANY' })]);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.err.match(/Rekor \(127\.0\.0\.1:1\) did not answer: .*; 127\.0\.0\.1:\d+ is asked in its place/g)?.length, 1, ran.err);
  const asked = ['--trusted-root', bench.path('root.json'), '--offline', '--repo', 'acme/lens', '--workflow', 'release.yml', '--issuer', lab.oidc.url];
  for (const file of files) assert.equal((await bench.run(['verify', file, ...asked])).code, 0);
  const all = await bench.run(['sign', bench.put('passed-over/three', 'three'), '--signing-config', named('all.json', { selector: 'ALL' })]);
  assert.equal(all.code, 3, all.err);
  assert.ok(!bench.has('passed-over/three.sigstore.json'));
});
