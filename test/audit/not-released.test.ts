import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf } from '../lineage/surfaces-of.ts';

function leftOf(steps: readonly string[]): readonly string[] {
  const workflow = `on: push\njobs:\n  try:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${steps.map((s) => `      - run: ${s}\n`).join('')}`;
  return auditOf({ '.github/workflows/try.yml': workflow, Dockerfile: 'FROM scratch\n' }).report.inventory.flatMap((row) =>
    row.kind === 'not-released' ? [row.what] : [],
  );
}

test('an image that is only built is told once, whatever its tags', () => {
  assert.deepEqual(leftOf(['docker build -t ghcr.io/acme/lens:one .', 'docker build -t ghcr.io/acme/lens:two -t ghcr.io/acme/lens:three .']), [
    'image ghcr.io/acme/lens:one',
  ]);
});

test('images without a name, and those of the machine itself, are not told', () => {
  assert.deepEqual(leftOf(['docker build .', 'docker build -t localhost:5000/lens:one .']), []);
});
