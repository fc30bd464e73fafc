import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const goreleaser = `version: 2
builds: [{ id: lantern, goos: [linux], goarch: [amd64] }]
archives: [{ id: tarballs, ids: [lantern] }]
nfpms: [{ id: debs, formats: [deb] }]
checksum: { ids: [tarballs] }
`;
const lines = `'.[] | {name, "digest": (.extra.Digest // .extra.Checksum)} | select(.digest) | {digest} + {name} | join("  ") | sub("^sha256:"; "")'`;

/** A release whose archives are listed by the tool's checksums and whose packages are hashed one by one; both lists joined for the generator. */
const workflow = (select: string, joined: string): string => `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    outputs: { listed: "\${{ steps.listed.outputs.subjects }}", packages: "\${{ steps.packages.outputs.subjects }}" }
    steps:
      - uses: actions/checkout@v4
      - id: tool
        uses: goreleaser/goreleaser-action@v6
        with: { version: "~> v2", args: release }
        env: { GITHUB_TOKEN: "\${{ secrets.GITHUB_TOKEN }}" }
      - id: listed
        env: { MADE: "\${{ steps.tool.outputs.artifacts }}" }
        run: |
          echo "subjects=$(echo "$MADE" | jq -r ${lines} | base64 -w0)" >> "$GITHUB_OUTPUT"
      - id: packages
        env: { MADE: "\${{ steps.tool.outputs.artifacts }}" }
        run: |
          list="$(mktemp)"
          mapfile -t paths < <(echo "$MADE" | jq -r '.[] | select(.type=="${select}") | .path')
          for path in "\${paths[@]}"; do
            sum=$(sha256sum "$path" | awk '{print $1}')
            echo "$sum  $(basename "$path")" >> "$list"
          done
          echo "subjects=$(base64 -w0 < "$list")" >> "$GITHUB_OUTPUT"
  join:
    needs: release
    runs-on: ubuntu-latest
    outputs: { all: "\${{ steps.join.outputs.all }}" }
    steps:
      - id: join
        env: { A: "\${{ needs.release.outputs.listed }}", B: "\${{ needs.release.outputs.packages }}" }
        run: |
          a=$(echo "$A" | base64 -d)
          b=$(echo "$B" | base64 -d)
          all=$(${joined})
          echo "all=$(echo "$all" | base64 -w0)" >> "$GITHUB_OUTPUT"
  provenance:
    needs: join
    permissions: { actions: read, id-token: write, contents: write }
    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0
    with: { base64-subjects: "\${{ needs.join.outputs.all }}", upload-assets: true }
`;

const both = String.raw`echo -e "$a\n$b\n" | sed '/^$/d'`;
const cases: readonly { readonly what: string; readonly text: string; readonly archive: string; readonly deb: string }[] = [
  { what: 'archives by their checksums, packages by their type', text: workflow('Linux Package', both), archive: 'present', deb: 'present' },
  { what: 'another type', text: workflow('Source', both), archive: 'present', deb: 'absent' },
  { what: 'packages left out when the lists are joined', text: workflow('Linux Package', 'echo "$a"'), archive: 'present', deb: 'absent' },
  {
    what: 'lines dropped when the lists are joined',
    text: workflow('Linux Package', String.raw`echo -e "$a\n$b\n" | sed '/arm64/d'`),
    archive: 'unknown',
    deb: 'unknown',
  },
];

for (const c of cases) {
  test(`subjects from the list of what a tool made: ${c.what}`, () => {
    const found = surfacesOf({
      '.github/workflows/release.yml': c.text,
      '.goreleaser.yaml': goreleaser,
      'go.mod': 'module example.com/lantern\n',
      'main.go': 'package main\n',
    });
    const of = (part: string): string | undefined => found.find((s) => s.name.includes(part))?.provenance;
    assert.deepEqual([of('.tar.gz'), of('.deb')], [c.archive, c.deb]);
  });
}
