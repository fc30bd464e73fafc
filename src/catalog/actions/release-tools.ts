import type { ActionRow, Condition, EffectTemplate } from '../schema.ts';
import { contentsWrite, read, tagFrom, trueWhen, whenJobToken } from './shared.ts';

const archive = '{inputs.archive | replace $bin inputs.bin | replace $target inputs.target | replace $tag inputs.ref}';
const windows = { input: 'target', matches: '*windows*' } as const;
const targetUnknown = { all: [{ input: 'target', set: false }, { unknown: 'the runner is a Windows machine' }] } as const;
const zips = {
  any: [
    { input: 'zip', is: 'all' },
    { all: [{ input: 'zip', is: 'windows' }, { any: [windows, targetUnknown] }] },
    { all: [{ input: 'zip', is: 'unix' }, { not: windows }] },
  ],
} as const;
const tars = {
  any: [
    { input: 'tar', is: 'all' },
    { all: [{ input: 'tar', is: 'unix' }, { not: { any: [windows, targetUnknown] } }] },
    { all: [{ input: 'tar', is: 'windows' }, windows] },
  ],
} as const;
const uploads = { not: { input: 'dry-run', is: 'true' } } as const;
const releaseTag = tagFrom('ref');

const algorithms = ['sha256', 'sha512', 'sha1', 'md5', 'b2'] as const;

/** One kind of file that the Rust action adds to the release, when it makes it. */
const uploaded = (paths: string, made: Condition): EffectTemplate => ({
  kind: 'publishes',
  sink: { kind: 'release', tag: releaseTag },
  subject: { kind: 'files', paths },
  replaces: true,
  when: { all: [uploads, made] },
  choose: whenJobToken('token'),
});

const goName = '{inputs.asset_name | or outputs.asset_name}';
const goAsset = `{outputs.assets}/${goName}`;

/** Actions around release tools whose configuration files have readers of their own, and those that build and publish in one. */
/** The registries that Prometheus' own pipeline pushes an image to, each where its password is given. */
const promImages = (
  [
    ['docker.io', 'docker_hub'],
    ['ghcr.io', 'ghcr_io'],
    ['quay.io', 'quay_io'],
  ] as const
).map(([registry, prefix]): EffectTemplate => ({
  kind: 'pushes-image',
  refs: `${registry}/{inputs.${prefix}_organization}/{github.repository | basename}:{github.ref_name}`,
  media: 'image',
  provenance: 'none',
  when: {
    all: [
      { input: `${prefix}_organization`, set: true },
      { input: `${prefix}_password`, set: true },
    ],
  },
}));

