import type { ActionCase } from '../support.ts';

export const signingCases: readonly ActionCase[] = [
  {
    what: 'cosign 3 comes with v4',
    uses: 'sigstore/cosign-installer@v4.1.2',
    gives: ['installs(tool=cosign via=sigstore/cosign-installer right=true version=v3.0.6)'],
  },
  {
    what: 'cosign 2 comes with v3',
    uses: 'sigstore/cosign-installer@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    comment: 'v3.9.1',
    gives: ['installs(tool=cosign via=sigstore/cosign-installer right=true version=v2.5.2)'],
  },
  {
    what: 'a release asked for',
    uses: 'sigstore/cosign-installer@v3',
    with: { 'cosign-release': 'v2.4.1' },
    gives: ['installs(tool=cosign via=sigstore/cosign-installer right=true version=v2.4.1)'],
  },
  {
    what: 'a commit of a major line',
    uses: 'sigstore/cosign-installer@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    comment: 'v4',
    gives: ['installs(tool=cosign via=sigstore/cosign-installer right=true version={v3.0.2,v3.0.3,v3.0.5,v3.0.6})'],
  },
  {
    what: 'signs and adds to the release',
    uses: 'sigstore/gh-action-sigstore-python@v3.0.1',
    with: { inputs: 'dist/*.whl dist/*.tar.gz' },
    event: 'release',
    gives: [
      'signs(subject=files(paths=dist/*.whl, dist/*.tar.gz) mechanism=sigstore keyless=true outputs={file}.sigstore.json attachedTo=beside needs=id-token: write)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.whl.sigstore.json, dist/*.tar.gz.sigstore.json) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'v2 had another suffix and did not attach',
    uses: 'sigstore/gh-action-sigstore-python@v2.1.1',
    with: { inputs: 'dist/*.whl' },
    event: 'release',
    gives: ['signs(subject=files(paths=dist/*.whl) mechanism=sigstore keyless=true outputs={file}.sigstore attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'staging signs for nobody',
    uses: 'sigstore/gh-action-sigstore-python@v3',
    with: { inputs: 'a.whl', staging: 'true' },
    gives: [],
  },
  {
    what: 'verifies and keeps an artifact',
    uses: 'sigstore/gh-action-sigstore-python@v3',
    with: { inputs: 'a.whl', verify: 'true', 'upload-signing-artifacts': 'true', 'verify-cert-identity': 'x' },
    gives: [
      'signs(subject=files(paths=a.whl) mechanism=sigstore keyless=true outputs={file}.sigstore.json attachedTo=beside needs=id-token: write)',
      'uploads-artifact(name=signing-artifacts-{github.job} paths=a.whl, a.whl.sigstore.json expires=true)',
      'verifies(subject=files(paths=a.whl) tool=sigstore identity=pinned expects=x integrityOnly=false)',
    ],
  },
  {
    what: 'imports a key',
    uses: 'crazy-max/ghaction-import-gpg@v6',
    with: { gpg_private_key: '${secrets.GPG}' },
    gives: ['configures(what=gpg-key)'],
  },
  {
    what: 'imports a key and signs tags',
    uses: 'crazy-max/ghaction-import-gpg@v6',
    with: { gpg_private_key: '${secrets.GPG}', git_tag_gpgsign: 'true' },
    gives: ['configures(what=gpg-key)', 'configures(what=git-tag-gpgsign)'],
  },
  {
    what: 'imports a key',
    uses: 'hashicorp/ghaction-import-gpg@v2',
    gives: ['configures(what=gpg-key)'],
  },
  {
    what: 'signs every commit and tag',
    uses: 'chainguard-dev/actions/setup-gitsign@main',
    gives: ['installs(tool=gitsign via=chainguard-dev/actions/setup-gitsign right=true)', 'configures(what=gitsign)', 'configures(what=git-tag-gpgsign)'],
  },
  {
    what: 'signs files by extension',
    uses: 'azure/trusted-signing-action@v0.5',
    with: { 'files-folder': 'out', 'files-folder-filter': 'exe,dll', 'files-folder-recurse': 'true' },
    gives: [
      'signs(subject=files(paths=out/**/*.exe, out/**/*.dll) mechanism=authenticode keyless=false key=a certificate profile of the service attachedTo=embedded inPlace=true)',
    ],
  },
  {
    what: 'signs files by name',
    uses: 'azure/artifact-signing-action@v0.5',
    with: { files: 'a.exe\nb.exe' },
    gives: [
      'signs(subject=files(paths=a.exe, b.exe) mechanism=authenticode keyless=false key=a certificate profile of the service attachedTo=embedded inPlace=true)',
    ],
  },
  {
    what: 'signs an artifact of the run',
    uses: 'signpath/github-action-submit-signing-request@v1',
    with: { 'github-artifact-id': '${steps.up.outputs.artifact-id}', 'output-artifact-directory': 'signed' },
    gives: [
      'downloads-artifact(ids={steps.up.outputs.artifact-id} to=signed merge=false)',
      'signs(subject=files(paths=signed/**) mechanism=authenticode keyless=false key=a certificate of the service attachedTo=embedded inPlace=true)',
    ],
  },
  {
    what: 'signs an Android package',
    uses: 'r0adkll/sign-android-release@v1',
    with: { releaseDirectory: 'app/release' },
    gives: [
      'transforms(how=aligned and signed inputs=app/release/*.apk, app/release/*.aab outputs={out.signedReleaseFile})',
      'signs(subject=files(paths={out.signedReleaseFile}) mechanism=apksigner keyless=false key=signingKeyBase64 attachedTo=embedded inPlace=true)',
    ],
  },
  {
    what: 'signs an image by digest',
    uses: 'notaryproject/notation-action/sign@v1',
    with: { target_artifact_reference: 'r.io/o/a@sha256:1', key_id: 'k' },
    gives: ['signs(subject=image(refs=r.io/o/a@sha256:1) mechanism=notation keyless=false key=key_id attachedTo=registry needs=notation)'],
  },
  {
    what: 'verifies an image',
    uses: 'notaryproject/notation-action/verify@v1',
    with: { target_artifact_reference: 'r.io/o/a@sha256:1' },
    gives: ['verifies(subject=image(refs=r.io/o/a@sha256:1) tool=notation identity=pattern integrityOnly=false needs=notation)'],
  },
  {
    what: 'attests what a command makes',
    uses: 'testifysec/witness-run-action@v1',
    with: { step: 'build', command: 'make build', outfile: 'build.json' },
    gives: [
      'runs-script(script=make build shell=bash)',
      'attests(subject=unknown(why=what the command makes) predicate=custom signed=true mechanism=witness keyless=true outputs=build.json attachedTo=log)',
    ],
  },
  {
    what: 'attests named products with a key',
    uses: 'testifysec/witness-run-action@v1',
    with: { step: 'build', command: 'make', 'product-include-glob': 'dist/*', key: 'key.pem', 'enable-archivista': 'false' },
    gives: [
      'runs-script(script=make shell=bash)',
      'attests(subject=files(paths=dist/*) predicate=custom signed=true mechanism=witness keyless=false attachedTo=nowhere)',
    ],
  },
];
