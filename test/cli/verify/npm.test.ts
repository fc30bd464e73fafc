import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readKey } from '../../../src/cli/verify/key.ts';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { makeKey, startNpm } from '../../../src/lab/index.ts';
import { artifactOfBytes } from '../../../src/subjects/digest.ts';
import { messageByKey } from '../../../src/subjects/git/signed-bytes.ts';
import { demandsOf, judge } from '../../../src/trust/judge/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { memoryDisk } from '../../support/memory-disk.ts';
import { digestsOf } from '../../support/verify-lab.ts';
import { verifyBench, type Ran } from './bench.ts';

const bench = verifyBench();
const key = makeKey({ seed: 'the registry', algorithm: 'p256' });
const npm = await startNpm({ keys: [key] });
after(async () => {
  bench.close();
  await npm.close();
});
const pem = bench.put('registry.pub', `-----BEGIN PUBLIC KEY-----\n${Buffer.from(key.spki).toString('base64')}\n-----END PUBLIC KEY-----\n`);
const verify = (...words: readonly string[]): Promise<Ran> => bench.verify(words, { env: { NPM_CONFIG_REGISTRY: npm.url }, ports: { network: openNetwork() } });

test('what a registry of npm signed verifies with its key, and says that the registry has it', async () => {
  const tarball = Buffer.from('a package');
  npm.publish({ name: '@acme/lens', version: '1.0.0', tarball, signedBy: key });
  npm.publish({ name: '@acme/lens', version: '2.0.0', tarball, signedBy: makeKey({ seed: 'somebody', algorithm: 'p256' }) });
  npm.publish({ name: '@acme/lens', version: '3.0.0', tarball });
  const signed = await verify('pkg:npm/%40acme/lens@1.0.0', '--key', pem);
  assert.equal(signed.code, 0, signed.out);
  assert.match(signed.out, /^verified: pkg:npm\/%40acme\/lens@1\.0\.0 has a signature by the key sha256:/);
  assert.equal((await verify('pkg:npm/%40acme/lens@1.0.0', '--key', pem, '--type', 'provenance')).code, 1);
  const other = await verify('pkg:npm/%40acme/lens@2.0.0', '--key', pem);
  assert.equal(other.code, 1, other.out);
  assert.match(other.out, /\[SIGNATURE_INVALID\]/);
  assert.match((await verify('pkg:npm/%40acme/lens@3.0.0', '--key', pem)).out, /\[EVIDENCE_MISSING\]/);
  const npms = await verify('pkg:npm/%40acme/lens@1.0.0', '--key', 'npm');
  assert.equal(npms.code, 1, "npm's own keys are others");
  assert.match(npms.out, /\[SIGNATURE_INVALID\]/);
});

/** What npm's registry signed of two versions, with the key of before 2025 and the one since. */
const published = {
  retired: {
    text: 'uuid@0.0.2:sha512-3h/4V/B5W+7FmanZTk1bQMDDoNstFk/2xy0W2W1s1WX8NPU2Sgrfi3GXZQvhqVZZiQAA7A7uUgOB4xzy0ngraA==',
    signature: 'MEYCIQD1IQ4S7SggRuiiTxjJVzzfkHVzcPpPso/A+N++TgXqAgIhAP+LCzmHoT6q26ofm8BifbpLqynMNyNtpYHPSz7covx/',
  },
  current: {
    text: 'gitnexus@1.6.3:sha512-Yvhc70ESXFHPMtXHSddDgNL3dUxdvmA+CmxoadFBB7rTxIcXi8vrY/jhMvjvzJpBxp4JKi+lD8Pt1m1wL88Mtg==',
    signature: 'MEYCIQCQARKOetvmR4UCJ//33uz5cRBl4oLlbWPHhsrSXNIhTwIhALCAE35kvYprKw5D6NKJ0rBl7i4kidI6EWBVmgzGJD4t',
  },
};

test("npm's own keys come with the package, each for its use and its time", () => {
  const signer = readKey(memoryDisk({}), 'npm');
  const demands = demandsOf({ signer, artifact: { kind: 'artifact' }, evidence: [], build: {} });
  const tools = { verifier: createVerifier({ roots: [], now: Date.UTC(2026, 8, 1) }), checkProvenance: () => ({ reasons: [], facts: {} }) };
  const said = (text: string, signature: string): string => {
    const signed = Buffer.from(text);
    const { bundle } = messageByKey({ signature: Buffer.from(signature, 'base64'), signed, hint: '' });
    const piece = { from: 'the registry', format: 'npm', use: 'npm', bundle: { kind: 'parsed', value: bundle }, over: artifactOfBytes(signed, '') } as const;
    const verdict = judge({ artifact: { digests: digestsOf(signed) }, offered: [piece], notes: [], demands }, tools);
    return verdict.verified ? 'verified' : (verdict.pieces[0]?.reasons.map((one) => one.code).join() ?? '');
  };
  assert.equal(said(published.current.text, published.current.signature), 'verified');
  assert.equal(said(published.current.text.replace('1.6.3', '1.6.4'), published.current.signature), 'SIGNATURE_INVALID');
  assert.equal(said(published.retired.text, published.retired.signature), 'KEY_RETIRED', 'nobody says that it was signed before the key was retired');
});
