import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts, type Texts } from '../support/little-repo.ts';

const release = `on:
  push:
    tags: ['v*']
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - uses: sigstore/cosign-installer@v3
      - run: |
          go build -o lens .
          cosign sign-blob --yes --bundle lens.bundle lens
      - uses: softprops/action-gh-release@v2
        with: { files: "lens\\nlens.bundle" }
`;

const exact = String.raw`^https://github\.com/acme/lens/\.github/workflows/release\.yml@refs/tags/v.+$`;

/** What a file's pattern is said to take; empty where nothing is said. */
const cases: readonly { readonly what: string; readonly files: Texts; readonly says: RegExp | null; readonly audience?: string }[] = [
  {
    what: 'a command of a workflow, the names of the repository filled in',
    files: {
      '.github/workflows/check.yml':
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cosign verify-blob x --certificate-identity-regexp "https://github.com/${{ github.repository }}/.*"\n',
    },
    says: /^the identity pattern of a workflow takes another host, another workflow, another ref/,
    audience: 'careful',
  },
  {
    what: 'the same with anchors, dots and ref',
    files: {
      '.github/workflows/check.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cosign verify-blob x --certificate-identity-regexp '${exact}'\n`,
    },
    says: null,
  },
  {
    what: 'open on the right',
    files: {
      'policy/image.yaml': String.raw`kind: ClusterImagePolicy
spec:
  authorities:
    - keyless:
        identities:
          - issuer: https://token.actions.githubusercontent.com
            subjectRegExp: ^https://github\.com/acme/lens`,
    },
    says: /another repository.*acme\/lens-x\//,
    audience: 'everyone',
  },
  {
    what: 'an exact subject of such a policy is one name',
    files: { 'policy/image.yaml': 'kind: ClusterImagePolicy\nsubject: https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3\n' },
    says: null,
  },
  {
    what: 'a subject of Flux is a regular expression',
    files: {
      'flux/repo.yaml':
        'kind: OCIRepository\nspec:\n  verify:\n    matchOIDCIdentity:\n      - issuer: "^https://token.actions.githubusercontent.com$"\n        subject: "^https://github.com/acme/.*$"\n',
    },
    says: /another repository/,
    audience: 'everyone',
  },
  {
    what: 'a pattern in a program, backslashes written twice',
    files: { 'pkg/verify.go': String.raw`const san = "^https://github\\.com/acme/.*/\\.github/workflows/.*$"` },
    says: /another repository/,
    audience: 'everyone',
  },
  { what: 'a pattern for another project', files: { 'pkg/verify.go': 'const san = "^https://github.com/other/tool/.github/workflows/.*"' }, says: null },
  { what: 'a comment', files: { 'pkg/verify.go': '// "https://github.com/acme/lens/.github/workflows/.+" is too wide' }, says: null },
  { what: 'a test', files: { 'pkg/verify_test.go': 'const san = "https://github.com/acme/lens/.github/workflows/.+"' }, says: null },
  { what: 'a pattern that is no identity', files: { 'pkg/verify.go': 'const url = "https://github.com/acme/lens/releases/.+/workflows"' }, says: null },
];

for (const { what, files, says, audience } of cases) {
  test(what, () => {
    const { findings } = auditTexts({ '.github/workflows/release.yml': release, ...files }, 'acme', 'lens').report;
    const mine = findings.filter((one) => one.rule === 'checked-identity-too-wide');
    if (says === null)
      assert.deepEqual(
        mine.map((one) => one.message),
        [],
      );
    else {
      assert.equal(mine.length, 1);
      assert.match(mine[0]!.message, says);
      assert.equal(mine[0]!.audience, audience);
    }
  });
}

test('where nothing is signed by an identity, nothing is looked for', () => {
  const { findings } = auditTexts({ 'pkg/verify.go': 'const san = "https://github.com/acme/lens/.github/workflows/.+"' }, 'acme', 'lens').report;
  assert.ok(!findings.some((one) => one.rule === 'checked-identity-too-wide'));
});
