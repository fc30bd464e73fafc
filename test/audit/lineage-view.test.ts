import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf } from '../lineage/surfaces-of.ts';

test('what a client packs and publishes in one has the lineage from source to index', () => {
  const { report, lineage } = auditOf({
    'package.json': '{"name":"@acme/lantern","version":"1.0.0"}',
    '.github/workflows/publish.yml': `on: { push: { tags: ['v*'] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm publish --access public
        env: { NODE_AUTH_TOKEN: '\${{ secrets.NPM_TOKEN }}' }
`,
  });
  const surface = report.surfaces.find(({ kind }) => kind === 'npm-package');
  const cell = lineage.cells.get(surface?.id ?? '');
  assert.deepEqual(
    cell?.edges.map((index) => lineage.edges[index]?.label),
    ['npm'],
  );
});
