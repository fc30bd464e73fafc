/** Names under the reason that holds for them all: `owner/action input`. */
function under(reasons: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(reasons).flatMap(([reason, names]) => names.map((name) => [name, reason] as const)));
}

/** Where a row gives what the action's own code makes of an input that is left out, and its manifest does not say so. */
export const asCode = under({
  'empty is the folder the action runs in': [
    'actions/download-artifact path',
    'docker/build-push-action context',
    'CycloneDX/gh-dotnet-generate-sbom out',
    'tcnksm/ghr path',
    'jreleaser/release-action working-directory',
    'JS-DevTools/npm-publish package',
    'changesets/action cwd',
    'changesets/action/publish cwd',
    'dart-lang/setup-dart/.github/workflows/publish.yml working-directory',
    'SamKirkland/FTP-Deploy-Action local-dir',
  ],
  'the same place, as seen from the checkout': [
    'chainguard-dev/actions/melange-build repository-path',
    'chainguard-dev/actions/melange-build signing-key-path',
  ],
  'the run or the repository that it runs in, for which a row leaves the place out': [
    'actions/download-artifact run-id',
    'actions/download-artifact repository',
    'robinraju/release-downloader repository',
    'peter-evans/repository-dispatch repository',
    'benc-uk/workflow-dispatch ref',
  ],
  'the tag that started the run stands in for it, in the template': ['svenstaro/upload-release-action tag'],
  'the code puts this in for an empty one': [
    'docker/metadata-action bake-target',
    'devcontainers/ci imageTag',
    'rust-build/rust-build.action ARCHIVE_TYPES',
    'rust-build/rust-build.action UPLOAD_MODE',
    'taiki-e/create-gh-release-action token',
    'taiki-e/upload-rust-binary-action ref',
    'taiki-e/upload-rust-binary-action token',
    'cli/gh-extension-precompile github_token',
    'stefanprodan/helm-gh-pages charts_dir',
    'stefanprodan/helm-gh-pages branch',
    'cloudflare/wrangler-action command',
  ],
  'what docker and podman log in to when no registry is named': [
    'docker/login-action registry',
    'redhat-actions/podman-login registry',
    'elgohr/Publish-Docker-Github-Action registry',
  ],
  'only `true` counts': [
    'azure/trusted-signing-action files-folder-recurse',
    'softprops/action-gh-release fail_on_unmatched_files',
    'svenstaro/upload-release-action file_glob',
    'svenstaro/upload-release-action overwrite',
    'release-drafter/release-drafter publish',
    'taiki-e/upload-rust-binary-action dry-run',
    'cycjimmy/semantic-release-action dry_run',
    'jbolda/covector/packages/action dryRun',
    'JamesIves/github-pages-deploy-action dry-run',
    'ad-m/github-push-action tags',
    'ad-m/github-push-action push_only_tags',
  ],
  'a word that stands for nothing given': [
    'cloudsmith-io/action format',
    'cloudsmith-io/action owner',
    'cloudsmith-io/action repo',
    'cloudsmith-io/action file',
    'Kir-Antipov/mc-publish github-token',
    'Kir-Antipov/mc-publish github-tag',
    'Kir-Antipov/mc-publish modrinth-token',
    'Kir-Antipov/mc-publish curseforge-token',
  ],
  'the public index, which a row takes for none given': ['pypa/gh-action-pypi-publish repository_url', 'brandedoutcast/publish-nuget NUGET_SOURCE'],
  'a condition of the row says it': ['bufbuild/buf-action push'],
  'a pattern that leaves out sources and documentation, and then takes them': ['Kir-Antipov/mc-publish files'],
  'which version of a tool it installs differs from release to release': [
    'aquasecurity/trivy-action version',
    'helm/chart-releaser-action version',
    'helm/chart-testing-action version',
    'denoland/setup-deno deno-version',
    'arduino/setup-protoc version',
    'bufbuild/buf-setup-action version',
  ],
});

/** Inputs and outputs that the manifest of that commit does not declare. */
export const notDeclared = under({
  'an input of earlier releases': [
    'docker/build-push-action repository',
    'docker/bake-action workdir',
    'Noelware/docker-manifest-action images',
    'changesets/action publish',
    'changesets/action createGithubReleases',
    'googleapis/release-please-action command',
    'gradle/actions/setup-gradle build-root-directory',
    'svenstaro/upx-action file',
  ],
  'the code reads it all the same': ['anchore/sbom-action/publish-sbom upload-release-assets'],
  'an input of the part that only publishes': ['changesets/action script'],
  'set by the code or the script': [
    'output meeDamian/github-release release_id',
    'output meeDamian/github-release upload_url',
    'output googleapis/release-please-action release_created',
    'output googleapis/release-please-action releases_created',
    'output googleapis/release-please-action tag_name',
    'output googleapis/release-please-action upload_url',
    'output googleapis/release-please-action version',
    'output googleapis/release-please-action sha',
    'output googleapis/release-please-action id',
  ],
  'the name that earlier releases had for it': ['output changesets/action publishedPackages', 'output changesets/action hasChangesets'],
  'an output of one of the actions in its folders': ['output github/codeql-action sarif-id'],
});

