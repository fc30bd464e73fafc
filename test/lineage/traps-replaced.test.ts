import { build, login, imagePermissions, publish, pushImage, release, sign, testTraps } from '../support/trap.ts';

const signDigest = '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n';
const pushAgain = pushImage('          build-args: X=1\n').replace('id: push', 'id: again');
const crane = '      - uses: imjasonh/setup-crane@v0.4\n';
const image = (steps: string, more = ''): string => release(pushImage() + signDigest + steps, { permissions: imagePermissions, more });
const upload = (flags: string): string =>
  `      - run: |\n          go build -tags x -o /tmp/lens .\n          gh release upload $GITHUB_REF_NAME /tmp/lens${flags}\n        env: {GH_TOKEN: '\${{ github.token }}'}\n`;
const retag = (flags: string): string =>
  `      - run: docker buildx imagetools create -t ghcr.io/acme/lens:1${flags} ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}\n`;
const container = { kind: 'container-image', control: 'signature' } as const;
const other = (on: string, steps: string, permissions?: string): Record<string, string> => ({
  '.github/workflows/z.yml': release(steps, { on, ...(permissions === undefined ? {} : { permissions }) }),
});

const linked = (line: string): string => `      - run: |\n          ${line}\n          cosign sign-blob --yes --bundle dist/lens2.sigstore.json dist/lens2\n`;

/** What is signed is published, and something else is put in its place. */
testTraps([
  { what: 'a second build pushed to the tag that was signed', workflow: image(pushAgain), ...container, most: 'nothing' },
  {
    what: 'a second build pushed to another tag',
    workflow: image(pushAgain.replace('lens:1', 'lens:edge')),
    ...container,
    member: 'ghcr.io/acme/lens:1',
    most: 'present',
  },
  {
    what: 'a second build pushed to the tag under a condition',
    workflow: image(pushAgain.replace('id: again', 'if: vars.AGAIN\n        id: again')),
    ...container,
    most: 'partly',
  },
  {
    what: 'a job that needs the signing one pushes to the tag',
    workflow: image('', `  again:\n    needs: release\n    runs-on: ubuntu-24.04\n    steps:\n${pushAgain}`),
    ...container,
    most: 'nothing',
  },
  {
    what: 'what was built is pushed once more',
    workflow: release(
      `      - run: |
          docker build -t ghcr.io/acme/lens:1 .
          docker push ghcr.io/acme/lens:1
          cosign sign --yes ghcr.io/acme/lens:1
          docker push ghcr.io/acme/lens:1
`,
      { permissions: imagePermissions },
    ),
    ...container,
    most: 'present',
  },
  {
    what: 'what was built anew is pushed',
    workflow: release(
      `      - run: |
          docker build -t ghcr.io/acme/lens:1 .
          docker push ghcr.io/acme/lens:1
          cosign sign --yes ghcr.io/acme/lens:1
          docker build --build-arg X=1 -t ghcr.io/acme/lens:1 .
          docker push ghcr.io/acme/lens:1
`,
      { permissions: imagePermissions },
    ),
    ...container,
    most: 'nothing',
  },
  { what: 'the signed image under its tag again', workflow: image(retag('')), ...container, most: 'present' },
  { what: 'an annotated copy under the tag', workflow: image(retag(' --annotation index:x=y')), ...container, most: 'nothing' },
  {
    what: 'a changed copy under the tag',
    workflow: image(`${crane}      - run: crane mutate ghcr.io/acme/lens:1 -l a=b -t ghcr.io/acme/lens:1\n`),
    ...container,
    most: 'nothing',
  },
  {
    what: 'the copy is changed before it is signed',
    workflow: release(`${pushImage()}${retag(' --annotation index:x=y')}      - run: cosign sign --yes ghcr.io/acme/lens:1\n`, {
      permissions: imagePermissions,
    }),
    ...container,
    most: 'present',
  },
  { what: 'the asset is built and uploaded again', workflow: release(build + sign + publish + upload(' --clobber')), control: 'signature', most: 'nothing' },
  {
    what: 'another workflow uploads the asset again',
    workflow: release(build + sign + publish),
    files: other(
      '  release: {types: [published]}',
      `${build}      - run: gh release upload $GITHUB_REF_NAME dist/lens --clobber\n        env: {GH_TOKEN: '\${{ github.token }}'}\n`,
    ),
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'another workflow uploads an asset of this name to a release of its own',
    workflow: release(build + sign + publish),
    files: other(
      '  push: {branches: [main]}',
      `${build}${sign}      - run: gh release upload nightly dist/lens dist/lens.sigstore.json --clobber\n        env: {GH_TOKEN: '\${{ github.token }}'}\n`,
    ),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'another workflow pushes to the tag and signs nothing',
    workflow: image(''),
    files: other("  push: {tags: ['release-*']}", pushImage(), imagePermissions),
    ...container,
    most: 'partly',
  },
  {
    what: 'what a signed link names is written to',
    workflow: release(`${build}${linked('ln -s lens dist/lens2')}      - run: echo x >> dist/lens\n${publish}`),
    control: 'signature',
    member: 'lens2',
    most: 'nothing',
  },
  {
    what: 'a hard link of a signed file is written to',
    workflow: release(`${build}${sign}      - run: |\n          ln dist/lens other\n          echo x >> other\n${publish}`),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'a link that names another file when that is written to',
    workflow: release(`${build}${sign}      - run: |\n          ln -s dist/lens other\n          ln -sf notes.txt other\n          echo x > other\n${publish}`),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a link and what it names are signed',
    workflow: release(`${build}${linked('ln -s lens dist/lens2')}${sign}${publish}`),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a signed file whose time is set',
    workflow: release(`${build}${sign}      - run: touch dist/lens\n${publish}`),
    control: 'signature',
    most: 'present',
  },
  ...[
    ['a base image is copied over a signed one', 'crane cp alpine:3 ghcr.io/acme/lens:1', 'nothing'],
    ['a base image is copied over a signed one by another tool', 'skopeo copy docker://alpine:3 docker://ghcr.io/acme/lens:1', 'nothing'],
    ['an image of the same name is copied over a signed one', 'crane cp quay.io/acme/lens:1 ghcr.io/acme/lens:1', 'partly'],
    ['a signed image is copied', 'crane cp ghcr.io/acme/lens:1 quay.io/acme/other:1', 'present'],
  ].map(([what, line, most]) => ({
    what: what!,
    workflow: release(`${login}${pushImage()}      - run: cosign sign --yes ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}\n      - run: ${line}\n`, {
      permissions: imagePermissions,
    }),
    kind: 'container-image' as const,
    member: 'ghcr.io/acme/lens:1',
    control: 'signature' as const,
    most: most as 'nothing' | 'partly' | 'present',
  })),
]);
