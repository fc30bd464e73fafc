import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { attachAll, openImages, partsOf } from '../../../src/cli/sign/image.ts';
import { signerOf, type SignerRequest } from '../../../src/cli/sign/options.ts';
import { startRegistry } from '../../../src/lab/index.ts';
import { parseImageReference } from '../../../src/registry/oci/index.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { pushLittleIndex } from '../../support/little-index.ts';
import { targetAt, valueOf } from '../../support/push-lab.ts';
import { signBench } from './bench.ts';

const bench = await signBench();
after(bench.close);
const env = bench.lab.oidc.runnerEnvironment;
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

test('evidence about something else is not taken for what was to be attached', async (t) => {
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
  const bundle = { json: signed.json, content: 'dsse-envelope' as const, predicateType };
  const evidence = partsOf(image).map((part) => ({ part, bundle, older: undefined }));
  await assert.rejects(attachAll([{ image, evidence, wanted: { predicateType } }], opened, bench.ports), /does not come back as it was attached/);
});
