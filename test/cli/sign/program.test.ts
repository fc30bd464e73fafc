import assert from 'node:assert/strict';
import { generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { after, test } from 'node:test';
import { p256 } from '@noble/curves/nist.js';
import type { Programs } from '../../../src/base/index.ts';
import { programs } from '../../../src/cli/ports/programs.ts';
import { signBench } from './bench.ts';

const bench = await signBench();
after(bench.close);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: KeyObject): string => key.export({ format: 'pem', type: 'spki' }).toString();

test('a program signs, as a shell script with openssl', async () => {
  const key = bench.put('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  const script = `#!/bin/sh
set -e
case "$1 $2" in
  'public-key ') openssl pkey -in '${key}' -pubout ;;
  'sign sha256') openssl pkeyutl -sign -inkey '${key}' -pkeyopt digest:sha256 | base64 ;;
  *) exit 9 ;;
esac
`;
  const program = bench.put('signer.sh', script);
  chmodSync(program, 0o755);
  const verifyPorts = { ...bench.ports, programs };
  for (const size of [3, 2_000_000]) {
    const file = bench.put('f', Buffer.alloc(size, 7));
    for (const more of [[], ['--key', bench.put('pub.pem', pem(publicKey))]]) {
      const ran = await bench.run(['sign', file, '--force', '--signer', program, ...more], { verifyPorts });
      assert.equal(ran.code, 0, ran.err);
      const verified = await bench.run(['verify', file, '--trusted-root', bench.path('root.json'), '--key', bench.put('pub.pem', pem(publicKey)), '--offline']);
      assert.equal(verified.code, 0, verified.out);
    }
  }
});

test('a key of Ed25519 behind a program signs bytes', async () => {
  const ed = generateKeyPairSync('ed25519');
  const words: string[] = [];
  const run: Programs['run'] = async (_program, asked, { input }) => {
    words.push(asked.join(' '));
    const said = asked[0] === 'public-key' ? pem(ed.publicKey) : signBytes(null, input as Uint8Array, ed.privateKey).toString('base64');
    return { kind: 'ended', code: 0, stdout: Buffer.from(said) };
  };
  const config = bench.put('no-log.json', JSON.stringify({ ...bench.lab.signingConfig(), rekorTlogUrls: [] }));
  const file = bench.put('e', 'bytes');
  const ran = await bench.run(['sign', file, '--signer', 'p', '--signing-config', config], { verifyPorts: { ...bench.ports, programs: { run } } });
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(words, ['public-key', 'sign bytes']);
});

test('what a program may do wrong, nobody is told of', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = (key: KeyObject): Uint8Array => Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
  const signs = (key: KeyObject) => (input: Uint8Array) => Buffer.from(p256.sign(input, secret(key), { prehash: false, format: 'der' })).toString('base64');
  type Answer = (input: Uint8Array) => string | number;
  const table: readonly { readonly what: string; readonly key?: Answer; readonly sign?: Answer; readonly says: RegExp }[] = [
    { what: 'no key', key: () => 'no', says: /printed no public key/ },
    { what: 'its private key', key: () => privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), says: /printed no public key/ },
    { what: 'a stop', sign: () => 7, says: /ended with 7 when it was asked: sign sha256/ },
    { what: 'nothing', sign: () => '', says: /no signature in base64/ },
    { what: 'words', sign: () => 'ERROR: hunter2 is not allowed', says: /no signature in base64/ },
    { what: 'a signature by another key', sign: signs(other.privateKey), says: /not by its public key/ },
    { what: 'a signature over something else', sign: () => signs(privateKey)(Buffer.alloc(32)), says: /not by its public key/ },
  ];
  const file = bench.put('g', 'g');
  const before = bench.lab.rekorV1.asked.length + bench.lab.tsa.asked.length;
  for (const { what, key = () => pem(publicKey), sign = signs(privateKey), says } of table) {
    const run: Programs['run'] = async (_program, asked, { input }) => {
      const said = (asked[0] === 'public-key' ? key : sign)(input as Uint8Array);
      return { kind: 'ended', code: typeof said === 'number' ? said : 0, stdout: Buffer.from(String(said)) };
    };
    const ran = await bench.run(['sign', file, '--signer', 'kms'], { verifyPorts: { ...bench.ports, programs: { run } } });
    assert.equal(ran.code, 2, `${what}: ${ran.err}`);
    assert.match(ran.err, says, what);
    assert.doesNotMatch(ran.err, /hunter2|PRIVATE KEY/, what);
  }
  assert.equal(bench.lab.rekorV1.asked.length + bench.lab.tsa.asked.length, before);
  const missing = await bench.run(['sign', file, '--signer', 'no-such-program']);
  assert.match(missing.err, /could not be run/);
});
