import type { ActionRow } from '../schema.ts';
import { harmless, notRead, read, trueWhen } from './shared.ts';

/** Actions that carry files and values between steps, jobs and runs. */
export const plumbingRows: readonly ActionRow[] = [
  harmless('actions/checkout', read('actions/checkout'), { note: 'brings the source; a token stays in the checkout unless persist-credentials is false' }),
  {
    kind: 'action',
    uses: 'actions/upload-artifact',
    roles: ['transports'],
    defaults: { name: 'artifact', path: '', archive: 'true', overwrite: 'false', 'include-hidden-files': 'false' },
    outputs: { 'artifact-id': '{outputs.artifact-id}', 'artifact-url': '{outputs.artifact-url}', 'artifact-digest': '{outputs.artifact-digest}' },
    effects: [
      {
        kind: 'uploads-artifact',
        name: '{inputs.name}',
        paths: '{inputs.path | toolkit-globs}',
        expires: true,
        artifactId: '{outputs.artifact-id}',
        artifactDigest: '{outputs.artifact-digest}',
        choose: {
          single: trueWhen({ all: [{ input: 'archive', is: 'false' }, { version: '>=7.0.0' }] }),
          sparesHidden: trueWhen({
            all: [{ any: [{ version: '>=4.4.0' }, { version: '>=3.2.0 <4.0.0' }] }, { input: 'include-hidden-files', is: 'false' }],
          }),
          replaces: trueWhen({ input: 'overwrite', is: 'true' }),
          name: { cases: [{ when: { all: [{ input: 'archive', is: 'false' }, { version: '>=7.0.0' }] }, value: '{inputs.path | basename}' }] },
        },
      },
    ],
    source: read('actions/upload-artifact'),
    note: 'artifact-digest is of the zip, not of a file in it; an empty set of files passes with a warning by default',
  },
  {
    kind: 'action',
    uses: 'actions/upload-artifact/merge',
    roles: ['transports'],
    defaults: { name: 'merged-artifacts', pattern: '*', 'separate-directories': 'false' },
    outputs: { 'artifact-id': '{outputs.artifact-id}', 'artifact-url': '{outputs.artifact-url}', 'artifact-digest': '{outputs.artifact-digest}' },
    effects: [
      {
        kind: 'downloads-artifact',
        pattern: '{inputs.pattern}',
        to: '{outputs.merged}',
        merge: true,
        choose: { merge: { cases: [{ when: { input: 'separate-directories', is: 'true' }, value: false }], undecided: true } },
      },
      {
        kind: 'uploads-artifact',
        name: '{inputs.name}',
        paths: '{outputs.merged}/**',
        expires: true,
        artifactId: '{outputs.artifact-id}',
        artifactDigest: '{outputs.artifact-digest}',
      },
    ],
    source: read('actions/upload-artifact', 'merge/action.yml'),
  },
  {
    kind: 'action',
    uses: 'actions/download-artifact',
    roles: ['transports'],
    defaults: { name: '', 'artifact-ids': '', pattern: '', path: '.', 'merge-multiple': 'false', 'run-id': '', repository: '' },
    outputs: { 'download-path': '{inputs.path}' },
    computes: 'download-artifact',
    effects: [
      {
        kind: 'downloads-artifact',
        name: '{inputs.name}',
        ids: '{inputs.artifact-ids}',
        pattern: '{inputs.pattern}',
        to: '{inputs.path}',
        merge: false,
        choose: {
          merge: trueWhen({ input: 'merge-multiple', is: 'true' }),
          otherRun: trueWhen({
            any: [
              { all: [{ input: 'run-id', set: true }, { not: { input: 'run-id', from: 'github.run_id' } }] },
              { all: [{ input: 'repository', set: true }, { not: { input: 'repository', from: 'github.repository' } }] },
            ],
          }),
        },
      },
    ],
    source: read('actions/download-artifact'),
    note: 'without name, ids and pattern every artifact of the run is taken, each into a folder of its name',
  },
  {
    kind: 'action',
    uses: 'dawidd6/action-download-artifact',
    roles: ['transports', 'consumes'],
    defaults: { name: '', name_is_regexp: 'false', path: './', merge_multiple: 'false' },
    outputs: { artifacts: '{outputs.artifacts}', found_artifact: '{outputs.found_artifact}' },
    effects: [
      {
        kind: 'downloads-artifact',
        name: '{inputs.name}',
        to: '{inputs.path}',
        merge: false,
        otherRun: true,
        when: { not: { input: 'name_is_regexp', is: 'true' } },
        choose: { merge: trueWhen({ input: 'merge_multiple', is: 'true' }) },
      },
      {
        kind: 'downloads-artifact',
        pattern: '{outputs.matched}',
        to: '{inputs.path}',
        merge: false,
        otherRun: true,
        when: { input: 'name_is_regexp', is: 'true' },
        choose: { merge: trueWhen({ input: 'merge_multiple', is: 'true' }) },
      },
    ],
    source: read('dawidd6/action-download-artifact'),
    note: 'takes artifacts of another run, of another repository when repo says so; forks were accepted by default before v6',
  },
  {
    ...harmless('actions/cache', read('actions/cache'), {
      subpaths: true,
      note: 'what it restores is not attested; a release artifact out of a cache is an unverified input',
    }),
    roles: ['transports'],
    defaults: { 'lookup-only': 'false' },
    effects: [{ kind: 'restores-cache', what: 'actions/cache', when: { not: { input: 'lookup-only', is: 'true' } } }],
  },
  harmless('actions/cache/save', read('actions/cache', 'save/action.yml')),
  {
    kind: 'action',
    uses: 'actions/github-script',
    roles: ['none'],
    defaults: { script: '', 'github-token': '{github.token}' },
    outputs: { result: '{outputs.result}' },
    effects: [
      {
        kind: 'runs-tool',
        tool: 'github-script',
        args: ['--script={inputs.script}'],
        when: {
          input: 'script',
          mentions: ['uploadReleaseAsset', 'createRelease(', 'releases/assets', 'upload_url', 'exec.exec', 'child_process', 'execSync', 'require(', 'import('],
        },
      },
      {
        kind: 'creates-tag',
        name: '{outputs.tag}',
        signed: false,
        by: 'a call of the API',
        pushed: true,
        when: {
          all: [
            { input: 'script', mentions: ['createRef', 'updateRef'] },
            { input: 'script', mentions: 'tags/' },
          ],
        },
      },
      {
        kind: 'flips-release',
        tag: '{outputs.release}',
        when: {
          all: [
            { input: 'script', mentions: 'updateRelease' },
            { input: 'script', mentions: 'draft: false' },
          ],
        },
      },
      { kind: 'dispatches', workflow: '{outputs.workflow}', when: { input: 'script', mentions: ['createWorkflowDispatch', 'createDispatchEvent'] } },
    ],
    source: read('actions/github-script'),
  },
  harmless('aio-libs/get-releasenote', read('aio-libs/get-releasenote', 'get_releasenote.py'), {
    outputs: { version: '{outputs.version}', prerelease: '{outputs.prerelease}', devrelease: '{outputs.devrelease}' },
    note: 'writes the notes of one version to a file',
  }),
  {
    kind: 'action',
    uses: 'relative-ci/agent-upload-artifact-action',
    roles: ['transports'],
    defaults: { artifactName: 'relative-ci-artifacts', webpackStatsFile: './webpack-stats.json' },
    outputs: {},
    effects: [{ kind: 'uploads-artifact', name: '{inputs.artifactName}', paths: '{inputs.webpackStatsFile}', expires: true }],
    source: read('relative-ci/agent-upload-artifact-action', 'action.yaml'),
  },
  {
    kind: 'action',
    uses: 'tj-actions/sync-release-version',
    roles: ['transforms'],
    defaults: { paths: '' },
    outputs: { new_version: '{outputs.new_version}', old_version: '{outputs.old_version}', major_update: '{outputs.major_update}' },
    effects: [{ kind: 'transforms', how: 'version numbers', inputs: '{inputs.paths | words}', outputs: '{inputs.paths | words}', inPlace: true }],
    source: read('tj-actions/sync-release-version', 'entrypoint.sh'),
  },
  harmless('actions/create-github-app-token', read('actions/create-github-app-token'), {
    outputs: { token: '{outputs.token}', 'installation-id': '{outputs.installation-id}', 'app-slug': '{outputs.app-slug}' },
    note: 'the token has the permissions of the app, not of the job',
  }),
  harmless('tibdex/github-app-token', notRead('tibdex/github-app-token'), { outputs: { token: '{outputs.token}' } }),
  harmless('getsentry/action-github-app-token', notRead('getsentry/action-github-app-token'), { outputs: { token: '{outputs.token}' } }),
  {
    kind: 'action',
    uses: 'robinraju/release-downloader',
    roles: ['consumes'],
    defaults: { repository: '', tag: '', latest: 'false', fileName: '', 'out-file-path': '.' },
    outputs: { tag_name: '{inputs.tag | or outputs.tag_name}' },
    effects: [
      {
        kind: 'downloads-release',
        repository: '{inputs.repository}',
        tag: '{inputs.tag}',
        patterns: '{inputs.fileName | glob}',
        to: '{inputs.out-file-path}',
        when: { input: 'fileName', set: true },
      },
    ],
    source: read('robinraju/release-downloader'),
    note: 'verifies nothing',
  },
  {
    kind: 'action',
    uses: 'dsaltares/fetch-gh-release-asset',
    roles: ['consumes'],
    defaults: { repo: '', version: 'latest', file: '', target: '', regex: 'false' },
    outputs: {},
    effects: [
      {
        kind: 'downloads-release',
        repository: '{inputs.repo}',
        tag: '{inputs.version | drop tags/}',
        patterns: '{inputs.file}',
        to: '.',
        choose: {
          to: {
            cases: [
              {
                when: {
                  all: [
                    { input: 'target', set: true },
                    { input: 'regex', is: 'true' },
                  ],
                },
                value: '{inputs.target}',
              },
              { when: { input: 'target', set: true }, value: '{outputs.fetched}' },
            ],
          },
          patterns: { cases: [{ when: { input: 'regex', is: 'true' }, value: '*' }] },
        },
      },
      {
        kind: 'copies',
        from: '{outputs.fetched}/{inputs.file}',
        to: '{inputs.target}',
        when: { all: [{ input: 'target', set: true }, { not: { input: 'regex', is: 'true' } }] },
      },
    ],
    source: read('dsaltares/fetch-gh-release-asset', 'index.ts'),
  },
];
