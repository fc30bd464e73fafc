import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf, onTag, surfacesOf } from './surfaces-of.ts';

const attest = `name: attest
inputs: { file: { required: true } }
runs:
  using: composite
  steps:
    - uses: actions/attest-build-provenance@v2
      with: { subject-path: '\${{ inputs.file }}' }
`;
const permissions = 'contents: write\nid-token: write\nattestations: write';

function provenanceAfter(steps: string, files: Readonly<Record<string, string>> = {}): string | undefined {
  const workflow = onTag(
    `${steps}
- run: go build -o lens .
- uses: ./../tools/actions/attest
  with: { file: lens }
- run: gh release create "$GITHUB_REF_NAME" lens
  env: { GH_TOKEN: '\${{ github.token }}' }`,
    permissions,
  );
  return surfacesOf({ '.github/workflows/release.yml': workflow, 'actions/attest/action.yml': attest, 'go.mod': 'module lantern\n', ...files })[0]?.provenance;
}

for (const [what, steps] of [
  ['moved', '- uses: actions/checkout@v4\n- run: mkdir ../tools && mv * .github ../tools/ && mv ../tools/* .'],
  ['copied', '- uses: actions/checkout@v4\n- run: cp -r . ../tools'],
] as const)
  test(`an action of the checkout is read where its files were ${what} to`, () => assert.equal(provenanceAfter(steps), 'present'));

test('an action of a second checkout is read, but of another repository or commit', () => {
  const beside = (more: string): string => `- uses: actions/checkout@v4\n- uses: actions/checkout@v4\n  with: { path: ../tools${more} }`;
  assert.equal(provenanceAfter(beside('')), 'present');
  assert.equal(provenanceAfter(beside(', repository: acme/other')), 'unknown');
  assert.equal(provenanceAfter(beside(', ref: v1')), 'unknown');
});

test('an action that a step wrote over in the copy is not read', () => {
  assert.equal(provenanceAfter('- uses: actions/checkout@v4\n- run: cp -r . ../tools\n- run: echo other > ../tools/actions/attest/action.yml'), 'unknown');
});

test('a program of a local action that is not followed is named once, by its file', () => {
  const step = '- uses: ./lamp\n';
  const files = {
    '.github/workflows/a.yml': onTag(`- uses: actions/checkout@v4\n${step.repeat(3)}`),
    '.github/workflows/b.yml': onTag(`- uses: actions/checkout@v4\n${step}`),
    'lamp/action.yml': 'name: lamp\nruns: { using: node24, main: lamp.js }\n',
  };
  assert.deepEqual(auditOf(files).report.unread, [{ path: 'lamp/action.yml', line: null, reason: 'a node24 action whose program is not followed' }]);
});
