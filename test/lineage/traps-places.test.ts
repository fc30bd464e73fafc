import { build, publish, release, sign, testTraps } from '../support/trap.ts';

const upload = (command: string): string => `      - run: ${command}\n        env:\n          GH_TOKEN: \${{ secrets.UPLOAD }}\n`;
const binary = publish.replace('dist/*', 'dist/lens');
const sums = '      - run: cd dist && sha256sum lens > SHA256SUMS\n';

const toBuckets = (file: string, evidence: string, name = 'lens.sigstore.json'): string =>
  `      - run: |\n          aws s3 cp dist/lens ${file}\n          aws s3 cp dist/${name} ${evidence}\n`;
const inBucket = { kind: 'other' } as const;

const committed = (to: string): string =>
  `      - uses: crazy-max/ghaction-import-gpg@v6
        with: {gpg_private_key: '\${{ secrets.GPG }}'}
      - run: |
          mkdir -p sig
          gpg --batch -ab -o sig/lens.asc dist/lens
          git add sig
          git commit -m sig
          git push origin ${to}
`;
const ask = (flags: string, then = 'true'): string =>
  `      - run: |\n          gh pr create --title x --body y ${flags}\n          ${then}\n        env: {GH_TOKEN: '\${{ github.token }}'}\n`;

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
  {
    what: 'the bundle goes to another bucket',
    workflow: release(build + sign + toBuckets('s3://acme-dl/v1/lens', 's3://acme-private/x/')),
    ...inBucket,
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'the list goes to another bucket',
    workflow: release(build + sums + toBuckets('s3://acme-dl/', 's3://acme-logs/', 'SHA256SUMS')),
    ...inBucket,
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'the bundle goes to the same bucket',
    workflow: release(build + sign + toBuckets('s3://acme-dl/v1/lens', 's3://acme-dl/v1/lens.sigstore.json')),
    ...inBucket,
    control: 'signature',
    most: 'present',
  },
  {
    what: 'the bundle goes to a bucket that a variable names, as the file does',
    workflow: release(build + sign + toBuckets('s3://$DL/v1/lens', 's3://$DL/v1/'), { top: "env: {DL: '${{ vars.DL }}'}" }),
    ...inBucket,
    control: 'signature',
    most: 'present',
  },
  {
    what: 'the bundle of a released file goes to a bucket',
    workflow: release(build + sign + binary + '      - run: aws s3 cp dist/lens.sigstore.json s3://acme-private/\n'),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'the bundle of a released file goes to a bucket too',
    workflow: release(build + sign + publish + '      - run: aws s3 cp dist/lens.sigstore.json s3://acme-private/\n'),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'the file goes to a bucket, and the bundle to the release with a copy of the file',
    workflow: release(`${build}${sign}      - run: aws s3 cp dist/lens s3://acme-dl/\n${publish}`),
    ...inBucket,
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'the bundle of an attestation goes to a bucket, and the attestation is where a check looks',
    workflow: release(
      `${build}      - id: at\n        uses: actions/attest-build-provenance@v2\n        with: {subject-path: dist/lens}\n${binary}      - run: aws s3 cp \${{ steps.at.outputs.bundle-path }} s3://acme-private/\n`,
    ),
    control: 'provenance',
    most: 'present',
  },
  {
    what: 'the signature is on a branch that waits for a pull request',
    workflow: release(build + binary + committed('HEAD:refs/heads/update-sig') + ask('--head update-sig')),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'the signature is on a branch that a variable names, which waits for a pull request',
    workflow: release(build + binary + committed('"HEAD:refs/heads/sig-$GITHUB_REF_NAME"') + ask('--head="sig-$GITHUB_REF_NAME"')),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'the signature is on a branch that is merged when its checks have passed',
    workflow: release(build + binary + committed('HEAD:update-sig') + ask('--head update-sig', 'gh pr merge --auto update-sig')),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'the signature is on a branch that the job merges',
    workflow: release(build + binary + committed('HEAD:update-sig') + ask('--head update-sig', 'gh pr merge --squash update-sig')),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'the signature is on the default branch, and another branch waits for a pull request',
    workflow: release(build + binary + committed('HEAD:main') + ask('--head notes')),
    control: 'signature',
    most: 'present',
  },
]);
