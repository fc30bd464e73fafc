import { testTraps } from '../support/trap.ts';

/** A matrix of these systems whose legs each hash their file into job outputs, and the SLSA generator that reads `list` of them. */
function legs(systems: string, outputs: string, written: string, list: string): string {
  return `name: R
on: {push: {tags: ['v*']}}
jobs:
  build:
    runs-on: ubuntu-24.04
    strategy: {matrix: {os: [${systems}]}}
    outputs: {${outputs}}
    steps:
      - uses: actions/checkout@v4
      - run: |
          mkdir dist
          go build -o dist/lens_\${{ matrix.os }}_amd64.tar.gz .
      - id: sum
        run: cd dist; echo "${written}=$(sha256sum * | base64 -w0)" >> "$GITHUB_OUTPUT"
      - uses: actions/upload-artifact@v4
        with: {name: "bin-\${{ matrix.os }}", path: dist/}
  join:
    needs: build
    runs-on: ubuntu-24.04
    outputs: {all: "\${{ steps.all.outputs.all }}"}
    steps:
      - id: all
        env: {L: "\${{ needs.build.outputs.linux }}", D: "\${{ needs.build.outputs.darwin }}"}
        run: |
          (echo "$L" | base64 -d; echo "$D" | base64 -d) > sums
          echo "all=$(base64 -w0 sums)" >> "$GITHUB_OUTPUT"
  provenance:
    needs: [build, join]
    permissions: {actions: read, id-token: write, contents: write}
    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.0.0
    with: {base64-subjects: "\${{ needs.${list} }}", upload-assets: true}
  publish:
    needs: [build, provenance]
    runs-on: ubuntu-24.04
    permissions: {contents: write}
    steps:
      - uses: actions/download-artifact@v4
        with: {path: dist, merge-multiple: true}
      - uses: softprops/action-gh-release@v2
        with: {files: dist/*}
`;
}

const one = 'hashes: "${{ steps.sum.outputs.hashes }}"';
const each = 'linux: "${{ steps.sum.outputs.linux }}", darwin: "${{ steps.sum.outputs.darwin }}"';

/** Job outputs of a matrix: the leg that ends last has the last word, unless it has nothing to say. */
testTraps([
  {
    what: 'a list of every leg in one output',
    workflow: legs('linux, darwin', one, 'hashes', 'build.outputs.hashes'),
    control: 'provenance',
    most: 'partly',
  },
  { what: 'a list of the only leg', workflow: legs('linux', one, 'hashes', 'build.outputs.hashes'), control: 'provenance', most: 'present' },
  {
    what: 'a list of every leg in an output of its own',
    workflow: legs('linux, darwin', each, '${{ matrix.os }}', 'build.outputs.linux'),
    control: 'provenance',
    most: 'present',
  },
  {
    what: 'lists of legs that a job joins',
    workflow: legs('linux, darwin', each, '${{ matrix.os }}', 'join.outputs.all'),
    control: 'provenance',
    most: 'present',
  },
]);
