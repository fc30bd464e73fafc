import { build, npmFiles, publish, release, sign, testTraps } from '../support/trap.ts';

/** The condition of a step sees the step's own variables, over those of the job. */

function signWith(condition: string, env: string): string {
  return `${sign.replace('      - run', `      - if: ${condition}\n        run`)}        env: {${env}}\n`;
}

const npmPublish =
  "      - uses: actions/setup-node@v4\n        with: {registry-url: 'https://registry.npmjs.org'}\n      - if: env.NODE_AUTH_TOKEN != ''\n        run: npm publish --provenance\n        env: {NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}'}\n";

const composite = (condition: string): string =>
  `runs:\n  using: composite\n  steps:\n    - if: ${condition}\n      shell: bash\n      run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n      env: {GO: 'yes'}\n`;

testTraps([
  {
    what: 'a signing step whose own variable forbids it',
    workflow: release(build + signWith("env.DRY != 'true'", "DRY: 'true'") + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'a signing step whose own variable lets it run, over that of the workflow',
    workflow: release(build + signWith("env.GO == 'yes'", "GO: 'yes'") + publish, { top: "env: {GO: 'no'}" }),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'signed unless a secret of its own is set',
    workflow: release(build + signWith("env.K == ''", "K: '${{ secrets.SKIP }}'") + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'changed after the signature where its own variable says so',
    workflow: release(`${build}${sign}      - if: env.STRIP == '1'\n        run: strip dist/lens\n        env: {STRIP: '1'}\n${publish}`),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'a package published where its own token is set',
    workflow: release(npmPublish),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'present',
  },
  {
    what: 'a composite step whose own variable forbids it',
    workflow: release(`${build}      - uses: ./sign\n${publish}`),
    files: { 'sign/action.yml': composite("env.GO != 'yes'") },
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'a composite step whose own variable lets it run',
    workflow: release(`${build}      - uses: ./sign\n${publish}`),
    files: { 'sign/action.yml': composite("env.GO == 'yes'") },
    control: 'signature',
    most: 'present',
  },
]);
