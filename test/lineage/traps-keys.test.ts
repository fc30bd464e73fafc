import { build, goreleaser, goreleaserFiles, npmFiles, publish, release, sign, testTraps } from '../support/trap.ts';

const gpgSigns = '      - run: gpg --batch --detach-sign --armor -o dist/lens.asc dist/lens\n';
const importsKey = '      - run: echo "${{ secrets.GPG_KEY }}" | gpg --batch --import\n';
const keyFile = (key: string): string => sign.replace('--yes', `--yes --key ${key}`);
const selfHosted = (workflow: string): string => workflow.replace('runs-on: ubuntu-24.04', 'runs-on: self-hosted');
const npmPublish = release('      - run: npm publish --provenance\n        env: {NODE_AUTH_TOKEN: "${{ secrets.N }}"}\n');
const npmFlags = (flags: string): string => npmPublish.replace('--provenance', flags);
const yarnPublish = npmPublish.replace('npm publish', 'yarn npm publish');
const yarnFiles = (version: string): Readonly<Record<string, string>> => ({
  'package.json': `{"name":"lens","version":"1.0.0","packageManager":"yarn@${version}"}`,
});
const pythonFiles = { 'pyproject.toml': '[project]\nname="lens"\n' };
const pythonJob = `  pypi:
    runs-on: ubuntu-24.04
    permissions: {id-token: write}
    steps:
      - uses: actions/checkout@v4
      - run: python -m build
      - uses: pypa/gh-action-pypi-publish@v1.12.4
`;
const caller = `name: R
on: {push: {tags: ['v*']}}
jobs:
  call:
    permissions: {id-token: write, contents: read}
    uses: ./.github/workflows/p.yml
`;

const signCalled = (secrets: string): string =>
  `name: R
on: {push: {tags: ['v*']}}
jobs:
  call:
    permissions: {contents: write}
    uses: ./.github/workflows/s.yml
${secrets}`;
const signing = (how: string, job = ''): Readonly<Record<string, string>> => ({
  '.github/workflows/s.yml': release(build + how + gpgSigns + publish, {
    on: '  workflow_call:\n    secrets:\n      GPG_KEY: {required: false}',
    job,
  }),
});
const pipesKey = '      - run: gpg --batch --import <<< "$K"\n        env: {K: "${{ secrets.GPG_KEY }}"}\n';
const actionImports = '      - uses: crazy-max/ghaction-import-gpg@v6\n        with: {gpg_private_key: "${{ secrets.GPG_KEY }}"}\n';

const keyBlock = (sort: string): Readonly<Record<string, string>> => ({
  KEYS: `-----BEGIN PGP ${sort} KEY BLOCK-----\n\nxyz\n-----END PGP ${sort} KEY BLOCK-----\n`,
});
const importsKeys = '      - run: gpg --import KEYS\n';

const charts = (before = ''): string =>
  release(`${before}      - uses: helm/chart-releaser-action@v1\n        env: {CR_TOKEN: "\${{ secrets.GITHUB_TOKEN }}", CR_SIGN: 'true', CR_KEY: acme}\n`);
const chartFiles = { 'charts/lens/Chart.yaml': 'apiVersion: v2\nname: lens\nversion: 1.0.0\n' };

const mavenFiles = {
  'pom.xml':
    '<project><modelVersion>4.0.0</modelVersion><groupId>o.a</groupId><artifactId>lens</artifactId><version>1</version>' +
    '<distributionManagement><repository><id>c</id><url>https://s01.oss.sonatype.org/</url></repository></distributionManagement>' +
    '<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-gpg-plugin</artifactId>' +
    '<executions><execution><phase>verify</phase><goals><goal>sign</goal></goals></execution></executions></plugin></plugins></build></project>',
};
const maven = (steps = ''): string => release(`${steps}      - run: mvn -B deploy\n`);
const gpgChecksums = goreleaserFiles('signs:\n  - artifacts: checksum\n');

