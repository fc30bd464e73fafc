import { imagePermissions, login, pushImage, release, testTraps } from '../support/trap.ts';

/** The digest of one platform of an image is not that of its index. */

function signedBy(command: string, more = '          platforms: linux/amd64,linux/arm64\n'): string {
  const steps = `      - run: |\n          D=$(${command} ghcr.io/acme/lens:1)\n          cosign sign --yes ghcr.io/acme/lens@$D\n`;
  return release(login + pushImage(more) + steps, { permissions: imagePermissions });
}

const image = { kind: 'container-image', control: 'signature' } as const;

testTraps([
  { ...image, what: 'signed by the digest of an index', workflow: signedBy('crane digest'), most: 'present' },
  { ...image, what: 'signed by the digest of one of its platforms', workflow: signedBy('crane digest --platform linux/amd64'), most: 'nothing' },
  { ...image, what: 'signed by the digest for all platforms', workflow: signedBy('crane digest --platform all'), most: 'present' },
  { ...image, what: 'signed by the digest of the one platform it has', workflow: signedBy('crane digest --platform linux/amd64', ''), most: 'present' },
  {
    ...image,
    what: 'signed by the digest that regctl gives of one platform',
    workflow: signedBy('regctl image digest --platform linux/amd64'),
    most: 'nothing',
  },
  { ...image, what: 'signed by the digest that oras gives of one platform', workflow: signedBy('oras resolve --platform linux/amd64'), most: 'nothing' },
]);
