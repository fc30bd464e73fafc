import type { Need } from '../effect.ts';
import type { ActionRow, Choice } from '../schema.ts';
import { contentsWrite, read, tagFrom, trueWhen, whenJobToken } from './shared.ts';
import { createsRelease, draft } from './release-makers.ts';

/** An asset given under a name of its own: the file is copied beside itself and published under that name. */
const renamed = '{outputs.assets}/{inputs.asset_name}';

/** An action that uploads one file under a name, to a release that is named by its upload URL. */
const uploadsOne = (
  uses: string,
  source: ActionRow['source'],
  files: string,
  more: ActionRow['defaults'],
  choose: { readonly needs: Choice<readonly Need[]>; readonly replaces?: Choice<boolean> },
): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['publishes'],
  defaults: { upload_url: '', asset_path: '', asset_name: '', ...more },
  outputs: { browser_download_url: '{outputs.browser_download_url}' },
  effects: [
    { kind: 'copies', from: '{inputs.asset_path}', to: renamed, when: { input: 'asset_name', set: true } },
    {
      kind: 'publishes',
      sink: { kind: 'release', tag: '{inputs.upload_url}' },
      subject: { kind: 'files', paths: files },
      choose: {
        subject: { cases: [{ when: { input: 'asset_name', set: true }, value: { kind: 'files', paths: renamed } }] },
        ...choose,
      },
    },
  ],
  source,
  note: 'the release is named by its upload URL; assets arrive after the release is there',
});

