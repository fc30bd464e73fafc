import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'crane pushes',
    line: 'crane push out.tar ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={crane push digest} media=image provenance=unknown sbom=unknown files=out.tar)'],
    stdout: 'ghcr.io/o/r:1@{crane push digest}',
  },
  { what: 'crane copies', line: 'crane cp ghcr.io/o/r:1 docker.io/o/r:1', gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=false)'] },
  {
    what: 'crane appends',
    line: 'crane append -b alpine -f a.tar -t ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={crane append digest} media=image provenance=none sbom=none files=a.tar)'],
    stdout: 'ghcr.io/o/r:1@{crane append digest}',
  },
  {
    what: 'crane changes',
    line: 'crane mutate --label a=b -t ghcr.io/o/r:2 ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:2 digest={crane mutate digest} media=image provenance=none sbom=none)'],
    stdout: 'ghcr.io/o/r:2@{crane mutate digest}',
  },
  {
    what: 'crane flattens',
    line: 'crane flatten -t ghcr.io/o/r:2 ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:2 digest={crane flatten digest} media=image provenance=none sbom=none)'],
  },
  {
    what: 'crane rebases',
    line: 'crane rebase --rebased ghcr.io/o/r:2 ghcr.io/o/r:1',
    gives: ['pushes-image(refs=ghcr.io/o/r:2 digest={crane rebase digest} media=image provenance=none sbom=none)'],
  },
  {
    what: 'crane tags',
    line: 'crane tag ghcr.io/o/r@${digest} latest',
    gives: ['tags-image(refs=ghcr.io/o/r:latest sources=ghcr.io/o/r@{digest} newIndex=false)'],
  },
  {
    what: 'crane tells the digest',
    line: 'crane digest ghcr.io/o/r:1',
    gives: ['reads-digest(ref=ghcr.io/o/r:1 value={crane digest digest})'],
    stdout: '{crane digest digest}',
  },
  {
    what: 'crane tells the whole reference',
    line: 'crane digest --full-ref ghcr.io/o/r:1',
    gives: ['reads-digest(ref=ghcr.io/o/r:1 value={crane digest digest})'],
    stdout: 'ghcr.io/o/r:1@{crane digest digest}',
  },
  {
    what: 'crane joins',
    line: 'crane index append -m ghcr.io/o/r:a -m ghcr.io/o/r:b -t ghcr.io/o/r:1',
    gives: ['tags-image(refs=ghcr.io/o/r:1 sources=ghcr.io/o/r:a, ghcr.io/o/r:b newIndex=true digest={crane index append digest})'],
    stdout: 'ghcr.io/o/r:1@{crane index append digest}',
  },
  {
    what: 'crane filters',
    line: 'crane index filter --platform linux/amd64 -t ghcr.io/o/r:1 ghcr.io/o/r:all',
    gives: ['tags-image(refs=ghcr.io/o/r:1 sources=ghcr.io/o/r:all newIndex=true rewrites=true digest={crane index filter digest})'],
    stdout: 'ghcr.io/o/r:1@{crane index filter digest}',
  },
  {
    what: 'crane pulls',
    line: 'crane pull ghcr.io/o/r:1 out.tar',
    gives: ['consumes(subject=image(refs=ghcr.io/o/r:1) how=crane pull)', 'builds(outputs=out.tar by=crane pull)'],
  },
  {
    what: 'crane exports',
    line: 'crane export ghcr.io/o/r:1 out.tar',
    gives: ['consumes(subject=image(refs=ghcr.io/o/r:1) how=crane export)', 'builds(outputs=out.tar by=crane export)'],
  },
  { what: 'crane logs in', line: 'crane auth login ghcr.io -u x -p ${secrets.T}', gives: ['logs-in(registry=ghcr.io credential=secret)'] },
  {
    what: 'oras pushes under two tags',
    line: 'oras push ghcr.io/o/a:1,latest a.tgz:application/gzip b',
    gives: ['pushes-image(refs=ghcr.io/o/a:1, ghcr.io/o/a:latest digest={oras push digest} media=artifact files=a.tgz, b)'],
    stdout: 'Pushed [registry] ghcr.io/o/a:1\nDigest: {oras push digest}',
  },
  {
    what: 'oras as JSON',
    line: 'oras push --format json ghcr.io/o/a:1 a',
    gives: ['pushes-image(refs=ghcr.io/o/a:1 digest={oras push digest} media=artifact files=a)'],
    stdout: '{"reference":"ghcr.io/o/a@{oras push digest}","digest":"{oras push digest}"}',
  },
  {
    what: 'oras attaches an SBOM',
    line: 'oras attach --artifact-type application/spdx+json ghcr.io/o/r@${digest} s.json:application/json',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=sbom-spdx predicateType=application/spdx+json signed=false mechanism=custom keyless=false predicateFile=s.json attachedTo=registry-unsigned)',
    ],
    stdout: 'Pushed [registry] ghcr.io/o/r@{digest}\nDigest: {oras attach digest}',
  },
  {
    what: 'oras attaches a bundle',
    line: 'oras attach --artifact-type application/vnd.dev.sigstore.bundle.v0.3+json ghcr.io/o/r@${digest} b.json',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=custom predicateType=application/vnd.dev.sigstore.bundle.v0.3+json signed=true mechanism=unknown keyless=false predicateFile=b.json attachedTo=registry note=an attestation made elsewhere)',
    ],
    stdout: 'Pushed [registry] ghcr.io/o/r@{digest}\nDigest: {oras attach digest}',
  },
  {
    what: 'oras copies with what hangs on it',
    line: 'oras cp -r ghcr.io/o/r:1 docker.io/o/r:1',
    gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=true)'],
  },
  { what: 'oras copies alone', line: 'oras cp ghcr.io/o/r:1 docker.io/o/r:1', gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=false)'] },
  {
    what: 'oras tags',
    line: 'oras tag ghcr.io/o/r:1 latest v1',
    gives: ['tags-image(refs=ghcr.io/o/r:latest, ghcr.io/o/r:v1 sources=ghcr.io/o/r:1 newIndex=false)'],
  },
  {
    what: 'oras resolves',
    line: 'oras resolve ghcr.io/o/r:1',
    gives: ['reads-digest(ref=ghcr.io/o/r:1 value={oras resolve digest})'],
    stdout: '{oras resolve digest}',
  },
  {
    what: 'oras pulls',
    line: 'oras pull ghcr.io/o/a:1 -o in',
    gives: ['consumes(subject=image(refs=ghcr.io/o/a:1) how=oras pull)', 'builds(outputs="" by=oras pull folders=in)'],
  },
  {
    what: 'oras logs in',
    line: 'oras login ghcr.io -u x --password-stdin',
    stdin: '${github.token}',
    gives: ['logs-in(registry=ghcr.io credential=job-token)'],
  },
  { what: 'oras fetches', line: 'oras manifest fetch ghcr.io/o/a:1', gives: [] },
  {
    what: 'regctl copies all',
    line: 'regctl image copy --referrers --digest-tags ghcr.io/o/r:1 docker.io/o/r:1',
    gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=true)'],
  },
  {
    what: 'regctl copies some',
    line: 'regctl image copy ghcr.io/o/r:1 docker.io/o/r:1',
    gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=false)'],
  },
  {
    what: 'regctl tells the digest',
    line: 'regctl image digest ghcr.io/o/r:1',
    gives: ['reads-digest(ref=ghcr.io/o/r:1 value={regctl image digest digest})'],
    stdout: '{regctl image digest digest}',
  },
  {
    what: 'regctl changes',
    line: 'regctl image mod --create v2 ghcr.io/o/r:1',
    gives: ['pushes-image(refs=v2 digest={regctl image mod digest} media=image provenance=none sbom=none)'],
  },
  {
    what: 'regctl imports',
    line: 'regctl image import ghcr.io/o/r:1 out.tar',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={regctl image import digest} media=image provenance=unknown sbom=unknown files=out.tar)'],
  },
  {
    what: 'regctl joins',
    line: 'regctl index create ghcr.io/o/r:1 --ref ghcr.io/o/r:a --ref ghcr.io/o/r:b',
    gives: ['tags-image(refs=ghcr.io/o/r:1 sources=ghcr.io/o/r:a, ghcr.io/o/r:b newIndex=true digest={regctl index create digest})'],
  },
  {
    what: 'regctl attaches',
    line: 'regctl artifact put --subject ghcr.io/o/r:1 --artifact-type application/vnd.cyclonedx+json -f s.json',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r:1) predicate=sbom-cyclonedx predicateType=application/vnd.cyclonedx+json signed=false mechanism=custom keyless=false predicateFile=s.json attachedTo=registry-unsigned)',
    ],
  },
  { what: 'regctl logs in', line: 'regctl registry login ghcr.io -u x -p ${secrets.T}', gives: ['logs-in(registry=ghcr.io credential=secret)'] },
  {
    what: 'skopeo between registries',
    line: 'skopeo copy --all docker://ghcr.io/o/r:1 docker://docker.io/o/r:1',
    gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=false)'],
  },
  {
    what: 'skopeo from a file',
    line: 'skopeo copy --digestfile d oci-archive:r.tar docker://ghcr.io/o/r:1',
    gives: [
      'pushes-image(refs=ghcr.io/o/r:1 digest={skopeo copy digest} media=image provenance=unknown sbom=unknown)',
      'writes(path=d content={skopeo copy digest})',
    ],
  },
  { what: 'skopeo to a folder', line: 'skopeo copy docker://ghcr.io/o/r:1 oci:out', gives: ['consumes(subject=image(refs=ghcr.io/o/r:1) how=skopeo copy)'] },
  {
    what: 'skopeo signs',
    line: 'skopeo copy --sign-by ${key} oci:out docker://ghcr.io/o/r:1',
    gives: [
      'pushes-image(refs=ghcr.io/o/r:1 digest={skopeo copy digest} media=image provenance=unknown sbom=unknown)',
      'signs(subject=image(refs=ghcr.io/o/r:1) mechanism=gpg keyless=false attachedTo=registry key={key})',
    ],
  },
  {
    what: 'skopeo tells the digest',
    line: "skopeo inspect --format '{{.Digest}}' docker://ghcr.io/o/r:1",
    gives: ['reads-digest(ref=ghcr.io/o/r:1 value={skopeo inspect digest})'],
    stdout: '{skopeo inspect digest}',
  },
  {
    what: 'skopeo mirrors',
    line: 'skopeo sync --src docker --dest docker ghcr.io/o/r docker.io/o',
    gives: ['copies-image(from=ghcr.io/o/r to=docker.io/o evidence=false)'],
  },
  {
    what: 'skopeo verifies',
    line: 'skopeo standalone-verify manifest.json ghcr.io/o/r KEY a.sig',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r) tool=skopeo standalone-verify identity=pinned integrityOnly=false)'],
  },
  { what: 'ko logs in', line: 'ko login ghcr.io --username a --password b', gives: [], stdout: '' },
  {
    what: 'ko builds',
    line: 'ko build --bare ./cmd/app',
    env: { KO_DOCKER_REPO: 'ghcr.io/o/r' },
    gives: ['runs-tool(tool=ko args=build, --bare, ./cmd/app outputs={stdout: {ko build}, digest: {ko build digest}})'],
    stdout: '{ko build}',
  },
  {
    what: 'ko resolves',
    line: 'ko resolve -f config/',
    gives: ['runs-tool(tool=ko args=resolve, -f, config/ outputs={stdout: {ko resolve}, digest: {ko resolve digest}})'],
    stdout: '{ko resolve}',
  },
  {
    what: 'ko applies',
    line: 'ko apply -f config/',
    gives: ['runs-tool(tool=ko args=apply, -f, config/ outputs={stdout: {ko apply}, digest: {ko apply digest}})'],
    stdout: '{ko apply}',
  },
  {
    what: 'ko creates',
    line: 'ko create -f config/',
    gives: ['runs-tool(tool=ko args=create, -f, config/ outputs={stdout: {ko create}, digest: {ko create digest}})'],
    stdout: '{ko create}',
  },
  {
    what: 'kaniko pushes',
    line: '/kaniko/executor --destination ghcr.io/o/r:1 --digest-file d',
    gives: ['pushes-image(refs=ghcr.io/o/r:1 digest={executor digest} media=image provenance=none sbom=none)', 'writes(path=d content={executor digest})'],
  },
  { what: 'kaniko only builds', line: 'executor --no-push --tar-path r.tar', gives: ['builds(outputs=r.tar by=kaniko)'] },
  {
    what: 'apko publishes',
    line: 'apko publish apko.yaml ghcr.io/o/r:1 ghcr.io/o/r:latest --sbom-path out',
    gives: [
      'pushes-image(refs=ghcr.io/o/r:1, ghcr.io/o/r:latest digest={apko publish digest} media=image provenance=none sbom=none)',
      'describes(subject=digest(name=ghcr.io/o/r:1 digest={apko publish digest}) format=spdx output=out/sbom-*.spdx.json attachedTo=nowhere tool=apko)',
    ],
    stdout: 'ghcr.io/o/r:1@{apko publish digest}',
  },
  { what: 'apko builds', line: 'apko build apko.yaml r:1 r.tar', gives: ['builds(outputs=r.tar by=apko build)'] },
  {
    what: 'pack publishes',
    line: 'pack build ghcr.io/o/r:1 --publish --tag ghcr.io/o/r:2',
    gives: ['pushes-image(refs=ghcr.io/o/r:1, ghcr.io/o/r:2 digest={pack build digest} media=image provenance=none sbom=none)'],
  },
  { what: 'pack builds', line: 'pack build app', gives: ['builds-image(refs=app provenance=none)'] },
  {
    what: 'flux pushes',
    line: 'flux push artifact oci://ghcr.io/o/m:1 --path=deploy --source=x --revision=y',
    gives: ['pushes-image(refs=ghcr.io/o/m:1 digest={flux push artifact digest} media=artifact files=deploy)'],
  },
  {
    what: 'flux pushes and prints JSON',
    line: 'flux push artifact oci://ghcr.io/o/m:1 -f deploy -o json',
    gives: ['pushes-image(refs=ghcr.io/o/m:1 digest={flux push artifact digest} media=artifact files=deploy)'],
    stdout: '{"url":"oci://ghcr.io/o/m:1@{flux push artifact digest}","repository":"ghcr.io/o/m","digest":"{flux push artifact digest}"}',
  },
  {
    what: 'flux tags',
    line: 'flux tag artifact oci://ghcr.io/o/m:1 --tag latest',
    gives: ['tags-image(refs=ghcr.io/o/m:latest sources=ghcr.io/o/m:1 newIndex=false)'],
  },
  { what: 'flux builds', line: 'flux build artifact --path deploy', gives: ['builds(outputs=artifact.tgz by=flux build artifact)'] },
  {
    what: 'flux pulls',
    line: 'flux pull artifact oci://ghcr.io/o/m:1 --output in',
    gives: ['consumes(subject=image(refs=ghcr.io/o/m:1) how=flux pull artifact)', 'builds(outputs="" by=flux pull artifact folders=in)'],
  },
];
