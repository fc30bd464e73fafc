import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { after, test } from 'node:test';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { createSigstore, startLab, trustedRootOf, type Lab } from '../../../src/lab/index.ts';
import { readIdentityToken } from '../../../src/trust/ambient/index.ts';
import { parseTrustedRoot, type TrustedRoot } from '../../../src/trust/roots/index.ts';
import { createSigner, parseSigningConfig, publicGoodConfig, readKey, type Signer, type SigningConfig } from '../../../src/trust/sign/index.ts';

const time = { at: Date.parse('2026-06-01T12:00:00Z') };
const clock = { now: () => time.at };
const labs: Lab[] = [];
const open = async (options: { readonly kind?: 'public' | 'github'; readonly seed?: string } = {}): Promise<Lab> => {
  const lab = await startLab({ clock, ...options });
  labs.push(lab);
  return lab;
};
const lab = await open();
after(() => Promise.all(labs.map((one) => one.close())));

const encoded = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
function parsed<T>(read: { readonly kind: 'parsed'; readonly value: T } | { readonly kind: 'refused' }): T {
  if (read.kind === 'refused') throw new Error(JSON.stringify(read));
  return read.value;
}
const rootOf = (value: unknown): TrustedRoot => parsed(parseTrustedRoot(encoded(value), { from: 'the lab' }));
const configOf = (value: unknown): SigningConfig => parsed(parseSigningConfig(encoded(value), 'the lab'));
const outside = { network: openNetwork(), clock, timer: { wait: async (ms: number) => void (time.at += ms) } };
const tokenOf = (from: Lab) => async () => readIdentityToken(from.oidc.tokenFor(), { system: 'given', from: 'a test', audience: 'sigstore', now: time.at });

