import { build, publish, release, sign, testTraps } from '../support/trap.ts';

/** Files that look hashed, described or attested: the most that may be said of each. */
testTraps([
  {
    what: 'attest no perms',
    workflow: release(build + '      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-path: dist/lens\n' + publish, {
      permissions: '      contents: write\n      id-token: write',
    }),
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'attest other glob',
    workflow: release(build + '      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-path: dist/*.zip\n' + publish),
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'attest before last change',
    workflow: release(
      build + '      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-path: dist/*\n      - run: gzip dist/lens\n' + publish,
    ),
    member: 'lens.gz',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'hash then change',
    workflow: release(build + '      - run: cd dist && sha256sum lens > SHA256SUMS\n      - run: strip dist/lens\n' + publish),
    control: 'hashes',
    most: 'nothing',
  },
  { what: 'hash unpublished', workflow: release(build + '      - run: sha256sum dist/lens > SHA256SUMS\n' + publish), control: 'hashes', most: 'nothing' },
  {
    what: 'hash of other file',
    workflow: release(build + '      - run: sha256sum README.md > dist/SHA256SUMS\n' + publish),
    files: { 'README.md': 'x' },
    control: 'hashes',
    most: 'nothing',
  },
  { what: 'md5 only', workflow: release(build + '      - run: cd dist && md5sum lens > MD5SUMS\n' + publish), control: 'hashes', most: 'partly' },
  {
    what: 'hash swallowed',
    workflow: release(build + '      - run: cd dist && sha256sum lens > SHA256SUMS || true\n' + publish),
    control: 'hashes',
    most: 'best-effort',
  },
  {
    what: 'sbom of other',
    workflow: release(
      build + '      - uses: anchore/sbom-action@v0\n        with:\n          file: other/tool\n          output-file: dist/lens.spdx.json\n' + publish,
    ),
    control: 'sbom',
    most: 'nothing',
  },
  {
    what: 'sbom table',
    workflow: release(build + '      - uses: anchore/sbom-action/download-syft@v0\n      - run: syft scan file:dist/lens > dist/lens.sbom.txt\n' + publish),
    control: 'sbom',
    most: 'partly',
  },
  {
    what: 'attest subject-checksums of others',
    workflow: release(
      build +
        '      - run: sha256sum README.md > sums.txt\n      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-checksums: sums.txt\n' +
        publish,
    ),
    files: { 'README.md': 'x' },
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'slsa generator with hashes of other dir',
    workflow: release(
      '      - id: h\n        run: |\n          mkdir -p dist other\n          go build -o dist/lens .\n          go build -o other/tool .\n          echo "hashes=$(cd other && sha256sum * | base64 -w0)" >> "$GITHUB_OUTPUT"\n' +
        publish,
      {
        job: '    outputs:\n      hashes: ${{ steps.h.outputs.hashes }}\n',
        more: '  prov:\n    needs: release\n    permissions:\n      actions: read\n      id-token: write\n      contents: write\n    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0\n    with:\n      base64-subjects: ${{ needs.release.outputs.hashes }}\n      upload-assets: true\n',
      },
    ),
    member: 'lens',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'slsa generator upload-assets false',
    workflow: release(
      '      - id: h\n        run: |\n          mkdir -p dist\n          go build -o dist/lens .\n          echo "hashes=$(cd dist && sha256sum * | base64 -w0)" >> "$GITHUB_OUTPUT"\n' +
        publish,
      {
        job: '    outputs:\n      hashes: ${{ steps.h.outputs.hashes }}\n',
        more: '  prov:\n    needs: release\n    permissions:\n      actions: read\n      id-token: write\n      contents: write\n    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0\n    with:\n      base64-subjects: ${{ needs.release.outputs.hashes }}\n',
      },
    ),
    member: 'lens',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'recipe for other repo',
    workflow: release(build + sign + publish),
    files: {
      'README.md':
        '```sh\ncosign verify-blob --bundle lens.sigstore.json lens --certificate-identity https://github.com/other/tool/.github/workflows/r.yml@refs/tags/v1 --certificate-oidc-issuer https://token.actions.githubusercontent.com\n```\n',
    },
    control: 'verifyRecipe',
    most: 'partly',
  },
  {
    what: 'recipe gpg for cosign file',
    workflow: release(build + sign + publish),
    files: { 'README.md': '```sh\ngpg --verify lens.asc lens\n```\n' },
    control: 'verifyRecipe',
    most: 'partly',
  },
  {
    what: 'recipe of a dependency',
    workflow: release(build + sign + publish),
    files: {
      'README.md':
        'Verify cosign itself:\n```sh\ncosign verify-blob --bundle cosign.json cosign-linux-amd64 --certificate-identity keyless@projectsigstore.iam.gserviceaccount.com --certificate-oidc-issuer https://accounts.google.com\n```\n',
    },
    control: 'verifyRecipe',
    most: 'partly',
  },
  {
    what: 'hash file loop into same name',
    workflow: release(
      build +
        '      - run: go build -o dist/extra .\n      - run: |\n          cd dist\n          for f in lens extra; do sha256sum $f > SHA256SUMS; done\n' +
        publish,
    ),
    member: 'lens',
    control: 'hashes',
    most: 'partly',
  },
  {
    what: 'hash truncated later',
    workflow: release(build + '      - run: |\n          cd dist\n          sha256sum lens > SHA256SUMS\n          : > SHA256SUMS\n' + publish),
    member: 'lens',
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'hash second list overwrites',
    workflow: release(
      build +
        '      - run: go build -o dist/extra .\n      - run: |\n          cd dist\n          sha256sum lens > SHA256SUMS\n          sha256sum extra > SHA256SUMS\n' +
        publish,
    ),
    member: 'lens',
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'list of other folder same names',
    workflow: release(
      build +
        '      - run: |\n          mkdir other\n          go build -tags x -o other/lens .\n          cd other && sha256sum lens > ../dist/SHA256SUMS\n' +
        publish,
    ),
    member: 'lens',
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'sha256sum -c only',
    workflow: release(
      build + '      - run: |\n          curl -fsSLo dist/SHA256SUMS https://example.org/SHA256SUMS\n          cd dist && sha256sum -c SHA256SUMS\n' + publish,
    ),
    member: 'lens',
    control: 'hashes',
    most: 'partly',
  },
  {
    what: 'checksum file from checkout',
    workflow: release(build + '      - run: cp release/SHA256SUMS dist/\n' + publish),
    files: { 'release/SHA256SUMS': 'abc  lens\n' },
    member: 'lens',
    control: 'hashes',
    most: 'partly',
  },
  {
    what: 'sbom from checkout',
    workflow: release(build + '      - run: cp docs/lens.spdx.json dist/\n' + publish),
    files: { 'docs/lens.spdx.json': '{}' },
    member: 'lens',
    control: 'sbom',
    most: 'partly',
  },
  {
    what: 'attest digest of zip artifact',
    workflow: release(
      build +
        '      - id: up\n        uses: actions/upload-artifact@v4\n        with:\n          name: lens\n          path: dist/lens\n      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-name: lens\n          subject-digest: sha256:${{ steps.up.outputs.artifact-digest }}\n' +
        publish,
    ),
    member: 'lens',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'attest custom predicate',
    workflow: release(
      build +
        "      - uses: actions/attest@v2\n        with:\n          subject-path: dist/lens\n          predicate-type: https://example.org/test\n          predicate: '{}'\n" +
        publish,
    ),
    member: 'lens',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'attest-sbom counts not provenance',
    workflow: release(
      build +
        '      - uses: anchore/sbom-action@v0\n        with:\n          file: dist/lens\n          output-file: s.json\n      - uses: actions/attest-sbom@v2\n        with:\n          subject-path: dist/lens\n          sbom-path: s.json\n' +
        publish,
    ),
    member: 'lens',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'sbom trivy table',
    workflow: release(
      build +
        '      - uses: aquasecurity/trivy-action@0.30.0\n        with:\n          scan-type: fs\n          scan-ref: dist\n          output: dist/sbom.json\n' +
        publish,
    ),
    member: 'lens',
    control: 'sbom',
    most: 'nothing',
  },
  {
    what: 'sbom for lens only, extra published',
    workflow: release(
      build +
        '      - run: go build -o dist/extra .\n      - uses: anchore/sbom-action@v0\n        with:\n          file: dist/lens\n          output-file: dist/lens.spdx.json\n' +
        publish,
    ),
    member: 'extra',
    control: 'sbom',
    most: 'nothing',
  },
  {
    what: 'sbom syft after build then strip',
    workflow: release(
      build +
        '      - uses: anchore/sbom-action/download-syft@v0\n      - run: syft scan file:dist/lens -o spdx-json=dist/lens.spdx.json\n      - run: strip dist/lens\n' +
        publish,
    ),
    member: 'lens',
    control: 'sbom',
    most: 'partly',
  },
  {
    what: 'gh release attest only some (matrix attest first leg)',
    workflow: release(
      `      - run: mkdir -p dist && go build -o dist/lens-\${{ matrix.os }} .
      - uses: actions/attest-build-provenance@v2
        if: matrix.os == 'linux'
        with: {subject-path: "dist/*"}
` + publish,
      { job: '    strategy:\n      matrix:\n        os: [linux, darwin]\n' },
    ),
    member: 'lens-darwin',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'wildcard attest then later files',
    workflow: release(
      build + '      - uses: actions/attest-build-provenance@v2\n        with: {subject-path: "dist/*"}\n      - run: go build -o dist/extra .\n' + publish,
    ),
    member: 'extra',
    control: 'provenance',
    most: 'nothing',
  },
]);
