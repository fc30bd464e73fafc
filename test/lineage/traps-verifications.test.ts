import { build, publish, release, sign, testTraps } from '../support/trap.ts';

/** Signs, verifies by this identity, publishes. */
function verifiedBy(identity: string): string {
  const issuer = '--certificate-oidc-issuer https://token.actions.githubusercontent.com';
  return release(
    `${build}${sign}      - run: cosign verify-blob --bundle dist/lens.sigstore.json --certificate-identity "${identity}" ${issuer} dist/lens\n${publish}`,
  );
}

const ours = '--certificate-identity "https://github.com/acme/lens/.github/workflows/r.yml@$GITHUB_REF"';
const issuer = '--certificate-oidc-issuer https://token.actions.githubusercontent.com';

/** Signs without a key, verifies with these options, publishes. */
function verifiedWith(options: string): string {
  return release(`${build}${sign}      - run: cosign verify-blob --bundle dist/lens.sigstore.json ${options} dist/lens\n${publish}`);
}

/** Signs and verifies with a key. */
const byKey = release(
  `${build}      - run: |
          cosign sign-blob --yes --key env://KEY --bundle dist/lens.bundle dist/lens
          cosign verify-blob --key lens.pub --bundle dist/lens.bundle --insecure-ignore-tlog dist/lens
        env: {KEY: '\${{ secrets.KEY }}'}
${publish}`,
);

/** Checks before publication: only one that can accept what is signed here says anything of it. */
testTraps([
  {
    what: 'this workflow',
    workflow: verifiedBy('https://github.com/${{ github.repository }}/.github/workflows/r.yml@${{ github.ref }}'),
    control: 'signature',
    most: 'self-verified',
  },
  {
    what: 'this workflow, written out',
    workflow: verifiedBy('https://github.com/Acme/Lens/.github/workflows/r.yml@refs/tags/v1'),
    control: 'signature',
    most: 'self-verified',
  },
  {
    what: 'a workflow of another owner',
    workflow: verifiedBy('https://github.com/other/lens/.github/workflows/r.yml@refs/tags/v1'),
    control: 'signature',
    most: 'wired',
  },
  {
    what: 'a repository whose name only begins the same',
    workflow: verifiedBy('https://github.com/acme/lens-two/.github/workflows/r.yml@refs/tags/v1'),
    control: 'signature',
    most: 'wired',
  },
  { what: 'the right identity and issuer', workflow: verifiedWith(`${ours} ${issuer}`), control: 'signature', most: 'self-verified' },
  {
    what: 'another workflow of this repository',
    workflow: verifiedBy('https://github.com/acme/lens/.github/workflows/other.yml@refs/tags/v1'),
    control: 'signature',
    most: 'wired',
  },
  { what: 'another issuer', workflow: verifiedWith(`${ours} --certificate-oidc-issuer https://accounts.google.com`), control: 'signature', most: 'wired' },
  { what: 'without the log', workflow: verifiedWith(`--insecure-ignore-tlog ${ours} ${issuer}`), control: 'signature', most: 'wired' },
  { what: 'without the list of certificates', workflow: verifiedWith(`--insecure-ignore-sct ${ours} ${issuer}`), control: 'signature', most: 'wired' },
  { what: 'a key, of a signature without one', workflow: verifiedWith('--key other.pub'), control: 'signature', most: 'wired' },
  { what: 'a key, of a signature by key', workflow: byKey, files: { 'lens.pub': '' }, control: 'signature', most: 'self-verified' },
  { what: 'an identity that is a setting', workflow: verifiedBy('${{ vars.IDENTITY }}'), control: 'signature', most: 'wired' },
]);
