import { version } from '../../base/index.ts';
import { pins, usesOf } from './pins.ts';

/** A file that `init` writes, with its path in the checkout. */
export interface FirstFile {
  readonly path: string;
  readonly text: string;
}

/** The first configuration and the workflow that audits; nothing in them is of the checkout but its default branch. */
export function firstFiles(defaultBranch: string | null): readonly FirstFile[] {
  return [
    { path: 'sealwright.yaml', text: configuration },
    { path: '.github/workflows/sealwright.yml', text: workflow(defaultBranch) },
  ];
}

const configuration = `# yaml-language-server: $schema=https://unpkg.com/sealwright@${version}/schemas/sealwright.schema.json
version: 1

# Decisions on findings are kept here, each with its reason: sealwright disposition add writes them.
# dispositions:
#   - rule: tag-unsigned
#     disposition: deferred
#     reason: the release action cannot sign tags yet
#     by: you
#     date: 2026-01-31
#     reviewBy: 2026-07-31
`;

/** A branch that needs no quotes in YAML and means itself in a filter. */
const plainBranch = /^[A-Za-z0-9][\w./-]{0,199}$/;

function workflow(defaultBranch: string | null): string {
  const branches = defaultBranch !== null && plainBranch.test(defaultBranch) ? defaultBranch : 'main, master';
  return `name: sealwright

on:
  pull_request:
  push:
    branches: [${branches}]

permissions: {}

concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  audit:
    name: Audit the releases
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: read
      security-events: write # to put findings under Security
    steps:
      - uses: ${usesOf(pins.checkout)}
        with:
          persist-credentials: false
      - uses: ${usesOf(pins.setupNode)}
        with:
          node-version: 24
          package-manager-cache: false
      - name: Audit
        # Annotates lines, fills the summary of the job, and fails on an open finding; --fail-on and --baseline let some pass.
        # Started outside of the checkout, whose .npmrc and node_modules would say what npx runs.
        working-directory: \${{ runner.temp }}
        run: >-
          npx --yes sealwright@${version} audit "$GITHUB_WORKSPACE"
          --format github
          --format "summary=$GITHUB_STEP_SUMMARY"
          --format "sarif=$GITHUB_WORKSPACE/sealwright.sarif"
      # Needs code scanning, which private repositories have to turn on. A pull request of a fork may not upload.
      - name: Upload
        if: \${{ !cancelled() && hashFiles('sealwright.sarif') != '' && (github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository) }}
        uses: ${usesOf(pins.uploadSarif)}
        with:
          sarif_file: sealwright.sarif
          category: sealwright
`;
}