async function signerAt(from: Lab, { root = from.trustedRoot, log = 'v1' }: { readonly root?: unknown; readonly log?: 'v1' | 'v2' } = {}): Promise<Signer> {
  const services = configOf(from.signingConfig({ log }));
  return await createSigner({ with: { kind: 'token', token: tokenOf(from) }, services, roots: [rootOf(root)], timeoutMs: 5_000 }, outside);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('many signatures share a certificate until it is about to end', async () => {
  const signer = await signerAt(lab);
  const before = lab.fulcio.asked.length;
  for (const text of ['a', 'b', 'c']) {
    const { facts } = await signer.signArtifact({ sha256: sha256(text) });
    assert.equal(facts.signer.kind === 'certificate' && facts.signer.identity, signer.who.kind === 'certificate' && signer.who.identity);
    assert.deepEqual(
      facts.log.map((one) => one.proved.toSorted()),
      [['inclusion', 'promise']],
    );
    assert.equal(facts.times.length, 2);
  }
  assert.equal(lab.fulcio.asked.length, before);
  time.at += 9.5 * 60_000;
  await signer.signArtifact({ sha256: sha256('d') });
  assert.equal(lab.fulcio.asked.length, before + 1, 'a certificate that is about to end is replaced');
});

test('statements are signed as they are', async () => {
  for (const log of ['v1', 'v2'] as const) {
    const signer = await signerAt(lab, { log });
    const statement = { _type: 'https://in-toto.io/Statement/v1', subject: [{ digest: { sha256: sha256('x') } }], predicateType: 'https://example.test/p' };
    const { bundle, facts } = await signer.signStatement(encoded(statement));
    assert.deepEqual(bundle.content.kind === 'envelope' && JSON.parse(Buffer.from(bundle.content.envelope.payload).toString()), statement);
    assert.equal(bundle.logEntries[0]?.kind, log === 'v1' ? 'dsse' : 'hashedrekord');
    assert.equal(facts.content.kind, 'statement');
    await assert.rejects(signer.signStatement(encoded({ not: 'a statement' })), { code: 'SIGNATURE_UNSOUND' });
  }
});

test('nothing is signed with a certificate that no verifier takes', async () => {
  const other = trustedRootOf(createSigstore({ clock, seed: 'another', urls: lab.sigstore.urls }));
  const table: readonly { readonly what: string; readonly root: object; readonly says: RegExp }[] = [
    { what: 'a promise of a certificate log that is not trusted', root: { ...lab.trustedRoot, ctlogs: other.ctlogs }, says: /SCT_MISSING/ },
    {
      what: 'another authority of the same name',
      root: { ...lab.trustedRoot, certificateAuthorities: other.certificateAuthorities },
      says: /CERTIFICATE_CHAIN_INVALID/,
    },
    { what: 'no authority', root: { ...lab.trustedRoot, certificateAuthorities: [] }, says: /CA_UNKNOWN/ },
  ];
  const before = lab.rekorV1.asked.length + lab.tsa.asked.length;
  for (const { what, root, says } of table)
    await assert.rejects(signerAt(lab, { root }), (error: Error & { readonly code?: string }) => {
      assert.equal(error.code, 'SIGNATURE_UNSOUND', what);
      assert.match(error.message, says, what);
      return true;
    });
  assert.equal(lab.rekorV1.asked.length + lab.tsa.asked.length, before, 'no log and no clock was asked');
});

test('logs and clocks that the trusted root does not have make no signature', async () => {
  const other = trustedRootOf(createSigstore({ clock, seed: 'another', urls: lab.sigstore.urls }));
  for (const { root, log } of [
    { root: { ...lab.trustedRoot, tlogs: other.tlogs }, log: 'v1' },
    { root: { ...lab.trustedRoot, tlogs: other.tlogs }, log: 'v2' },
    { root: { ...lab.trustedRoot, timestampAuthorities: other.timestampAuthorities }, log: 'v2' },
  ] as const) {
    const signer = await signerAt(lab, { root, log });
    await assert.rejects(signer.signArtifact({ sha256: sha256('y') }), { code: 'SIGNATURE_UNSOUND' });
  }
});

test("an instance as GitHub's own, without logs and promises", async () => {
  const github = await open({ kind: 'github', seed: 'github' });
  const signer = await signerAt(github);
  const { bundle, facts } = await signer.signArtifact({ sha256: sha256('private') });
  assert.equal(bundle.logEntries.length, 0);
  assert.deepEqual(
    facts.times.map((one) => one.by),
    ['timestamp-authority'],
  );
});

test('as many clocks as the config asks for say when', async () => {
  const other = await open({ seed: 'second' });
  const config = lab.signingConfig({ log: 'v1' });
  const [second] = other.signingConfig({ log: 'v1' }).tsaUrls;
  const services = configOf({ ...config, tsaUrls: [...config.tsaUrls, { ...second, operator: 'second.test' }], tsaConfig: { selector: 'EXACT', count: 2 } });
  const root = rootOf({ ...lab.trustedRoot, timestampAuthorities: [...lab.trustedRoot.timestampAuthorities, ...other.trustedRoot.timestampAuthorities] });
  const signer = await createSigner({ with: { kind: 'token', token: tokenOf(lab) }, services, roots: [root], timeoutMs: 5_000 }, outside);
  const { facts } = await signer.signArtifact({ sha256: sha256('two clocks') });
  assert.deepEqual(new Set(facts.times.map((one) => one.authority)), new Set([lab.rekorV1.url, config.tsaUrls[0]?.url, second?.url]));
});

test('a certificate for another than the token named is not signed with', async () => {
  const email = async (): Promise<ReturnType<typeof readIdentityToken>> =>
    readIdentityToken(lab.oidc.tokenOf({ sub: '1', email: 'ada@example.test', email_verified: true }), {
      system: 'given',
      from: 'a test',
      audience: 'sigstore',
      now: time.at,
    });
  const options = { services: configOf(lab.signingConfig({ log: 'v1' })), roots: [rootOf(lab.trustedRoot)], timeoutMs: 5_000 };
  const signer = await createSigner({ ...options, with: { kind: 'token', token: email } }, outside);
  assert.equal(signer.who.kind === 'certificate' && signer.who.identity, 'ada@example.test');
  // The authority is handed the token of somebody else on the way: another person, and another workflow.
  const swapping = (other: string): typeof outside => ({
    ...outside,
    network: {
      request: async (request: Parameters<typeof outside.network.request>[0]) => {
        if (!request.url.startsWith(lab.fulcio.url)) return await outside.network.request(request);
        const body = JSON.parse(request.body instanceof Uint8Array ? Buffer.from(request.body).toString() : '{}');
        return await outside.network.request({ ...request, body: encoded({ ...body, credentials: { oidcIdentityToken: other } }) });
      },
    },
  });
  const wrong = async (token: string, other: string, says: RegExp): Promise<void> => {
    const own = async (): Promise<ReturnType<typeof readIdentityToken>> =>
      readIdentityToken(token, { system: 'given', from: 'a test', audience: 'sigstore', now: time.at });
    await assert.rejects(createSigner({ ...options, with: { kind: 'token', token: own } }, swapping(other)), (error: Error & { readonly code?: string }) => {
      assert.equal(error.code, 'SIGNING_SERVICE_FAILED');
      assert.match(error.message, says);
      return true;
    });
  };
  // The proof of the key is over the same words, so that the authority sees nothing wrong.
  const person = lab.oidc.tokenOf({ sub: '2', email: 'ada@example.test', email_verified: true });
  await wrong(lab.oidc.tokenOf({ sub: 'ada@example.test' }), person, /names another subject/);
  await wrong(lab.oidc.tokenFor(), lab.oidc.tokenFor({ workflow: '.github/workflows/other.yml' }), /names another workflow/);
  await wrong(lab.oidc.tokenFor(), lab.oidc.tokenFor({ commit: 'f'.repeat(40) }), /names another commit/);
  const unverified = async (): Promise<ReturnType<typeof readIdentityToken>> =>
    readIdentityToken(lab.oidc.tokenOf({ sub: '1', email: 'ada@example.test' }), { system: 'given', from: 'a test', audience: 'sigstore', now: time.at });
  await assert.rejects(createSigner({ ...options, with: { kind: 'token', token: unverified } }, outside), { code: 'TOKEN_UNUSABLE' });
});

test('an entry that the log has already counts', async () => {
  // RSA signs the same bytes the same way, so that the second entry equals the first.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const key = readKey({ pem, from: 'a test', password: () => undefined });
  const options = { services: configOf(lab.signingConfig({ log: 'v1' })), roots: [rootOf(lab.trustedRoot)], timeoutMs: 5_000 };
  const signer = await createSigner({ ...options, with: { kind: 'key', key } }, outside);
  const first = await signer.signArtifact({ sha256: sha256('twice') });
  const second = await signer.signArtifact({ sha256: sha256('twice') });
  assert.equal(first.bundle.logEntries[0]?.logIndex, second.bundle.logEntries[0]?.logIndex);
  assert.equal(lab.rekorV1.asked.at(-1)?.method, 'GET');
});

test('a statement that the public log would refuse without a word is refused with one', async () => {
  const asked: string[] = [];
  const nobody = {
    ...outside,
    network: {
      request: async ({ url }: { readonly url: string }) => {
        asked.push(url);
        return { kind: 'failed', cause: 'tls', reason: 'no TLS here' } as const;
      },
    },
  };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = readKey({ pem: privateKey.export({ format: 'pem', type: 'sec1' }).toString(), from: 'a test', password: () => undefined });
  const signer = await createSigner({ with: { kind: 'key', key }, services: publicGoodConfig(), roots: [rootOf(lab.trustedRoot)], timeoutMs: 5_000 }, nobody);
  await assert.rejects(signer.signStatement(new Uint8Array(3_500_000)), { code: 'STATEMENT_TOO_LARGE' });
  assert.deepEqual(asked, []);
  await assert.rejects(signer.signStatement(new Uint8Array(300_000)), { code: 'SIGNING_SERVICE_FAILED' });
});
