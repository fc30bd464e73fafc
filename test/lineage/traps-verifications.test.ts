import { build, publish, release, sign, testTraps } from '../support/trap.ts';

/** Signs, verifies by this identity, publishes. */
function verifiedBy(identity: string): string {
  const issuer = '--certificate-oidc-issuer https://token.actions.githubusercontent.com';
  return release(
    `${build}${sign}      - run: cosign verify-blob --bundle dist/lens.sigstore.json --certificate-identity "${identity}" ${issuer} dist/lens\n${publish}`,
  );
}

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
  { what: 'an identity that is a setting', workflow: verifiedBy('${{ vars.IDENTITY }}'), control: 'signature', most: 'wired' },
]);
