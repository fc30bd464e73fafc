import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { startLab } from '../../../src/lab/index.ts';
import { readIdentityToken } from '../../../src/trust/ambient/index.ts';
import { parseTrustedRoot } from '../../../src/trust/roots/index.ts';
import { createSigner, parseSigningConfig, type PassedOver, type Signer } from '../../../src/trust/sign/index.ts';

const time = { at: Date.parse('2026-06-01T12:00:00Z') };
const clock = { now: () => time.at };
const [lab, second] = await Promise.all([startLab({ clock }), startLab({ clock, seed: 'second' })]);
after(() => Promise.all([lab.close(), second.close()]));

const network = openNetwork();
const dead = 'http://dead.invalid';
const asked: string[] = [];
/** A host that never answers takes all the time that it is given. */
const outside = {
  network: {
    request: async (request: Parameters<typeof network.request>[0]) => {
      asked.push(new URL(request.url).host);
      if (!request.url.startsWith(dead)) return await network.request(request);
      time.at += request.timeoutMs;
      return { kind: 'failed', cause: 'timeout', reason: 'no answer' } as const;
    },
  },
  clock,
  timer: { wait: async (ms: number) => void (time.at += ms) },
};

const service = (url: string, more: object = {}): object => ({
  url,
  majorApiVersion: 1,
  validFor: { start: '2026-01-01T00:00:00Z' },
  operator: url,
  ...more,
});
const older = { validFor: { start: '2025-01-01T00:00:00Z' } };
const any = { selector: 'ANY' };

async function signer(change: object, timeoutMs = 300_000): Promise<{ readonly signer: Signer; readonly passed: PassedOver[] }> {
  const config = parseSigningConfig(Buffer.from(JSON.stringify({ ...lab.signingConfig({ log: 'v1' }), ...change })), 'the lab');
  const root = { ...lab.trustedRoot };
  const both = (name: 'tlogs' | 'timestampAuthorities') => [...lab.trustedRoot[name], ...second.trustedRoot[name]];
  const roots = parseTrustedRoot(Buffer.from(JSON.stringify({ ...root, tlogs: both('tlogs'), timestampAuthorities: both('timestampAuthorities') })), {
    from: 'the lab',
  });
  assert.ok(config.kind === 'parsed' && roots.kind === 'parsed');
  const token = async () => readIdentityToken(lab.oidc.tokenFor(), { system: 'given', from: 'a test', audience: 'sigstore', now: time.at });
  const passed: PassedOver[] = [];
  const options = {
    with: { kind: 'token', token },
    services: config.value,
    roots: [roots.value],
    timeoutMs,
    onPassedOver: (one: PassedOver) => void passed.push(one),
  } as const;
  return { signer: await createSigner(options, outside), passed };
}
const artifact = { sha256: createHash('sha256').update('lens').digest('hex') };
const host = (url: string): string => new URL(url).host;

test('of logs and clocks of which any will do, another is asked where one fails, within the one deadline', async () => {
  const tsa = `${second.tsa.url}/api/v1/timestamp`;
  for (const [log, config] of [
    ['v1', { rekorTlogUrls: [service(dead), service(second.rekorV1.url, older)] }],
    ['v2', { rekorTlogUrls: [service(dead, { majorApiVersion: 2 }), service(second.rekorV2.url, { majorApiVersion: 2, ...older })] }],
  ] as const) {
    const { signer: by, passed } = await signer({ ...config, rekorTlogConfig: any, tsaUrls: [service(`${dead}/stamp`), service(tsa, older)], tsaConfig: any });
    const begun = time.at;
    const { facts } = await by.signArtifact(artifact);
    assert.ok(time.at - begun < 300_000, `${time.at - begun}`);
    assert.deepEqual(
      facts.log.map((one) => one.log),
      [log === 'v1' ? second.rekorV1.url : second.rekorV2.url],
    );
    assert.ok(facts.times.some((one) => one.authority === tsa));
    assert.deepEqual(
      passed.map((one) => one.next),
      [host(tsa), host(log === 'v1' ? second.rekorV1.url : second.rekorV2.url)],
    );
    for (const { why } of passed) assert.match(why, /dead\.invalid.* did not answer: no answer, asked \d+ times/);
    // One that failed is asked last from then on, and told of once.
    asked.length = 0;
    await by.signArtifact(artifact);
    assert.ok(!asked.includes('dead.invalid'), asked.join(' '));
    assert.equal(passed.length, 2);
    // It is asked again where the other one fails.
    second.tsa.misbehave('unauthorized', { times: 1 });
    await assert.rejects(by.signArtifact(artifact), (error: Error & { readonly code?: string }) => {
      assert.equal(error.code, 'SIGNING_SERVICE_FAILED');
      assert.match(error.message, new RegExp(`${host(tsa).replaceAll('.', '\\.')}.*status 401.*; .*dead\\.invalid`));
      return true;
    });
    second.tsa.behave();
  }
});

test('a service that refuses at once is passed over at once', async () => {
  const { signer: by, passed } = await signer({ rekorTlogUrls: [service(lab.rekorV1.url), service(second.rekorV1.url, older)], rekorTlogConfig: any });
  for (const fault of ['unauthorized', 'not-found', 'empty-body', 'not-json', 'redirect-elsewhere'] as const) {
    passed.length = 0;
    lab.rekorV1.misbehave(fault);
    const fresh = await signer({ rekorTlogUrls: [service(lab.rekorV1.url), service(second.rekorV1.url, older)], rekorTlogConfig: any });
    const { facts } = await fresh.signer.signArtifact(artifact);
    lab.rekorV1.behave();
    assert.equal(facts.log[0]?.log, second.rekorV1.url, fault);
    assert.equal(fresh.passed.length, 1, fault);
  }
  assert.equal((await by.signArtifact(artifact)).facts.log[0]?.log, lab.rekorV1.url);
  assert.deepEqual(passed, []);
});

test('where all or a number are wanted, and of authorities for certificates, none stands in for another', async () => {
  const rekorTlogUrls = [service(dead), service(second.rekorV1.url, older)];
  for (const rekorTlogConfig of [{ selector: 'ALL' }, { selector: 'EXACT', count: 1 }, { selector: 'EXACT', count: 2 }]) {
    const { signer: by, passed } = await signer({ rekorTlogUrls, rekorTlogConfig });
    await assert.rejects(by.signArtifact(artifact), { code: 'SIGNING_SERVICE_FAILED' });
    assert.deepEqual(passed, []);
  }
  await assert.rejects(signer({ caUrls: [service(dead), service(lab.fulcio.url, older)] }), { code: 'SIGNING_SERVICE_FAILED' });
  // At most one of each operator, and none of an older interface.
  const same = [service(dead, { operator: 'o' }), service(second.rekorV1.url, { operator: 'o', ...older })];
  const lower = [service(dead, { majorApiVersion: 2 }), service(second.rekorV1.url)];
  for (const logs of [same, lower]) {
    const { signer: by } = await signer({ rekorTlogUrls: logs, rekorTlogConfig: any });
    await assert.rejects(by.signArtifact(artifact), { code: 'SIGNING_SERVICE_FAILED' });
  }
});
