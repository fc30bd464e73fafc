import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const provenance = (build: string): readonly string[] =>
  surfacesOf({
    '.github/workflows/release.yml': onTag(
      `- uses: actions/checkout@v4\n- run: |\n    ${build}\n    docker tag ghcr.io/acme/lantern:built ghcr.io/acme/lantern:1\n    docker push ghcr.io/acme/lantern:1`,
      'packages: write',
    ),
  }).map((s) => s.provenance);

test('an image that is built, given another name and pushed carries what its build attached', () => {
  assert.deepEqual(provenance('docker build -t ghcr.io/acme/lantern:built .'), ['absent']);
  assert.deepEqual(provenance('docker pull ghcr.io/acme/lantern:built'), ['unknown']);
  assert.deepEqual(provenance('docker build -t ghcr.io/acme/other:built .'), ['unknown']);
});
