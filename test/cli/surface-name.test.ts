import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SealwrightError } from '../../src/base/index.ts';
import { nearest } from '../../src/cli/nearest.ts';
import { findSurface } from '../../src/cli/surface-name.ts';
import { controls, sampleReport, surface } from '../support/sample-report.ts';

test('a surface is found by what people call it', () => {
  const table = [
    { what: 'its name', text: 'ghcr.io/acme/lens', name: 'ghcr.io/acme/lens:latest' },
    { what: 'its id', text: 'git-tag:v*', name: 'v*' },
    { what: 'without case', text: 'GHCR.io/acme/lens:*-ROCM', name: 'ghcr.io/acme/lens:v{version}-rocm' },
    { what: 'one of its files', text: 'models.tar.gz', name: 'lens, liblens.so*, models.tar.gz' },
    { what: 'the short name that reports show', text: 'ghcr.io/acme/lens:*-cuda', name: 'ghcr.io/acme/lens:v{version}-cuda' },
    { what: 'the end of a name that others begin with', text: 'acme/lens', name: 'ghcr.io/acme/lens:latest' },
    { what: 'the variant alone', text: '*-rocm', name: 'ghcr.io/acme/lens:v{version}-rocm' },
    { what: 'a part that only one has', text: 'rocm', name: 'ghcr.io/acme/lens:v{version}-rocm' },
    { what: 'its kind', text: 'git-tag', name: 'v*' },
    { what: 'the title of its row', text: 'v* (git tag)', name: 'v*' },
  ];
  for (const row of table) assert.equal(findSurface(sampleReport(), row.text).name, row.name, row.what);
});

test('a surface that is not there, or not one, is refused with names to choose from', () => {
  const refused = (text: string, surfaces = sampleReport().surfaces): SealwrightError => {
    try {
      findSurface({ ...sampleReport(), surfaces }, text);
    } catch (error) {
      assert.ok(error instanceof SealwrightError);
      assert.equal(error.code, 'SURFACE_UNKNOWN');
      return error;
    }
    assert.fail(`${text} was found`);
  };
  assert.match(refused('ghcr.io').details.hint ?? '', /give one of: "ghcr\.io\/acme\/lens", "ghcr\.io\/acme\/lens:\*-cuda"/);
  assert.match(refused('ghcr.io/acme/lens:*-sever').details.hint ?? '', /did you mean "ghcr\.io\/acme\/lens:\*-server"/);
  assert.match(refused('something else').details.hint ?? '', /give one of: /);
  assert.match(refused('').details.hint ?? '', /v\*/);
  assert.match(refused('x', []).message, /publishes nothing that was found/);
  const namesakes = [surface('crate', 'lens', controls(), { id: 'one' }), surface('python-dist', 'lens', controls(), { id: 'two' })];
  assert.match(refused('lens', namesakes).details.hint ?? '', /"lens \(crate\)", "lens \(Python\)"/);
  const parts = [surface('container-image', 'ghcr.io/acme/lens', controls(), { id: 'one' }), surface('release-asset', 'lens.zip', controls(), { id: 'two' })];
  assert.match(refused('lens', parts).details.hint ?? '', /"ghcr\.io\/acme\/lens", "lens\.zip"/);
  assert.match(refused('lamp', namesakes).details.hint ?? '', /"lens \(crate\)", "lens \(Python\)"/);
  const twins = [surface('release-asset', 'lens', controls(), { id: 'one' }), surface('release-asset', 'lens', controls(), { id: 'two' })];
  assert.match(refused('lens', twins).details.hint ?? '', /"one", "two"/);
});

test('nearest words come first, far ones not at all', () => {
  assert.deepEqual(nearest('signatur', ['hashes', 'signature', 'sbom'], 2), ['signature']);
  assert.deepEqual(nearest('mian', ['main', 'other'], 1), ['main']);
  assert.deepEqual(nearest('zzzzzz', ['main', 'other'], 3), []);
});

test('a folder given as a surface is told where folders go', () => {
  for (const text of ['../lens', '/srv/lens'])
    assert.throws(
      () => findSurface(sampleReport(), text),
      (error) => error instanceof SealwrightError && (error.details.hint ?? '').includes('--dir'),
      text,
    );
});
