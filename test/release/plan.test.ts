import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ReleaseConfig } from '../../src/decisions/index.ts';
import { planRelease, type Plan } from '../../src/release/index.ts';

const signer = { repo: 'acme/lens', workflow: 'release.yml' };

function planOf(config: Omit<ReleaseConfig, 'signer'>, files: readonly string[]): Plan {
  return planRelease({ config: { signer, ...config }, name: 'v1.2.3', files, from: 'sealwright.yaml', at: (path) => path, charts: new Map() });
}

test('a file that several patterns find has the evidence of each', () => {
  const kinds: readonly Plan['files'][number]['evidence'][number][] = ['signature', 'provenance', 'spdx', 'cyclonedx'];
  const patterns = ['dist/*', 'dist/*.whl', 'dist/lens*', 'dist/lens.whl', 'dist/lens.tgz'];
  const found: Readonly<Record<string, readonly string[]>> = {
    'dist/lens.whl': ['dist/*', 'dist/*.whl', 'dist/lens*', 'dist/lens.whl'],
    'dist/lens.tgz': ['dist/*', 'dist/lens*', 'dist/lens.tgz'],
    'dist/other.whl': ['dist/*', 'dist/*.whl'],
  };
  const declared = fc.record({ path: fc.constantFrom(...patterns), evidence: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1 }) });
  fc.assert(
    fc.property(fc.array(declared, { minLength: 1, maxLength: 5 }), (files) => {
      const plan = planOf({ files, folder: 'out' }, Object.keys(found));
      for (const [path, by] of Object.entries(found)) {
        const wanted = new Set(files.filter((one) => by.includes(one.path)).flatMap(({ evidence }) => evidence));
        const planned = plan.files.find((one) => one.path === path);
        assert.deepEqual(planned?.evidence.toSorted() ?? [], [...wanted].toSorted(), path);
      }
    }),
  );
});

test('a name that GitHub would change is refused where it goes there', () => {
  for (const name of ['lens_1.2.3~rc1_amd64.deb']) {
    const files = [{ path: 'dist/*', evidence: ['signature'] as const }];
    assert.throws(() => planOf({ files, github: 'acme/lens' }, [`dist/${name}`]), { code: 'RELEASE_REFUSED', message: /for which GitHub writes a dot/ });
    assert.equal(planOf({ files, folder: 'out' }, [`dist/${name}`]).files[0]?.name, name);
  }
});