/** Inputs whose default was another in old releases, in which a row does not follow it. */
export const sinceThen = under({
  'version 1 is told apart by its other inputs': ['docker/build-push-action push'],
  'the same thing by another name': [
    'docker/build-push-action file',
    'docker/bake-action workdir',
    'docker/setup-qemu-action image',
    'dawidd6/action-download-artifact path',
    'JS-DevTools/npm-publish package',
    'JS-DevTools/npm-publish registry',
    'JS-DevTools/npm-publish dry-run',
    'python-semantic-release/python-semantic-release push',
    'python-semantic-release/python-semantic-release vcs_release',
    'python-semantic-release/publish-action tag',
    'softprops/action-gh-release draft',
    'googleapis/release-please-action skip-github-release',
    'tauri-apps/tauri-action releaseDraft',
    'dsaltares/fetch-gh-release-asset regex',
    'slsa-framework/slsa-github-generator/.github/workflows/builder_nodejs_slsa3.yml directory',
    'xresloader/upload-to-github-release draft',
    'EndBug/add-and-commit push',
  ],
  'it had to be given, or was given by a variable': [
    'actions/upload-artifact name',
    'actions/github-script github-token',
    'ncipollo/release-action token',
    'svenstaro/upload-release-action repo_token',
    'googleapis/release-please-action token',
    'ad-m/github-push-action github_token',
    'peter-evans/repository-dispatch token',
    'JamesIves/github-pages-deploy-action branch',
    'r0adkll/upload-google-play status',
  ],
  'before its version 1': [
    'softprops/action-gh-release files',
    'sigstore/gh-action-sigstore-python verify',
    'samuelmeuli/action-electron-builder release',
    'cloudsmith-io/action command',
    'appany/helm-oci-chart-releaser path',
    'ad-m/github-push-action branch',
  ],
  'all of cosign 1': ['sigstore/cosign-installer cosign-release'],
});

/** Flags that a row takes and the source that it names does not show: of any command, or of one alone with its line in front. */
export const flagsElsewhere = under({
  'put together from a prefix and a name': ['from', 'to'].flatMap((side) =>
    ['username', 'password', 'registry-config', 'plain-http', 'oci-layout-path', 'insecure'].map((name) => `--${side}-${name}`),
  ),
  'of a kindred program, in whose stead this one may stand in a script': [
    '--authfile', '--cert-dir', '--get-login', '--blob-cache', '--multi-image-archive', '--provenance-file', '--tolerate-republish',
    '--sign-by-sigstore', '--sign-by-sigstore-private-key', '--sign-passphrase-file', '--tlsverify', '--tlscacert', '--tlscert', '--tlskey',
    '--cwd', '--dir', '--filter', '--recursive', '--no-git-checks', '--git-checks', '--publish-branch', '--report-summary', '--new-version',
    '--patch', '--minor', '--major', '--non-interactive', '--batch', '--concurrency', '--gzip-level', '--pack-gzip-level', '--out', '--filename',
    '--install-if-needed', '--frozen-lockfile', '--immutable', '--network-timeout',
    '--threads', '--compress', '--extreme', '--processes', '--name', '--no-name', '--to-stdout', '--uncompress', '--list', '--rsyncable', '--suffix',
  ],
  "of buildx, which is docker's builder": ['--attest', '--build-context', '--cache-to', '--metadata-file', '--no-cache-filter', '--provenance', '--sbom'].map(
    (flag) => `docker build ${flag}`,
  ),
  'of all commands of the program': ['--verbose', ...['--repo', '--format', '--jq', '--template'].flatMap((flag) => [`gh release verify ${flag}`, `gh release verify-asset ${flag}`])],
  'of an earlier or a later release': [
    '--enforce-sct', '--rekor-url', '--fulcio-url', '--disable-content-trust', '--outfile', '--schema-version', '--PEP-639',
    '--output-cdx', '--output-pattern', '--output-prefix', '--build-option', '--global-option', '--fail-on-no-commits', '--allow-referrers-api',
    'notation sign --plain-http', '--skip-gh-release',
  ],
  'short for a longer one, or its opposite': ['--detach-sig', '--clear-sig', '--no-ci', '-BuildListFile'],
  'the name of any algorithm': ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-512', 'blake2b512', 'blake2s256'].map((name) => `openssl dgst -${name}`),
});
