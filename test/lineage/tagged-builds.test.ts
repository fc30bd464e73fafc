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

test('an index that is pulled, named anew and pushed comes back as one platform, without what was attested of it', () => {
  const steps = (before: string): string => `- uses: actions/checkout@v4
- uses: docker/setup-buildx-action@v3
- uses: docker/build-push-action@v6
  with: { push: true, sbom: true, provenance: mode=max, platforms: 'linux/amd64,linux/arm64', tags: 'ghcr.io/acme/lantern:dev' }
- run: |
    ${before}
    docker tag ghcr.io/acme/lantern:dev quay.io/acme/lantern:v1
    docker push quay.io/acme/lantern:v1
`;
  const of = (before: string): readonly string[] => {
    const copy = surfacesOf({ Dockerfile: 'FROM scratch', '.github/workflows/r.yml': onTag(steps(before), 'packages: write') }).find((one) =>
      one.name.startsWith('quay.io'),
    );
    return [copy?.sbom ?? '', copy?.provenance ?? ''];
  };
  assert.deepEqual(of('docker pull ghcr.io/acme/lantern:dev'), ['absent', 'absent']);
  assert.deepEqual(of('true'), ['unknown', 'unknown']);
});
