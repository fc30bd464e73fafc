import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from '../../src/cli/commands/conformance.ts';
import { verifyPorts } from '../../src/cli/ports/verify-ports.ts';
import { run } from '../../src/cli/run.ts';
import { makeKey, trustedRootOf } from '../../src/lab/index.ts';
import { fakeMachine } from '../support/fake-machine.ts';
import { artifactBytes, clock, digestsOf, instance, sign } from '../support/verify-lab.ts';

const signer = ['--certificate-identity', 'a', '--certificate-oidc-issuer', 'b'];
const digest = `sha256:${'0'.repeat(64)}`;

test('the command line is the one that the suite calls', () => {
  assert.deepEqual(parse(['verify-bundle', '--bundle', 'b.json', ...signer, '--trusted-root', 'r.json', digest]), {
    kind: 'conformance',
    verb: 'verify-bundle',
    bundle: 'b.json',
    signer: { kind: 'identity', identity: 'a', issuer: 'b' },
    root: { kind: 'file', file: 'r.json' },
    artifact: { kind: 'digest', sha256: '0'.repeat(64) },
  });
  assert.deepEqual(parse(['verify-bundle', '--staging', '--bundle', 'b', '--key', 'k', 'f']), {
    kind: 'conformance',
    verb: 'verify-bundle',
    bundle: 'b',
    signer: { kind: 'key', file: 'k' },
    root: { kind: 'staging' },
    artifact: { kind: 'file', file: 'f' },
  });
  assert.deepEqual(parse(['sign-bundle', '--staging', '--in-toto', '--identity-token', 't', '--bundle', 'b', '--signing-config', 's', 'f']), {
    kind: 'conformance',
    verb: 'sign-bundle',
    bundle: 'b',
    token: 't',
    file: 'f',
    what: 'statement',
    root: { kind: 'staging' },
    services: { kind: 'file', file: 's' },
  });
});

const mistakes: readonly { readonly what: string; readonly argv: readonly string[] }[] = [
  { what: 'another verb', argv: ['look-bundle', '--bundle', 'b', ...signer, 'f'] },
  { what: 'signing without a token', argv: ['sign-bundle', '--bundle', 'b', 'f'] },
  { what: 'signing for an identity', argv: ['sign-bundle', '--bundle', 'b', '--identity-token', 't', ...signer, 'f'] },
  { what: 'verifying with a token', argv: ['verify-bundle', '--bundle', 'b', '--identity-token', 't', ...signer, 'f'] },
  { what: 'no bundle', argv: ['verify-bundle', ...signer, 'f'] },
  { what: 'no signer', argv: ['verify-bundle', '--bundle', 'b', 'f'] },
  { what: 'an identity without an issuer', argv: ['verify-bundle', '--bundle', 'b', '--certificate-identity', 'a', 'f'] },
  { what: 'a key and an identity', argv: ['verify-bundle', '--bundle', 'b', '--key', 'k', ...signer, 'f'] },
  { what: 'two roots', argv: ['verify-bundle', '--bundle', 'b', ...signer, '--staging', '--trusted-root', 'r', 'f'] },
  { what: 'no artifact', argv: ['verify-bundle', '--bundle', 'b', ...signer] },
];

for (const { what, argv } of mistakes) test(`refuses ${what}`, () => assert.equal(parse(argv).kind, 'usage'));

test('the exit code says what was decided', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-conformance-'));
  try {
    const file = (name: string, text: string | Uint8Array): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const sigstore = instance();
    const key = makeKey({ seed: 'own', algorithm: 'p256' });
    const words = [
      '--bundle',
      file('bundle.json', sign(sigstore, 'blob', { signer: { kind: 'key', key } }).text),
      '--key',
      file('key.pub', key.publicPem),
      '--trusted-root',
      file('root.json', JSON.stringify(trustedRootOf(sigstore))),
    ];
    const code = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly err: string }> => {
      const machine = fakeMachine({ verifyPorts: { ...verifyPorts, clock } });
      return { code: await run(['conformance', ...argv], machine), err: machine.err() };
    };
    assert.deepEqual(await code('verify-bundle', ...words, file('artifact', artifactBytes)), { code: 0, err: '' });
    assert.deepEqual(await code('verify-bundle', ...words, `sha256:${digestsOf(artifactBytes).sha256}`), { code: 0, err: '' });
    const refused = await code('verify-bundle', ...words, digest);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^ARTIFACT_MISMATCH: /);
    assert.equal((await code('verify-bundle', ...words, join(folder, 'missing'))).code, 2);
    assert.equal((await code('verify-bundle')).code, 2);
    file('root.json', '{}');
    assert.match((await code('verify-bundle', ...words, digest)).err, /^ROOT_MALFORMED: /);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
