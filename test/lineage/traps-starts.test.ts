import { build, imagePermissions, npmFiles, publish, pushImage, release, sign, testTraps, withoutCosign } from '../support/trap.ts';

const signImage = (on: string): string => release('      - run: cosign sign --yes ghcr.io/acme/lens:1\n', { on, permissions: imagePermissions });
const image = release(pushImage(), { permissions: imagePermissions });
const secondFile = (on: string): Record<string, string> => ({ '.github/workflows/s.yml': signImage(on) });
const npm = (line: string): string =>
  withoutCosign(release(`      - run: ${line}\n        env:\n          NODE_AUTH_TOKEN: \${{ secrets.NPM }}\n`, { permissions: '      id-token: write' }));

/** Evidence that nothing starts, and commands that make none. */
testTraps([
  {
    what: 'the signing workflow waits for one that is not there',
    workflow: image,
    files: secondFile("  workflow_run: {workflows: ['Nope'], types: [completed]}"),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  { what: 'every tag is ignored', workflow: release(build + sign + publish, { on: "  push: {tags-ignore: ['**']}" }), control: 'signature', most: 'no row' },
  {
    what: 'tags and tags-ignore together',
    workflow: release(build + sign + publish, { on: "  push: {tags: ['v*'], tags-ignore: ['v0*']}" }),
    control: 'signature',
    most: 'no row',
  },
  {
    what: 'some tags are ignored',
    workflow: release(build + sign + publish, { on: "  push: {tags-ignore: ['nightly*']}" }),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'the help of the signing command',
    workflow: release(`${pushImage()}      - run: cosign sign --help ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}\n`, { permissions: imagePermissions }),
    kind: 'container-image',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'Yarn 1 with --provenance',
    workflow: npm('yarn publish --provenance'),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  { what: 'Bun with --provenance', workflow: npm('bun publish --provenance'), files: npmFiles, kind: 'npm-package', control: 'provenance', most: 'nothing' },
  { what: 'npm with --provenance', workflow: npm('npm publish --provenance'), files: npmFiles, kind: 'npm-package', control: 'provenance', most: 'present' },
]);
