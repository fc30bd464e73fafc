import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfVersion } from '../../../src/trust/provenance/versioned-tag.ts';

test('a tag is of a version by as much as is asked for', () => {
  const yes = [
    ['v1', 'v1'],
    ['v1.2', 'v1'],
    ['v1.2.3', 'v1'],
    ['v1.2.3', 'v1.2'],
    ['v1.2.3', 'v1.2.3'],
    ['v1', 'v1.0'],
    ['v1', 'v1.0.0'],
    ['v1.2', 'v1.2.0'],
    ['v1.2.3-rc.1', 'v1.2'],
    ['v1.2.3-rc.1', 'v1.2.3-rc.1'],
    ['v1.2.3+build', 'v1.2.3'],
    ['v1.2.3', 'v1.2.3+other'],
  ] as const;
  const no = [
    ['v1.2.3', 'v1.2.4'],
    ['v1.2.3', 'v1.3'],
    ['v1.2.3', 'v2'],
    ['v10.2.3', 'v1'],
    ['v1.2.3-rc.1', 'v1.2.3'],
    ['v1.2.3', 'v1.2.3-rc.1'],
    ['1.2.3', 'v1'],
    ['v1.2.3', '1.2.3'],
    ['v1.2.3.4', 'v1'],
    ['v01.2.3', 'v1'],
    ['release-1', 'v1'],
    ['v1.2-rc', 'v1'],
    ['', ''],
    ['v1.2.3', ''],
    ['v1.2.3\n', 'v1'],
  ] as const;
  for (const [tag, asked] of yes) assert.equal(isOfVersion(tag, asked), true, `${tag} is of ${asked}`);
  for (const [tag, asked] of no) assert.equal(isOfVersion(tag, asked), false, `${tag} is not of ${asked}`);
});
