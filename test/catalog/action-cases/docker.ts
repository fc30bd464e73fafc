import type { ActionCase } from '../support.ts';

export const dockerCases: readonly ActionCase[] = [
  {
    what: 'pushes with the default provenance',
    uses: 'docker/build-push-action@v6',
    with: { push: 'true', tags: 'ghcr.io/o/a:1\nghcr.io/o/a:latest', platforms: 'linux/amd64,linux/arm64' },
    gives: [
      'pushes-image(refs=ghcr.io/o/a:1, ghcr.io/o/a:latest digest={out.digest} media=image platforms=linux/amd64, linux/arm64 provenance=default sbom=none)',
    ],
  },
  {
    what: 'builds only',
    uses: 'docker/build-push-action@v6',
    with: { tags: 'ghcr.io/o/a:1' },
    outputs: { digest: '{out.digest}' },
    gives: [
      'builds-image(refs=ghcr.io/o/a:1)',
    ],
  },
  {
    what: 'pushes by digest under a name',
    uses: 'docker/build-push-action@v6',
    with: { outputs: 'type=image,"name=ghcr.io/o/a,docker.io/o/a",push-by-digest=true,name-canonical=true,push=true', provenance: 'false' },
    gives: [
      'pushes-image(refs=ghcr.io/o/a, docker.io/o/a digest={out.digest} byDigest=true media=image provenance=none sbom=none)',
    ],
  },
  {
    what: 'provenance and SBOM asked for',
    uses: 'docker/build-push-action@v5',
    with: { push: 'true', tags: 'o/a:1', provenance: 'mode=max', sbom: 'true' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=max sbom=spdx)',
    ],
  },
  {
    what: 'attests carries them',
    uses: 'docker/build-push-action@v6',
    with: { push: 'true', tags: 'o/a:1', attests: 'type=sbom\ntype=provenance,mode=min' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=min sbom=spdx)',
    ],
  },
  {
    what: 'defaults turned off by the environment',
    uses: 'docker/build-push-action@v6',
    with: { push: 'true', tags: 'o/a:1' },
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=none sbom=none)',
    ],
  },
  {
    what: 'an older version does not look at the environment',
    uses: 'docker/build-push-action@v6.15.0',
    with: { push: 'true', tags: 'o/a:1' },
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=default sbom=none)',
    ],
  },
  {
    what: 'before v3.3 the default is the builder\'s own',
    uses: 'docker/build-push-action@v3.2.0',
    with: { push: 'true', tags: 'o/a:1' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=min sbom=none)',
    ],
  },
  {
    what: 'v3.3.1 turned it off',
    uses: 'docker/build-push-action@v3',
    with: { push: 'true', tags: 'o/a:1' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=none sbom=none)',
    ],
  },
  {
    what: 'a commit without a version leaves it open',
    uses: 'docker/build-push-action@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    with: { push: 'true', tags: 'o/a:1' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=unknown sbom=none)',
    ],
  },
  {
    what: 'a commit with a version in its comment',
    uses: 'docker/build-push-action@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    comment: 'v6.18.0',
    with: { push: 'true', tags: 'o/a:1' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=default sbom=none)',
    ],
  },
  {
    what: 'pushes when an expression says so',
    uses: 'docker/build-push-action@v6',
    with: { push: '${inputs.publish}', tags: 'o/a:1' },
    gives: [
      'pushes-image(refs=o/a:1 digest={out.digest} media=image provenance=default sbom=none) if {inputs.publish} is true',
      'builds-image(refs=o/a:1) if not ({inputs.publish} is true)',
    ],
  },
  {
    what: 'exports files',
    uses: 'docker/build-push-action@v6',
    with: { outputs: 'type=local,dest=out' },
    gives: [
      'builds(outputs="" by=docker build folders=out)',
    ],
  },
  {
    what: 'exports files in the short form',
    uses: 'docker/build-push-action@v6',
    with: { outputs: './bin' },
    gives: [
      'builds(outputs="" by=docker build folders=./bin)',
    ],
  },
  {
    what: 'exports an archive',
    uses: 'docker/build-push-action@v6',
    with: { outputs: 'type=oci,dest=/tmp/image.tar' },
    gives: [
      'builds(outputs=/tmp/image.tar by=docker build)',
    ],
  },
  {
    what: 'tags come from the bake file',
    uses: 'docker/bake-action@v6',
    with: { push: 'true', targets: 'release' },
    gives: [
      'pushes-image(refs={out.images} media=image provenance=default sbom=unknown)',
    ],
  },
  {
    what: 'tags set by hand',
    uses: 'docker/bake-action@v5',
    with: { push: 'true', set: '*.tags=ghcr.io/o/a:1\n*.platform=linux/amd64', provenance: 'false', sbom: 'true' },
    gives: [
      'pushes-image(refs=ghcr.io/o/a:1 media=image provenance=none sbom=spdx)',
    ],
  },
  {
    what: 'the job\'s own token',
    uses: 'docker/login-action@v3',
    with: { registry: 'ghcr.io', username: '${github.actor}', password: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'logs-in(registry=ghcr.io credential=job-token)',
    ],
  },
  {
    what: 'Docker Hub with a secret',
    uses: 'docker/login-action@v3',
    with: { username: 'o', password: '${secrets.DOCKERHUB_TOKEN}' },
    gives: [
      'logs-in(registry=docker.io credential=secret)',
    ],
  },
  {
    what: 'no password: another way to log in',
    uses: 'docker/login-action@v3',
    with: { registry: '123.dkr.ecr.eu-west-1.amazonaws.com' },
    gives: [
      'logs-in(registry=123.dkr.ecr.eu-west-1.amazonaws.com credential=unknown)',
    ],
  },
  {
    what: 'a registry with a secret',
    uses: 'redhat-actions/podman-login@v1',
    with: { registry: 'quay.io', username: 'u', password: '${secrets.QUAY}' },
    gives: [
      'logs-in(registry=quay.io credential=secret)',
    ],
  },
  {
    what: 'a registry with a secret',
    uses: 'azure/docker-login@v2',
    with: { registry: 'x.azurecr.io', username: 'u', password: '${secrets.ACR}' },
    gives: [
      'logs-in(registry=x.azurecr.io credential=secret)',
    ],
  },
  {
    what: 'brings BuildKit',
    uses: 'docker/setup-buildx-action@v3',
    gives: [
      'installs(tool=buildx via=docker/setup-buildx-action right=true)',
      'configures(what=buildx)',
    ],
  },
  {
    what: 'brings emulation',
    uses: 'docker/setup-qemu-action@v3',
    gives: [
      'configures(what=qemu)',
    ],
  },
  {
    what: 'brings a daemon',
    uses: 'docker/setup-docker-action@v4',
    gives: [
      'installs(tool=docker via=docker/setup-docker-action right=true version=latest)',
    ],
  },
  {
    what: 'adds an unsigned attestation',
    uses: 'docker/scout-action@v1',
    with: { command: 'attestation-add', image: 'registry://o/a:1', file: 'p.json', 'predicate-type': 'https://example.org/p' },
    gives: [
      'attests(subject=image(refs=o/a:1) predicate=custom predicateType=https://example.org/p signed=false mechanism=unknown keyless=false predicateFile=p.json attachedTo=registry-unsigned)',
    ],
  },
  {
    what: 'only looks at an image',
    uses: 'docker/scout-action@v1',
    with: { command: 'cves', image: 'o/a:1' },
    gives: [],
  },
  {
    what: 'builds tags of one image',
    uses: 'redhat-actions/buildah-build@v2',
    with: { image: 'a', tags: 'latest v1' },
    gives: [
      'builds-image(refs=a:latest, a:v1 provenance=none sbom=none)',
    ],
  },
  {
    what: 'pushes and signs with a key',
    uses: 'redhat-actions/push-to-registry@v2',
    with: { registry: 'quay.io/o', image: 'a', tags: 'latest v1', 'sigstore-private-key': '${secrets.KEY}' },
    gives: [
      'pushes-image(refs=quay.io/o/a:latest, quay.io/o/a:v1 digest={out.digest} media=image provenance=none sbom=none)',
      'signs(subject=digest(name=quay.io/o/a digest={out.digest}) mechanism=cosign-key keyless=false key=sigstore-private-key attachedTo=registry)',
    ],
  },
  {
    what: 'pushes full names',
    uses: 'redhat-actions/push-to-registry@v2',
    with: { tags: 'quay.io/o/a:1 ghcr.io/o/a:1' },
    gives: [
      'pushes-image(refs=quay.io/o/a:1, ghcr.io/o/a:1 digest={out.digest} media=image provenance=none sbom=none)',
    ],
  },
  {
    what: 'builds, logs in and pushes',
    uses: 'elgohr/Publish-Docker-Github-Action@v5',
    with: { name: 'ghcr.io/o/a', tags: 'latest,v1', username: 'u', password: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'logs-in(registry=docker.io credential=job-token)',
      'pushes-image(refs=ghcr.io/o/a:latest, ghcr.io/o/a:v1 media=image provenance=none sbom=none)',
    ],
  },
  {
    what: 'pushes',
    uses: 'mr-smithers-excellent/docker-build-push@v6',
    with: { registry: 'ghcr.io', image: 'o/a', tags: 'v1, latest' },
    gives: [
      'pushes-image(refs=ghcr.io/o/a:v1, ghcr.io/o/a:latest media=image provenance=unknown)',
    ],
  },
  {
    what: 'the public gallery',
    uses: 'aws-actions/amazon-ecr-login@v2',
    with: { 'registry-type': 'public' },
    gives: [
      'logs-in(registry=public.ecr.aws credential=unknown)',
    ],
  },
  {
    what: 'installs ko and logs in with the job\'s token',
    uses: 'ko-build/setup-ko@v0.9',
    gives: [
      'installs(tool=ko via=ko-build/setup-ko right=true version=latest-release)',
      'logs-in(registry=ghcr.io credential=job-token)',
    ],
  },
  {
    what: 'a repository of its own: no login',
    uses: 'ko-build/setup-ko@v0.9',
    with: { version: 'v0.18.0' },
    env: { KO_DOCKER_REPO: 'gcr.io/p' },
    gives: [
      'installs(tool=ko via=ko-build/setup-ko right=true version=v0.18.0)',
    ],
  },
  {
    what: 'pushes with an SBOM',
    uses: 'chainguard-dev/actions/apko-build@main',
    with: { tag: 'ghcr.io/o/a:latest', archs: 'x86_64,aarch64' },
    gives: [
      'pushes-image(refs=ghcr.io/o/a:latest digest={out.digest} media=image platforms=x86_64, aarch64 provenance=none sbom=spdx)',
      'writes(path=/tmp/apko.images content={out.digest})',
    ],
  },
  {
    what: 'unsigned packages by default',
    uses: 'chainguard-dev/actions/melange-build@main',
    gives: [
      'builds(outputs=packages/**/*.apk by=melange madeType=os-package folders=packages)',
      'installs(tool=melange via=chainguard-dev/actions/melange-build right=true)',
    ],
  },
  {
    what: 'packages signed with its own key',
    uses: 'chainguard-dev/actions/melange-build@main',
    with: { 'sign-with-own-key': 'true' },
    gives: [
      'builds(outputs=packages/**/*.apk by=melange madeType=os-package folders=packages)',
      'signs(subject=files(paths=packages/**/*.apk) mechanism=melange keyless=false key=signing-key-path attachedTo=embedded inPlace=true)',
      'installs(tool=melange via=chainguard-dev/actions/melange-build right=true)',
    ],
  },
  {
    what: 'pushes and signs',
    uses: 'docker/github-builder/.github/workflows/build.yml@v1',
    with: { output: 'image', push: 'true', 'meta-images': 'ghcr.io/O/a', sbom: 'true' },
    gives: [
      'pushes-image(refs=ghcr.io/o/a digest={out.digest} media=image provenance=default sbom=spdx)',
      'attests(subject=digest(name=ghcr.io/o/a digest={out.digest}) predicate=slsa-provenance signed=true mechanism=docker-github-builder keyless=true attachedTo=registry needs=id-token: write reusable=(workflow=docker/github-builder/.github/workflows/build.yml ref=v1))',
    ],
  },
  {
    what: 'files stay artifacts',
    uses: 'docker/github-builder/.github/workflows/build.yml@v1',
    with: { output: 'local', 'artifact-upload': 'true' },
    gives: [
      'uploads-artifact(name=docker-github-builder-assets paths={out.built}/** expires=true)',
    ],
  },
  {
    what: 'pushes without signing',
    uses: 'docker/github-builder/.github/workflows/bake.yml@v1',
    with: { output: 'image', push: 'true', 'meta-images': 'ghcr.io/o/a', sign: 'false' },
    gives: [
      'pushes-image(refs=ghcr.io/o/a digest={out.digest} media=image provenance=default sbom=none)',
    ],
  },
  {
    what: 'verifies what a builder pushed',
    uses: 'docker/github-builder/.github/workflows/verify.yml@v1',
    with: { 'builder-outputs': '${needs.build.outputs}' },
    gives: [
      'verifies(subject=unknown(why=the images that builder-outputs names) tool=cosign identity=pinned integrityOnly=false)',
    ],
  },
  {
    what: 'an action as a package',
    uses: 'actions/publish-immutable-action@v0.0.4',
    github: { repository: 'Octo/Act' },
    gives: [
      'pushes-image(refs=ghcr.io/octo/act:{github.ref_name} digest={out.package-manifest-sha} media=artifact needs=packages: write)',
      'attests(subject=digest(name=ghcr.io/octo/act digest={out.package-manifest-sha}) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true attachedTo=registry needs=id-token: write, attestations: write)',
    ],
  },
];
