import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const rows: readonly { readonly what: string; readonly files: Readonly<Record<string, string>>; readonly gives: readonly (readonly string[])[] }[] = [
  {
    what: 'images of Cloud Build',
    files: {
      'cloudbuild.yaml':
        "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, ., -t, 'gcr.io/acme/lantern:$TAG_NAME']\nimages: ['gcr.io/acme/lantern:$TAG_NAME']\n",
    },
    gives: [['container-image', 'gcr.io/acme/lantern', 'present', 'unknown']],
  },
  {
    what: 'a push of Cloud Build, and kaniko',
    files: {
      'cloudbuild.yaml':
        "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [push, 'gcr.io/$PROJECT_ID/wick']\n- name: gcr.io/kaniko-project/executor:latest\n  args: ['--destination=eu.gcr.io/acme/lantern:$_TAG']\n",
    },
    gives: [['container-image', 'eu.gcr.io/acme/lantern:<tag>, gcr.io/<project-id>/wick', 'present', 'absent']],
  },
  {
    what: 'ko of Cloud Build',
    files: {
      'cloudbuild.yaml':
        'steps:\n- name: golang\n  entrypoint: sh\n  args:\n  - -c\n  - |\n    export KO_DOCKER_REPO=gcr.io/acme\n    ko build -B ./cmd/lantern -t latest\n',
    },
    gives: [['container-image', 'gcr.io/acme/lantern:latest', 'present', 'absent']],
  },
  {
    what: 'a target of make that a step of Cloud Build runs, signed with what it was given',
    files: {
      'release/cloudbuild.yaml':
        "steps:\n- name: golang\n  entrypoint: bash\n  dir: go/src/lantern\n  env: ['PREFIX=gcr.io/${PROJECT_ID}', 'TAG=${_TAG}', COSIGN_YES=true]\n  args: ['-c', 'make images && oras copy -r $$PREFIX/lantern:${_TAG} ${_OTHER}/lantern:${_TAG} && oras copy -r ${_OTHER}/lantern:${_TAG} ${_OTHER}/lantern:latest']\nsubstitutions: { _TAG: v0, _OTHER: ghcr.io/acme }\n",
      Makefile: 'images:\n\tdocker push $(PREFIX)/lantern:$(TAG)\n\tcosign sign $(PREFIX)/lantern:$(TAG)\n',
    },
    gives: [['container-image', 'gcr.io/<project-id>/lantern:<tag>, ghcr.io/acme/lantern (latest, <tag>)', 'present', 'present']],
  },
  { what: 'a build of Cloud Build for tests', files: { 'cloudbuild-test.yaml': 'steps: []\nimages: [gcr.io/acme/lantern]\n' }, gives: [] },
  { what: 'a build that pushes nothing', files: { 'cloudbuild.yaml': 'steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, .]\n' }, gives: [] },
  {
    what: 'GoReleaser of Cloud Build',
    files: { 'cloudbuild.yaml': 'steps:\n- name: goreleaser/goreleaser\n  args: [release, --clean]\n' },
    gives: [['release-asset', 'lantern_<tag>_….tar.gz', 'present', 'absent']],
  },
  {
    what: 'tasks of Azure Pipelines',
    files: {
      'azure-pipelines.yml': `
stages:
- stage: a
  jobs:
  - job: b
    steps:
    - task: GitHubRelease@1
      inputs: { action: create, assets: '$(Build.ArtifactStagingDirectory)/out/*.zip' }
    - task: NuGetCommand@2
      inputs: { command: push, nuGetFeedType: external }
    - task: Npm@1
      inputs: { command: publish, publishRegistry: useExternalRegistry }
    - task: Docker@2
      inputs: { command: buildAndPush, repository: lantern, containerRegistry: acme-hub }
    - script: twine upload dist/*
`,
    },
    gives: [
      ['release-asset', 'out/….zip', 'unknown', 'unknown'],
      ['container-image', 'acme-hub/lantern', 'present', 'unknown'],
      ['python-dist', 'lantern', 'present', 'unknown'],
      ['npm-package', 'lantern', 'present', 'unknown'],
      ['other', 'lantern', 'present', 'unknown'],
    ],
  },
  {
    what: 'feeds of the organisation, and builds',
    files: {
      'azure-pipelines.yml':
        'steps:\n- task: NuGetCommand@2\n  inputs: { command: push, nuGetFeedType: internal }\n- task: Npm@1\n  inputs: { command: publish, publishRegistry: useFeed }\n- task: Docker@2\n  inputs: { command: build, repository: x }\n- script: npm publish --dry-run\n',
    },
    gives: [],
  },
];

for (const { what, files, gives } of rows)
  test(`other CI systems: ${what}`, () => {
    assert.deepEqual(
      surfacesOf(files).map((s) => [s.kind, s.name, s.hashes, s.signature]),
      gives,
    );
  });

test('an image that a workflow pushes too is one surface', () => {
  const surfaces = surfacesOf({
    'cloudbuild.yaml': 'steps: []\nimages: [ghcr.io/acme/lantern]\n',
    '.github/workflows/a.yml': 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker push ghcr.io/acme/lantern:1\n',
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.job]),
    [['container-image', 'a']],
  );
});
