import { build, goreleaser, goreleaserFiles, imagePermissions, login, publish, pushImage, release, testTraps } from '../support/trap.ts';

const pushes = 'outputs:\n      digest: ${{ steps.push.outputs.digest }}';
const signLater = (permissions: string, steps: string): string =>
  release(login + pushImage(), {
    permissions: imagePermissions,
    job: `    ${pushes}\n`,
    more: `  sign:
    needs: release
    runs-on: ubuntu-24.04
    permissions: {${permissions}}
    steps:
      - uses: sigstore/cosign-installer@v3
${steps}      - run: cosign sign --yes ghcr.io/acme/lens@\${{ needs.release.outputs.digest }}
`,
  });
const ofImage = { kind: 'container-image', control: 'signature' } as const;
const withPat = login.replace('github.token', 'secrets.PAT');

const ghLater = (env: string, first = ''): string =>
  release(build + publish, {
    more: `  sign:
    needs: release
    runs-on: ubuntu-24.04
    permissions: {contents: write, id-token: write}
    steps:
${first}      - uses: sigstore/cosign-installer@v3
      - run: |
          gh release download $GITHUB_REF_NAME -p lens
          cosign sign-blob --yes --bundle lens.sigstore.json lens
          gh release upload $GITHUB_REF_NAME lens.sigstore.json
${env}`,
  });
const checkout = '      - uses: actions/checkout@v4\n';
const token = "        env: {GH_TOKEN: '${{ github.token }}'}\n";
const tokenAndRepository = "        env: {GH_TOKEN: '${{ github.token }}', GH_REPO: '${{ github.repository }}'}\n";

const generator = (list: string): string =>
  release(
    `${build}      - id: h
        run: echo "h=$(cd dist && ${list})" >> $GITHUB_OUTPUT
${publish}`,
    {
      job: '    outputs:\n      h: ${{ steps.h.outputs.h }}\n',
      more: `  prov:
    needs: release
    permissions: {id-token: write, contents: write, actions: read}
    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0
    with:
      base64-subjects: \${{ needs.release.outputs.h }}
      upload-assets: true
`,
    },
  );
const cosignKey = goreleaserFiles(
  'signs:\n  - artifacts: checksum\n    cmd: cosign\n    args: [sign-blob, "--key=cosign.key", "--output-signature=${signature}", "${artifact}", --yes]\n',
);
const images = (args = ''): Record<string, string> => ({
  ...goreleaserFiles(`dockers: [{image_templates: ["ghcr.io/acme/lens:{{ .Tag }}"]}]\ndocker_signs: [{artifacts: images${args}}]\n`),
  Dockerfile: 'FROM scratch\n',
});

/** Signing and attesting in jobs that lack what it takes: a permission, a login, a token, a key, the right form of a list. */
testTraps([
  {
    what: 'cosign in a container without the job’s identity',
    workflow: signLater('packages: write, id-token: write', login).replace(
      'run: cosign sign',
      'run: docker run --rm -v $HOME/.docker:/home/nonroot/.docker gcr.io/projectsigstore/cosign:v2.4.0 sign',
    ),
    ...ofImage,
    most: 'nothing',
  },
  {
    what: 'cosign in a container with the job’s identity',
    workflow: signLater('packages: write, id-token: write', login).replace(
      'run: cosign sign',
      'run: docker run --rm -e ACTIONS_ID_TOKEN_REQUEST_TOKEN -e ACTIONS_ID_TOKEN_REQUEST_URL gcr.io/projectsigstore/cosign:v2.4.0 sign',
    ),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'a signing job that may only read packages',
    workflow: signLater('packages: read, id-token: write', login),
    ...ofImage,
    most: 'nothing',
  },
  { what: 'a signing job with another token', workflow: signLater('packages: read, id-token: write', withPat), ...ofImage, most: 'present' },
  { what: 'a signing job that may write packages', workflow: signLater('packages: write, id-token: write', login), ...ofImage, most: 'present' },
  { what: 'a signing job that logs in nowhere', workflow: signLater('packages: write, id-token: write', ''), ...ofImage, most: 'nothing' },
  {
    what: 'a signing job that something unread may log in',
    workflow: signLater('packages: write, id-token: write', '      - uses: acme/registry-session@v1\n'),
    ...ofImage,
    most: 'present',
  },
  { what: 'gh without a token', workflow: ghLater('', checkout), control: 'signature', most: 'nothing' },
  { what: 'gh without a repository', workflow: ghLater(token), control: 'signature', most: 'nothing' },
  { what: 'gh with both', workflow: ghLater(token, checkout), control: 'signature', most: 'present' },
  { what: 'gh with a repository by variable', workflow: ghLater(tokenAndRepository), control: 'signature', most: 'present' },
  { what: 'a list of subjects as it is', workflow: generator('sha256sum lens'), control: 'provenance', most: 'nothing' },
  { what: 'a list of subjects in base64', workflow: generator('sha256sum lens | base64 -w0'), control: 'provenance', most: 'present' },
  { what: 'GoReleaser: a key that is nowhere', workflow: release(goreleaser()), files: cosignKey, control: 'signature', most: 'nothing' },
  {
    what: 'GoReleaser: a key of the checkout',
    workflow: release(goreleaser()),
    files: { ...cosignKey, 'cosign.key': 'x' },
    control: 'signature',
    most: 'present',
  },
  {
    what: 'GoReleaser: a key that a step writes',
    workflow: release(`      - run: echo "$KEY" > cosign.key\n        env: {KEY: '\${{ secrets.KEY }}'}\n${goreleaser()}`),
    files: cosignKey,
    control: 'signature',
    most: 'present',
  },
  {
    what: 'GoReleaser: images by the key that is its default',
    workflow: release(login + goreleaser(), { permissions: `${imagePermissions.replace('contents: read', 'contents: write')}` }),
    files: images(),
    ...ofImage,
    most: 'nothing',
  },
]);
