import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRange, refSpan, satisfies, versionSpan, within } from '../../src/catalog/version.ts';

const commit = 'b'.repeat(40);

const rows = [
  { what: 'an exact version', ref: 'v4.1.0', version: 'v4.1.0', range: '>=4.1 <4.2', is: true },
  { what: 'an exact version below', ref: 'v4.0.9', version: 'v4.0.9', range: '>=4.1', is: false },
  { what: 'no v', ref: '4.1', version: '4.1', range: '^4', is: true },
  { what: 'a moving major tag is the newest of its line', ref: 'v4', version: 'v4', range: '>=4.2.0', is: true },
  { what: 'and not what was before', ref: 'v4', version: 'v4', range: '<4.2.0', is: false },
  { what: 'a moving minor tag', ref: 'v4.1', version: 'v4.1', range: '~4.1.7', is: true },
  { what: 'a release branch', ref: 'release/v1', version: 'release/v1', range: '>=1.11', is: true },
  { what: 'a prefixed tag', ref: 'action-v2.3.1', version: 'action-v2.3.1', range: '2.3.x', is: true },
  { what: 'a branch may be anything', ref: 'main', version: undefined, range: '>=1', is: 'unknown' },
  { what: 'latest as a ref is a tag that anybody moves', ref: 'latest', version: undefined, range: '>=1', is: 'unknown' },
  { what: 'a commit without a comment', ref: commit, version: undefined, range: '>=1', is: 'unknown' },
  { what: 'a commit with its version', ref: commit, version: 'v3.9.1', range: '<4', is: true },
  { what: 'a commit of a line, inside', ref: commit, version: 'v4', range: '>=4', is: true },
  { what: 'a commit of a line, across', ref: commit, version: 'v4', range: '>=4.2', is: 'unknown' },
  { what: 'a commit of a line, outside', ref: commit, version: 'v4', range: '>=5', is: false },
  { what: 'alternatives', ref: 'v2.0.0', version: 'v2.0.0', range: '<1 || >=2', is: true },
  { what: 'a blank after the operator', ref: 'v2.0.0', version: 'v2.0.0', range: '>= 1.5 < 3', is: true },
  { what: 'a caret below 1', ref: 'v0.3.2', version: 'v0.3.2', range: '^0.3.1', is: true },
  { what: 'a caret below 1, next minor', ref: 'v0.4.0', version: 'v0.4.0', range: '^0.3.1', is: false },
  { what: 'a caret below 0.1', ref: 'v0.0.4', version: 'v0.0.4', range: '^0.0.3', is: false },
  { what: 'a greater-than of a line', ref: 'v3.9.0', version: 'v3.9.0', range: '>3', is: false },
  { what: 'any', ref: 'v3.9.0', version: 'v3.9.0', range: '*', is: true },
  { what: 'not a range', ref: 'v3.9.0', version: 'v3.9.0', range: 'newest', is: 'unknown' },
] as const;

for (const { what, ref, version, range, is } of rows) {
  test(`version: ${what}`, () => assert.equal(satisfies(refSpan(ref, version), range), is));
}

test('latest of a tool is newer than any bound', () => {
  assert.equal(satisfies(versionSpan('latest'), '>=99'), true);
  assert.equal(satisfies(versionSpan('~> v2'), '>=2'), 'unknown');
});

test('bounds: since is in, until is out', () => {
  assert.equal(within(versionSpan('1.10.0'), { since: '1.10.0', until: '1.11.0' }), true);
  assert.equal(within(versionSpan('1.11.0'), { since: '1.10.0', until: '1.11.0' }), false);
  assert.equal(within(versionSpan('0.1.0'), {}), true);
});

test('any text is a version or any version, and any text is a range or is not', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (version, range) => {
      const answer = satisfies(refSpan(version, version), range);
      assert.ok(answer === true || answer === false || answer === 'unknown');
      if (!isRange(range)) assert.equal(answer, 'unknown');
    }),
  );
});

test('a known version is in a range or outside, never open', () => {
  const part = fc.nat(30);
  fc.assert(
    fc.property(part, part, part, part, part, (major, minor, patch, a, b) => {
      const span = versionSpan(`v${major}.${minor}.${patch}`);
      const above = satisfies(span, `>=${a}.${b}`);
      assert.notEqual(above, 'unknown');
      assert.equal(satisfies(span, `<${a}.${b}.0`), above !== true);
    }),
  );
});
