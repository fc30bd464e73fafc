import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedSurface } from '../../src/rules/frame/input.ts';
import { isNameless, isToRead, keeperOf } from '../../src/rules/frame/places.ts';

function surface(place: string, names: readonly string[], more: { readonly index?: string; readonly kind?: string } = {}): JudgedSurface {
  return { info: { kind: more.kind ?? 'other' }, units: [{ place, names, index: more.index }] } as unknown as JudgedSurface;
}

test('documentation in a bucket is to be read, downloads are not', () => {
  for (const name of ['s3://docs.acme.dev{path} index.html', 's3://web-apiref.acme.dev docs/*', 'gs://acme site/*'])
    assert.ok(isToRead(surface('bucket', [name])), name);
  for (const name of ['s3://downloads.acme.dev lens.tar.gz', 's3://acme-webhook dist/*', 'gs://acme out/lens-docs.zip'])
    assert.ok(!isToRead(surface('bucket', [name])), name);
  assert.ok(isToRead(surface('site', ['GitHub Pages'], { kind: 'site' })));
  assert.ok(!isToRead(surface('release', ['s3://docs.acme.dev a'])));
});

test('what has no name that was read is nameless', () => {
  assert.ok(isNameless(surface('bucket', ['s3://snapshots/{value_0} {item_4}'])));
  assert.ok(!isNameless(surface('bucket', ['s3://snapshots/{value_0} {item_4}', 's3://snapshots lens.zip'])));
  assert.ok(!isNameless(surface('release', ['lens-{version}.zip'])));
});

test('who could keep evidence: the project, a store, or nobody', () => {
  const rows = [
    ['release', undefined, 'project', 'project'],
    ['index', 'pypi', 'project', 'project'],
    ['index', 'nuget', 'nobody', 'project'],
    ['index', 'hackage', 'nobody', 'nobody'],
    ['channel', undefined, 'store', 'store'],
  ] as const;
  for (const [place, index, provenance, signature] of rows) {
    const one = surface(place, ['a'], index === undefined ? {} : { index });
    assert.deepEqual([keeperOf(one, 'provenance'), keeperOf(one, 'signature')], [provenance, signature], `${place} ${index ?? ''}`);
  }
});
