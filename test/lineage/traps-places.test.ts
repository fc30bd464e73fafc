import { build, publish, release, sign, testTraps } from '../support/trap.ts';

const upload = (command: string): string => `      - run: ${command}\n        env:\n          GH_TOKEN: \${{ secrets.UPLOAD }}\n`;
const binary = publish.replace('dist/*', 'dist/lens');
const sums = '      - run: cd dist && sha256sum lens > SHA256SUMS\n';

/** Evidence that strangers can fetch, in another place than the file. */
testTraps([
  {
    what: 'the bundle goes to a release of another repository',
    workflow: release(build + sign + binary + upload('gh release upload "$GITHUB_REF_NAME" dist/lens.sigstore.json -R acme/other')),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'the bundle goes to the release of another tag',
    workflow: release(build + sign + binary + upload('gh release upload nightly dist/lens.sigstore.json')),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'the list goes to a release of another repository',
    workflow: release(build + sums + binary + upload('gh release upload "$GITHUB_REF_NAME" dist/SHA256SUMS --repo acme/other')),
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'the list goes to the release of another tag',
    workflow: release(build + sums + binary + upload('gh release upload nightly dist/SHA256SUMS')),
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'the bundle goes to the same release in a step of its own',
    workflow: release(build + sign + binary + upload('gh release upload "$GITHUB_REF_NAME" dist/lens.sigstore.json -R "$GITHUB_REPOSITORY"')),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'the bundle goes to the same release under its full reference',
    workflow: release(build + sign + binary + upload('gh release upload "${GITHUB_REF#refs/tags/}" dist/lens.sigstore.json -R Acme/Lens')),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'file and bundle both go to another repository',
    workflow: release(build + sign + upload('gh release upload "$GITHUB_REF_NAME" dist/lens dist/lens.sigstore.json -R acme/other')),
    control: 'signature',
    most: 'present',
  },
]);
