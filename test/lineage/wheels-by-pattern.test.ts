import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const workflow = (attested: string, published: string): string =>
  onTag(
    `
- uses: actions/checkout@v4
- run: ./wheels.py --out .
- uses: astral-sh/attest-action@v0.0.6
  with:
    paths: |
      ${attested.split(' ').join('\n      ')}
- run: uv publish ${published}`,
    'contents: read\nid-token: write',
  );

const cases = [
  {
    what: 'a quoted star is read by uv: of what it finds the index takes wheels and source archives',
    attested: './*.whl ./*.tar.gz',
    published: "'*'",
    signature: 'present',
  },
  { what: 'wheels alone are attested', attested: './*.whl', published: "'*'", signature: 'partial' },
];

for (const c of cases) {
  test(`wheels by pattern: ${c.what}`, () => {
    const [wheel] = surfacesOf({ '.github/workflows/release.yml': workflow(c.attested, c.published), 'pyproject.toml': '[project]\nname = "lamp"\n' });
    assert.deepEqual([wheel?.kind, wheel?.signature], ['python-dist', c.signature]);
  });
}
