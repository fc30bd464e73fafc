import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverItems } from '../../src/lineage/coverage.ts';
import { Place } from '../../src/lineage/place.ts';
import { alternatives, lit, nameSet } from '../../src/values/index.ts';
import { surfacesOf } from './surfaces-of.ts';

const workflow = (published: string): string => `on:
  push: { tags: ['v*'] }
  workflow_dispatch: { inputs: { number: { type: string } } }
permissions: { contents: write, id-token: write, attestations: write }
jobs:
  release:
    runs-on: ubuntu-latest
    env: { GH_TOKEN: '\${{ github.token }}' }
    steps:
      - uses: actions/checkout@v4
      - id: pack
        env: { NUMBER: '\${{ inputs.number }}' }
        run: |
          if [[ -z "$NUMBER" ]]; then NUMBER=$(date +%s); fi
          tar -czf "lamp-$NUMBER.tar.gz" README.md
          tar -czf "light-$NUMBER.tar.gz" README.md
          echo "file=lamp-$NUMBER.tar.gz" >> "$GITHUB_OUTPUT"
      - uses: actions/attest@v4
        with: { subject-path: '\${{ steps.pack.outputs.file }}' }
      - run: gh release create v1 ${published}
`;

const cases = [
  { what: 'the same name, which is one of two, is the same file', published: '${{ steps.pack.outputs.file }}', lamp: 'present', light: undefined },
  { what: 'a pattern for more finds it too, and others with it', published: 'l*.tar.gz', lamp: 'present', light: 'absent' },
] as const;

for (const c of cases) {
  test(c.what, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': workflow(c.published), 'README.md': '' });
    const of = (name: string): string | undefined => found.find((s) => s.name.includes(name))?.provenance;
    assert.deepEqual([of('lamp'), of('light')], [c.lamp, c.light], JSON.stringify(found.map((s) => [s.name, s.provenance])));
  });
}

test('the same path finds the same part of what was written, another path does not', () => {
  const place = new Place();
  const names = (key: string, ...all: readonly string[]): ReturnType<typeof nameSet> => nameSet([alternatives(key, all.map(lit))]);
  const written = names('written', 'lamp.deb', 'light.deb');
  place.write(written, { batch: 'f1', names: written }, {});
  const find = (path: ReturnType<typeof nameSet>): Parameters<typeof coverItems>[0] => place.read(path).entries.map((one) => one.item);
  const first = find(names('asked', 'lamp.deb', 'torch.deb'));
  assert.equal(first[0]?.atMost, true);
  assert.equal(coverItems(find(names('asked', 'lamp.deb', 'torch.deb')), first), 'all');
  assert.equal(coverItems(find(names('other', 'lamp.deb', 'candle.deb')), first), 'unknown');
});
