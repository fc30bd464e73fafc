import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { signBench } from './bench.ts';

const bench = await signBench();
after(bench.close);
const identity = ['--certificate-identity', 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3'];

test('what sign-bundle makes, verify-bundle takes', async () => {
  const artifact = bench.put('a.txt', 'an artifact');
  const sha256 = createHash('sha256').update('an artifact').digest('hex');
  const statement = bench.put(
    'statement.json',
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'a.txt', digest: { sha256 } }],
      predicateType: 'https://example.test/p',
      predicate: {},
    }),
  );
  for (const log of ['v1', 'v2']) {
    for (const { file, more } of [
      { file: artifact, more: [] },
      { file: statement, more: ['--in-toto'] },
    ]) {
      const services = ['--trusted-root', bench.path('root.json'), '--signing-config', bench.path(`signing-${log}.json`)];
      const words = ['conformance', 'sign-bundle', ...more, '--identity-token', bench.lab.oidc.tokenFor(), '--bundle', bench.path('b.json'), ...services, file];
      const signed = await bench.run(words);
      assert.equal(signed.code, 0, signed.err);
      const verify = ['conformance', 'verify-bundle', '--bundle', bench.path('b.json'), ...identity, '--certificate-oidc-issuer', bench.lab.oidc.url];
      const verified = await bench.run([...verify, '--trusted-root', bench.path('root.json'), `sha256:${sha256}`]);
      assert.equal(verified.code, 0, verified.err);
      assert.equal((await bench.run([...verify, '--trusted-root', bench.path('root.json'), `sha256:${'0'.repeat(64)}`])).code, 1);
    }
  }
});

test('sign-bundle refuses a token that has expired, and writes nothing', async () => {
  const file = bench.put('b.txt', 'b');
  const token = bench.lab.oidc.tokenFor({}, { lifetime: -1 });
  const ran = await bench.run(['conformance', 'sign-bundle', '--identity-token', token, '--bundle', bench.path('none.json'), file]);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /has expired/);
  assert.ok(!ran.err.includes(token.split('.')[1] ?? ''));
  assert.ok(!bench.has('none.json'));
});
