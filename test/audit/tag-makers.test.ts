import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

test('the tags of every maker are named', () => {
  const workflow = `on: workflow_dispatch
permissions: { contents: write }
jobs:
  program:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: git tag program-1 && git push origin program-1
  chart:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: git tag chart-1 && git push origin chart-1
`;
  const found = surfacesOf({ '.github/workflows/release.yml': workflow }, { tags: true }).filter((s) => s.kind === 'git-tag');
  assert.deepEqual(
    found.map((s) => s.name),
    ['git tag program-1, chart-1'],
  );
});
