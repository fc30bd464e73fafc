import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const rows: readonly { readonly what: string; readonly files: Readonly<Record<string, string>>; readonly gives: readonly (readonly string[])[] }[] = [
  {
    what: 'an image that a release document pushes',
    files: { 'RELEASING.md': '```sh\ndocker build -t ghcr.io/acme/lantern:$TAG .\ndocker push ghcr.io/acme/lantern:$TAG\n```\n' },
    gives: [['container-image', 'ghcr.io/acme/lantern', 'present', 'unknown']],
  },
  { what: 'an image of nobody', files: { 'RELEASING.md': '```sh\ndocker push $USER/lantern\ndocker push localhost:5000/lantern\n```\n' }, gives: [] },
  { what: 'an image that contributors push for themselves', files: { 'CONTRIBUTING.md': '```sh\ndocker push acme/lantern-dev\n```\n' }, gives: [] },
  {
    what: 'files of a release',
    files: { 'docs/release-process.md': '```console\n$ gh release create v1.2.3 dist/lantern.tar.gz dist/lantern.zip\n```\n' },
    gives: [['release-asset', 'dist/lantern.tar.gz, dist/lantern.zip', 'unknown', 'unknown']],
  },
  {
    what: 'a release with notes alone, whose tag stands behind its flags',
    files: { 'RELEASE.md': '```sh\ngh release create --draft --target main --title api/v1.2.3 api/v1.2.3\n```\n' },
    gives: [],
  },
  {
    what: 'files behind flags',
    files: { 'RELEASE.md': '```sh\ngh release create v1.2.3 --draft dist/lantern.zip --title 1.2.3 dist/lantern.tgz\n```\n' },
    gives: [['release-asset', 'dist/lantern.tgz, dist/lantern.zip', 'unknown', 'unknown']],
  },
  { what: 'a release with notes alone', files: { 'RELEASE.md': '```sh\ngh release create v1.2.3 -F notes.md\n```\n' }, gives: [] },
  {
    what: 'a task of make that the document names',
    files: {
      'RELEASE.md': 'Run `make release` on main.\n',
      Makefile: 'all:\n\tcc x.c\nrelease: all\n\t@python -m build\n\t@twine upload dist/*\n\ntest:\n\ttrue\n',
    },
    gives: [['python-dist', 'lantern', 'present', 'absent']],
  },
  {
    what: 'a script that the document names',
    files: { 'RELEASE.md': '```sh\n./scripts/release.sh 1.2.3\n```\n', 'scripts/release.sh': '#!/bin/sh\n# npm publish\ncargo publish --locked\n' },
    gives: [['crate', 'lantern', 'present', 'absent']],
  },
  { what: 'a script that nothing names', files: { 'scripts/release.sh': 'twine upload dist/*\n', 'README.md': 'Hello.\n' }, gives: [] },
  {
    what: "the package's own script that runs release-it",
    files: { 'package.json': '{ "name": "lantern", "scripts": { "release": "release-it" } }', '.release-it.json': '{ "github": { "release": true } }' },
    gives: [['npm-package', 'lantern', 'present', 'absent']],
  },
  {
    what: 'release-it that does not publish to npm',
    files: { 'package.json': '{ "name": "lantern", "scripts": { "release": "release-it" }, "release-it": { "npm": { "publish": false } } }' },
    gives: [],
  },
  {
    what: 'np',
    files: { 'package.json': '{ "name": "lantern", "scripts": { "release": "np --no-tests" } }' },
    gives: [['npm-package', 'lantern', 'present', 'absent']],
  },
  {
    what: 'a package of an index that a release document names',
    files: { 'RELEASE.md': '1. `mix hex.publish`\n', 'mix.exs': 'defmodule Lantern.MixProject do\nend\n' },
    gives: [['other', 'lantern', 'present', 'absent']],
  },
  {
    what: 'a document whose name runs two words together',
    files: { 'ReleaseProcess.md': '1. Complete it: `mvn release:perform`\n', 'pom.xml': '<project><artifactId>lantern</artifactId></project>\n' },
    gives: [['maven', 'lantern', 'present', 'absent']],
  },
  { what: 'an index that another document speaks of', files: { 'CONTRIBUTING.md': '```sh\nmix hex.publish\n```\n' }, gives: [] },
  {
    what: 'files that are attached by hand, in a document called like notes',
    files: {
      'RELEASES.md': '# Release procedure\n\n## Files\n\nBuild the artefacts to attach to the release\nwith `make release`.\n',
      Makefile: 'release:\n\thack/release.sh\n',
    },
    gives: [['release-asset', 'lantern: files of the release', 'unknown', 'unknown']],
  },
  {
    what: 'a script without an ending that uploads, as the document says',
    files: {
      'docs/releasing.md': 'Then:\n\n    $ script/upload v1.2.3\n',
      'script/upload': '#!/bin/sh\ncurl -X POST --data-binary @"$1" "https://uploads.github.com/repos/acme/lantern/releases/$id/assets?name=$1"\n',
    },
    gives: [['release-asset', 'lantern: files of the release', 'unknown', 'unknown']],
  },
  {
    what: 'files that a workflow attaches, and notes',
    files: {
      'RELEASE.md': 'A workflow attaches the artifacts that `make release` builds to the release.\n',
      'RELEASES.md': '# 1.2.0\n\n- artifacts attached to the release are built by `make release`\n',
    },
    gives: [],
  },
  { what: 'a private package', files: { 'package.json': '{ "name": "lantern", "private": true, "scripts": { "release": "np" } }' }, gives: [] },
  { what: 'a trial', files: { 'package.json': '{ "name": "lantern", "scripts": { "release": "npm publish --dry-run" } }' }, gives: [] },
  { what: 'an upload to the index for tests', files: { 'RELEASE.md': '```sh\ntwine upload --repository testpypi dist/*\n```\n' }, gives: [] },
  {
    what: 'a script that a section about releasing names, and what its build does',
    files: {
      'CONTRIBUTING.md': '# Contributing\n\n## Building\n\n- `./build.sh`\n\n## Releasing new versions\n\n- `./scripts/release.sh` publishes all\n',
      'build.sh': '#!/bin/sh\nnpm publish\n',
      'scripts/release.sh': '#!/bin/sh\ngradle publishToMavenCentral --no-daemon\ngradle :lantern-plugin:publishPlugins\ngradle githubRelease\n',
      'settings.gradle.kts': 'rootProject.name = "lantern"\n',
      'build.gradle.kts':
        'plugins { id("com.vanniktech.maven.publish"); id("com.github.breadmoirai.github-release") }\ngroup = "org.acme"\nmavenPublishing { signAllPublications() }\ngithubRelease { releaseAssets.from(jar) }\n',
    },
    gives: [
      ['release-asset', 'lantern: files of the release', 'unknown', 'unknown'],
      ['maven', 'org.acme:lantern', 'present', 'partial'],
      ['maven', 'org.acme:lantern (Gradle Plugin Portal)', 'present', 'absent'],
    ],
  },
  {
    what: 'a build that does not sign',
    files: {
      'RELEASING.md': '```sh\n./gradlew publishToMavenCentral\n```\n',
      'build.gradle': "plugins { id 'com.vanniktech.maven.publish' }\n",
    },
    gives: [['maven', 'lantern', 'present', 'absent']],
  },
  {
    what: 'files that a checklist tells to attach',
    files: { 'docs/release-checklist.md': '# Checklist\n\n* Build it.\n\n* Create a GitHub release and attach the archives that you\n  have tested.\n' },
    gives: [['release-asset', 'lantern: files of the release', 'unknown', 'unknown']],
  },
  {
    what: 'files that are attached by others',
    files: {
      'docs/release-checklist.md':
        '# Checklist\n\n* The archives are attached to the GitHub release by the workflow.\n\n* Our bot uploads archives to the GitHub release.\n',
    },
    gives: [],
  },
  {
    what: 'a section for others who publish',
    files: {
      'CONTRIBUTING.md': '## Publishing your plugin\n\nRun `./scripts/release.sh`.\n',
      'scripts/release.sh': '#!/bin/sh\ncargo publish\n',
    },
    gives: [],
  },
];

