import { goreleaser, goreleaserFiles, imagePermissions, login, pushImage, release, testTraps } from '../support/trap.ts';

/** A signed image that cosign 2 copies to another registry. */
function copied(flags: string): string {
  return release(
    `${pushImage()}      - uses: docker/login-action@v3
        with: {registry: quay.io, username: acme, password: "\${{ secrets.QUAY }}"}
      - run: |
          cosign sign --yes ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}
          cosign copy ${flags} ghcr.io/acme/lens:1 quay.io/acme/lens:1
`,
    { permissions: imagePermissions },
  ).replace('cosign-installer@v3', "cosign-installer@v3\n        with: {cosign-release: 'v2.4.1'}");
}

/** Images and charts that look signed, described or attested: the most that may be said of each. */
testTraps([
  {
    what: 'provenance that says nothing',
    workflow: release(
      login +
        pushImage() +
        `      - run: |\n          echo '{}' > p.json\n          cosign attest --yes --type slsaprovenance1 --predicate p.json ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}\n`,
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'image: base',
    workflow: release(pushImage() + '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n', { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'signature',
    most: 'present',
  },
  {
    what: 'image: sign by tag before push',
    workflow: release('      - run: cosign sign --yes ghcr.io/acme/lens:1\n' + pushImage(), { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'image: other registry',
    workflow: release(
      pushImage().replace('tags: ghcr.io/acme/lens:1', 'tags: |\n            ghcr.io/acme/lens:1\n            docker.io/acme/lens:1') +
        '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    member: 'docker.io/acme/lens:1',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: wrong step digest',
    workflow: release(pushImage() + '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.nosuch.outputs.digest }}\n', { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: imageid instead of digest',
    workflow: release(pushImage() + '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.imageid }}\n', { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: attest sbom of source',
    workflow: release(
      pushImage() +
        '      - uses: anchore/sbom-action/download-syft@v0\n      - run: |\n          syft scan dir:. -o spdx-json=s.json\n          cosign attest --yes --type spdxjson --predicate s.json ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'sbom',
    most: 'partly',
  },
  {
    what: 'image: attest type custom sbom',
    workflow: release(
      pushImage() +
        '      - uses: anchore/sbom-action/download-syft@v0\n      - run: |\n          syft scan ghcr.io/acme/lens@${{ steps.push.outputs.digest }} -o spdx-json=s.json\n          cosign attest --yes --predicate s.json ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'sbom',
    most: 'partly',
  },
  {
    what: 'image: sign if push false input',
    workflow: release(
      pushImage() + "      - if: steps.push.outcome == 'failure'\n        run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n",
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: push env BUILDX_NO_DEFAULT',
    workflow: release(pushImage().replace('          provenance: false\n', ''), {
      permissions: imagePermissions,
      top: 'env:\n  BUILDX_NO_DEFAULT_ATTESTATIONS: 1',
    }),
    kind: 'container-image',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'image: load not push default prov docker push',
    workflow: release('      - run: docker build -t ghcr.io/acme/lens:1 . && docker push ghcr.io/acme/lens:1\n', { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'image: attest without push-to-registry',
    workflow: release(
      pushImage() +
        '      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-name: ghcr.io/acme/lens\n          subject-digest: ${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions + '\n      attestations: write' },
    ),
    kind: 'container-image',
    control: 'provenance',
    most: 'present',
  },
  {
    what: 'image: attest other name',
    workflow: release(
      pushImage() +
        '      - id: p2\n        uses: docker/build-push-action@v6\n        with:\n          push: true\n          provenance: false\n          tags: ghcr.io/acme/other:1\n      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-name: ghcr.io/acme/lens\n          subject-digest: ${{ steps.p2.outputs.digest }}\n',
      { permissions: imagePermissions + '\n      attestations: write' },
    ),
    kind: 'container-image',
    member: 'ghcr.io/acme/lens:1',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'image: sign inside unknown if in loop',
    workflow: release(
      pushImage() +
        '      - run: |\n          for t in a b; do\n            if [ "$t" = "$X" ]; then cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}; fi\n          done\n        env: {X: "${{ vars.X }}"}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'image: metadata tags xargs wrong digest',
    workflow: release(
      pushImage() +
        '      - run: echo "ghcr.io/acme/lens:1" | xargs -I {} cosign sign --yes {}@sha256:0000000000000000000000000000000000000000000000000000000000000000\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: sign latest from earlier run',
    workflow: release(
      '      - run: |\n          d=$(crane digest ghcr.io/acme/lens:1)\n          echo "d=$d" >> "$GITHUB_OUTPUT"\n        id: old\n' +
        pushImage() +
        '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.old.outputs.d }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'image: pull and re-push (retag of unsigned)',
    workflow: release(
      pushImage() +
        '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n      - run: |\n          docker build -t ghcr.io/acme/lens:2 .\n          docker push ghcr.io/acme/lens:2\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    member: 'ghcr.io/acme/lens:2',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: buildx multi-platform syft other tag',
    workflow: release(
      pushImage('          platforms: linux/amd64,linux/arm64\n') +
        '      - uses: anchore/sbom-action/download-syft@v0\n      - run: |\n          syft scan ghcr.io/acme/lens@${{ steps.push.outputs.digest }} -o spdx-json=s.json\n          cosign attest --yes --type spdxjson --predicate s.json ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'sbom',
    most: 'partly',
  },
  {
    what: 'image: cosign attach sbom unsigned',
    workflow: release(
      pushImage() +
        '      - uses: anchore/sbom-action/download-syft@v0\n      - run: |\n          syft scan ghcr.io/acme/lens@${{ steps.push.outputs.digest }} -o spdx-json=s.json\n          cosign attach sbom --sbom s.json ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: registry login missing id-token',
    workflow: release(pushImage() + '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n', {
      permissions: '      packages: write',
    }),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: cosign sign dry --upload=false',
    workflow: release(pushImage() + '      - run: cosign sign --yes --upload=false ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n', {
      permissions: imagePermissions,
    }),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: attest no-upload',
    workflow: release(
      pushImage() +
        '      - uses: anchore/sbom-action/download-syft@v0\n      - run: |\n          syft scan ghcr.io/acme/lens@${{ steps.push.outputs.digest }} -o spdx-json=s.json\n          cosign attest --yes --no-upload --type spdxjson --predicate s.json ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'sbom',
    most: 'nothing',
  },
  {
    what: 'image: slsa container generator wrong digest',
    workflow: release(pushImage(), {
      permissions: imagePermissions,
      job: '    outputs:\n      digest: ${{ steps.nope.outputs.digest }}\n',
      more: '  prov:\n    needs: release\n    permissions:\n      actions: read\n      id-token: write\n      packages: write\n    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@v2.1.0\n    with:\n      image: ghcr.io/acme/lens\n      digest: ${{ needs.release.outputs.digest }}\n',
    }),
    kind: 'container-image',
    member: 'ghcr.io/acme/lens:1',
    control: 'provenance',
    most: 'partly',
  },
  {
    what: 'image: slsa container generator other image',
    workflow: release(pushImage(), {
      permissions: imagePermissions,
      job: '    outputs:\n      digest: ${{ steps.push.outputs.digest }}\n',
      more: '  prov:\n    needs: release\n    permissions:\n      actions: read\n      id-token: write\n      packages: write\n    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@v2.1.0\n    with:\n      image: ghcr.io/acme/other\n      digest: ${{ needs.release.outputs.digest }}\n',
    }),
    kind: 'container-image',
    member: 'ghcr.io/acme/lens:1',
    control: 'provenance',
    most: 'partly',
  },
  {
    what: 'helm push unsigned',
    workflow: release('      - run: |\n          helm package chart\n          helm push lens-1.0.0.tgz oci://ghcr.io/acme/charts\n', {
      permissions: imagePermissions,
    }),
    files: { 'chart/Chart.yaml': 'apiVersion: v2\nname: lens\nversion: 1.0.0\n' },
    kind: 'helm-chart',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'helm push, cosign by tag of image not chart',
    workflow: release(
      '      - run: |\n          helm package chart\n          helm push lens-1.0.0.tgz oci://ghcr.io/acme/charts\n' +
        pushImage() +
        '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    files: { 'chart/Chart.yaml': 'apiVersion: v2\nname: lens\nversion: 1.0.0\n' },
    kind: 'helm-chart',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: docker_signs v1 none default with dockers',
    workflow: release(goreleaser(), { permissions: imagePermissions }),
    files: {
      ...goreleaserFiles(
        'release: {disable: true}\ndockers:\n  - image_templates: ["ghcr.io/acme/lens:1"]\ndocker_signs:\n  - cmd: cosign\n    args: [sign, "${artifact}", --yes]\n',
      ),
      Dockerfile: 'FROM scratch\n',
    },
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: copied with its signatures alone, signature',
    workflow: copied('--only=sig'),
    kind: 'container-image',
    member: 'quay.io/acme/lens:1',
    control: 'signature',
    most: 'present',
  },
  {
    what: 'image: copied with its SBOM alone',
    workflow: copied('--only=sbom'),
    kind: 'container-image',
    member: 'quay.io/acme/lens:1',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: copied with its attestations alone',
    workflow: copied('--only att,sbom'),
    kind: 'container-image',
    member: 'quay.io/acme/lens:1',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: copied with all',
    workflow: copied(''),
    kind: 'container-image',
    member: 'quay.io/acme/lens:1',
    control: 'signature',
    most: 'present',
  },
  {
    what: 'image: keyless without log and timestamp',
    workflow: release(pushImage() + '      - run: cosign sign --yes --tlog-upload=false ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n', {
      permissions: imagePermissions,
    }),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'image: keyless without log and with a timestamp',
    workflow: release(
      pushImage() +
        '      - run: cosign sign --yes --tlog-upload=false --timestamp-server-url=https://tsa.example/ ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n',
      { permissions: imagePermissions },
    ),
    kind: 'container-image',
    control: 'signature',
    most: 'present',
  },
  {
    what: 'image: an SBOM that a list of attestations asks for',
    workflow: release(pushImage('          attests: type=sbom\n'), { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'sbom',
    most: 'present',
  },
  {
    what: 'image: an SBOM that a list of attestations turns off',
    workflow: release(pushImage('          attests: type=sbom,disabled=true\n'), { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'sbom',
    most: 'nothing',
  },
  {
    what: 'image: provenance that a list of attestations turns off',
    workflow: release(pushImage('          attests: type=provenance,disabled=true\n').replace('          provenance: false\n', ''), {
      permissions: imagePermissions,
    }),
    kind: 'container-image',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'image: an SBOM that an option of buildx turns off',
    workflow: release('      - run: docker buildx build --push --attest type=sbom,disabled=true -t ghcr.io/acme/lens:1 .\n', {
      permissions: imagePermissions,
    }),
    kind: 'container-image',
    control: 'sbom',
    most: 'nothing',
  },
]);
