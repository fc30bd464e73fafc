import { build, imagePermissions, login, npmFiles, publish, publishIf, pushImage, release, sign, testTraps, withoutCosign } from '../support/trap.ts';

const signImage = (on: string): string => release(`${login}      - run: cosign sign --yes ghcr.io/acme/lens:1\n`, { on, permissions: imagePermissions });
const image = release(pushImage(), { permissions: imagePermissions });
const secondFile = (on: string): Record<string, string> => ({ '.github/workflows/s.yml': signImage(on) });
const node = (version: string, more = ''): string => `      - uses: actions/setup-node@v4\n        with: {node-version: '${version}'${more}}\n`;
const npm = (line: string, first = ''): string =>
  withoutCosign(
    release(`${first}      - run: ${line}\n        env:\n          NODE_AUTH_TOKEN: \${{ secrets.NPM }}\n`, { permissions: '      id-token: write' }),
  );

const gh = (line: string, token: string): string => `      - run: ${line}\n        env: {GH_TOKEN: '\${{ ${token} }}'}\n`;
const byDispatch = (token: string): string => release(build + gh('gh release create v1 dist/lens', token), { on: '  workflow_dispatch: {}' });
const signAsset = (on: string): Record<string, string> => ({
  '.github/workflows/s.yml': release(
    gh('gh release download $GITHUB_REF_NAME -p lens', 'github.token') +
      '      - run: cosign sign-blob --yes --bundle lens.sigstore.json lens\n' +
      gh('gh release upload $GITHUB_REF_NAME lens.sigstore.json', 'github.token'),
    { on },
  ),
});
const signList = (on: string): Record<string, string> => ({
  '.github/workflows/s.yml': release(
    gh('gh release download $GITHUB_REF_NAME -p lens', 'github.token') +
      '      - run: sha256sum lens > SHA256SUMS; cosign sign-blob --yes --bundle SHA256SUMS.sigstore.json SHA256SUMS\n' +
      gh('gh release upload $GITHUB_REF_NAME SHA256SUMS SHA256SUMS.sigstore.json', 'github.token'),
    { on },
  ),
});
const starts = (line: string): string => release(pushImage() + gh(line, 'github.token'), { permissions: `${imagePermissions}\n      actions: write` });
const ofImage = { kind: 'container-image', control: 'signature' } as const;

