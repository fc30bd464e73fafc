import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, test } from 'node:test';
import { signBench } from './bench.ts';

const bench = await signBench();
after(bench.close);

/** A key that cosign 3 made for this test, with the password that stands below; nothing else was ever signed with it. */
const cosignKey = [
  '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----',
  'eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjo2NTUzNiwiciI6',
  'OCwicCI6MX0sInNhbHQiOiJ0cWsrKzNIV0NhWlZMMFgvMDFHMHlvK0NlMEJXcjd2',
  'VGx0eXMrckJGN0VZPSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94',
  'Iiwibm9uY2UiOiJWeU1NcC9qb3FLZ05mMXBUMGZEZWVSM2M0MUZVR3ZyWSJ9LCJj',
  'aXBoZXJ0ZXh0IjoiWkhnUytEQlNvNVo5N0E5ZDhycDRKeXd2eThrckRsWXZVVGtJ',
  'QVdVbUp0U0E2YmJCWEZpR2Z1aFlsZUdVNlNONkVQemhhT05Xbm1KNlkzemNMTElM',
  'VWJjRFVYcHN3eGY5SHQ5TjJZeVNFdTlINElKY3NpdDBEbytmdDJpVFBPMU52UTg4',
  'bDV4b0xqS05LS3NUMGRkV3ZleTA3ZnU5MUFvbWFVbFoydXRseTVRZ0dkTDh5REt6',
  'UGhqQnpZdzluTmFYeENQdEw5TksvejFhclE9PSJ9',
  '-----END ENCRYPTED SIGSTORE PRIVATE KEY-----',
].join('\n');
const cosignPublicKey = [
  '-----BEGIN PUBLIC KEY-----',
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMC0enV1V1HgdRCV7lvBgxehp7SMt',
  'zfOqFj4bEI7YIbmhIOCH3ST0vsh3qt+pG/2nwtzllYW4MRGQbb5c7U5+2A==',
  '-----END PUBLIC KEY-----',
].join('\n');
const password = 'lens and light';

const pkcs8 = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();
const spki = (key: KeyObject): string => key.export({ format: 'pem', type: 'spki' }).toString();
const pair = (curve: string): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } => generateKeyPairSync('ec', { namedCurve: curve });

test('keys of every kind that is taken, with a log of either version', async () => {
  const p256 = pair('P-256');
  const p384 = pair('P-384');
  const p521 = pair('P-521');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const table: readonly { readonly what: string; readonly key: string; readonly pub: string; readonly env?: Readonly<Record<string, string>> }[] = [
    { what: 'P-256, PKCS#8', key: pkcs8(p256.privateKey), pub: spki(p256.publicKey) },
    { what: 'P-256, SEC1', key: p256.privateKey.export({ format: 'pem', type: 'sec1' }).toString(), pub: spki(p256.publicKey) },
    { what: 'P-384', key: pkcs8(p384.privateKey), pub: spki(p384.publicKey) },
    { what: 'P-521', key: pkcs8(p521.privateKey), pub: spki(p521.publicKey) },
    { what: 'RSA', key: pkcs8(rsa.privateKey), pub: spki(rsa.publicKey) },
    {
      what: 'P-256, encrypted PKCS#8',
      key: p256.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'open' }).toString(),
      pub: spki(p256.publicKey),
      env: { COSIGN_PASSWORD: 'open' },
    },
    { what: "cosign's", key: `${cosignKey}\n`, pub: cosignPublicKey, env: { COSIGN_PASSWORD: password } },
    { what: "cosign's under its older name", key: cosignKey.replaceAll('SIGSTORE', 'COSIGN'), pub: cosignPublicKey, env: { COSIGN_PASSWORD: password } },
  ];
  for (const { what, key, pub, env = {} } of table) {
    for (const log of ['v1', 'v2'] as const) {
      // One is kept in memory, the other is read piece by piece.
      for (const size of [10, 2_000_000]) {
        const file = bench.put('f', Buffer.alloc(size, what));
        const ran = await bench.run(['sign', file, '--force', '--key', bench.put('signing.pem', key)], { log, env });
        assert.equal(ran.code, 0, `${what}, ${log}: ${ran.err}`);
        assert.match(ran.out, /by the key [0-9a-f]{64}/);
        const verify = ['verify', file, '--trusted-root', bench.path('root.json'), '--key', bench.put('pub.pem', pub), '--offline'];
        const verified = await bench.run(verify);
        assert.equal(verified.code, 0, `${what}, ${log}: ${verified.out}`);
        const { verificationMaterial } = JSON.parse(bench.read('f.sigstore.json'));
        assert.equal(verificationMaterial.tlogEntries.length, 1);
        assert.equal(Buffer.from(verificationMaterial.publicKey.hint, 'base64').length, 32);
      }
    }
  }
});