/** Actions that make GitHub releases and add files to them. */
export const releaseRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'softprops/action-gh-release',
    roles: ['publishes', 'tags'],
    defaults: {
      files: '',
      tag_name: '',
      draft: '',
      working_directory: '',
      overwrite_files: 'true',
      fail_on_unmatched_files: 'false',
      repository: '',
      token: '{github.token}',
    },
    outputs: { url: '{outputs.url}', id: '{outputs.id}', upload_url: '{outputs.upload_url}', assets: '{outputs.assets}' },
    computes: 'create-release-outputs',
    effects: [
      createsRelease('softprops/action-gh-release', tagFrom('tag_name')),
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('tag_name'), repository: '{inputs.repository}' },
        subject: { kind: 'files', paths: '{inputs.files | paths}' },
        replaces: true,
        when: { input: 'files', set: true },
        choose: {
          subject: {
            cases: [{ when: { input: 'working_directory', set: true }, value: { kind: 'files', paths: '{inputs.working_directory}/{inputs.files | paths}' } }],
          },
          draft,
          replaces: { cases: [{ when: { input: 'overwrite_files', is: 'false' }, value: false }], undecided: true },
          failsOnUnmatched: trueWhen({ input: 'fail_on_unmatched_files', is: 'true' }),
          ...whenJobToken('token'),
        },
      },
      {
        kind: 'flips-release',
        tag: tagFrom('tag_name'),
        when: { any: [{ input: 'draft', is: 'false' }, { all: [{ version: '>=2.5.0' }, { not: { input: 'draft', is: 'true' } }] }] },
      },
    ],
    source: read('softprops/action-gh-release', 'src/github.ts'),
    note: 'since v2.5 a release is made as a draft, filled, then published, and leaving out draft publishes a draft that is there',
  },
  {
    kind: 'action',
    uses: 'ncipollo/release-action',
    roles: ['publishes', 'tags'],
    defaults: {
      artifacts: '',
      artifact: '',
      tag: '',
      draft: '',
      allowUpdates: '',
      omitDraftDuringUpdate: 'false',
      replacesArtifacts: 'true',
      artifactErrorsFailBuild: '',
      owner: '',
      repo: '',
      token: '{github.token}',
    },
    outputs: { id: '{outputs.id}', html_url: '{outputs.html_url}', upload_url: '{outputs.upload_url}' },
    computes: 'create-release-outputs',
    effects: [
      createsRelease('ncipollo/release-action', tagFrom('tag')),
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('tag'), repository: '{inputs.repo}' },
        subject: { kind: 'files', paths: '{inputs.artifacts | or inputs.artifact | paths}' },
        replaces: true,
        when: {
          any: [
            { input: 'artifacts', set: true },
            { input: 'artifact', set: true },
          ],
        },
        choose: {
          draft,
          replaces: { cases: [{ when: { input: 'replacesArtifacts', is: 'false' }, value: false }], undecided: true },
          failsOnUnmatched: trueWhen({ input: 'artifactErrorsFailBuild', is: 'true' }),
          ...whenJobToken('token'),
        },
      },
      {
        kind: 'flips-release',
        tag: tagFrom('tag'),
        when: {
          all: [{ input: 'allowUpdates', is: 'true' }, { not: { input: 'draft', is: 'true' } }, { not: { input: 'omitDraftDuringUpdate', is: 'true' } }],
        },
      },
    ],
    source: read('ncipollo/release-action', 'src/Inputs.ts'),
    note: 'upload errors are warnings unless artifactErrorsFailBuild is true',
  },
  {
    kind: 'action',
    uses: 'svenstaro/upload-release-action',
    roles: ['publishes', 'tags'],
    defaults: {
      file: '',
      asset_name: '',
      file_glob: 'false',
      tag: '',
      draft: '',
      overwrite: 'false',
      repo_name: '',
      release_id: '',
      repo_token: '{github.token}',
    },
    outputs: { browser_download_url: '{outputs.browser_download_url}', release_id: '{outputs.release_id}' },
    computes: 'create-release-outputs',
    effects: [
      { ...createsRelease('svenstaro/upload-release-action', tagFrom('tag')), when: { input: 'release_id', set: false } },
      {
        kind: 'copies',
        from: '{inputs.file}',
        to: '{outputs.assets}/{inputs.asset_name | replace $tag inputs.tag}',
        when: { all: [{ input: 'asset_name', set: true }, { not: { input: 'file_glob', is: 'true' } }] },
      },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('tag'), repository: '{inputs.repo_name}' },
        subject: { kind: 'files', paths: '{inputs.file}' },
        choose: {
          subject: {
            cases: [
              { when: { input: 'file_glob', is: 'true' }, value: { kind: 'files', paths: '{inputs.file | glob}' } },
              { when: { input: 'asset_name', set: true }, value: { kind: 'files', paths: '{outputs.assets}/{inputs.asset_name | replace $tag inputs.tag}' } },
            ],
            undecided: { kind: 'files', paths: '{inputs.file | glob}' },
          },
          draft,
          replaces: trueWhen({ input: 'overwrite', is: 'true' }),
          ...whenJobToken('repo_token'),
        },
      },
    ],
    source: read('svenstaro/upload-release-action', 'src/main.ts'),
    note: 'adds to a release that is already public',
  },
  {
    kind: 'action',
    uses: 'AButler/upload-release-assets',
    roles: ['publishes'],
    defaults: { files: '', 'release-tag': '', 'release-id': '', 'repo-token': '' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('release-id', 'release-tag') },
        subject: { kind: 'files', paths: '{inputs.files | semicolons | glob}' },
        replaces: true,
        failsOnUnmatched: true,
        choose: whenJobToken('repo-token'),
      },
    ],
    source: read('AButler/upload-release-assets', 'src/main.ts'),
  },
  {
    kind: 'action',
    uses: 'marvinpinto/action-automatic-releases',
    aliases: ['crowbarmaster/GH-Automatic-Releases', 'mini-bomba/create-github-release'],
    roles: ['publishes', 'tags'],
    defaults: { files: '', automatic_release_tag: '', draft: 'false', prerelease: 'true', repo_token: '' },
    outputs: { automatic_releases_tag: tagFrom('automatic_release_tag'), upload_url: '{outputs.upload_url}' },
    computes: 'create-release-outputs',
    effects: [
      {
        kind: 'creates-tag',
        name: '{inputs.automatic_release_tag}',
        signed: false,
        by: 'marvinpinto/action-automatic-releases',
        pushed: true,
        when: { input: 'automatic_release_tag', set: true },
      },
      createsRelease('marvinpinto/action-automatic-releases', tagFrom('automatic_release_tag')),
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('automatic_release_tag') },
        subject: { kind: 'files', paths: '{inputs.files | globs}' },
        replaces: true,
        when: { input: 'files', set: true },
        choose: { draft, ...whenJobToken('repo_token') },
      },
    ],
    source: read('marvinpinto/action-automatic-releases'),
    note: 'moves the tag when automatic_release_tag is given',
  },
  uploadsOne(
    'actions/upload-release-asset',
    read('actions/upload-release-asset', 'src/upload-release-asset.js'),
    '{inputs.asset_path}',
    {},
    { needs: { cases: [{ when: { env: 'GITHUB_TOKEN', from: ['github.token', 'secrets.GITHUB_TOKEN'] }, value: contentsWrite }], undecided: [] } },
  ),
  uploadsOne(
    'shogo82148/actions-upload-release-asset',
    read('shogo82148/actions-upload-release-asset', 'src/upload-release-asset.ts'),
    '{inputs.asset_path | toolkit-globs}',
    { overwrite: 'false', github_token: '{github.token}' },
    { replaces: trueWhen({ input: 'overwrite', is: 'true' }), ...whenJobToken('github_token') },
  ),
  {
    kind: 'action',
    uses: 'csexton/release-asset-action',
    roles: ['publishes'],
    defaults: { file: '', files: '', pattern: '', 'release-url': '', 'github-token': '' },
    outputs: { url: '{outputs.url}' },
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('release-url') },
        subject: { kind: 'files', paths: ['{inputs.file}', '{inputs.files | lines}', '{inputs.pattern | glob}'] },
        choose: whenJobToken('github-token'),
      },
    ],
    source: read('csexton/release-asset-action'),
  },
  {
    kind: 'action',
    uses: 'alexellis/upload-assets',
    roles: ['publishes'],
    defaults: { asset_paths: '' },
    outputs: { browser_download_urls: '{outputs.browser_download_urls}' },
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{github.ref_name}' },
        subject: { kind: 'files', paths: '{inputs.asset_paths | json | glob}' },
        needs: contentsWrite,
        choose: { needs: { cases: [{ when: { not: { env: 'GITHUB_TOKEN', from: ['secrets.GITHUB_TOKEN', 'github.token'] } }, value: [] }], undecided: [] } },
      },
    ],
    source: read('alexellis/upload-assets'),
  },
  {
    kind: 'action',
    uses: 'xresloader/upload-to-github-release',
    roles: ['publishes', 'tags'],
    defaults: { file: '', tag_name: '', draft: '', overwrite: 'false', token: '{github.token}' },
    outputs: { release_id: '{outputs.release_id}', release_tag_name: tagFrom('tag_name') },
    computes: 'create-release-outputs',
    effects: [
      {
        kind: 'creates-release',
        tag: tagFrom('tag_name'),
        draft: true,
        createsTag: false,
        by: 'xresloader/upload-to-github-release',
        choose: {
          draft: { cases: [{ when: { input: 'draft', is: 'false' }, value: false }], undecided: true },
          createsTag: trueWhen({ input: 'draft', is: 'false' }),
        },
      },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('tag_name') },
        subject: { kind: 'files', paths: '{inputs.file | semicolons | glob}' },
        choose: { replaces: trueWhen({ input: 'overwrite', is: 'true' }), ...whenJobToken('token') },
      },
    ],
    source: read('xresloader/upload-to-github-release', 'README.md'),
  },
  {
    kind: 'action',
    uses: 'meeDamian/github-release',
    roles: ['publishes', 'tags', 'transforms'],
    defaults: { files: '', tag: '', draft: '', gzip: 'true', token: '' },
    outputs: { release_id: '{outputs.release_id}', upload_url: '{outputs.upload_url}' },
    computes: 'create-release-outputs',
    effects: [
      createsRelease('meeDamian/github-release', tagFrom('tag')),
      {
        kind: 'transforms',
        how: 'gzip',
        inputs: '{inputs.files | words | glob}',
        outputs: '{outputs.assets}/{inputs.files | words | glob | basename}.gz',
        when: {
          all: [
            { input: 'files', set: true },
            { input: 'gzip', is: 'true' },
          ],
        },
      },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('tag') },
        subject: { kind: 'files', paths: '{inputs.files | words | glob}' },
        when: { input: 'files', set: true },
        choose: {
          subject: {
            cases: [{ when: { input: 'gzip', is: 'true' }, value: { kind: 'files', paths: '{outputs.assets}/{inputs.files | words | glob | basename}.gz' } }],
          },
          draft,
          ...whenJobToken('token'),
        },
      },
    ],
    source: read('meeDamian/github-release', 'entrypoint.sh'),
    note: 'compresses what it publishes unless gzip is false, so that evidence on the input does not cover the asset',
  },
  {
    kind: 'action',
    uses: 'skx/github-action-publish-binaries',
    roles: ['publishes'],
    defaults: { args: '', releaseId: '' },
    outputs: {},
    effects: [{ kind: 'publishes', sink: { kind: 'release', tag: tagFrom('releaseId') }, subject: { kind: 'files', paths: '{inputs.args | words | glob}' } }],
    source: read('skx/github-action-publish-binaries'),
  },
  {
    kind: 'action',
    uses: 'fnkr/github-action-ghr',
    roles: ['publishes', 'tags'],
    defaults: {},
    outputs: {},
    effects: [
      { kind: 'creates-release', tag: '{github.ref_name}', draft: false, createsTag: true, by: 'ghr' },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{github.ref_name}' },
        subject: { kind: 'files', paths: ['{env.GHR_PATH}', '{env.GHR_PATH}/*'] },
        replaces: true,
        when: { env: 'GHR_COMPRESS', set: false },
      },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{github.ref_name}' },
        subject: { kind: 'unknown', why: 'it compresses what it publishes' },
        replaces: true,
        when: { env: 'GHR_COMPRESS', set: true },
      },
    ],
    source: read('fnkr/github-action-ghr'),
  },
  {
    kind: 'action',
    uses: 'tcnksm/ghr',
    roles: ['publishes', 'tags'],
    defaults: { tag: '', path: '.', draft: 'false', replace: 'false', token: '{github.token}' },
    outputs: {},
    effects: [
      createsRelease('ghr', tagFrom('tag')),
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('tag') },
        subject: { kind: 'files', paths: ['{inputs.path}', '{inputs.path}/*'] },
        choose: { draft, replaces: trueWhen({ input: 'replace', is: 'true' }), ...whenJobToken('token') },
      },
    ],
    source: read('tcnksm/ghr'),
  },
];