/** Evidence that nothing starts or orders, and commands that make none. */
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
  { what: 'no tag is asked for', workflow: release(build + sign + publish, { on: "  push: {tags: ['!**']}" }), control: 'signature', most: 'no row' },
  {
    what: 'some tags but not others',
    workflow: release(build + sign + publish, { on: "  push: {tags: ['v*', '!v0*']}" }),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'the action of another event',
    workflow: release(build + sign + publishIf("github.event.action == 'published'"), { on: '  push:\n  release: {types: [published]}' }),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'an action that a push does not have',
    workflow: release(build + sign + publishIf("github.event.action == 'published'")),
    control: 'signature',
    most: 'no row',
  },
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
  {
    what: 'npm of Node.js 14 with --provenance',
    workflow: npm('npm publish --provenance', node('14')),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'npm of Node.js 22 after 14 with --provenance',
    workflow: npm('npm publish --provenance', node('14') + node('22')),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'present',
  },
  {
    what: 'a newer npm on Node.js 16 with --provenance',
    workflow: npm('npm publish --provenance', `${node('16')}      - run: npm install -g npm@10\n`),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'present',
  },
  {
    what: 'npm to the registry of GitHub with --provenance',
    workflow: npm('npm publish --provenance', node('22', ", registry-url: 'https://npm.pkg.github.com'")),
    files: { 'package.json': '{"name":"@acme/lens","version":"1.0.0"}' },
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'npm to its own registry after that of GitHub with --provenance',
    workflow: npm(
      'npm publish --provenance',
      node('22', ", registry-url: 'https://npm.pkg.github.com'") + node('22', ", registry-url: 'https://registry.npmjs.org'"),
    ),
    files: { 'package.json': '{"name":"@acme/lens","version":"1.0.0"}' },
    kind: 'npm-package',
    control: 'provenance',
    most: 'present',
  },
  { what: 'signing by the clock', workflow: image, files: secondFile("  schedule: [{cron: '0 0 * * 0'}]"), ...ofImage, most: 'best-effort' },
  { what: 'signing by hand', workflow: image, files: secondFile('  workflow_dispatch: {}'), ...ofImage, most: 'best-effort' },
  {
    what: 'signing on an event that nobody here sends',
    workflow: image,
    files: secondFile('  repository_dispatch: {types: [sign]}'),
    ...ofImage,
    most: 'best-effort',
  },
  {
    what: 'signing on another event than the one that is sent',
    workflow: image.trimEnd() + "\n      - run: gh api repos/acme/lens/dispatches -f event_type=done\n        env: {GH_TOKEN: '${{ github.token }}'}\n",
    files: secondFile('  repository_dispatch: {types: [sign]}'),
    ...ofImage,
    most: 'best-effort',
  },
  {
    what: 'signing on the event that is sent',
    workflow: image.trimEnd() + "\n      - run: gh api repos/acme/lens/dispatches -f event_type=sign\n        env: {GH_TOKEN: '${{ github.token }}'}\n",
    files: secondFile('  repository_dispatch: {types: [sign]}'),
    ...ofImage,
    most: 'present',
  },
  { what: 'signing when a package is pushed', workflow: image, files: secondFile('  registry_package: {types: [published]}'), ...ofImage, most: 'best-effort' },
  { what: 'signing on the same event', workflow: image, files: secondFile("  push: {tags: ['v*']}"), ...ofImage, most: 'best-effort' },
  {
    what: 'signing after the workflow that publishes',
    workflow: image,
    files: secondFile('  workflow_run: {workflows: [R], types: [completed]}'),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'signing after runs on a branch that the publisher does not run on',
    workflow: image,
    files: secondFile('  workflow_run: {workflows: [R], types: [completed], branches: [main]}'),
    ...ofImage,
    most: 'nothing',
  },
  {
    what: 'signing after runs on the tags of the publisher',
    workflow: image,
    files: secondFile("  workflow_run: {workflows: [R], types: [completed], branches: ['v*']}"),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'signing after runs on some tags of the publisher',
    workflow: image,
    files: secondFile("  workflow_run: {workflows: [R], types: [completed], branches: ['v1.*']}"),
    ...ofImage,
    most: 'best-effort',
  },
  {
    what: 'signing after runs on anything but the tags of the publisher',
    workflow: image,
    files: secondFile("  workflow_run: {workflows: [R], types: [completed], branches-ignore: ['v*']}"),
    ...ofImage,
    most: 'nothing',
  },
  {
    what: 'signing when the publisher is asked for',
    workflow: image,
    files: secondFile('  workflow_run: {workflows: [R], types: [requested]}'),
    ...ofImage,
    most: 'best-effort',
  },
  {
    what: 'signing when the publisher begins and when it has ended',
    workflow: image,
    files: secondFile('  workflow_run: {workflows: [R], types: [in_progress, completed]}'),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'signing after runs on the branch of the publisher',
    workflow: release(pushImage(), { on: '  push: {branches: [main]}', permissions: imagePermissions }),
    files: secondFile('  workflow_run: {workflows: [R], types: [completed], branches: [main]}'),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'signing after runs on the default branch, where the clock starts the publisher',
    workflow: release(pushImage(), { on: "  schedule: [{cron: '5 3 * * *'}]", permissions: imagePermissions }),
    files: secondFile('  workflow_run: {workflows: [R], types: [completed], branches: [main]}'),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'signing after runs on another branch than the default one, where the clock starts the publisher',
    workflow: release(pushImage(), { on: "  schedule: [{cron: '5 3 * * *'}]", permissions: imagePermissions }),
    files: secondFile('  workflow_run: {workflows: [R], types: [completed], branches: [next]}'),
    ...ofImage,
    most: 'nothing',
  },
  {
    what: 'signing after another workflow',
    workflow: image,
    files: {
      ...secondFile('  workflow_run: {workflows: [Lint], types: [completed]}'),
      '.github/workflows/l.yml': 'name: Lint\non: {push: {}}\njobs: {l: {runs-on: ubuntu-24.04, steps: [{run: echo}]}}\n',
    },
    ...ofImage,
    most: 'best-effort',
  },
  {
    what: 'signing that the publisher starts',
    workflow: starts('gh workflow run s.yml'),
    files: secondFile('  workflow_dispatch: {}'),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'signing by hand, while the publisher starts something else',
    workflow: starts('gh workflow run docs.yml'),
    files: secondFile('  workflow_dispatch: {}'),
    ...ofImage,
    most: 'best-effort',
  },
  {
    what: 'signing on a release that is made with the token of the job',
    workflow: byDispatch('github.token'),
    files: signAsset('  release: {types: [published]}'),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'signing when a release is a pre-release',
    workflow: byDispatch('secrets.PAT'),
    files: signAsset('  release: {types: [prereleased]}'),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'a list that is signed when a release is a pre-release',
    workflow: byDispatch('secrets.PAT'),
    files: signList('  release: {types: [prereleased]}'),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'a list that is signed when a release is published',
    workflow: byDispatch('secrets.PAT'),
    files: signList('  release: {types: [published]}'),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'signing on a release that is made with another token',
    workflow: byDispatch('secrets.PAT'),
    files: signAsset('  release: {types: [published]}'),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'an event that is none',
    workflow: release(build + sign + publish, { on: '  releases: {types: [published]}' }),
    control: 'signature',
    most: 'no row',
  },
  {
    what: 'a job that needs one which is not there',
    workflow: release(build + sign + publish, { more: '  after:\n    needs: [releese]\n    runs-on: ubuntu-24.04\n    steps: [{run: echo}]\n' }),
    control: 'signature',
    most: 'no row',
  },
  {
    what: 'a job that needs one in other letters',
    workflow: release(build + sign + publish, { more: '  after:\n    needs: [RELEASE]\n    runs-on: ubuntu-24.04\n    steps: [{run: echo}]\n' }),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a call of a workflow that is refused',
    workflow: release(build + sign + publish, { more: '  after:\n    uses: ./.github/workflows/c.yml\n' }),
    files: { '.github/workflows/c.yml': 'on: {workflow_call: {}, releases: {}}\njobs: {l: {runs-on: ubuntu-24.04, steps: [{run: echo}]}}\n' },
    control: 'signature',
    most: 'no row',
  },
]);
