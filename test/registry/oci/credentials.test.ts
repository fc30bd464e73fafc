import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import type { Programs } from '../../../src/base/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { dockerCredentials, openRegistry, type RegistryOptions } from '../../../src/registry/oci/index.ts';
import { mayTakeCredential, parseChallenge } from '../../../src/registry/oci/challenge.ts';
import { serveApi, type ApiServer, type Served } from '../../support/api-server.ts';
import { keepImage, serveOci, type OciServer } from '../../support/oci-server.ts';
import { outside } from '../../support/outside.ts';

const secret = 'neverShown0123';
const noPrograms: Programs = { run: (program) => Promise.resolve({ kind: 'failed', cause: 'missing', reason: `${program} is not installed` }) };

function config(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function auth(user: string, password = secret): { readonly auth: string } {
  return { auth: Buffer.from(`${user}:${password}`).toString('base64') };
}

/** A registry that lets in who sends this header, and asks everybody else as the challenge says. */
async function guarded(t: TestContext, challenge: (host: string) => string, opens: string): Promise<OciServer> {
  const host: { text: string } = { text: '' };
  const server = await serveOci({
    instead: (request: IncomingMessage, response: ServerResponse) => {
      if (request.headers.authorization === opens) return false;
      response.writeHead(401, { 'www-authenticate': challenge(host.text) }).end('{"errors":[]}');
      return true;
    },
  });
  host.text = server.host;
  t.after(() => server.close());
  keepImage(server, { tag: 'v1' });
  return server;
}

async function tokens(t: TestContext, served: Served): Promise<ApiServer> {
  const server = await serveApi({ '/token': served });
  t.after(() => server.close());
  return server;
}

async function pull(host: string, options: RegistryOptions = {}): Promise<string> {
  const found = await openRegistry(new Asker(outside()), { registry: host, repository: 'acme/lens' }, options).manifest({ tag: 'v1' });
  assert.ok(!JSON.stringify(found).includes(secret));
  return found.kind === 'refused' ? `${found.reason.code} ${found.reason.message}` : found.kind;
}

test('a token for pulling alone, whatever the registry names', async (t) => {
  const service = await tokens(t, { token: 'right' });
  const server = await guarded(
    t,
    () => `Bearer realm="${service.url}/token",service="registry, of acme",scope="repository:acme/lens:pull,push"`,
    'Bearer right',
  );
  assert.equal(await pull(server.host), 'parsed');
  assert.equal(service.asked[0]?.path, '/token?service=registry%2C+of+acme&scope=repository%3Aacme%2Flens%3Apull');
  assert.equal(service.asked[0]?.headers.authorization, undefined);
});

test('many questions ask for one token, and a token that has run out is replaced', async (t) => {
  let given = 0;
  const service = await tokens(t, (_request, response) => void response.writeHead(200).end(JSON.stringify({ access_token: `t${++given}` })));
  let opens = 'Bearer t1';
  const server = await serveOci({
    instead: (request, response) => {
      if (request.headers.authorization === opens) return false;
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${service.url}/token"` }).end();
      return true;
    },
  });
  t.after(() => server.close());
  const image = keepImage(server, { tag: 'v1' });
  const store = openRegistry(new Asker(outside()), { registry: server.host, repository: 'acme/lens' });
  assert.deepEqual((await store.evidence(image.digest)).notes, []);
  assert.equal(given, 1);
  opens = 'Bearer t2';
  assert.deepEqual((await store.evidence(image.digest)).notes, []);
  assert.equal(given, 2);
});

test('a password goes to the registry and to its own token service, and nowhere else', async (t) => {
  const service = await tokens(t, { token: 'right' });
  const credentials = (host: string): RegistryOptions => ({ credentials: dockerCredentials([config({ auths: { [host]: auth('ada') } })], noPrograms) });
  const server = await guarded(t, () => `Bearer realm="${service.url}/token",service="x"`, 'Bearer right');
  // The service is another host: it is asked without.
  assert.equal(await pull(server.host, credentials(server.host)), 'parsed');
  assert.equal(service.asked.at(-1)?.headers.authorization, undefined);
  // Unless the person named it.
  assert.equal(await pull(server.host, { ...credentials(server.host), tokenHosts: [new URL(service.url).host] }), 'parsed');
  assert.equal(service.asked.at(-1)?.headers.authorization, `Basic ${auth('ada').auth}`);
  // A registry that asks for the password itself gets that of its own host alone.
  const plain = await guarded(t, () => 'Basic realm="acme"', `Basic ${auth('ada').auth}`);
  assert.equal(await pull(plain.host, credentials(plain.host)), 'parsed');
  assert.match(await pull(plain.host, credentials('ghcr.io')), /^SERVICE_DENIED .*password/);
  assert.match(await pull(plain.host), /^SERVICE_DENIED .*password/);
});

test('an identity token is exchanged, and is not sent after a redirect', async (t) => {
  const bodies: string[] = [];
  const take = (then: (response: ServerResponse) => void) => (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    request.setEncoding('utf8').on('data', (piece: string) => void (text += piece));
    request.on('end', () => {
      bodies.push(text);
      then(response);
    });
  };
  const service = await tokens(
    t,
    take((response) => void response.end('{"access_token":"right"}')),
  );
  const other = await tokens(t, { token: 'right' });
  const moved = await tokens(
    t,
    take((response) => void response.writeHead(307, { location: `${other.url}/token` }).end()),
  );
  const options = (host: string, url: string): RegistryOptions => ({
    credentials: dockerCredentials([config({ auths: { [host]: { identitytoken: secret } } })], noPrograms),
    tokenHosts: [new URL(url).host],
  });
  const server = await guarded(t, () => `Bearer realm="${service.url}/token",service="x"`, 'Bearer right');
  assert.equal(await pull(server.host, options(server.host, service.url)), 'parsed');
  assert.equal(bodies[0], `grant_type=refresh_token&scope=repository%3Aacme%2Flens%3Apull&client_id=sealwright&refresh_token=${secret}&service=x`);
  const leading = await guarded(t, () => `Bearer realm="${moved.url}/token"`, 'Bearer right');
  assert.match(await pull(leading.host, options(leading.host, moved.url)), /^SERVICE_DENIED .*307/);
  assert.deepEqual(other.asked, []);
});

test('what a registry may not ask for', async (t) => {
  const service = await tokens(t, { token: 'bad\r\nx-evil: 1' });
  const rows = [
    { what: 'nothing at all', challenge: '', said: /^SERVICE_DENIED/ },
    { what: 'another way', challenge: 'Negotiate', said: /^SERVICE_DENIED/ },
    { what: 'a realm that is no address', challenge: 'Bearer realm="token"', said: /^SERVICE_DENIED/ },
    { what: 'a realm with a user', challenge: 'Bearer realm="http://a:b@127.0.0.1/token"', said: /^SERVICE_DENIED/ },
    { what: 'a file', challenge: 'Bearer realm="file:///etc/passwd"', said: /^SERVICE_DENIED/ },
    { what: 'a token with a line break', challenge: `Bearer realm="${service.url}/token"`, said: /^SERVICE_MALFORMED/ },
    { what: 'a service that is not there', challenge: 'Bearer realm="http://127.0.0.1:1/token"', said: /^SERVICE_UNREACHABLE/ },
  ];
  for (const { what, challenge, said } of rows) {
    const server = await guarded(t, () => challenge, 'Bearer right');
    assert.match(await pull(server.host), said, what);
  }
});

test('a token that does not open is asked for once', async (t) => {
  const service = await tokens(t, { token: 'wrong' });
  const server = await guarded(t, () => `Bearer realm="${service.url}/token"`, 'Bearer right');
  assert.match(await pull(server.host), /^SERVICE_DENIED .*401/);
  assert.equal(service.asked.length, 1);
  assert.equal(server.asked.length, 2);
});

test('challenges are read as RFC 9110 writes them', () => {
  const registry = new URL('https://registry.example/v2/');
  const rows = [
    ['Bearer realm="https://auth.example/t",service="a \\"b\\""', 'https://auth.example/t', 'a "b"'],
    ['bearer REALM=https://auth.example/t , Service=x', 'https://auth.example/t', 'x'],
    ['Basic realm="a", Bearer realm="https://auth.example/t"', 'https://auth.example/t', undefined],
    ['Bearer service="x",realm="https://auth.example/t",realm="https://evil.example/t"', 'https://auth.example/t', 'x'],
  ] as const;
  for (const [header, realm, service] of rows) {
    const seen = parseChallenge(header, registry);
    assert.deepEqual(seen.kind === 'bearer' ? [seen.realm.href, seen.service] : [seen.kind], [realm, service], header);
  }
  assert.equal(parseChallenge('Basic realm="x"', registry).kind, 'basic');
  for (const header of [null, '', 'Digest realm="x"', 'Bearer realm="http://auth.example/t"', `Bearer ${'a='.repeat(100_000)}`])
    assert.equal(parseChallenge(header, registry).kind, 'unknown', header?.slice(0, 80) ?? 'none');
});

test('whom a credential may go to', () => {
  const rows = [
    ['https://ghcr.io/token', 'https://ghcr.io', true],
    ['https://auth.docker.io/token', 'https://registry-1.docker.io', true],
    ['https://gitlab.example.org/jwt/auth', 'https://registry.gitlab.example.org', true],
    ['https://auth.registry.example/token', 'https://registry.example', true],
    ['https://registry.example:444/token', 'https://registry.example', false],
    ['https://evil.example/token', 'https://registry.example', false],
    ['https://auth.docker.io/token', 'https://registry.example', false],
    ['https://evilregistry.example/token', 'https://registry.example', false],
    ['https://com/token', 'https://registry.com', false],
    ['https://0.0.1/token', 'https://127.0.0.1', false],
    ['http://127.0.0.1:5001/token', 'http://127.0.0.1:5000', false],
  ] as const;
  for (const [realm, registry, may] of rows) assert.equal(mayTakeCredential(new URL(realm), new URL(registry), []), may, `${realm} for ${registry}`);
});

test('credentials as Docker and Podman keep them', async () => {
  const asked: string[] = [];
  const programs: Programs = {
    run: (program, words, { input }) => {
      const host = input instanceof Uint8Array ? new TextDecoder().decode(input) : assert.fail('a name is short');
      asked.push(`${program} ${words.join(' ')} ${host}`);
      const answers: Readonly<Record<string, { readonly code: number; readonly text: string }>> = {
        'helped.example': { code: 0, text: '{"ServerURL":"x","Username":"eve","Secret":"s"}' },
        'token.example': { code: 0, text: '{"Username":"<token>","Secret":"s"}' },
        'empty.example': { code: 1, text: 'credentials not found in native keychain' },
        'broken.example': { code: 1, text: 'dial tcp: no route' },
        'odd.example': { code: 0, text: 'hello' },
      };
      const { code, text } = answers[host] ?? { code: 1, text: 'credentials not found in native keychain' };
      return Promise.resolve({ kind: 'ended', code, stdout: new TextEncoder().encode(text) });
    },
  };
  const files = [
    config({
      auths: {
        'a.example': auth('ada', 'p:q'),
        'https://b.example/v2/': auth('bob'),
        'c.example/team/lens': auth('nearest'),
        'c.example/team': auth('near'),
        'c.example': auth('far'),
        'd.example': { identitytoken: 'id' },
        'e.example': { registrytoken: 'rt' },
        'f.example': { auth: '!!' },
        'https://index.docker.io/v1/': auth('hub'),
        'empty.example': auth('written'),
        ['__proto__']: auth('nobody'),
      },
      credHelpers: {
        'helped.example': 'one',
        'token.example': 'one',
        'empty.example': 'one',
        'broken.example': 'one',
        'odd.example': 'one',
        'evil.example': '../../bin/sh',
      },
    }),
    config({ auths: { 'a.example': auth('later'), 'g.example': auth('second') } }),
  ];
  const find = dockerCredentials(files, programs);
  const who = async (registry: string, repository = 'x'): Promise<string> => {
    const { credential, problem } = await find({ registry, repository });
    if (credential === undefined) return problem ?? 'nobody';
    return credential.kind === 'password'
      ? `${credential.user}/${credential.password === secret ? '*' : credential.password}`
      : `${credential.kind} ${credential.token}`;
  };
  const rows = [
    ['a.example', 'ada/p:q'],
    ['b.example', 'bob/*'],
    ['d.example', 'identity-token id'],
    ['e.example', 'bearer rt'],
    ['f.example', 'nobody'],
    ['g.example', 'second/*'],
    ['docker.io', 'hub/*'],
    ['helped.example', 'eve/s'],
    ['token.example', 'identity-token s'],
    ['empty.example', 'written/*'],
    ['broken.example', 'docker-credential-one ended with 1'],
    ['odd.example', 'docker-credential-one answered in a form that is not known'],
    ['evil.example', 'nobody'],
    ['constructor', 'nobody'],
  ] as const;
  for (const [registry, wanted] of rows) assert.equal(await who(registry), wanted, registry);
  assert.equal(await who('c.example', 'team/lens'), 'nearest/*');
  assert.equal(await who('c.example', 'team/other'), 'near/*');
  assert.equal(await who('c.example', 'teams/other'), 'far/*');
  await who('helped.example');
  assert.equal(asked.filter((one) => one.endsWith('helped.example')).length, 1);
  assert.ok(!asked.some((one) => one.includes('sh')));
  const broken = await dockerCredentials([new TextEncoder().encode('{')], noPrograms)({ registry: 'a.example', repository: 'x' });
  assert.match(broken.problem ?? '', /no JSON/);
});
