import type { ActionCase } from '../support.ts';

export const slsaGeneratorsCases: readonly ActionCase[] = [
  {
    what: 'provenance uploaded with the release',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0',
    with: { 'base64-subjects': '${needs.build.outputs.hashes}', 'upload-assets': 'true' },
    github: { ref: 'refs/tags/v1', ref_name: 'v1' },
    gives: [
      'attests(subject=subjects-value(value={needs.build.outputs.hashes}) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance-name} attachedTo=release needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name={out.provenance-name} paths={out.provenance-name} expires=true)',
      'publishes(sink=release(tag=v1) subject=files(paths={out.provenance-name}) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'on a branch nothing is uploaded',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0',
    with: { 'base64-subjects': '${needs.build.outputs.hashes}', 'upload-assets': 'true', 'provenance-name': 'a.intoto.jsonl' },
    github: { ref: 'refs/heads/main' },
    outputs: { 'provenance-name': 'a.intoto.jsonl' },
    gives: [
      'attests(subject=subjects-value(value={needs.build.outputs.hashes}) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs=a.intoto.jsonl attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name=a.intoto.jsonl paths=a.intoto.jsonl expires=true)',
    ],
  },
  {
    what: 'a commit stops it',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    with: { 'base64-subjects': '${needs.build.outputs.hashes}' },
    fails: ['called at a commit: it accepts only a release tag (@vX.Y.Z)'],
    gives: [
      'attests(subject=subjects-value(value={needs.build.outputs.hashes}) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance-name} attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml ref=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa))',
      'uploads-artifact(name={out.provenance-name} paths={out.provenance-name} expires=true)',
    ],
  },
  {
    what: 'a file of subjects is shared',
    uses: 'slsa-framework/slsa-github-generator/actions/generator/generic/create-base64-subjects-from-file@v2.1.0',
    with: { path: 'subjects.txt' },
    gives: ['shares-file(path=subjects.txt handle={out.handle})'],
    outputs: { handle: '{out.handle}' },
  },
  {
    what: "subjects of another job's file",
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.0.0',
    with: { 'base64-subjects-as-file': '${needs.b.outputs.handle}' },
    gives: [
      'attests(subject=subjects-file(handle={needs.b.outputs.handle}) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance-name} attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml ref=v2.0.0))',
      'uploads-artifact(name={out.provenance-name} paths={out.provenance-name} expires=true)',
    ],
  },
  {
    what: 'the file goes before the other input',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.0.0',
    with: { 'base64-subjects': '${needs.b.outputs.hashes}', 'base64-subjects-as-file': '${needs.b.outputs.handle}' },
    gives: [
      'attests(subject=subjects-file(handle={needs.b.outputs.handle}) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance-name} attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml ref=v2.0.0))',
      'uploads-artifact(name={out.provenance-name} paths={out.provenance-name} expires=true)',
    ],
  },
  {
    what: 'provenance of an image',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@v2.1.0',
    with: { image: 'ghcr.io/o/a', digest: '${needs.build.outputs.digest}' },
    gives: [
      'attests(subject=digest(name=ghcr.io/o/a digest={needs.build.outputs.digest}) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true attachedTo=registry needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml ref=v2.1.0))',
    ],
  },
  {
    what: 'builds and uploads by default',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/builder_go_slsa3.yml@v2.1.0',
    with: { 'go-version': '1.22' },
    github: { ref: 'refs/tags/v1', ref_name: 'v1' },
    gives: [
      'builds(outputs={out.go-binary-name} by=go build madeType=binary)',
      'attests(subject=files(paths={out.go-binary-name}) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.go-provenance-name} attachedTo=release needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/builder_go_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name={out.go-binary-name} paths={out.go-binary-name} expires=true)',
      'uploads-artifact(name={out.go-provenance-name} paths={out.go-provenance-name} expires=true)',
      'publishes(sink=release(tag=v1) subject=files(paths={out.go-binary-name}, {out.go-provenance-name}) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'builds a package',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/builder_nodejs_slsa3.yml@v2.1.0',
    gives: [
      'builds(outputs={out.built}/* by=npm pack folders={out.built})',
      'attests(subject=files(paths={out.built}/*) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance}/provenance.build.slsa attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/builder_nodejs_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name={out.package-download-name} paths={out.built}/* expires=true)',
      'uploads-artifact(name={out.provenance-download-name} paths={out.provenance}/provenance.build.slsa expires=true)',
    ],
  },
  {
    what: 'builds with maven',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/builder_maven_slsa3.yml@v2.1.0',
    gives: [
      'builds(outputs={out.built}/* by=maven folders={out.built})',
      'attests(subject=files(paths={out.built}/*) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance}/provenance.build.slsa attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/builder_maven_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name={out.target-download-name} paths={out.built}/* expires=true)',
      'uploads-artifact(name={out.provenance-download-name} paths={out.provenance}/provenance.build.slsa expires=true)',
    ],
  },
  {
    what: 'builds with gradle',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/builder_gradle_slsa3.yml@v2.1.0',
    with: { 'artifact-list': 'build/libs/a.jar' },
    gives: [
      'builds(outputs={out.built}/* by=gradle folders={out.built})',
      'attests(subject=files(paths={out.built}/*) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance}/provenance.build.slsa attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/builder_gradle_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name={out.build-download-name} paths={out.built}/* expires=true)',
      'uploads-artifact(name={out.provenance-download-name} paths={out.provenance}/provenance.build.slsa expires=true)',
    ],
  },
  {
    what: 'builds with bazel',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/builder_bazel_slsa3.yml@v2.1.0',
    with: { targets: '//:a' },
    gives: [
      'builds(outputs={out.built}/* by=bazel folders={out.built})',
      'attests(subject=files(paths={out.built}/*) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.provenance}/provenance.build.slsa attachedTo=workflow-artifact needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/builder_bazel_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name={out.bazel-download-name} paths={out.built}/* expires=true)',
      'uploads-artifact(name={out.provenance-download-name} paths={out.provenance}/provenance.build.slsa expires=true)',
    ],
  },
  {
    what: 'builds in an image',
    uses: 'slsa-framework/slsa-github-generator/.github/workflows/builder_container-based_slsa3.yml@v2.1.0',
    with: { 'builder-image': 'i', 'builder-digest': 'd', 'config-path': 'c' },
    github: { ref: 'refs/tags/v1', ref_name: 'v1' },
    gives: [
      'builds(outputs={out.built}/* by=a builder image folders={out.built})',
      'attests(subject=files(paths={out.built}/*) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true outputs={out.attestations}/provenance.build.slsa attachedTo=release needs=id-token: write, actions: read level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/builder_container-based_slsa3.yml ref=v2.1.0))',
      'uploads-artifact(name={out.build-outputs-name} paths={out.built}/* expires=true)',
      'uploads-artifact(name={out.attestations-download-name} paths={out.attestations}/* expires=true)',
      'publishes(sink=release(tag=v1) subject=files(paths={out.built}/*, {out.attestations}/*) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'publishes with provenance',
    uses: 'slsa-framework/slsa-github-generator/actions/nodejs/publish@v2.1.0',
    with: { 'package-download-name': 'p', 'node-auth-token': '${secrets.NPM}' },
    gives: [
      'downloads-artifact(name=p to={out.package} merge=false)',
      'publishes(sink=index(index=npm) subject=files(paths={out.package}/*) auth=token)',
      'attests(subject=files(paths={out.package}/*) predicate=slsa-provenance signed=true mechanism=slsa-github-generator keyless=true attachedTo=index needs="" level=SLSA Build L3 reusable=(workflow=slsa-framework/slsa-github-generator/.github/workflows/builder_nodejs_slsa3.yml ref=v2.1.0))',
    ],
  },
  {
    what: 'publishes with GPG signatures',
    uses: 'slsa-framework/slsa-github-generator/actions/maven/publish@v2.1.0',
    with: { 'target-download-name': 't' },
    gives: [
      'downloads-artifact(name=t to={out.target} merge=false)',
      'signs(subject=files(paths={out.target}/**) mechanism=gpg keyless=false key=gpg-private-key outputs={file}.asc attachedTo=index)',
      'publishes(sink=index(index=maven-central) subject=files(paths={out.target}/**) auth=token)',
    ],
  },
  {
    what: 'publishes with GPG signatures',
    uses: 'slsa-framework/slsa-github-generator/actions/gradle/publish@v2.1.0',
    with: { 'build-download-name': 'b' },
    gives: [
      'downloads-artifact(name=b to={out.target} merge=false)',
      'signs(subject=files(paths={out.target}/**) mechanism=gpg keyless=false key=gpg-private-key outputs={file}.asc attachedTo=index) if the build signs with the key that it is given',
      'publishes(sink=index(index=maven-central) subject=files(paths={out.target}/**) auth=token)',
    ],
  },
  {
    what: 'installs the verifier',
    uses: 'slsa-framework/slsa-verifier/actions/installer@v2.7.0',
    gives: ['installs(tool=slsa-verifier via=slsa-framework/slsa-verifier/actions/installer right=true)'],
  },
];
