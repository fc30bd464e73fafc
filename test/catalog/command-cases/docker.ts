import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'pushing by tag',
    line: 'docker buildx build --push -t ghcr.io/o/r:1 -t ghcr.io/o/r:latest --platform linux/amd64,linux/arm64 .',
    gives: [
      'pushes-image(refs=ghcr.io/o/r:1, ghcr.io/o/r:latest digest={docker buildx build digest} media=image platforms=linux/amd64, linux/arm64 provenance=default sbom=none context=.)',
    ],
  },
  {
    what: 'pushing by digest',
    line: 'docker --context x buildx build -o type=image,name=ghcr.io/o/r,push-by-digest=true,push=true --metadata-file m.json .',
    gives: [
      'pushes-image(refs=ghcr.io/o/r digest={docker buildx build digest} byDigest=true media=image provenance=default sbom=none context=.)',
      'writes(path=m.json content={"containerimage.digest":"{docker buildx build digest}"})',
    ],
  },
  {
    what: 'no provenance',
    line: 'docker buildx build --push --provenance=false -t ghcr.io/o/r:1 .',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={docker buildx build digest} media=image provenance=none sbom=none context=.)'],
  },
  {
    what: 'full provenance and an SBOM',
    line: 'docker buildx build --push --provenance=mode=max --sbom=true -t ghcr.io/o/r:1 .',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={docker buildx build digest} media=image provenance=max sbom=spdx context=.)'],
  },
  {
    what: 'attestations off by variable',
    line: 'docker buildx build --push -t ghcr.io/o/r:1 .',
    env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={docker buildx build digest} media=image provenance=none sbom=none context=.)'],
  },
  {
    what: 'files out of a build',
    line: 'docker buildx build --output type=local,dest=out .',
    gives: ['builds-image(refs="" provenance=none context=.)', 'builds(outputs=out by=docker build folders=out)'],
  },
  {
    what: 'building only',
    line: 'docker build -t app:test --iidfile id .',
    gives: ['builds-image(refs=app:test provenance=none context=.)', 'writes(path=id content={docker build imageid})'],
  },
  {
    what: 'pushing from docker build',
    line: 'docker build --push -t ghcr.io/o/r:1 .',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={docker build digest} media=image provenance=unknown sbom=none context=.)'],
  },
  { what: 'bake reads its files', line: 'docker buildx bake --push', gives: ['runs-tool(tool=bake args=buildx, bake, --push)'] },
  {
    what: 'bake with tags',
    line: "docker buildx bake --push --set '*.tags=ghcr.io/o/r:1'",
    gives: ['runs-tool(tool=bake args=buildx, bake, --push, --set, *.tags=ghcr.io/o/r:1)'],
  },
  {
    what: 'an index of two',
    line: 'docker buildx imagetools create -t ghcr.io/o/r:1 ghcr.io/o/r@sha256:a ghcr.io/o/r@sha256:b',
    gives: ['tags-image(refs=ghcr.io/o/r:1 sources=ghcr.io/o/r@sha256:a, ghcr.io/o/r@sha256:b newIndex=true digest={docker buildx imagetools create digest})'],
  },
  {
    what: 'another tag of one',
    line: 'docker buildx imagetools create -t ghcr.io/o/r:latest ghcr.io/o/r:1',
    gives: ['tags-image(refs=ghcr.io/o/r:latest sources=ghcr.io/o/r:1 newIndex=false digest={docker buildx imagetools create digest})'],
  },
  {
    what: 'an index of every digest in a folder',
    line: 'docker buildx imagetools create -t r:1 r@sha256:@{*}',
    gives: ['tags-image(refs=r:1 sources=r@sha256:* newIndex=true digest={docker buildx imagetools create digest})'],
  },
  {
    what: 'an index of a pattern',
    line: 'docker buildx imagetools create -t r:1 r@sha256:*',
    gives: ['tags-image(refs=r:1 sources=r@sha256:* newIndex=true digest={docker buildx imagetools create digest})'],
  },
  {
    what: 'a changed copy of one image',
    line: 'docker buildx imagetools create -t r:2 --annotation index:a=b r:1',
    gives: ['tags-image(refs=r:2 sources=r:1 newIndex=true rewrites=true digest={docker buildx imagetools create digest})'],
  },
  { what: 'a dry run of it', line: 'docker buildx imagetools create --dry-run -t ghcr.io/o/r:1 a b', gives: [] },
  {
    what: 'the digest as JSON',
    line: "docker buildx imagetools inspect ghcr.io/o/r:1 --format '{{json .Manifest.Digest}}'",
    gives: ['reads-digest(ref=ghcr.io/o/r:1 value={docker buildx imagetools inspect digest})'],
    stdout: '"{docker buildx imagetools inspect digest}"',
  },
  {
    what: 'pushing an image',
    line: 'docker push ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={docker push digest} media=image)'],
    stdout: 'ghcr.io/o/r:1: digest: {docker push digest} size: {docker push size}',
  },
  { what: 'tagging', line: 'docker tag app:test ghcr.io/o/r:1', gives: ['tags-image(refs=ghcr.io/o/r:1 sources=app:test newIndex=false local=true)'] },
  { what: 'pulling', line: 'docker pull --platform linux/amd64 alpine:3', gives: ['consumes(subject=image(refs=alpine:3) how=docker)'] },
  {
    what: 'running an image',
    line: 'docker run --rm -v ${PWD}:/src -e A=b ghcr.io/o/r:1 make --push',
    gives: ['consumes(subject=image(refs=ghcr.io/o/r:1) how=docker run)', 'builds(outputs="" by=docker run folders=.)'],
  },
  {
    what: 'running nothing of the job',
    line: 'docker run --rm ghcr.io/o/r:1 --version',
    gives: ['consumes(subject=image(refs=ghcr.io/o/r:1) how=docker run)'],
  },
  { what: 'saving an image', line: 'docker save -o r.tar ghcr.io/o/r:1', gives: ['builds(outputs=r.tar by=docker save)'] },
  { what: 'loading one', line: 'docker load -i r.tar', gives: [] },
  {
    what: "logging in with the job's token",
    line: 'docker login ghcr.io -u x --password-stdin',
    stdin: '${secrets.GITHUB_TOKEN}',
    gives: ['logs-in(registry=ghcr.io credential=job-token)'],
  },
  { what: 'logging in with a secret', line: 'docker login -u x -p ${secrets.HUB}', gives: ['logs-in(registry=docker.io credential=secret)'] },
  {
    what: 'a manifest list',
    line: 'docker manifest create ghcr.io/o/r:1 --amend ghcr.io/o/r:1-a --amend ghcr.io/o/r:1-b',
    gives: ['tags-image(refs=ghcr.io/o/r:1 sources=ghcr.io/o/r:1-a, ghcr.io/o/r:1-b newIndex=true local=true)'],
  },
  {
    what: 'pushing the list',
    line: 'docker manifest push -p ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={docker manifest push digest} media=image)'],
    stdout: '{docker manifest push digest}',
  },
  { what: 'annotating it', line: 'docker manifest annotate ghcr.io/o/r:1 ghcr.io/o/r:1-a --arch arm64', gives: [] },
  { what: 'inspecting it', line: 'docker manifest inspect ghcr.io/o/r:1', gives: [] },
  {
    what: 'the digest of a local image',
    line: "docker inspect --format '{{index .RepoDigests 0}}' ghcr.io/o/r:1",
    gives: ['reads-digest(ref=ghcr.io/o/r:1 value={docker inspect digest})'],
    stdout: 'ghcr.io/o/r@{docker inspect digest}',
  },
  { what: 'compose pushes', line: 'docker compose push', gives: ['opaque(why=the compose file says what is pushed mayPublish=true)'] },
  {
    what: 'podman pushes',
    line: 'podman push --digestfile d ${image} ${target}',
    gives: ['pushes-image(refs={target} digest={podman push digest} media=image provenance=none sbom=none)', 'writes(path=d content={podman push digest})'],
  },
  { what: 'podman to a folder', line: 'podman push x oci:out', gives: [] },
  {
    what: 'podman pushes a list',
    line: 'podman manifest push --all list docker://ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={podman manifest push digest} media=image provenance=none sbom=none)'],
  },
  {
    what: 'podman fills a list',
    line: 'podman manifest add list ghcr.io/o/r@${digest}',
    gives: ['tags-image(refs=list sources=ghcr.io/o/r@{digest} newIndex=true local=true)'],
  },
  {
    what: 'buildah pushes and signs',
    line: 'buildah push --sign-by ${key} r docker://ghcr.io/o/r:1',
    gives: [
      'pushes-image(refs=ghcr.io/o/r:1 digest={buildah push digest} media=image provenance=none sbom=none)',
      'signs(subject=digest(name=ghcr.io/o/r:1 digest={buildah push digest}) mechanism=gpg keyless=false attachedTo=registry key={key})',
    ],
  },
  { what: 'buildah commits', line: 'buildah commit c docker://ghcr.io/o/r:1', gives: ['pushes-image(refs=ghcr.io/o/r:1 media=image provenance=none)'] },
  { what: 'buildah builds', line: 'buildah bud -t r:1 .', gives: ['builds-image(refs=r:1 provenance=none context=.)'] },
];