test('a key of Ed25519 signs where nothing is logged and what is logged whole, and no log is told of a digest that it does not sign', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = bench.put('ed.pem', pkcs8(privateKey));
  const file = bench.put('e', 'bytes');
  const before = bench.lab.rekorV1.asked.length + bench.lab.rekorV2.asked.length + bench.lab.tsa.asked.length;
  const attest = ['attest', file, '--key', key, '--type', 'https://acme.example/review/v1', '--predicate', bench.put('review.json', '{"ok":true}')];
  for (const { words, log, says } of [
    { words: ['sign', file, '--key', key], log: 'v1', says: /the digest of a file alone; nothing was signed/ },
    { words: ['sign', file, '--key', key], log: 'v2', says: /the digest of a file alone; nothing was signed/ },
    { words: attest, log: 'v2', says: /the digest of an attestation alone; nothing was signed/ },
  ] as const) {
    const refused = await bench.run(words, { log });
    assert.equal(refused.code, 2, refused.out);
    assert.match(refused.err, says);
    assert.match(refused.err, /openssl genpkey -algorithm EC[^]*--signing-config/);
  }
  assert.equal(bench.lab.rekorV1.asked.length + bench.lab.rekorV2.asked.length + bench.lab.tsa.asked.length, before, 'nobody was told anything');
  const attested = await bench.run(attest, { log: 'v1' });
  assert.equal(attested.code, 0, attested.err);
  const asked = ['--trusted-root', bench.path('root.json'), '--offline', '--type', 'https://acme.example/review/v1'];
  const held = await bench.run(['verify', file, '--key', bench.put('ed.pub', spki(publicKey)), ...asked]);
  assert.equal(held.code, 0, held.out);
  assert.equal((await bench.run(['verify', file, '--key', bench.put('ed2.pub', spki(generateKeyPairSync('ed25519').publicKey)), ...asked])).code, 1);
  const config = { ...bench.lab.signingConfig(), rekorTlogUrls: [] };
  const signed = await bench.run(['sign', file, '--key', key, '--signing-config', bench.put('no-log.json', JSON.stringify(config))]);
  assert.equal(signed.code, 0, signed.err);
  const verified = await bench.run(['verify', file, '--trusted-root', bench.path('root.json'), '--key', bench.put('ed.pub', spki(publicKey)), '--offline']);
  assert.equal(verified.code, 0, verified.out);
});

test('with a key no service need be asked', async () => {
  const { privateKey, publicKey } = pair('P-256');
  const file = bench.put('alone', 'alone');
  const network = { request: () => Promise.reject(new Error('a service was asked')) };
  const words = ['sign', file, '--key', bench.put('alone.pem', pkcs8(privateKey)), '--signing-config', 'none'];
  const ran = await bench.run(words, { verifyPorts: { ...bench.ports, network } });
  assert.equal(ran.code, 0, ran.err);
  assert.doesNotMatch(ran.err, /published/);
  const { verificationMaterial } = JSON.parse(bench.read('alone.sigstore.json'));
  assert.deepEqual(verificationMaterial.tlogEntries, []);
  const verified = await bench.run(['verify', file, '--key', bench.put('alone.pub', spki(publicKey)), '--offline']);
  assert.equal(verified.code, 0, verified.out);
  const keyless = await bench.run(['sign', file, '--force', '--signing-config', 'none']);
  assert.equal(keyless.code, 2, keyless.out);
  assert.match(keyless.err, /no service has no certificate authority, and no key was given/);
});