/** Signing that lacks its key, its runner or its workflow. */
testTraps([
  { what: 'gpg without a key', workflow: release(build + gpgSigns + publish), control: 'signature', most: 'nothing' },
  { what: 'gpg with an imported key', workflow: release(build + importsKey + gpgSigns + publish), control: 'signature', most: 'present' },
  { what: 'gpg by GoReleaser without a key', workflow: release(goreleaser()), files: gpgChecksums, control: 'signature', most: 'nothing' },
  { what: 'gpg by GoReleaser with an imported key', workflow: release(importsKey + goreleaser()), files: gpgChecksums, control: 'signature', most: 'present' },
  { what: 'gpg by Maven without a key', workflow: maven(), files: mavenFiles, kind: 'maven', control: 'signature', most: 'nothing' },
  { what: 'gpg by Maven with an imported key', workflow: maven(importsKey), files: mavenFiles, kind: 'maven', control: 'signature', most: 'present' },
  { what: 'a key file that nothing makes', workflow: release(build + keyFile('no.key') + publish), control: 'signature', most: 'nothing' },
  {
    what: 'a key file of the checkout',
    workflow: release(build + keyFile('cosign.key') + publish),
    files: { 'cosign.key': 'x' },
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a key file made from a secret',
    workflow: release(`${build}      - run: echo "$KEY" > made.key\n        env: {KEY: "\${{ secrets.K }}"}\n${keyFile('made.key')}${publish}`),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a key in a variable',
    workflow: release(`${build}${keyFile('env://SIGNING_KEY')}        env: {SIGNING_KEY: "\${{ secrets.K }}"}\n${publish}`),
    control: 'signature',
    most: 'present',
  },
  { what: 'a key in a variable that nothing sets', workflow: release(build + keyFile('env://SIGNING_KEY') + publish), control: 'signature', most: 'nothing' },
  {
    what: 'a key in a variable that a step hands on',
    workflow: release(
      `${build}      - run: echo "SIGNING_KEY=$K" >> "$GITHUB_ENV"\n        env: {K: "\${{ secrets.K }}"}\n${keyFile('env://SIGNING_KEY')}${publish}`,
    ),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a key in a variable that the script takes from a secret',
    workflow: release(
      `${build}      - run: |\n          export SIGNING_KEY="$K"\n          cosign sign-blob --yes --key env://SIGNING_KEY --bundle dist/lens.sigstore.json dist/lens\n        env: {K: "\${{ secrets.K }}"}\n${publish}`,
    ),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a key in a variable that an action which was not read may set',
    workflow: release(`${build}      - uses: acme/fetch-keys@v1\n${keyFile('env://SIGNING_KEY')}${publish}`),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a key in a variable on a machine of one’s own',
    workflow: selfHosted(release(build + keyFile('env://SIGNING_KEY') + publish)),
    control: 'signature',
    most: 'present',
  },
  { what: 'npm provenance on a hosted runner', workflow: npmPublish, files: npmFiles, kind: 'npm-package', control: 'provenance', most: 'present' },
  {
    what: 'npm provenance on a self-hosted runner',
    workflow: selfHosted(npmPublish),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'trusted publishing in its own workflow',
    workflow: `name: R\non: {push: {tags: ['v*']}}\njobs:\n${pythonJob}`,
    files: pythonFiles,
    kind: 'python-dist',
    control: 'signature',
    most: 'present',
  },
  {
    what: 'trusted publishing in a called workflow',
    workflow: caller,
    files: { ...pythonFiles, '.github/workflows/p.yml': `name: P\non: {workflow_call: {}}\njobs:\n${pythonJob}` },
    kind: 'python-dist',
    control: 'signature',
    most: 'nothing',
  },
  { what: 'a key that the caller of a workflow does not pass', workflow: signCalled(''), files: signing(pipesKey), control: 'signature', most: 'nothing' },
  {
    what: 'a key that the caller of a workflow does not pass to an action',
    workflow: signCalled('    secrets: {OTHER: "${{ secrets.OTHER }}"}\n'),
    files: signing(actionImports),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'a key that the caller of a workflow passes',
    workflow: signCalled('    secrets: {GPG_KEY: "${{ secrets.OTHER }}"}\n'),
    files: signing(pipesKey),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a key that a called workflow inherits',
    workflow: signCalled('    secrets: inherit\n'),
    files: signing(actionImports),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a key of an environment that a called workflow names',
    workflow: signCalled(''),
    files: signing(pipesKey, '    environment: release\n'),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'npm provenance of a package with restricted access',
    workflow: npmFlags('--provenance --access restricted'),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'npm provenance of a package that the manifest restricts',
    workflow: npmFlags('--provenance'),
    files: { 'package.json': '{"name":"@acme/lens","version":"1.0.0","publishConfig":{"access":"restricted"}}' },
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'npm provenance of a public package',
    workflow: npmFlags('--provenance --access public'),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'present',
  },
  { what: 'provenance by yarn', workflow: yarnPublish, files: yarnFiles('4.9.0'), kind: 'npm-package', control: 'provenance', most: 'present' },
  { what: 'provenance by an older yarn', workflow: yarnPublish, files: yarnFiles('4.1.0'), kind: 'npm-package', control: 'provenance', most: 'nothing' },
  {
    what: 'gpg with public keys alone',
    workflow: release(build + importsKeys + gpgSigns + publish),
    files: keyBlock('PUBLIC'),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'gpg with a secret key of the checkout',
    workflow: release(build + importsKeys + gpgSigns + publish),
    files: keyBlock('PRIVATE'),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'gpg with a public key and another',
    workflow: release(build + importsKeys + importsKey + gpgSigns + publish),
    files: keyBlock('PUBLIC'),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'gpg that only tries',
    workflow: release(build + importsKey + gpgSigns.replace('--batch', '--batch --dry-run') + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'gpg that only tries, in short',
    workflow: release(build + importsKey + gpgSigns.replace('--batch', '-n') + publish),
    control: 'signature',
    most: 'nothing',
  },
  { what: 'charts signed without a key', workflow: charts(), files: chartFiles, kind: 'helm-chart', control: 'signature', most: 'nothing' },
  { what: 'charts signed with an imported key', workflow: charts(importsKey), files: chartFiles, kind: 'helm-chart', control: 'signature', most: 'present' },
]);
