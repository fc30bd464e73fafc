import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const cases: readonly { readonly what: string; readonly sign: string; readonly answer: readonly unknown[] }[] = [
  { what: 'an identity', sign: 'codesign --sign "Developer ID" --timestamp lantern', answer: ['present', 'wired'] },
  { what: 'an identity that is a secret', sign: 'codesign -s "$IDENTITY" --timestamp lantern', answer: ['present', 'wired'] },
  { what: 'nobody’s identity', sign: 'codesign --force --sign - lantern', answer: ['absent', null] },
  { what: 'nobody’s identity over a signature', sign: 'codesign --sign "Developer ID" lantern && codesign -f -s - lantern', answer: ['absent', null] },
  { what: 'rcodesign with a key', sign: 'rcodesign sign --p12-file key.p12 lantern', answer: ['present', 'wired'] },
  { what: 'rcodesign without one', sign: 'rcodesign sign lantern', answer: ['absent', null] },
  { what: 'quill, ad hoc', sign: 'quill sign --ad-hoc lantern', answer: ['absent', null] },
  { what: 'quill without a key', sign: 'quill sign lantern', answer: ['absent', null] },
  { what: 'quill', sign: 'quill sign --p12 key.p12 lantern', answer: ['present', 'wired'] },
];

for (const c of cases) {
  test(`signatures of macOS: ${c.what}`, () => {
    const steps = `
- uses: actions/checkout@v4
- run: |
    go build -o lantern .
    ${c.sign}
  env: { IDENTITY: "\${{ secrets.IDENTITY }}" }
- run: gh release upload v1 lantern`;
    const [file] = surfacesOf({ '.github/workflows/release.yml': onTag(steps).replace('ubuntu-latest', 'macos-latest') });
    assert.deepEqual([file?.signature, file?.full.controls.signature.strength], c.answer);
  });
}
