import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { freshRegistryKeys, knownRegistryKeys, registryPolicy } from '../../../src/cli/verify/registry-keys.ts';
import { disk } from '../../../src/cli/ports/disk.ts';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { makeKey, npmKeyId, startLab, startNpm } from '../../../src/lab/index.ts';
import { artifactOfBytes } from '../../../src/subjects/digest.ts';
import { messageByKey } from '../../../src/subjects/git/signed-bytes.ts';
import { demandsOf, judge } from '../../../src/trust/judge/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
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
  const signer = registryPolicy(knownRegistryKeys(fakeMachine(), { disk: memoryDisk({}), clock: { now: () => Date.UTC(2026, 8, 1) } }));
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

test("newer keys of npm's registry come by The Update Framework, and are kept", async () => {
  const lab = await startLab({ clock: { now: () => Date.now() } });
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-npm-keys-'));
  try {
    const machine = fakeMachine({ env: { XDG_CACHE_HOME: folder } });
    const ports = { disk, clock: { now: () => Date.now() } };
    const rootFile = join(folder, 'first-root.json');
    writeFileSync(rootFile, lab.tuf.root());
    const mirror = { from: 'the lab', url: lab.tuf.url, rootFile };
    const start = '2026-01-01T00:00:00.000Z';
    const publicKey = { rawBytes: Buffer.from(key.spki).toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: { start } };
    const known = knownRegistryKeys(machine, ports);
    assert.equal(await freshRegistryKeys(known, { network: 'offline' }, machine, ports, mirror), undefined, 'nobody is asked offline');
    assert.equal(await freshRegistryKeys(known, { network: 'used' }, machine, ports, mirror), undefined, 'the mirror has no such target');
    lab.tuf.publish('registry.npmjs.org/keys.json', '{"keys":[{"keyUsage":"npm:signatures"}]}');
    assert.equal(await freshRegistryKeys(known, { network: 'used' }, machine, ports, mirror), undefined, 'what it has is none');
    lab.tuf.publish(
      'registry.npmjs.org/keys.json',
      JSON.stringify({ keys: [{ keyId: npmKeyId(key), keyUsage: 'npm:signatures', publicKey }, { keyUsage: 'other' }] }),
    );
    const fresh = await freshRegistryKeys(known, { network: 'used' }, machine, ports, mirror);
    assert.deepEqual(
      fresh?.keys.map((one) => [one.usage, one.validFor]),
      [['signatures', { start: Date.parse(start), end: undefined }]],
    );
    mkdirSync(join(folder, 'sealwright'), { recursive: true });
    for (const [path, text] of machine.written) writeFileSync(path, text);
    assert.deepEqual(knownRegistryKeys(machine, ports), fresh, 'they were kept');
    assert.equal(await freshRegistryKeys(fresh ?? known, { network: 'used' }, machine, ports, mirror), undefined, 'they are new enough');
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
