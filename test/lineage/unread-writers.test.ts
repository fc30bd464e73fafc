import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const unread = `      - uses: acme-inc/watchman@v1
        with: { token: '\${{ secrets.WATCH }}' }`;
const build = '      - run: go build -o lamp ./cmd/lamp';

const workflow = (jobs: { readonly before?: string; readonly after?: string; readonly other?: string }): string => `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${jobs.before ?? ''}
${build}
${jobs.after ?? ''}
      - run: gh release create "$GITHUB_REF_NAME" lamp
  other:
    runs-on: ubuntu-latest
${jobs.other ?? '    steps: [{ run: "true" }]'}
`;

const cases = [
  { what: 'before the file is made it cannot sign it', jobs: { before: unread }, signature: 'absent' },
  { what: 'after it is made it could', jobs: { after: unread }, signature: 'unknown' },
  { what: 'a job that nothing connects with the file cannot', jobs: { other: `    steps:\n${unread}` }, signature: 'absent' },
  { what: 'a job that waits for it could', jobs: { other: `    needs: release\n    steps:\n${unread}` }, signature: 'unknown' },
];

for (const c of cases) {
  test(`an unread action with a credential: ${c.what}`, () => {
    const lamp = surfacesOf({ '.github/workflows/release.yml': workflow(c.jobs) }).find((s) => s.name === 'lamp');
    assert.equal(lamp?.signature, c.signature);
  });
}

test('an unread action beside a publication to an index cannot put evidence there', () => {
  const steps = `- uses: actions/checkout@v4
${unread.replaceAll(/^ {6}/gm, '')}
- run: npm publish
  env: { NODE_AUTH_TOKEN: '\${{ secrets.NPM }}' }`;
  const [lamp] = surfacesOf({
    '.github/workflows/release.yml': onTag(steps, 'contents: read\nid-token: write'),
    'package.json': '{"name":"lamp","version":"1.0.0"}',
  });
  assert.deepEqual([lamp?.signature, lamp?.sbom, lamp?.provenance], ['absent', 'absent', 'absent']);
});

test('an unread action that is called for attesting, in a job that may, leaves the provenance open', () => {
  const job = (uses: string, permissions: string): string | undefined =>
    surfacesOf({
      '.github/workflows/release.yml': onTag(
        `
- uses: actions/checkout@v4
- run: go build -o lantern .
- uses: ${uses}
  with: { subject-path: lantern }
- run: gh release upload v1 lantern`,
        permissions,
      ),
    })[0]?.provenance;
  const may = 'contents: write\nid-token: write\nattestations: write';
  assert.equal(job('acme/attest-build-provenance@v2', may), 'unknown');
  assert.equal(job('acme/setup-lantern@v2', may), 'absent');
  assert.equal(job('acme/attest-build-provenance@v2', 'contents: write'), 'absent');
});
