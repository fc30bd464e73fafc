import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const workflow = (top: string, job: string): string => `on: { push: { tags: ['v*'] } }
${top}
jobs:
  publish:
    runs-on: ubuntu-latest
${job}
    steps:
      - uses: actions/checkout@v4
      - run: npm publish
`;

const folder = (name: string, indent = ''): string => `${indent}defaults:\n${indent}  run:\n${indent}    working-directory: ${name}`;

const cases = [
  { what: "the workflow's default folder", top: folder('parts/bulb/'), job: '', name: '@acme/bulb' },
  { what: "the job's default folder goes before the workflow's", top: folder('parts/bulb'), job: folder('parts/wick', '    '), name: '@acme/wick' },
  { what: "a job's default shell leaves the workflow's folder", top: folder('parts/bulb'), job: '    defaults: { run: { shell: bash } }', name: '@acme/bulb' },
];

for (const c of cases) {
  test(`where a step runs: ${c.what}`, () => {
    const surfaces = surfacesOf({
      '.github/workflows/release.yml': workflow(c.top, c.job),
      'package.json': JSON.stringify({ name: 'root', private: true }),
      'parts/bulb/package.json': JSON.stringify({ name: '@acme/bulb', version: '1.0.0' }),
      'parts/wick/package.json': JSON.stringify({ name: '@acme/wick', version: '1.0.0' }),
    });
    assert.deepEqual(
      surfaces.flatMap((s) => s.full.members),
      [c.name],
    );
  });
}
