import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { attestedSchema } from '../../../scripts/gen/schemas.ts';
import { githubIssuer, startGithub, startRegistry } from '../../../src/lab/index.ts';
import { pushLittleIndex } from '../../support/little-index.ts';
import { targetAt } from '../../support/push-lab.ts';
import { signBench } from '../sign/bench.ts';

const bench = await signBench({ issuer: githubIssuer });
after(bench.close);
// It knows of no attestation: what there is hangs on the images.
const github = await startGithub();
after(github.close);
const env = { ...bench.lab.oidc.runnerEnvironment, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url };
const run = (words: readonly string[]) => bench.run(words, { env });
const asked = ['--trusted-root', bench.path('root.json'), '--repo', 'acme/lens', '--workflow', 'release.yml'];

test('provenance of an index hangs on it and on each platform, as one statement that is logged once', async (t) => {
  for (const referrers of ['api', 'none'] as const) {
    const registry = await startRegistry({ referrers });
    t.after(() => registry.close());
    const { digest, platforms } = await pushLittleIndex(targetAt(registry.host));
    const name = `${registry.host}/acme/lens`;
    const logged = bench.lab.rekorV1.asked.length;
    const file = bench.put(`${referrers}/lens.tgz`, 'built');
    const made = await run(['provenance', `${name}:v1`, file, '--format', 'json']);
    assert.equal(made.code, 0, made.err);
    assert.equal(bench.lab.rekorV1.asked.length, logged + 1);
    const told = JSON.parse(made.out) as { readonly subjects: readonly { readonly attached?: readonly string[] }[]; readonly bundle: string };
    assert.deepEqual(attestedSchema.parse(JSON.parse(made.out)), JSON.parse(made.out));
    assert.deepEqual(
      told.subjects.map((one) => one.attached?.length),
      [undefined, ...platforms.map(() => 1), 1],
    );
    assert.ok(bench.has(`${referrers}/lens.tgz.intoto.jsonl`));
    for (const one of [digest, ...platforms]) {
      const verified = await run([
        'verify',
        `${name}@${one}`,
        ...asked,
        '--type',
        'provenance',
        '--builder',
        'https://github.com/acme/lens/.github/workflows/release.yml',
      ]);
      assert.equal(verified.code, 0, verified.out + verified.err);
    }
    assert.equal((await run(['verify', `${name}:v1`, ...asked, '--recursive', '--type', 'provenance'])).code, 0);
  }
});

test('an SBOM is of the digest that was named, and of what is under it where that was asked for', async (t) => {
  for (const { more, every } of [
    { more: [], every: 1 },
    { more: ['--recursive', '--legacy'], every: 0 },
  ]) {
    const registry = await startRegistry();
    t.after(() => registry.close());
    const { digest } = await pushLittleIndex(targetAt(registry.host));
    const name = `${registry.host}/acme/lens@${digest}`;
    const sbom = bench.put('lens.cdx.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 }));
    const made = await run(['attest', name, '--type', 'cyclonedx', '--predicate', sbom, ...more]);
    assert.equal(made.code, 0, made.err);
    assert.ok(!bench.has('multiple.cyclonedx.sigstore.json'), 'an image alone leaves no file');
    assert.equal((await run(['verify', name, ...asked, '--type', 'cyclonedx'])).code, 0);
    assert.equal((await run(['verify', name, ...asked, '--type', 'sbom', '--recursive'])).code, every);
    assert.equal(registry.repositories.get('acme/lens')?.tags.has(`${digest.replace(':', '-')}.att`), every === 0);
  }
});

test('an SBOM of one platform is not one of the index, and the message names the platform', async (t) => {
  const registry = await startRegistry();
  t.after(() => registry.close());
  const { digest, platforms } = await pushLittleIndex(targetAt(registry.host));
  const [platform = ''] = platforms;
  const name = `${registry.host}/acme/lens`;
  const purl = `pkg:oci/lens@${encodeURIComponent(platform)}?arch=amd64`;
  const sbom = bench.put(
    'platform.cdx.json',
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component: { purl, 'bom-ref': purl } } }),
  );
  const attest = (...words: readonly string[]) => run(['attest', ...words, '--type', 'cyclonedx', '--predicate', sbom]);
  for (const words of [[`${name}@${digest}`], [`${name}:v1`], [`${name}:v1`, '--recursive']]) {
    const refused = await attest(...words);
    assert.equal(refused.code, 2, refused.err);
    assert.ok(refused.err.includes(`attest it of ${name}@${platform}`), refused.err);
  }
  const made = await attest(`${name}@${platform}`);
  assert.equal(made.code, 0, made.err);
  assert.equal((await run(['verify', `${name}@${platform}`, ...asked, '--type', 'sbom'])).code, 0);
});
