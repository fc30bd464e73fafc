import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

/** The shape of the workflow that dist generates, in short: the plan's JSON gives the legs, the manifests what is handed on. */
const workflow = (hostIf: string): string => `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  plan:
    runs-on: ubuntu-22.04
    outputs: { val: '\${{ steps.plan.outputs.manifest }}' }
    steps:
      - uses: actions/checkout@v4
      - run: curl -LsSf https://example.com/dist-installer.sh | sh
      - id: plan
        run: |
          dist plan --output-format=json > plan-dist-manifest.json
          echo "manifest=$(jq -c "." plan-dist-manifest.json)" >> "$GITHUB_OUTPUT"
  local:
    needs: plan
    strategy: { matrix: '\${{ fromJson(needs.plan.outputs.val).ci.github.artifacts_matrix }}' }
    runs-on: \${{ matrix.runner }}
    permissions: { attestations: write, contents: read, id-token: write }
    steps:
      - uses: actions/checkout@v4
      - run: curl -LsSf https://example.com/dist-installer.sh | sh
      - run: dist build --output-format=json \${{ matrix.dist_args }} > dist-manifest.json
      - uses: actions/attest-build-provenance@v3
        with: { subject-path: "target/distrib/*\${{ join(matrix.targets, ', ') }}*" }
      - id: built
        shell: bash
        run: |
          echo "paths<<EOF" >> "$GITHUB_OUTPUT"
          dist print-upload-files-from-manifest --manifest dist-manifest.json >> "$GITHUB_OUTPUT"
          echo "EOF" >> "$GITHUB_OUTPUT"
      - uses: actions/upload-artifact@v4
        with: { name: "artifacts-local-\${{ join(matrix.targets, '_') }}", path: '\${{ steps.built.outputs.paths }}' }
  global:
    needs: [plan, local]
    runs-on: ubuntu-22.04
    steps:
      - uses: actions/checkout@v4
      - run: curl -LsSf https://example.com/dist-installer.sh | sh
      - uses: actions/download-artifact@v4
        with: { pattern: 'artifacts-*', path: target/distrib/, merge-multiple: true }
      - id: built
        run: |
          dist build --output-format=json "--artifacts=global" > dist-manifest.json
          echo "paths<<EOF" >> "$GITHUB_OUTPUT"
          jq --raw-output ".upload_files[]" dist-manifest.json >> "$GITHUB_OUTPUT"
          echo "EOF" >> "$GITHUB_OUTPUT"
      - uses: actions/upload-artifact@v4
        with: { name: artifacts-global, path: '\${{ steps.built.outputs.paths }}' }
  host:
    needs: [plan, local, global]
    if: \${{ ${hostIf} }}
    runs-on: ubuntu-22.04
    steps:
      - uses: actions/download-artifact@v4
        with: { pattern: 'artifacts-*', path: artifacts, merge-multiple: true }
      - run: gh release create "$GITHUB_REF_NAME" artifacts/*
`;

const files = (hostIf: string): Readonly<Record<string, string>> => ({
  '.github/workflows/release.yml': workflow(hostIf),
  'Cargo.toml': '[package]\nname = "rocket"\nversion = "1.0.0"\n[[bin]]\nname = "rocket"\npath = "src/main.rs"\n',
  'src/main.rs': 'fn main() {}\n',
  'dist-workspace.toml':
    '[workspace]\nmembers = ["cargo:."]\n[dist]\ntargets = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"]\ninstallers = ["shell"]\n',
});

const success = ['plan', 'local', 'global'].map((job) => `needs.${job}.result == 'success'`).join(' && ');

test('what dist builds is followed through its plan and manifests: archives have more than installers', () => {
  const rows = surfacesOf(files(`always() && ${success}`)).flatMap((s) =>
    s.full.members.map((name) => [name, s.hashes, s.provenance, s.full.controls.provenance.strength]),
  );
  assert.deepEqual(rows.toSorted(), [
    ['rocket-installer.sh', 'absent', 'absent', null],
    ['rocket-x86_64-pc-windows-msvc.zip', 'present', 'present', 'wired'],
    ['rocket-x86_64-unknown-linux-gnu.tar.xz', 'present', 'present', 'wired'],
    ['source.tar.gz', 'present', 'absent', null],
  ]);
});

test('a publisher that asks for no results runs whatever happened before', () => {
  const row = surfacesOf(files('always()')).find((s) => s.provenance === 'present');
  assert.equal(row?.full.controls.provenance.strength, 'best-effort');
});
