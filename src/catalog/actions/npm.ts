import type { ActionRow, EffectTemplate } from '../schema.ts';
import { harmless, idTokenWrite, notRead, read } from './shared.ts';

const npmProvenance: Extract<EffectTemplate, { kind: 'attests' }> = {
  kind: 'attests',
  subject: { kind: 'unknown', why: 'the package that npm packs' },
  predicate: 'slsa-provenance',
  signed: true,
  mechanism: 'npm-provenance',
  keyless: true,
  attachedTo: 'index',
  needs: [...idTokenWrite, { kind: 'hosted-runner', why: 'npm takes provenance from hosted runners only' }],
};

const changesets = (uses: string, path: string): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['publishes', 'tags'],
  defaults: {
    publish: '',
    'publish-script': '',
    script: '',
    cwd: '.',
    createGithubReleases: [
      { value: 'true', since: '1.2.0', until: '2.0.0' },
      { value: '', until: '1.2.0' },
      { value: '', since: '2.0.0' },
    ],
    'create-github-releases': [
      { value: 'true', since: '2.0.0' },
      { value: '', until: '2.0.0' },
    ],
    'push-git-tags': 'true',
    'github-token': '{github.token}',
  },
  outputs: {
    published: '{outputs.published}',
    publishedPackages: '{outputs.published-packages}',
    'published-packages': '{outputs.published-packages}',
    hasChangesets: '{outputs.has-changesets}',
    'has-changesets': '{outputs.has-changesets}',
  },
  effects: [
    {
      kind: 'runs-script',
      script: '{inputs.publish-script | or inputs.publish | or inputs.script}',
      shell: 'bash',
      when: {
        any: [
          { input: 'publish-script', set: true },
          { input: 'publish', set: true },
          { input: 'script', set: true },
        ],
      },
    },
    {
      kind: 'creates-tag',
      name: '{outputs.tag}',
      signed: false,
      by: uses,
      pushed: true,
      when: {
        all: [
          {
            any: [
              { input: 'publish-script', set: true },
              { input: 'publish', set: true },
              { input: 'script', set: true },
            ],
          },
          { not: { input: 'push-git-tags', is: 'false' } },
        ],
      },
    },
    {
      kind: 'creates-release',
      tag: '{outputs.tag}',
      draft: false,
      createsTag: false,
      by: uses,
      when: {
        all: [
          {
            any: [
              { input: 'publish-script', set: true },
              { input: 'publish', set: true },
              { input: 'script', set: true },
            ],
          },
          {
            any: [
              { input: 'createGithubReleases', is: 'true' },
              { input: 'create-github-releases', is: 'true' },
            ],
          },
        ],
      },
    },
  ],
  source: read('changesets/action', path),
  note: 'publishes by the script given to it; tags are annotated or made through the API, and not signed; releases carry no assets',
});

/** The part of version 2 that publishes: by its own command line where no script is given. */
const changesetsPublish: ActionRow = {
  kind: 'action',
  uses: 'changesets/action/publish',
  roles: ['publishes', 'tags'],
  defaults: { script: '', cwd: '.', 'pack-dir-artifact-id': '', 'create-github-releases': 'true', 'push-git-tags': 'true', 'github-token': '{github.token}' },
  outputs: { published: '{outputs.published}', 'published-packages': '{outputs.published-packages}' },
  effects: [
    {
      kind: 'runs-script',
      script: '{inputs.script}',
      shell: 'bash',
      choose: { script: { cases: [{ when: { input: 'script', set: false }, value: 'cd {inputs.cwd} && changeset publish --no-git-tag' }] } },
    },
    {
      kind: 'creates-tag',
      name: '{outputs.tag}',
      signed: false,
      by: 'changesets/action/publish',
      pushed: true,
      when: { not: { input: 'push-git-tags', is: 'false' } },
    },
    {
      kind: 'creates-release',
      tag: '{outputs.tag}',
      draft: false,
      createsTag: false,
      by: 'changesets/action/publish',
      when: { input: 'create-github-releases', is: 'true' },
    },
  ],
  source: read('changesets/action', 'publish/action.yml'),
  note: 'tags are annotated or made through the API, and not signed; releases carry no assets',
};

