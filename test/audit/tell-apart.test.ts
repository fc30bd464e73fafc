import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';
import { build, publish, release } from '../support/trap.ts';

const nightly = release(`${build}      - run: gh release upload nightly dist/lens --clobber\n        env: {GH_TOKEN: '\${{ github.token }}'}\n`, {
  on: '  push: {branches: [main]}',
});
const namesOf = (texts: Record<string, string>): readonly string[] =>
  auditTexts({ 'go.mod': 'module x\n', ...texts }, 'acme', 'lens')
    .report.surfaces.filter((s) => s.kind === 'release-asset')
    .map((s) => s.name)
    .toSorted();

test('rows of one name are told apart by what publishes them', () => {
  const names = namesOf({ '.github/workflows/r.yml': release(build + publish), '.github/workflows/n.yml': nightly });
  assert.deepEqual(names, ['lens (n.yml)', 'lens (r.yml)']);
});

test('a row that is alone with its name keeps it', () => {
  assert.deepEqual(namesOf({ '.github/workflows/n.yml': nightly }), ['lens']);
});
