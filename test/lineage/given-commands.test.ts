import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf, unreadOf } from './surfaces-of.ts';

const cases = [
  {
    what: 'expressions inside it are filled in',
    steps: `
- uses: actions/checkout@v4
- uses: nick-fields/retry@v3
  with:
    command: |
      go build -o lamp ./cmd/lamp
      gh release upload \${{ github.ref_name }} lamp`,
    names: ['lamp'],
  },
  {
    what: "the step's environment is its own",
    steps: `
- uses: actions/checkout@v4
- uses: nick-fields/retry@v3
  env: { FILE: lamp-linux }
  with:
    command: go build -o "$FILE" ./cmd/lamp && gh release upload v1 "$FILE"`,
    names: ['lamp-linux'],
  },
];

for (const c of cases) {
  test(`a command given to an action: ${c.what}`, () => {
    assert.deepEqual(
      surfacesOf({ '.github/workflows/release.yml': onTag(c.steps) }).map((s) => s.name),
      c.names,
    );
  });
}

test('a command that is not known at all is said', () => {
  const steps = `
- uses: nick-fields/retry@v3
  with: { command: '\${{ vars.COMMAND }}' }`;
  assert.match(unreadOf({ '.github/workflows/release.yml': onTag(steps) }).join('\n'), /command given as an input is not known/);
});
