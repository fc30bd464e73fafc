import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { githubClaims, PortTaken, signBlob, startWholeLab, type DiaryPage, type LabMemory, type WholeLab, type WholeLabOptions } from '../../src/lab/index.ts';

const clock = { now: () => Date.now() };

/** The next lab has the same ports: no connection is kept for it. */
function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, headers: { ...(init.headers as Readonly<Record<string, string>> | undefined), connection: 'close' } });
}

/** A memory that a test can look into. */
function memory(): LabMemory & { readonly texts: Map<string, string>; readonly told: Map<string, DiaryPage[]> } {
  const texts = new Map<string, string>();
  const told = new Map<string, DiaryPage[]>();
  return {
    texts,
    told,
    read: (name) => texts.get(name),
    keep: (name, text) => void texts.set(name, text),
    diary: (service) => {
      const pages = told.get(service) ?? [];
      told.set(service, pages);
      return { pages: () => [...pages], write: (page) => void pages.push(page) };
    },
  };
}

async function withLab<T>(options: Partial<WholeLabOptions>, use: (lab: WholeLab) => Promise<T>): Promise<T> {
  const whole = await startWholeLab({ clock, seed: 'whole', ...options });
  try {
    return await use(whole);
  } finally {
    await whole.close();
  }
}

/** Logs something at the lab's log over HTTP, as a signer does. */
async function logged(whole: WholeLab, text: string): Promise<Response> {
  const signed = signBlob(whole.lab.sigstore, Buffer.from(text), { log: 'none' });
  const [digest, content] = [signed.bundle.messageSignature?.messageDigest.digest ?? '', Buffer.from(signed.signature).toString('base64')];
  return await ask(`${whole.urls['rekor-v1']}/api/v1/log/entries`, {
    method: 'POST',
    body: JSON.stringify({
      kind: 'hashedrekord',
      apiVersion: '0.0.1',
      spec: {
        data: { hash: { algorithm: 'sha256', value: Buffer.from(digest, 'base64').toString('hex') } },
        signature: { content, publicKey: { content: Buffer.from(signed.certificatePem ?? '').toString('base64') } },
      },
    }),
  });
}

interface Entry {
  readonly integratedTime: number;
  readonly logIndex: number;
  readonly body: string;
}

test('a second start with the same memory is the same lab', async () => {
  const kept = memory();
  const first = await withLab({ memory: kept, seed: 'one' }, async (whole) => {
    const reply = await logged(whole, 'before');
    assert.equal(reply.status, 201);
    const [[uuid = '', entry] = []] = Object.entries((await reply.json()) as Readonly<Record<string, Entry>>);
    const manifest = '{"schemaVersion":2}';
    const put = await ask(`${whole.urls.registry}/v2/acme/lens/manifests/v1`, { method: 'PUT', body: manifest, headers: { 'content-type': 'a/b' } });
    assert.equal(put.status, 201);
    const refused = await ask(`${whole.urls.registry}/v2/acme/lens/manifests/sha256:${'0'.repeat(64)}`, { method: 'PUT', body: manifest });
    assert.equal(refused.status, 400);
    return { uuid, entry, root: whole.files['trusted-root.json'], config: whole.files['signing-config.json'], urls: whole.urls };
  });
  assert.equal(kept.told.get('registry')?.length, 1, 'what was refused changed nothing, and is not told again');
  await withLab({ memory: kept, seed: 'another' }, async (whole) => {
    assert.deepEqual(whole.urls, first.urls);
    assert.equal(whole.files['trusted-root.json'], first.root, 'whoever has the root need not be given another');
    assert.equal(whole.files['signing-config.json'], first.config);
    const reply = await ask(`${whole.urls['rekor-v1']}/api/v1/log/entries/${first.uuid}`);
    const entry = ((await reply.json()) as Readonly<Record<string, Entry>>)[first.uuid];
    const facts = (of: Entry | undefined): object => ({ time: of?.integratedTime, index: of?.logIndex, body: of?.body });
    assert.deepEqual(facts(entry), facts(first.entry));
    const pulled = await ask(`${whole.urls.registry}/v2/acme/lens/manifests/v1`);
    assert.equal(await pulled.text(), '{"schemaVersion":2}');
    assert.equal(pulled.headers.get('content-type'), 'a/b');
    // Serial numbers are not given twice.
    const serials = new Set<string>();
    for (let i = 0; i < 3; i++) serials.add(whole.lab.sigstore.ca.nextSerial().toString('hex'));
    assert.equal(serials.size, 3);
  });
});

test('without a memory two labs of one seed believe each other, and of two seeds do not', async () => {
  const keyOf = (whole: WholeLab): string => whole.lab.sigstore.rekorV1.key.publicPem;
  const [one, same, other] = [
    await withLab({}, async (w) => keyOf(w)),
    await withLab({}, async (w) => keyOf(w)),
    await withLab({ seed: 'x' }, async (w) => keyOf(w)),
  ];
  assert.equal(one, same);
  assert.notEqual(one, other);
});

test('a token is about the run, and says that GitHub issued it', async () => {
  const run = { repository: 'lantern-dev/lantern', ref: 'refs/tags/v1.4.0', visibility: 'private' } as const;
  await withLab({ run }, async ({ environment }) => {
    const reply = await ask(`${environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''}&audience=sigstore`, {
      headers: { authorization: `bearer ${environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''}` },
    });
    const { value } = (await reply.json()) as { readonly value: string };
    const claims = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as Readonly<Record<string, unknown>>;
    for (const [name, wanted] of Object.entries({ ...githubClaims(run), aud: 'sigstore' })) assert.equal(claims[name], wanted, name);
    assert.equal(environment['GITHUB_REPOSITORY'], 'lantern-dev/lantern');
    assert.equal(environment['GITHUB_REF_NAME'], 'v1.4.0');
  });
});

test('a port that is taken is named with the service that was to have it, and nothing is left running', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => void squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as AddressInfo;
  const kept = memory();
  kept.keep('port tsa', String(port));
  await assert.rejects(
    withLab({ memory: kept }, async () => undefined),
    (error) => error instanceof PortTaken && error.port === port && error.service === 'tsa',
  );
  await new Promise((resolve) => void squatter.close(resolve));
  // Whatever was started was stopped: the same ports can be had.
  await withLab({ memory: kept }, async (whole) => assert.equal(new URL(whole.urls.tsa).port, String(port)));
});
