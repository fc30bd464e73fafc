import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';

/** A workflow whose one step signs, with these lines for its job and its step. */
function signing(on: string, job: string, step: string): string {
  return `name: Build
on:
  ${on}:
  push:
    tags: ['v*']
permissions: {}
jobs:
  first:
    runs-on: ubuntu-latest
    ${job.startsWith('first ') ? job.slice('first '.length) : ''}
    steps:
      - run: echo
  build:
    needs: first
    runs-on: ubuntu-latest
    ${job.startsWith('first ') ? '' : job}
    permissions:
      contents: write
      id-token: write
      attestations: write
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
      - uses: actions/attest-build-provenance@v3
        ${step}
        with:
          subject-path: lens
      - run: gh release create "$GITHUB_REF_NAME" lens
        env:
          GH_TOKEN: \${{ github.token }}
`;
}

const rows: readonly { what: string; on?: string; job?: string; step?: string; said: readonly string[] }[] = [
  { what: 'nothing leaves it out', said: ['low'] },
  { what: 'forks get the identity too', on: 'pull_request_target', said: ['medium'] },
  { what: 'the step asks for the event', step: `if: github.event_name == 'push'`, said: [] },
  { what: 'the job asks for a tag', job: `if: startsWith(github.ref, 'refs/tags/')`, said: [] },
  { what: 'a job before it is left out', job: `first if: github.event_name != 'pull_request'`, said: [] },
  { what: 'the job asks for something that is not known', job: 'if: vars.SIGN', said: [] },
  { what: 'the job asks for the repository', job: `if: github.repository == 'acme/lens'`, said: ['low'] },
  { what: 'an environment stands before it', job: 'environment: release', said: [] },
];

for (const { what, on = 'pull_request', job = '', step = '', said } of rows) {
  test(what, () => {
    const { findings } = auditTexts({ '.github/workflows/build.yml': signing(on, job, step) }, 'acme', 'lens').report;
    assert.deepEqual(
      findings.filter((one) => one.rule === 'signs-for-pull-requests').map((one) => one.severity),
      said,
    );
  });
}
