import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { SealwrightError, type NetworkRequest } from '../../../src/base/index.ts';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { startLab } from '../../../src/lab/index.ts';
import { findToken, readIdentityToken, visibilityOf, type AmbientPorts } from '../../../src/trust/ambient/index.ts';

const clock = { now: () => Date.parse('2026-06-01T12:00:00Z') };
const lab = await startLab({ clock });
after(() => lab.close());
const { oidc } = lab;
const wanted = { audience: 'sigstore', timeoutMs: 2_000 };

interface Told {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** What programs print, by their words. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly network?: AmbientPorts['network'];
}

function ports({ env = {}, files = {}, programs = {}, network = openNetwork() }: Told = {}): AmbientPorts {
  return {
    environment: (name) => env[name],
    readFile: (path) => files[path],
    programs: {
      run: async (program, words) => {
        const stdout = programs[[program, ...words].join(' ')];
        return stdout === undefined
          ? { kind: 'failed', cause: 'missing', reason: `${program} is not installed` }
          : { kind: 'ended', code: 0, stdout: Buffer.from(stdout) };
      },
    },
    network,
    clock,
    timer: { wait: async () => undefined },
  };
}

const token = oidc.tokenFor();
const metadata = (answer: { readonly text: string; readonly flavour: string }, seen: NetworkRequest[] = []): AmbientPorts['network'] => ({
  request: async (request) => {
    seen.push(request);
    return { kind: 'answer', status: 200, header: (name) => (name === 'metadata-flavor' ? answer.flavour : null), bytes: Buffer.from(answer.text) };
  },
});

test('where a job gets its token', async () => {
  const table: readonly { readonly what: string; readonly told: Told; readonly file?: string; readonly system: string }[] = [
    { what: 'a runner of GitHub', told: { env: oidc.runnerEnvironment }, system: 'github' },
    { what: 'a file that was named', told: { env: oidc.runnerEnvironment, files: { t: `${token}\n` } }, file: 't', system: 'given' },
    { what: 'the variable of all clients', told: { env: { ...oidc.runnerEnvironment, SIGSTORE_ID_TOKEN: token } }, system: 'given' },
    { what: 'the variable of a job of GitLab', told: { env: { GITLAB_CI: 'true', SIGSTORE_ID_TOKEN: token } }, system: 'gitlab' },
    {
      what: 'the agent of Buildkite',
      told: { env: { BUILDKITE: 'true' }, programs: { 'buildkite-agent oidc request-token --audience sigstore': `${token}\n` } },
      system: 'buildkite',
    },
    {
      what: 'the program of CircleCI',
      told: { env: { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN_V2: 'not for us' }, programs: { 'circleci run oidc get --claims {"aud":"sigstore"}': token } },
      system: 'circleci',
    },
    {
      what: 'a machine of Google',
      told: { env: { GCE_METADATA_HOST: 'metadata.google.internal' }, network: metadata({ text: token, flavour: 'Google' }) },
      system: 'google',
    },
  ];
  for (const { what, told, file, system } of table) {
    const found = await findToken(ports(told), { ...wanted, file });
    assert.equal(found.system, system, what);
    assert.equal(found.claims['repository'], 'acme/lens', what);
    assert.equal(found.token.split('.').length, 3, what);
    // Whoever prints the object prints no secret.
    assert.ok(!JSON.stringify(found).includes(found.token.slice(0, 20)), what);
  }
});

