import type { Need } from '../effect.ts';
import type { ActionRow, Choice, EffectTemplate } from '../schema.ts';
import { createsRelease, draft } from './release-makers.ts';
import { contentsWrite, read, retired, tagFrom, trueWhen, whenJobToken } from './shared.ts';

/** An asset given under a name of its own: the file is copied beside itself and published under that name. */
const renamed = '{outputs.assets}/{inputs.asset_name}';

/** An action that uploads one file under a name, to a release that is named by its upload URL. */
const uploadsOne = (
  uses: string,
  source: ActionRow['source'],
  files: string,
  more: ActionRow['defaults'],
  choose: { readonly needs: Choice<readonly Need[]>; readonly replaces?: Choice<boolean> },
  besides: readonly EffectTemplate[] = [],
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
    ...besides,
  ],
  source,
  note: 'the release is named by its upload URL; assets arrive after the release is there',
});

/** Actions that make GitHub releases and add files to them. */
/** Actions that put files on a release that is there, or make it on the way. */
export const releaseUploadRows: readonly ActionRow[] = [
  uploadsOne(
    'actions/upload-release-asset',
    read('actions/upload-release-asset', 'src/upload-release-asset.js'),
    '{inputs.asset_path}',
    {},
    { needs: { cases: [{ when: { env: 'GITHUB_TOKEN', from: ['github.token', 'secrets.GITHUB_TOKEN'] }, value: contentsWrite }], undecided: [] } },
    [retired('actions/upload-release-asset', 'gh release upload')],
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
