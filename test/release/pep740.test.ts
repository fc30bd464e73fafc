import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { publishType } from '../../src/trust/predicate/index.ts';
import { releaseBench, workflow } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const at = (...path: readonly string[]): string => join(bench.folder, ...path);
const wheel = 'lens-1.2.3-py3-none-any.whl';
const sdist = 'lens-1.2.3.tar.gz';
bench.put(`dist/${wheel}`, 'wheel\n');
bench.put(`dist/${sdist}`, 'source\n');
const declare = (more: object = {}): void =>
  bench.config({ signer: bench.signer, files: [{ path: 'dist/*', evidence: ['signature', 'pep740'] }], folder: 'public', ...more });
const logged = (): number => bench.lab.rekorV1.asked.length;

test('distributions carry what an index takes, verified before they are published, and their client gets it', async () => {
  mkdirSync(at('index'));
  declare({ packages: [{ name: 'pypi', files: 'dist/*', run: ['cp', '{files}', '{attestations}', at('index')] }] });
  const ran = await bench.release();
  assert.equal(ran.code, 0, ran.err);
  const published = [wheel, sdist].flatMap((name) => [name, `${name}.publish.attestation`]).toSorted();
  assert.deepEqual(readdirSync(at('index')).toSorted(), published);
  for (const name of published) assert.ok(readdirSync(at('public')).includes(name), name);
  for (const name of [wheel, sdist]) {
    const object = JSON.parse(readFileSync(at('public', `${name}.publish.attestation`), 'utf8')) as Readonly<Record<string, unknown>>;
    assert.deepEqual([object['version'], Object.keys(object).toSorted()], [1, ['envelope', 'verification_material', 'version']]);
    // With nothing beside it but the object, as an index gives it.
    bench.put(`alone/${name}`, readFileSync(at('dist', name)));
    bench.put(`alone/${name}.publish.attestation`, JSON.stringify(object));
    const who = Object.entries({ ...bench.signer, ref: 'refs/tags/v1.2.3' }).flatMap(([key, value]) => [`--${key}`, value]);
    const asked = ['verify', at('alone', name), ...who, '--type', publishType, ...bench.words.slice(2, 4)];
    const verified = await bench.run(asked);
    assert.equal(verified.code, 0, verified.out);
    bench.put(`alone/${name}`, 'another\n');
    assert.equal((await bench.run(asked)).code, 1);
  }
  assert.ok(ran.out.includes(`--type ${publishType}`), ran.out);
});

test('a job of a reusable workflow is refused before anything is signed', async () => {
  declare({ folder: 'reused' });
  const signer = { workflowRef: 'acme/shared/.github/workflows/release.yml@refs/tags/v1', commit: 'c'.repeat(40) };
  const token = bench.put('token', bench.lab.oidc.tokenFor({ ...workflow, signer }));
  const before = logged();
  const ran = await bench.release(['--state', at('reused-state'), '--identity-token', token]);
  assert.equal(ran.code, 2, ran.err);
  assert.match(ran.err, /this job is of a reusable workflow.*PUBLISH_ATTESTATION_REFUSED/);
  assert.match(ran.err, /nothing of it is public/);
  assert.equal(logged(), before);
});

test('what no index takes is told in the plan', async () => {
  bench.put('dist/notes.txt', 'notes\n');
  declare();
  const other = await bench.release(['--plan']);
  assert.equal(other.code, 2, other.err);
  assert.match(other.err, /dist\/notes\.txt is neither a wheel nor a source distribution.*PUBLISH_ATTESTATION_REFUSED/);
  declare({ signer: { key: 'release.pub' }, files: [{ path: 'dist/*.whl', evidence: ['pep740'] }] });
  const keyed = await bench.release(['--plan', '--key', 'release.pem']);
  assert.equal(keyed.code, 2, keyed.err);
  assert.match(keyed.err, /which no key makes.*PUBLISH_ATTESTATION_REFUSED/);
  const image = { layout: 'image', to: `${bench.registry.host}/acme/lens`, tags: ['1'], evidence: ['pep740'] };
  declare({ images: [image] });
  assert.match((await bench.release(['--plan'])).err, /CONFIG_MALFORMED/);
});