test('why a job has none', async () => {
  const expired = oidc.tokenFor({}, { lifetime: -1 });
  const other = oidc.tokenFor({}, { audience: 'https://example.test' });
  const table: readonly { readonly what: string; readonly told: Told; readonly file?: string; readonly code: string; readonly says: RegExp }[] = [
    { what: 'nothing', told: {}, code: 'TOKEN_MISSING', says: /no identity token here/ },
    { what: 'a job without the permission', told: { env: { GITHUB_ACTIONS: 'true' } }, code: 'TOKEN_MISSING', says: /may not ask/ },
    { what: 'a file that is not there', told: {}, file: 'none', code: 'TOKEN_MISSING', says: /cannot be read/ },
    { what: 'a job of GitLab without one', told: { env: { GITLAB_CI: 'true' } }, code: 'TOKEN_MISSING', says: /no identity token here/ },
    { what: 'an agent that is not there', told: { env: { BUILDKITE: 'true' } }, code: 'TOKEN_MISSING', says: /buildkite-agent is not installed/ },
    { what: 'one that has expired', told: { files: { t: expired } }, file: 't', code: 'TOKEN_UNUSABLE', says: /has expired/ },
    { what: 'one for somebody else', told: { files: { t: other } }, file: 't', code: 'TOKEN_UNUSABLE', says: /not for sigstore/ },
    { what: 'no token', told: { files: { t: 'hunter2hunter2' } }, file: 't', code: 'TOKEN_UNUSABLE', says: /no identity token/ },
    { what: 'parts that are no JSON', told: { files: { t: 'aaaa.bbbb.cccc' } }, file: 't', code: 'TOKEN_UNUSABLE', says: /no identity token/ },
    {
      what: 'a wrong secret of the runner',
      told: { env: { ...oidc.runnerEnvironment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-secret-that-is-wrong' } },
      code: 'SIGNING_SERVICE_FAILED',
      says: /status 401/,
    },
    {
      what: 'somebody else in place of the metadata server',
      told: { env: { GCE_METADATA_HOST: 'metadata.google.internal' }, network: metadata({ text: token, flavour: 'none' }) },
      code: 'TOKEN_MISSING',
      says: /no metadata server/,
    },
    {
      what: 'a path in place of a host',
      told: { env: { GCE_METADATA_HOST: 'example.test/x?' }, network: metadata({ text: token, flavour: 'Google' }) },
      code: 'TOKEN_MISSING',
      says: /is no host/,
    },
  ];
  for (const { what, told, file, code, says } of table) {
    await assert.rejects(findToken(ports(told), { ...wanted, file }), (error: unknown) => {
      assert.ok(error instanceof SealwrightError, what);
      assert.equal(error.code, code, what);
      assert.match(error.message, says, what);
      const all = JSON.stringify([error.message, error.details]);
      for (const secret of ['hunter2', 'a-secret-that-is-wrong', token.slice(40, 80), expired.slice(40, 80)]) assert.ok(!all.includes(secret), what);
      return true;
    });
  }
});

test('the metadata server is asked without TLS, and no other host is', async () => {
  for (const { host, allowed } of [
    { host: 'metadata.google.internal', allowed: true },
    { host: '169.254.169.254', allowed: true },
    { host: 'metadata.example.test', allowed: false },
  ]) {
    const seen: NetworkRequest[] = [];
    await findToken(ports({ env: { GCE_METADATA_HOST: host }, network: metadata({ text: token, flavour: 'Google' }, seen) }), wanted);
    assert.equal(seen[0]?.withoutTls === 'allowed', allowed, host);
  }
});

test('what a token says of who can see the repository', () => {
  const table: readonly { readonly claims: Readonly<Record<string, unknown>>; readonly visibility: string }[] = [
    { claims: { repository_visibility: 'public' }, visibility: 'public' },
    { claims: { repository_visibility: 'internal' }, visibility: 'internal' },
    { claims: { project_visibility: 'private' }, visibility: 'private' },
    { claims: { repository_visibility: 'secret' }, visibility: 'private' },
    { claims: { repository_visibility: ['public'] }, visibility: 'private' },
    { claims: {}, visibility: 'unknown' },
  ];
  for (const { claims, visibility } of table) assert.equal(visibilityOf({ claims }), visibility, JSON.stringify(claims));
});

test('arbitrary texts and claims are a token or a coded error', () => {
  const of = { system: 'given', from: 'a test', audience: 'sigstore', now: clock.now() } as const;
  const isSound = (text: string): boolean => {
    try {
      readIdentityToken(text, of);
      return true;
    } catch (error) {
      assert.ok(error instanceof SealwrightError && error.code === 'TOKEN_UNUSABLE', String(error));
      return false;
    }
  };
  const audiences = fc.oneof(fc.constantFrom<unknown>('sigstore', 'other', ['sigstore'], ['other', 'sigstore'], [['sigstore']], null), fc.string());
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => !isSound(text)));
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => !isSound(`e30.${part(value)}.e30`)));
  fc.assert(
    fc.property(audiences, fc.oneof(fc.integer({ min: -1, max: 4_000_000_000 }), fc.string(), fc.constant(null)), (aud, exp) => {
      const sound = (aud === 'sigstore' || (Array.isArray(aud) && aud.includes('sigstore'))) && typeof exp === 'number' && exp * 1000 > clock.now();
      assert.equal(isSound(`e30.${part({ aud, exp })}.e30`), sound);
    }),
  );
  assert.ok(isSound(`e30.${part({ aud: ['other', 'sigstore'], exp: clock.now() / 1000 + 1 })}.e30`));
  assert.ok(!isSound(`e30.${part({ aud: 'sigstore', exp: clock.now() / 1000 + 1, more: 'x'.repeat(100_000) })}.e30`));
});