export const releaseToolRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'goreleaser/goreleaser-action',
    roles: ['installs', 'builds', 'hashes', 'signs', 'describes', 'publishes'],
    defaults: {
      distribution: 'goreleaser',
      version: [
        { value: 'latest', until: '5.1.0' },
        { value: '~> v1', since: '5.1.0', until: '6.0.0' },
        { value: '~> v2', since: '6.0.0' },
      ],
      args: '',
      workdir: '.',
      'install-only': 'false',
    },
    outputs: { artifacts: '{outputs.artifacts}', metadata: '{outputs.metadata}' },
    effects: [
      { kind: 'installs', tool: 'goreleaser', via: 'goreleaser/goreleaser-action', right: true, version: '{inputs.version}' },
      {
        kind: 'runs-tool',
        tool: 'goreleaser',
        args: '{inputs.args | words}',
        workdir: '{inputs.workdir}',
        outputs: { artifacts: '{outputs.artifacts}', metadata: '{outputs.metadata}' },
        when: { not: { input: 'install-only', is: 'true' } },
      },
    ],
    source: read('goreleaser/goreleaser-action'),
    note: 'the version floats within a major; --skip in args takes evidence away',
  },
  {
    kind: 'action',
    uses: 'jreleaser/release-action',
    roles: ['hashes', 'signs', 'describes', 'publishes'],
    defaults: { version: 'latest', arguments: 'full-release', 'working-directory': '.' },
    outputs: {},
    effects: [{ kind: 'runs-tool', tool: 'jreleaser', args: '{inputs.arguments | words}', workdir: '{inputs.working-directory}' }],
    source: read('jreleaser/release-action'),
  },
  {
    kind: 'action',
    uses: 'tauri-apps/tauri-action',
    roles: ['builds', 'signs', 'publishes', 'tags'],
    defaults: { tagName: '', releaseId: '', releaseDraft: 'false', projectPath: '.', args: '', includeUpdaterJson: 'true' },
    outputs: {
      releaseId: '{outputs.releaseId}',
      releaseHtmlUrl: '{outputs.releaseHtmlUrl}',
      releaseUploadUrl: '{outputs.releaseUploadUrl}',
      artifactPaths: '{outputs.artifactPaths}',
      appVersion: '{outputs.appVersion}',
    },
    computes: 'create-release-outputs',
    effects: [
      {
        kind: 'creates-release',
        tag: '{inputs.tagName | refname | replace __VERSION__ outputs.appVersion}',
        draft: false,
        createsTag: true,
        by: 'tauri-apps/tauri-action',
        when: {
          all: [
            { input: 'tagName', set: true },
            { input: 'releaseId', set: false },
          ],
        },
        choose: {
          draft: trueWhen({ input: 'releaseDraft', is: 'true' }),
          createsTag: { cases: [{ when: { input: 'releaseDraft', is: 'true' }, value: false }], undecided: true },
        },
      },
      {
        kind: 'runs-tool',
        tool: 'tauri',
        args: ['build', '{inputs.args | words}'],
        workdir: '{inputs.projectPath}',
        outputs: { artifactPaths: '{outputs.artifactPaths}' },
        when: {
          all: [
            { input: 'tagName', set: false },
            { input: 'releaseId', set: false },
          ],
        },
      },
      {
        kind: 'runs-tool',
        tool: 'tauri',
        args: [
          'build',
          '{inputs.args | words}',
          '--publish-to={inputs.tagName | or inputs.releaseId | replace __VERSION__ outputs.appVersion}',
          '--updater-json={inputs.includeUpdaterJson}',
        ],
        workdir: '{inputs.projectPath}',
        outputs: { artifactPaths: '{outputs.artifactPaths}' },
        when: {
          any: [
            { input: 'tagName', set: true },
            { input: 'releaseId', set: true },
          ],
        },
      },
    ],
    source: read('tauri-apps/tauri-action'),
    note: 'the updater signature is made only when TAURI_SIGNING_PRIVATE_KEY is set; __VERSION__ stands for the version of the app',
  },
  {
    kind: 'action',
    uses: 'samuelmeuli/action-electron-builder',
    aliases: ['coparse-inc/action-electron-builder', 'paneron/action-electron-builder'],
    roles: ['builds', 'signs', 'publishes'],
    defaults: { release: 'false', args: '', package_root: '.', github_token: '' },
    outputs: {},
    effects: [
      {
        kind: 'runs-tool',
        tool: 'electron-builder',
        args: ['{inputs.args | words}'],
        workdir: '{inputs.package_root}',
        choose: {
          args: {
            cases: [{ when: { input: 'release', is: 'true' }, value: ['--publish', 'always', '{inputs.args | words}'] }],
            undecided: ['--publish', 'always', '{inputs.args | words}'],
          },
        },
      },
    ],
    source: read('samuelmeuli/action-electron-builder'),
  },
  {
    kind: 'action',
    uses: 'taiki-e/upload-rust-binary-action',
    roles: ['builds', 'hashes', 'publishes'],
    defaults: {
      bin: '',
      archive: '$bin-$target',
      target: '',
      tar: 'unix',
      zip: 'windows',
      checksum: '',
      asset: '',
      ref: '{github.ref_name}',
      'dry-run': 'false',
      token: '{github.token}',
    },
    outputs: { archive, tar: `${archive}.tar.gz`, zip: `${archive}.zip`, sha256: `${archive}.sha256`, sha512: `${archive}.sha512` },
    effects: [
      { kind: 'builds', outputs: `${archive}.tar.gz`, by: 'cargo', madeType: 'archive', when: tars },
      { kind: 'builds', outputs: `${archive}.zip`, by: 'cargo', madeType: 'archive', when: zips },
      ...algorithms.map((algorithm): EffectTemplate => ({
        kind: 'hashes',
        subject: { kind: 'files', paths: [`${archive}.tar.gz`, `${archive}.zip`, '{inputs.asset | paths}'] },
        algorithm,
        list: `${archive}.${algorithm}`,
        when: { input: 'checksum', matches: `*${algorithm}*` },
      })),
      uploaded(`${archive}.tar.gz`, tars),
      uploaded(`${archive}.zip`, zips),
      uploaded('{inputs.asset | paths}', { input: 'asset', set: true }),
      ...algorithms.map((algorithm) => uploaded(`${archive}.${algorithm}`, { input: 'checksum', matches: `*${algorithm}*` })),
    ],
    source: read('taiki-e/upload-rust-binary-action', 'main.sh'),
    note: 'no checksum unless asked for; adds to a release that is there',
  },
  {
    kind: 'action',
    uses: 'wangyoucao577/go-release-action',
    roles: ['builds', 'hashes', 'publishes'],
    defaults: {
      goos: '',
      goarch: '',
      binary_name: '',
      asset_name: '',
      release_tag: '',
      extra_files: '',
      md5sum: 'TRUE',
      sha256sum: 'FALSE',
      overwrite: 'FALSE',
      upload: 'TRUE',
      compress_assets: 'TRUE',
      github_token: '',
    },
    outputs: { release_asset_dir: '{outputs.assets}' },
    effects: [
      {
        kind: 'builds',
        outputs: `${goAsset}.tar.gz`,
        by: 'go build',
        madeType: 'archive',
        when: {
          all: [
            { input: 'compress_assets', is: ['TRUE', 'AUTO', 'TAR'] },
            { any: [{ input: 'compress_assets', is: 'TAR' }, { not: { input: 'goos', is: 'windows' } }] },
          ],
        },
      },
      {
        kind: 'builds',
        outputs: `${goAsset}.zip`,
        by: 'go build',
        madeType: 'archive',
        when: {
          any: [
            { input: 'compress_assets', is: 'ZIP' },
            {
              all: [
                { input: 'compress_assets', is: ['TRUE', 'AUTO'] },
                { input: 'goos', is: 'windows' },
              ],
            },
          ],
        },
      },
      { kind: 'builds', outputs: goAsset, by: 'go build', madeType: 'binary', when: { input: 'compress_assets', is: ['OFF', 'FALSE'] } },
      { kind: 'hashes', subject: { kind: 'files', paths: `${goAsset}*` }, algorithm: 'md5', perFile: '{file}.md5', when: { input: 'md5sum', is: 'TRUE' } },
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: [`${goAsset}.tar.gz`, `${goAsset}.zip`, goAsset] },
        algorithm: 'sha256',
        perFile: '{file}.sha256',
        when: { input: 'sha256sum', is: 'TRUE' },
      },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('release_tag') },
        subject: { kind: 'files', paths: `${goAsset}*` },
        when: { not: { input: 'upload', is: 'FALSE' } },
        choose: { replaces: trueWhen({ input: 'overwrite', is: 'TRUE' }), ...whenJobToken('github_token') },
      },
    ],
    source: read('wangyoucao577/go-release-action', 'release.sh'),
    note: 'an MD5 sum by default, SHA-256 only when asked for',
  },
  {
    kind: 'action',
    uses: 'rust-build/rust-build.action',
    roles: ['builds', 'hashes', 'publishes'],
    defaults: { RUSTTARGET: '', ARCHIVE_TYPES: 'zip', UPLOAD_MODE: 'release' },
    outputs: { BUILT_ARCHIVE: '{outputs.BUILT_ARCHIVE}', BUILT_CHECKSUM: '{outputs.BUILT_CHECKSUM}' },
    effects: [
      { kind: 'builds', outputs: '{outputs.BUILT_ARCHIVE}', by: 'cargo', madeType: 'archive' },
      { kind: 'hashes', subject: { kind: 'files', paths: '{outputs.BUILT_ARCHIVE}' }, algorithm: 'sha256', list: '{outputs.BUILT_CHECKSUM}' },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{github.ref_name}' },
        subject: { kind: 'files', paths: ['{outputs.BUILT_ARCHIVE}', '{outputs.BUILT_CHECKSUM}'] },
        needs: contentsWrite,
        when: { not: { input: 'UPLOAD_MODE', is: 'none' } },
      },
    ],
    source: read('rust-build/rust-build.action'),
  },
  {
    kind: 'action',
    uses: 'prometheus/promci/publish_release',
    roles: ['builds', 'hashes', 'publishes'],
    defaults: {
      docker_hub_organization: 'prom',
      docker_hub_password: '',
      ghcr_io_organization: 'prometheus',
      ghcr_io_password: '',
      quay_io_organization: 'prometheus',
      quay_io_password: '',
      github_token: '',
      promu_config: '.promu.yml',
    },
    outputs: {},
    effects: [
      { kind: 'builds', outputs: '.tarballs/{github.repository | basename}-{github.ref_name}.*.tar.gz', by: 'promu', madeType: 'archive' },
      { kind: 'hashes', subject: { kind: 'files', paths: '.tarballs/*.tar.gz' }, algorithm: 'sha256', list: '.tarballs/sha256sums.txt' },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{github.ref_name}' },
        subject: { kind: 'files', paths: '.tarballs/*' },
        choose: whenJobToken('github_token'),
      },
      ...promImages,
    ],
    source: read('prometheus/promci', 'publish_release/action.yml'),
    note: "images are built and pushed by the repository's own makefile",
  },
  {
    kind: 'action',
    uses: 'prometheus/promci/publish_main',
    roles: ['publishes'],
    defaults: {
      docker_hub_organization: 'prom',
      docker_hub_password: '',
      ghcr_io_organization: 'prometheus',
      ghcr_io_password: '',
      quay_io_organization: 'prometheus',
      quay_io_password: '',
    },
    outputs: {},
    effects: [...promImages],
    source: read('prometheus/promci', 'publish_main/action.yml'),
  },
];
