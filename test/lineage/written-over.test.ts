import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const signed = `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: |
    mkdir -p dist
    go build -o dist/lantern .
    cosign sign-blob --yes --bundle dist/lantern.sigstore.json dist/lantern`;
const upload = '\n- run: gh release upload v1 dist/lantern dist/lantern.sigstore.json';
const permissions = 'contents: write\nid-token: write';

const over = [
  'aws s3 cp s3://shelf/lantern dist/lantern',
  'aws s3 sync s3://shelf dist',
  'gsutil -m cp gs://shelf/lantern dist/',
  'gcloud storage cp gs://shelf/lantern dist/lantern',
  'scp builder:lantern dist/lantern',
  'rclone copy shelf:lamps dist',
  'rsync -a lamps/ dist',
  'cp -r lamps/. dist',
  'docker run --rm -v "$PWD:/w" -w /w debian frobnicate',
  'sudo podman run --volume=./dist:/d debian frobnicate',
  'docker run --mount type=bind,source=$PWD/dist,target=/d debian frobnicate',
  'git checkout HEAD~1 -- dist/lantern',
  'git clean -fdx',
];
const beside = [
  'aws s3 cp dist/lantern s3://shelf/lantern',
  'aws s3 sync s3://shelf docs',
  'scp dist/lantern builder:lantern',
  'docker run --rm -v "$PWD/dist:/d:ro" debian frobnicate',
  'docker run --rm -v cache:/d debian frobnicate',
  'git pull',
  'git checkout -b next',
];

const statusAfter = (line: string): unknown => {
  const step = `\n- run: |\n    ${line}`;
  const file = surfacesOf({ '.github/workflows/release.yml': onTag(signed + step + upload, permissions) }).find((s) => s.name === 'lantern');
  return file?.signature;
};

for (const line of over) test(`what may stand over a signed file is not taken for it: ${line}`, () => assert.notEqual(statusAfter(line), 'present'));
for (const line of beside) test(`a signed file stays what it is after: ${line}`, () => assert.equal(statusAfter(line), 'present'));

test('a file of the checkout may be another after the tree was changed', () => {
  const steps = (line: string): string => `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: |
    cosign sign-blob --yes --bundle lamp.sh.sigstore.json lamp.sh
    ${line}
    gh release upload v1 lamp.sh lamp.sh.sigstore.json`;
  const status = (line: string): unknown =>
    surfacesOf({ 'lamp.sh': 'echo on\n', '.github/workflows/release.yml': onTag(steps(line), permissions) }).find((s) => s.name === 'lamp.sh')?.signature;
  assert.equal(status('git status'), 'present');
  assert.equal(status('git pull --rebase'), 'unknown');
  assert.equal(status('git reset --hard origin/main'), 'unknown');
});