/** Actions that publish npm packages, and the release tools of that world. */
export const npmRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'JS-DevTools/npm-publish',
    roles: ['publishes', 'attests'],
    defaults: { package: '.', registry: '', token: '', provenance: '', 'dry-run': '' },
    outputs: { id: '{outputs.id}', type: '{outputs.type}', version: '{outputs.version}', name: '{outputs.name}' },
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'npm' },
        subject: { kind: 'unknown', why: 'the package that npm packs' },
        names: '{outputs.name}',
        auth: 'token',
        when: { not: { input: 'dry-run', is: 'true' } },
        choose: {
          sink: {
            cases: [
              {
                when: { all: [{ input: 'registry', set: true }, { not: { input: 'registry', matches: '*registry.npmjs.org*' } }] },
                value: { kind: 'index', index: 'private', url: '{inputs.registry}' },
              },
            ],
            undecided: { kind: 'index', index: 'npm', url: '{inputs.registry}' },
          },
          subject: {
            cases: [{ when: { input: 'package', matches: '*.tgz' }, value: { kind: 'files', paths: '{inputs.package}' } }],
            undecided: { kind: 'unknown', why: 'the package that npm packs' },
          },
          auth: { cases: [{ when: { input: 'token', set: false }, value: 'trusted-publishing' }], undecided: 'unknown' },
        },
      },
      { ...npmProvenance, when: { all: [{ input: 'provenance', is: 'true' }, { not: { input: 'dry-run', is: 'true' } }] } },
      {
        ...npmProvenance,
        note: 'expected of trusted publishing from a public repository',
        when: {
          all: [
            { input: 'token', set: false },
            { not: { input: 'provenance', set: true } },
            { not: { input: 'dry-run', is: 'true' } },
            { permission: 'id-token: write' },
            { unknown: 'repository and package are public' },
          ],
        },
      },
    ],
    source: read('JS-DevTools/npm-publish', 'src/compare-and-publish/get-arguments.ts'),
  },
  changesets('changesets/action', 'src/run.ts'),
  changesetsPublish,
  harmless('changesets/action/version', read('changesets/action', 'version/action.yml')),
  harmless('changesets/action/pack', read('changesets/action', 'pack/action.yml'), { outputs: { 'pack-dir-artifact-id': '{outputs.pack-dir-artifact-id}' } }),
  harmless('changesets/action/select-mode', read('changesets/action', 'select-mode/action.yml'), {
    outputs: { mode: '{outputs.mode}', 'publish-plan-artifact-id': '{outputs.publish-plan-artifact-id}' },
  }),
  harmless('changesets/action/pr-status', notRead('changesets/action')),
  {
    kind: 'action',
    uses: 'googleapis/release-please-action',
    aliases: ['google-github-actions/release-please-action'],
    roles: ['publishes', 'tags'],
    defaults: { token: '{github.token}', 'config-file': '', 'manifest-file': '', 'release-type': '', path: '', 'skip-github-release': 'false', command: '' },
    outputs: {
      release_created: '{outputs.release_created}',
      releases_created: '{outputs.releases_created}',
      tag_name: '{outputs.tag_name}',
      upload_url: '{outputs.upload_url}',
      version: '{outputs.version}',
      sha: '{outputs.sha}',
      id: '{outputs.id}',
    },
    computes: 'create-release-outputs',
    effects: [
      {
        kind: 'runs-tool',
        tool: 'release-please',
        args: ['--config-file={inputs.config-file}', '--manifest-file={inputs.manifest-file}', '--release-type={inputs.release-type}', '--path={inputs.path}'],
        outputs: { tag_name: '{outputs.tag_name}', upload_url: '{outputs.upload_url}' },
        when: { all: [{ not: { input: 'skip-github-release', is: 'true' } }, { not: { input: 'command', is: 'release-pr' } }] },
      },
    ],
    source: read('googleapis/release-please-action'),
    note: 'makes the tag with the release through the API, so it is not signed; assets come after the release is public unless its configuration says draft',
  },
  {
    kind: 'action',
    uses: 'cycjimmy/semantic-release-action',
    aliases: ['codfish/semantic-release-action'],
    roles: ['publishes', 'tags'],
    defaults: { dry_run: 'false', working_directory: '', extra_plugins: '', branches: '' },
    outputs: {
      new_release_published: '{outputs.new_release_published}',
      new_release_version: '{outputs.new_release_version}',
      new_release_git_tag: '{outputs.new_release_git_tag}',
      new_release_notes: '{outputs.new_release_notes}',
    },
    effects: [
      {
        kind: 'runs-tool',
        tool: 'semantic-release',
        args: [],
        workdir: '{inputs.working_directory}',
        outputs: { new_release_git_tag: '{outputs.new_release_git_tag}', new_release_version: '{outputs.new_release_version}' },
        when: { not: { input: 'dry_run', is: 'true' } },
      },
    ],
    source: read('cycjimmy/semantic-release-action'),
  },
  {
    kind: 'action',
    uses: 'jbolda/covector/packages/action',
    roles: ['publishes', 'tags'],
    defaults: { command: '', cwd: '', dryRun: 'false', createRelease: 'false', draftRelease: 'false', filterPackages: '' },
    outputs: { change: '{outputs.change}', commandRan: '{outputs.commandRan}' },
    effects: [
      {
        kind: 'runs-tool',
        tool: 'covector',
        args: [],
        workdir: '{inputs.cwd}',
        choose: {
          args: {
            cases: [
              {
                when: {
                  all: [
                    { input: 'createRelease', is: 'true' },
                    { input: 'draftRelease', is: 'true' },
                  ],
                },
                value: ['--create-release', '--draft'],
              },
              { when: { input: 'createRelease', is: 'true' }, value: ['--create-release'] },
            ],
          },
        },
        when: { all: [{ not: { input: 'command', is: ['status', 'version', 'preview'] } }, { not: { input: 'dryRun', is: 'true' } }] },
      },
    ],
    source: read('jbolda/covector', 'packages/action/src/index.ts'),
    note: 'tags are made with the releases through the API, and not signed',
  },
];