for (const { what, files, gives } of rows)
  test(`releases by hand: ${what}`, () => {
    assert.deepEqual(
      surfacesOf(files)
        .filter((s) => s.kind !== 'action')
        .map((s) => [s.kind, s.name, s.hashes, s.signature]),
      gives,
    );
  });

test('what a workflow publishes is not told twice', () => {
  const surfaces = surfacesOf({
    'RELEASE.md': '```sh\nnpm publish\n```\n',
    'package.json': '{ "name": "lantern", "scripts": { "release": "np" } }',
    '.github/workflows/release.yml':
      'on: { push: { tags: ["v*"] } }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm publish\n        env: { NODE_AUTH_TOKEN: "${{ secrets.NPM }}" }\n',
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.job]),
    [['npm-package', 'a']],
  );
});

test('a workflow that publishes snapshots does not make the release that a document describes', () => {
  const surfaces = surfacesOf({
    'RELEASING.md': '```sh\n./gradlew publishToMavenCentral\n```\n',
    'build.gradle': "plugins { id 'com.vanniktech.maven.publish' }\n",
    '.github/workflows/snapshot.yml':
      'on: { push: { branches: [main] } }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ./gradlew publishToMavenCentral -Dsnapshot=true\n',
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.full.publishedBy.workflow]),
    [
      ['maven', ''],
      ['maven', '.github/workflows/snapshot.yml'],
    ],
  );
});

const tagged: readonly { readonly what: string; readonly files: Readonly<Record<string, string>>; readonly is: string }[] = [
  { what: 'lerna, as its settings say', files: { 'RELEASE.md': '`npx lerna publish`\n', 'lerna.json': '{ "version": "1.0.0" }' }, is: 'absent' },
  {
    what: 'lerna that signs',
    files: { 'RELEASE.md': '`npx lerna publish`\n', 'lerna.json': '{ "version": "1.0.0", "command": { "version": { "signGitTag": true } } }' },
    is: 'partial',
  },
  { what: 'lerna for versions that have their tags', files: { 'RELEASE.md': '`npx lerna publish from-package`\n', 'lerna.json': '{}' }, is: 'unknown' },
  { what: 'a release that is made by hand', files: { 'RELEASE.md': '```sh\ngh release create v1.2.3 dist/lantern.zip\n```\n' }, is: 'absent' },
  { what: 'a release of a tag that is there', files: { 'RELEASE.md': '```sh\ngh release create v1.2.3 --verify-tag dist/lantern.zip\n```\n' }, is: 'unknown' },
  {
    what: 'a script that signs, before a tool that does not',
    files: { 'RELEASE.md': '`./release.sh`, then `lerna publish`\n', 'lerna.json': '{ "version": "1.0.0" }', 'release.sh': 'git tag -s "v$1" -m x\n' },
    is: 'partial',
  },
];

for (const { what, files, is } of tagged)
  test(`tags by hand: ${what}`, () => {
    const all = surfacesOf({ 'package.json': '{ "name": "lantern" }', ...files }, { tags: true });
    assert.deepEqual(
      all.filter((s) => s.kind === 'git-tag').map((s) => s.signature),
      [is],
    );
  });
