import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { attachAll, openImages } from '../../../src/cli/sign/image.ts';
import { imageAttestation, imageSubjects } from '../../../src/cli/sign/image-attestation.ts';
import { signerOf, type SignerRequest } from '../../../src/cli/sign/options.ts';
import { startGithub, startRegistry } from '../../../src/lab/index.ts';
import { parseImageReference } from '../../../src/registry/oci/index.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { pushLittleIndex } from '../../support/little-index.ts';
import { targetAt, valueOf } from '../../support/push-lab.ts';
import { signBench } from './bench.ts';

const bench = await signBench();
after(bench.close);
const github = await startGithub();
after(github.close);
const env = { ...bench.lab.oidc.runnerEnvironment, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url };
const request: SignerRequest = {
  keyFile: undefined,
  passwordFile: undefined,
  program: undefined,
  tokenFile: undefined,
  signingConfig: bench.path('signing-v1.json'),
  trustedRoot: bench.path('root.json'),
  publishing: 'private-by-default',
  timeoutMs: 60_000,
};
const predicateType = 'https://example.test/predicate';

test('one statement about an index and its platforms hangs on each of them, in the older form as well', async (t) => {
  for (const older of ['left-out', 'kept'] as const) {
    const registry = await startRegistry();
    t.after(() => registry.close());
    await pushLittleIndex(targetAt(registry.host));
    const word = `${registry.host}/acme/lens:v1`;
    const machine = fakeMachine({ verifyPorts: bench.ports, env });
    const reference = valueOf(parseImageReference(word));
    const [image] = await openImages([{ word, reference }], { platforms: 'each' }, machine, bench.ports);
    assert.ok(image !== undefined);
    const opened = await signerOf(request, machine, bench.ports);
    const statement = { _type: 'https://in-toto.io/Statement/v1', subject: imageSubjects(image), predicateType, predicate: { made: 'for a test' } };
    const signed = await opened.signer.signStatement(Buffer.from(JSON.stringify(statement)));
    const evidence = imageAttestation(image, signed, { predicateType, older });
    const [attached = []] = await attachAll([{ image, evidence, wanted: { predicateType } }], opened, bench.ports);
    assert.equal(attached.length, older === 'kept' ? 6 : 3);
    const asked = ['--trusted-root', bench.path('root.json'), '--repo', 'acme/lens', '--workflow', 'release.yml', '--issuer', bench.lab.oidc.url];
    const verify = async (type: string): Promise<number> => (await bench.run(['verify', word, ...asked, '--recursive', '--type', type], { env })).code;
    assert.equal(await verify(predicateType), 0);
    // An attestation is no signature.
    assert.equal(await verify('signature'), 1);
    if (older === 'left-out') continue;
    registry.repositories.get('acme/lens')?.referrers.clear();
    assert.equal(await verify(predicateType), 0);
  }
});

test('evidence of another kind than was to be attached is not taken for it', async (t) => {
  const registry = await startRegistry();
  t.after(() => registry.close());
  await pushLittleIndex(targetAt(registry.host));
  const word = `${registry.host}/acme/lens:v1`;
  const machine = fakeMachine({ verifyPorts: bench.ports, env });
  const [image] = await openImages([{ word, reference: valueOf(parseImageReference(word)) }], { platforms: 'index' }, machine, bench.ports);
  assert.ok(image !== undefined);
  const opened = await signerOf(request, machine, bench.ports);
  const other = [{ name: 'another', digest: { sha256: '0'.repeat(64) } }];
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject: other, predicateType, predicate: {} };
  const signed = await opened.signer.signStatement(Buffer.from(JSON.stringify(statement)));
  const evidence = imageAttestation(image, signed, { predicateType, older: 'left-out' });
  await assert.rejects(attachAll([{ image, evidence, wanted: { predicateType } }], opened, bench.ports), /does not come back as it was attached/);
});
