import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

/** An image whose name a step writes with a line of Python. */
function named(program: string): string | undefined {
  return surfacesOf({
    '.github/workflows/image.yml': `on: {push: {tags: ['v*']}}
jobs:
  image:
    runs-on: ubuntu-latest
    permissions: {packages: write}
    steps:
      - id: name
        run: ${JSON.stringify(program)}
      - uses: docker/login-action@v3
        with: {registry: ghcr.io, username: x, password: '\${{ github.token }}'}
      - uses: docker/build-push-action@v6
        with: {push: true, tags: '\${{ steps.name.outputs.image }}:v1'}
`,
  })[0]?.full.members[0];
}

test('a line of Python that prints a text is read', () => {
  assert.equal(named(`python -c 'print("image=ghcr.io/\${{ github.repository }}".lower())' >> "$GITHUB_OUTPUT"`), 'ghcr.io/acme/lantern:v1');
  assert.equal(named(`python3 -c "print('image=GHCR.io/acme/Lantern'.strip().lower())" >> $GITHUB_OUTPUT`), 'ghcr.io/acme/lantern:v1');
});

test('any other program is not', () => {
  for (const program of [`print("image=x".lower() + "y")`, `print("image=x".encode())`, `import os; print("image=x")`, `print("image=\\\\x")`])
    assert.doesNotMatch(named(`python -c '${program}' >> "$GITHUB_OUTPUT"`) ?? '', /^x/);
});
