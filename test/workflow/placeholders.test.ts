import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeholders } from '../../src/workflow/index.ts';

test('an expression becomes an identifier of the same length', () => {
  const value = 'cosign sign "$IMG@${{ steps.push.outputs.digest }}" ${{a}}';
  const masked = placeholders({ value });
  assert.equal(masked.text.length, value.length);
  assert.match(masked.text, /^cosign sign "\$IMG@_G0_+Z" _G0__Z$/);
  assert.deepEqual(
    [...masked.segments.values()].map((one) => value.slice(one.start, one.end)),
    ['${{ steps.push.outputs.digest }}', '${{a}}'],
  );
});

test('identifiers stand apart when expressions touch', () => {
  const { text, segments } = placeholders({ value: '${{ a.b }}${{ a.c }}' });
  assert.deepEqual(text.match(/_G[0-9a-z]+_*Z/g), [...segments.keys()]);
  assert.equal(segments.size, 2);
});

test('an identifier that is in the script already is not used', () => {
  const { text, segments } = placeholders({ value: 'echo _G0______Z ${{ a.b }}' });
  assert.equal(text, 'echo _G0______Z _G1______Z');
  assert.deepEqual([...segments.keys()], ['_G1______Z']);
});

test('an expression of the least length is masked', () => {
  assert.equal(placeholders({ value: '${{}}' }).text, '_G0_Z');
});

test('a script without expressions stays as it is', () => {
  assert.deepEqual(placeholders({ value: 'echo }} $x' }), { text: 'echo }} $x', segments: new Map() });
});

test('offsets and everything outside the expressions stay', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('${{ a }}', '${{a}}', '${{}}', '_G0Z', '_G1___Z', "${{ 'x}}' }}", '${{ open'));
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
      (value) => {
        const { text, segments } = placeholders({ value });
        assert.equal(text.length, value.length);
        let restored = text;
        for (const [name, segment] of segments) {
          assert.ok(!value.includes(name));
          restored = restored.replaceAll(name, () => value.slice(segment.start, segment.end));
        }
        assert.equal(restored, value);
      },
    ),
    { numRuns: 500 },
  );
});
