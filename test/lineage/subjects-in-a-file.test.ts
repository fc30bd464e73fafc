import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const goreleaser = `version: 2
builds: [{ id: lantern, goos: [linux], goarch: [amd64] }]
dockers: [{ image_templates: ["ghcr.io/acme/lantern:{{ .Version }}-amd64"] }]
docker_manifests: [{ name_template: "ghcr.io/acme/lantern:{{ .Version }}", image_templates: ["ghcr.io/acme/lantern:{{ .Version }}-amd64"] }]
`;
const query = `[.[] | {name, "digest": (.extra.Digest // .extra.Checksum)}] | unique | .[] | select(.digest) | {digest} + {name} | join("  ") | sub("^sha256:"; "")`;
const handle = '${{ needs.release.outputs.handle }}';

interface Parts {
  readonly query?: string;
  readonly encode?: string;
  readonly path?: string;
  readonly given?: string;
  readonly assets?: boolean;
  readonly more?: string;
}

const workflow = ({
  query: asked = query,
  encode = ' | base64 -w0',
  path = 'subjects.txt',
  given = handle,
  assets = true,
  more = '',
}: Parts): string => `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, packages: write }
    outputs: { handle: "\${{ steps.share.outputs.handle }}", list: "\${{ steps.list.outputs.list }}" }
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: acme, password: "\${{ github.token }}" }
      - id: tool
        uses: goreleaser/goreleaser-action@v6
        with: { version: "~> v2", args: release }
        env: { GITHUB_TOKEN: "\${{ secrets.GITHUB_TOKEN }}" }
      - id: list
        env: { MADE: "\${{ steps.tool.outputs.artifacts }}" }
        run: |
          subjects=$(echo "$MADE" | jq --raw-output '${asked}'${encode})
          echo "$subjects" > subjects.txt
          echo "list=$subjects" >> "$GITHUB_OUTPUT"
      - id: share
        uses: slsa-framework/slsa-github-generator/actions/generator/generic/create-base64-subjects-from-file@v2.1.0
        with: { path: ${path} }
  provenance:
    needs: release
    permissions: { actions: read, id-token: write, contents: write }
    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0
    with: { base64-subjects-as-file: "${given}", upload-assets: ${assets}, provenance-name: made.intoto.jsonl }
${more}`;

/** A job that puts the provenance on the release. */
const own = `  upload:
    needs: provenance
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: "\${{ needs.provenance.outputs.provenance-name }}" }
      - run: gh release upload "$GITHUB_REF_NAME" made.intoto.jsonl --repo acme/lantern
        env: { GH_TOKEN: "\${{ github.token }}" }
`;

const cases: readonly { readonly what: string; readonly parts: Parts; readonly archive: string; readonly image: string }[] = [
  { what: 'the list of what the tool made', parts: {}, archive: 'present', image: 'absent' },
  { what: 'the same, uploaded by a job of its own', parts: { more: own, assets: false }, archive: 'present', image: 'absent' },
  { what: 'the same, left in the run', parts: { assets: false }, archive: 'absent', image: 'absent' },
  { what: 'some lines of the list', parts: { query: query.replace('unique', 'map(select(.name | test("arm")))') }, archive: 'unknown', image: 'absent' },
  { what: 'another file', parts: { path: 'other.txt' }, archive: 'unknown', image: 'absent' },
  { what: 'the list itself where its handle belongs', parts: { given: '${{ needs.release.outputs.list }}' }, archive: 'unknown', image: 'absent' },
];

for (const c of cases) {
  test(`subjects that come in a file of another job: ${c.what}`, () => {
    const found = surfacesOf({
      '.github/workflows/release.yml': workflow(c.parts),
      '.goreleaser.yaml': goreleaser,
      Dockerfile: 'FROM scratch\nCOPY lantern /\n',
      'go.mod': 'module example.com/lantern\n',
      'main.go': 'package main\n',
    });
    const of = (kind: string): string | undefined => found.find((s) => s.kind === kind)?.provenance;
    assert.deepEqual([of('release-asset'), of('container-image')], [c.archive, c.image]);
  });
}
