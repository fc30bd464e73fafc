import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Network, NetworkReply } from '../../../src/base/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { attach, attachOlder, blobOf, openTarget, pushBlob, pushManifest, pushTag, type PushTarget } from '../../../src/registry/push/index.ts';
import type { Parsed } from '../../../src/trust/reason/index.ts';
import { ociImage, sha256 } from '../../support/oci-server.ts';
import { outside } from '../../support/outside.ts';
import { pushLittleImage, registryFor, targetAt, valueOf } from '../../support/push-lab.ts';

const bytes = Buffer.from(`{"schemaVersion":2,"mediaType":"${ociImage}","layers":[]}`);
const digest = sha256(bytes);

/** Words that registries put into headers, and others. */
const location = fc.oneof(
  fc.constantFrom(
    '/v2/acme/lens/blobs/uploads/1',
    '/v2/acme/lens/blobs/uploads/1?_state=a%2Bb',
    'https://elsewhere.test/upload',
    'http://elsewhere.test/upload',
    'http://127.0.0.1/latest/meta-data',
    'https://ada:secret@registry.test/x',
    '//',
    'x'.repeat(20_000),
  ),
  fc.string({ maxLength: 40 }),
);
const headers = fc.record(
  {
    location,
    range: fc.oneof(fc.constantFrom('0-0', '0-5', 'bytes=0-99', '0-99999999999999999999'), fc.string({ maxLength: 10 })),
    etag: fc.oneof(fc.constantFrom('"a"', 'W/"a"', '""'), fc.string({ maxLength: 10 })),
    'docker-content-digest': fc.constantFrom(digest, sha256('other'), 'sha512:ab', ''),
    'content-length': fc.constantFrom('0', '5', String(bytes.length), '-1'),
    'content-type': fc.constantFrom(ociImage, 'text/html', 'application/vnd.oci.image.index.v1+json'),
    'oci-subject': fc.constantFrom(digest, 'x'),
    'oci-chunk-min-length': fc.constantFrom('0', '9999999999', '-5'),
    'retry-after': fc.constantFrom('1', '99999', 'x'),
    'www-authenticate': fc.constantFrom('Basic realm="x"', 'Bearer realm="https://elsewhere.test/token",service="x"', 'x'),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.constantFrom(bytes.toString(), '{}', '[]', '{"schemaVersion":2,"manifests":[]}', '{"errors":[{"code":"DENIED"},null,7]}', '{"errors":7}', '{"token":"t"}'),
  fc.string({ maxLength: 30 }),
);
const answer = fc.record({
  status: fc.constantFrom(200, 201, 202, 204, 206, 301, 307, 400, 401, 403, 404, 405, 409, 412, 413, 416, 429, 500, 501, 503),
  headers,
  body,
});
const failure = fc.constantFrom('timeout', 'too-long', 'cut-off', 'malformed', 'tls', 'unreachable');

test('whatever a registry answers, pushing ends with a value, and soon, and a secret goes nowhere else', async () => {
  const doings: readonly ((target: PushTarget) => Promise<Parsed<unknown>>)[] = [
    (target) => pushBlob(target, blobOf(Buffer.from('contents'))),
    (target) => pushManifest(target, { bytes, mediaType: ociImage }),
    (target) => pushTag(target, { bytes, mediaType: ociImage, tag: 'v1', existing: 'kept' }),
    (target) => attach(target, { subject: { mediaType: ociImage, digest, size: bytes.length }, bundle: '{}', content: 'dsse-envelope', created: 0 }),
    (target) => attachOlder(target, digest, { kind: 'signature', bytes: Buffer.from('payload'), annotations: {} }),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 5, arbitrary: answer }, failure), { minLength: 1, maxLength: 12 }),
      fc.nat(doings.length - 1),
      async (script, which) => {
        let asked = 0;
        const network: Network = {
          request: async ({ url, headers: sent }): Promise<NetworkReply> => {
            const { host, protocol } = new URL(url);
            if (host !== 'registry.test' || protocol !== 'https:') assert.equal(sent['authorization'], undefined, url);
            const said = script[asked++ % script.length];
            if (said === undefined || typeof said === 'string') return { kind: 'failed', cause: said ?? 'timeout', reason: 'as told' };
            const values = new Map<string, string | undefined>(Object.entries(said.headers));
            return { kind: 'answer', status: said.status, header: (name) => values.get(name) ?? null, bytes: Buffer.from(said.body) };
          },
        };
        const credentials = async () => ({ credential: { kind: 'password', user: 'ada', password: 'secret' } as const });
        const target = valueOf(openTarget(new Asker({ ...outside(), network }), { registry: 'registry.test', repository: 'acme/lens' }, { credentials }));
        const done = await doings[which]?.(target);
        assert.ok(done !== undefined);
        assert.ok(!JSON.stringify(done).includes('secret'));
        assert.ok(asked < 400, `${asked} requests`);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('one answer may be anything: what is attached then is whole or not there, and another run completes it', async (t) => {
  const registry = await registryFor(t, { referrers: 'none' });
  const image = await pushLittleImage(targetAt(registry.host));
  const real = outside();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 5, arbitrary: answer }, failure), fc.nat(30), fc.constantFrom('before', 'instead'), async (said, at, when) => {
      const bundle = `{"run":${runs++}}`;
      let asked = 0;
      const network: Network = {
        request: async (request): Promise<NetworkReply> => {
          const isIt = asked++ === at;
          // `before`: the registry did what it was asked, and its answer was lost.
          const reply = isIt && when === 'instead' ? undefined : await real.network.request(request);
          if (reply !== undefined && !isIt) return reply;
          if (typeof said === 'string') return { kind: 'failed', cause: said, reason: 'as told' };
          const values = new Map<string, string | undefined>(Object.entries(said.headers));
          return { kind: 'answer', status: said.status, header: (name) => values.get(name) ?? null, bytes: Buffer.from(said.body) };
        },
      };
      const make = (through: Network): PushTarget =>
        valueOf(openTarget(new Asker({ ...outside(), network: through }), { registry: registry.host, repository: 'acme/lens' }));
      const put = (target: PushTarget): Promise<Parsed<unknown>> => attach(target, { subject: image, bundle, content: 'dsse-envelope', created: 0 });
      const there = async (): Promise<boolean> => {
        const { evidence, notes } = await make(real.network).reading().evidence(image.digest);
        assert.deepEqual(notes, []);
        return evidence.some((one) => Buffer.from(one.bytes).toString() === bundle);
      };
      const first = await put(make(network));
      // What was called done is there.
      if (first.kind === 'parsed') assert.ok(await there());
      valueOf(await put(make(real.network)));
      assert.ok(await there());
      // Of what was there nothing is lost; a fresh tag keeps the list short.
      registry.repositories.get('acme/lens')?.tags.clear();
    }),
    { numRuns: 250 },
  );
});