test('keys that are not taken, and nothing of them is told', async () => {
  const file = bench.put('g', 'g');
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const koblitz = pair('secp256k1');
  const other = pair('P-256');
  const encrypted = other.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'open' }).toString();
  const body = JSON.parse(Buffer.from(cosignKey.split('\n').slice(1, -1).join(''), 'base64').toString());
  const repacked = (change: object): string => {
    const packed = Buffer.from(JSON.stringify({ ...body, ...change })).toString('base64');
    return `-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n${packed}\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n`;
  };
  const kdf = (params: object): object => ({ kdf: { ...body.kdf, params: { ...body.kdf.params, ...params } } });
  const table: readonly { readonly what: string; readonly key: string; readonly password?: string; readonly says: RegExp }[] = [
    { what: 'no PEM', key: 'hunter2', says: /holds no private key as PEM/ },
    { what: 'a public key', key: spki(other.publicKey), says: /holds no private key as PEM/ },
    { what: 'two keys', key: `${pkcs8(other.privateKey)}${pkcs8(other.privateKey)}`, says: /holds no private key as PEM/ },
    { what: 'RSA that is too short', key: pkcs8(weak.privateKey), says: /RSA key of 1024 bits/ },
    { what: 'another curve', key: pkcs8(koblitz.privateKey), says: /curve that is not accepted/ },
    { what: 'no password', key: cosignKey, says: /there is no password/ },
    { what: 'a wrong password', key: cosignKey, password: 'lens or light', says: /not opened by this password/ },
    { what: 'a wrong password of PKCS#8', key: encrypted, password: 'shut', says: /not opened by this password/ },
    { what: 'a key derivation that takes all memory', key: repacked(kdf({ N: 2 ** 30 })), password, says: /in a way that is not read/ },
    { what: 'blocks that take all memory', key: repacked(kdf({ r: 2 ** 20 })), password, says: /in a way that is not read/ },
    { what: 'another cipher', key: repacked({ cipher: { ...body.cipher, name: 'rot13' } }), password, says: /in a way that is not read/ },
    { what: 'a short nonce', key: repacked({ cipher: { ...body.cipher, nonce: 'AAAA' } }), password, says: /another length/ },
    { what: 'a changed ciphertext', key: repacked({ ciphertext: `AAAA${String(body.ciphertext).slice(4)}` }), password, says: /not opened/ },
  ];
  for (const { what, key, password: given, says } of table) {
    const ran = await bench.run(['sign', file, '--key', bench.put('bad.pem', key)], { env: given === undefined ? {} : { COSIGN_PASSWORD: given } });
    assert.equal(ran.code, 2, `${what}: ${ran.err}`);
    assert.match(ran.err, says, what);
    for (const secret of ['hunter2', 'lens or light', password, String(body.ciphertext).slice(0, 16), key.split('\n')[1]?.slice(0, 24) ?? 'none'])
      assert.ok(!ran.err.includes(secret), `${what}: ${ran.err}`);
  }
});

test('the password may be in a file', async () => {
  const file = bench.put('h', 'h');
  const words = ['sign', file, '--key', bench.put('cosign.key', cosignKey), '--key-password', bench.put('password', `${password}\n`)];
  const ran = await bench.run(words, { env: { COSIGN_PASSWORD: 'another' } });
  assert.equal(ran.code, 0, ran.err);
});

test('with a key the surroundings of the job say whether the repository is public', async () => {
  const file = bench.put('i', 'i');
  const { privateKey } = pair('P-256');
  const words = ['sign', file, '--force', '--key', bench.put('k.pem', pkcs8(privateKey))];
  const event = (repository: object): string => bench.put('event.json', JSON.stringify({ repository }));
  const network = { request: async () => ({ kind: 'failed', cause: 'tls', reason: 'no TLS here' }) as const };
  const table: readonly { readonly what: string; readonly env: Readonly<Record<string, string>>; readonly code: string; readonly note: boolean }[] = [
    { what: 'a private repository of GitHub', env: { GITHUB_EVENT_PATH: event({ private: true }) }, code: 'SIGNING_PRIVATE', note: false },
    { what: 'a private project of GitLab', env: { GITLAB_CI: 'true', CI_PROJECT_VISIBILITY: 'private' }, code: 'SIGNING_PRIVATE', note: false },
    { what: 'a public project of GitLab', env: { GITLAB_CI: 'true', CI_PROJECT_VISIBILITY: 'public' }, code: 'SIGNING_SERVICE_FAILED', note: false },
    { what: 'a machine of a person', env: {}, code: 'SIGNING_SERVICE_FAILED', note: true },
  ];
  for (const { what, env, code, note } of table) {
    if (what.includes('GitHub')) event({ private: true });
    const ran = await bench.run(words, { env: { SEALWRIGHT_SIGNING_CONFIG: '', ...env }, verifyPorts: { ...bench.ports, network } });
    assert.match(ran.err, new RegExp(code), what);
    assert.equal(/nothing says whether the repository is public/.test(ran.err), note, what);
  }
});
