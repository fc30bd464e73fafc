import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { show } from '../../../src/values/index.ts';
import { effectsOf, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

const declared = `version: 1
release:
  signer: { repo: acme/rocket, workflow: release.yml }
  files:
    - { path: 'dist/rocket-{version}.tgz', evidence: [signature, provenance, spdx] }
    - { path: [dist/rocket-*.whl], evidence: [signature] }
  images:
    - { layout: dist/image, to: ghcr.io/acme/rocket, tags: ['{name}', latest], evidence: [signature, cyclonedx] }
  github: acme/rocket
  packages:
    - { name: pypi, files: 'dist/rocket-*.whl', run: [twine, upload, '{files}'] }
`;

const read = (args: InputOptions['args'], files: Readonly<Record<string, string>> = { 'sealwright.yaml': declared }) =>
  readTool(toolInput({ tool: 'sealwright', args: args ?? [], files }));

describe('sealwright release', () => {
  const result = read(['release', 'v1.2.3']);

  it('signs, stages and verifies before anything is public', () => {
    const kinds = result.effects.map(({ effect }) => effect.kind);
    const first = (kind: string): number => kinds.indexOf(kind as (typeof kinds)[number]);
    assert.ok(kinds.lastIndexOf('signs') < first('verifies'));
    assert.ok(kinds.lastIndexOf('attests') < first('verifies'));
    for (const kind of ['tags-image', 'flips-release']) assert.ok(first('verifies') < first(kind), kind);
    assert.equal(effectsOf(result, 'creates-release')[0]?.draft, true);
    assert.equal(effectsOf(result, 'pushes-image')[0]?.byDigest, true);
  });

  it('names what is declared, with the version of the release', () => {
    const published = effectsOf(result, 'publishes').flatMap(({ subject }) => (subject.kind === 'files' ? subject.paths.map((path) => show(path)) : []));
    for (const path of ['dist/rocket-1.2.3.tgz', 'dist/rocket-1.2.3.tgz.sigstore.json', 'dist/rocket-1.2.3.tgz.spdx.json', 'dist/rocket-*.whl'])
      assert.ok(published.includes(path), `${path} in ${published.join(' ')}`);
    assert.deepEqual(
      effectsOf(result, 'tags-image').flatMap(({ refs }) => refs.map((ref) => show(ref))),
      ['ghcr.io/acme/rocket:v1.2.3', 'ghcr.io/acme/rocket:latest'],
    );
  });

  it('attests what each carries, and nothing more', () => {
    assert.deepEqual(
      effectsOf(result, 'attests').map(({ predicate, attachedTo }) => `${predicate} ${attachedTo}`),
      ['sbom-spdx beside', 'slsa-provenance beside', 'sbom-cyclonedx registry'],
    );
    assert.deepEqual(
      effectsOf(result, 'signs').map(({ keyless }) => keyless),
      [true, true, true, true],
    );
  });

  it('attests the provenance of all files that ask for it in one file', () => {
    const several = read(['release', 'v1'], {
      'sealwright.yaml': declared.replace('dist/rocket-*.whl], evidence: [signature]', 'dist/rocket-*.whl], evidence: [provenance]'),
    });
    const provenance = effectsOf(several, 'attests').filter(({ predicate }) => predicate === 'slsa-provenance');
    assert.deepEqual(
      provenance.map(({ subject }) => (subject.kind === 'files' ? subject.paths.map((path) => show(path)) : [])),
      [['dist/rocket-1.tgz', 'dist/rocket-*.whl']],
    );
  });

  it('runs the clients of indexes with the files', () => {
    assert.deepEqual(
      effectsOf(result, 'runs-script').map(({ script }) => show(script)),
      ['twine upload dist/rocket-*.whl'],
    );
  });

  it('attests distributions for an index, whose client gets the objects', () => {
    const files = {
      'sealwright.yaml': [
        'version: 1',
        'release:',
        '  signer: { repo: acme/rocket, workflow: release.yml }',
        '  files: [{ path: "dist/*.whl", evidence: [signature, pep740] }]',
        '  packages: [{ name: pypi, files: "dist/*.whl", run: [twine, upload, --attestations, "{files}", "{attestations}"] }]',
        '',
      ].join('\n'),
    };
    const { effects } = read(['release', 'v1'], files);
    const attested = effects.flatMap(({ effect }) => (effect.kind === 'attests' ? [effect] : []));
    assert.deepEqual(
      attested.map(({ predicate, mechanism, outputs }) => [predicate, mechanism, outputs?.map((one) => (typeof one === 'string' ? one : show(one)))]),
      [['publish', 'pep740', ['dist/*.whl.publish.attestation']]],
    );
    assert.deepEqual(
      effects.flatMap(({ effect }) => (effect.kind === 'runs-script' ? [show(effect.script)] : [])),
      ['twine upload --attestations dist/*.whl dist/*.whl.publish.attestation'],
    );
  });

  for (const row of [
    { what: 'a plan', args: ['release', 'v1', '--plan'] },
    { what: 'what is given up', args: ['release', 'v1', '--discard'] },
  ])
    it(`does nothing for ${row.what}`, () => assert.deepEqual(read(row.args).effects, []));

  it('signs by a key that is given', () => {
    const keyed = read(['release', 'v1', '--key', 'release.pem']);
    assert.deepEqual(new Set(effectsOf(keyed, 'signs').map(({ keyless, key }) => `${keyless} ${key}`)), new Set(['false release.pem']));
  });

  it('is not known where the configuration is not, or declares nothing', () => {
    for (const files of [{}, { 'sealwright.yaml': 'version: 1\n' }] as const)
      assert.deepEqual(
        read(['release', 'v1'], files).effects.map(({ effect }) => effect.kind),
        ['opaque'],
      );
  });

  it('reads another configuration, whose paths begin in its folder', () => {
    const other = read(['release', 'v1', '--config', 'lib/release.yaml'], { 'lib/release.yaml': declared });
    const [hashed] = effectsOf(other, 'hashes');
    assert.deepEqual(hashed?.subject.kind === 'files' ? hashed.subject.paths.map((path) => show(path)) : [], [
      'lib/dist/rocket-1.tgz',
      'lib/dist/rocket-*.whl',
      'lib/dist/rocket-1.tgz.spdx.json',
    ]);
  });
});
