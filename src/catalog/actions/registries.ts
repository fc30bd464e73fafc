import type { ActionRow } from '../schema.ts';
import { harmless, idTokenWrite, notRead, read, tagFrom, trueWhen, whenJobToken } from './shared.ts';

const vsix = (
  uses: string,
  source: ActionRow['source'],
  effects: ActionRow['effects'],
  { defaults = {}, outputs = {} }: Partial<Pick<ActionRow, 'defaults' | 'outputs'>> = {},
): ActionRow => ({ kind: 'action', uses, roles: ['builds', 'publishes'], defaults, outputs, effects, source });

/** Actions that publish to package indexes other than Python's, and those that get credentials for them. */
export const registryRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'release-plz/action',
    aliases: ['MarcoIeni/release-plz-action'],
    roles: ['publishes', 'tags'],
    defaults: { command: '', config: '', dry_run: '', token: '', manifest_path: '' },
    outputs: { releases: '{outputs.releases}', releases_created: '{outputs.releases_created}', pr: '{outputs.pr}' },
    effects: [
      {
        kind: 'runs-tool',
        tool: 'release-plz',
        args: ['release', '--config={inputs.config}', '--manifest-path={inputs.manifest_path}'],
        when: {
          all: [
            {
              any: [
                { input: 'command', set: false },
                { input: 'command', is: 'release' },
              ],
            },
            { not: { input: 'dry_run', set: true } },
          ],
        },
      },
    ],
    source: read('release-plz/action'),
  },
  {
    kind: 'action',
    uses: 'katyo/publish-crates',
    roles: ['publishes'],
    defaults: { path: '.', args: '', 'registry-token': '', 'dry-run': 'false' },
    outputs: { published: '{outputs.published}' },
    effects: [
      { kind: 'runs-tool', tool: 'cargo-publish', args: '{inputs.args | words}', workdir: '{inputs.path}', when: { not: { input: 'dry-run', is: 'true' } } },
    ],
    source: read('katyo/publish-crates', 'src/main.ts'),
    note: 'publishes every crate of the workspace that is not published yet',
  },
  harmless('rust-lang/crates-io-auth-action', read('rust-lang/crates-io-auth-action'), {
    outputs: { token: '{outputs.token}' },
    note: 'a token of trusted publishing, valid for half an hour',
  }),
  harmless('NuGet/login', read('NuGet/login'), {
    outputs: { NUGET_API_KEY: '{outputs.NUGET_API_KEY}' },
    note: 'a key of trusted publishing, valid for an hour',
  }),
  harmless('rubygems/configure-rubygems-credentials', read('rubygems/configure-rubygems-credentials')),
  {
    kind: 'action',
    uses: 'rubygems/release-gem',
    roles: ['builds', 'publishes', 'attests', 'tags'],
    defaults: {
      'await-release': 'true',
      'setup-trusted-publisher': 'true',
      'working-directory': '',
      attestations: [
        { value: '', until: '1.1.0' },
        { value: 'true', since: '1.1.0' },
      ],
    },
    outputs: {},
    effects: [
      { kind: 'runs-tool', tool: 'gem', args: ['release'], workdir: '{inputs.working-directory}' },
      {
        kind: 'attests',
        subject: { kind: 'files', paths: 'pkg/*.gem' },
        predicate: 'publish',
        signed: true,
        mechanism: 'rubygems',
        keyless: true,
        outputs: 'pkg/*.gem.sigstore.json',
        attachedTo: 'index',
        needs: idTokenWrite,
        note: 'a gem whose signing fails is pushed without',
        choose: {
          subject: {
            cases: [{ when: { input: 'working-directory', set: true }, value: { kind: 'files', paths: '{inputs.working-directory}/pkg/*.gem' } }],
          },
          outputs: { cases: [{ when: { input: 'working-directory', set: true }, value: '{inputs.working-directory}/pkg/*.gem.sigstore.json' }] },
        },
        when: {
          all: [
            { input: 'attestations', is: 'true' },
            { input: 'setup-trusted-publisher', is: 'true' },
            { unknown: 'signing succeeds: a failure only warns and the gem is pushed without an attestation' },
          ],
        },
      },
    ],
    source: read('rubygems/release-gem'),
    note: 'attestations since v1.1.0, with trusted publishing alone',
  },
  {
    kind: 'reusable-workflow',
    uses: 'dart-lang/setup-dart/.github/workflows/publish.yml',
    roles: ['publishes'],
    defaults: { 'working-directory': '.', environment: '' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'pub' },
        subject: { kind: 'unknown', why: 'the package that dart packs' },
        auth: 'trusted-publishing',
        needs: idTokenWrite,
      },
    ],
    source: read('dart-lang/setup-dart', '.github/workflows/publish.yml'),
  },
  {
    kind: 'reusable-workflow',
    uses: 'dart-lang/ecosystem/.github/workflows/publish.yaml',
    aliases: ['dart-lang/ecosystem/.github/workflows/publish.yml'],
    roles: ['publishes'],
    defaults: { environment: '', sdk: 'stable', 'use-flutter': 'false', 'write-comments': 'true' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'pub' },
        subject: { kind: 'unknown', why: 'the package that dart packs' },
        auth: 'trusted-publishing',
        needs: idTokenWrite,
      },
    ],
    source: read('dart-lang/ecosystem', '.github/workflows/publish.yaml'),
    note: 'publishes by firehose, on a push alone; pull requests are only validated',
  },
  vsix(
    'HaaLeo/publish-vscode-extension',
    read('HaaLeo/publish-vscode-extension'),
    [
      { kind: 'builds', outputs: '{outputs.vsixPath}', by: 'vsce package', madeType: 'package', when: { input: 'extensionFile', set: false } },
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'open-vsx' },
        subject: { kind: 'files', paths: '{inputs.extensionFile | or outputs.vsixPath}' },
        auth: 'token',
        when: { not: { input: 'dryRun', is: 'true' } },
        choose: {
          sink: {
            cases: [{ when: { input: 'registryUrl', matches: '*marketplace.visualstudio.com*' }, value: { kind: 'index', index: 'vscode-marketplace' } }],
            undecided: { kind: 'index', index: 'open-vsx', url: '{inputs.registryUrl}' },
          },
        },
      },
    ],
    {
      defaults: { extensionFile: '', registryUrl: 'https://open-vsx.org', dryRun: 'false', pat: '' },
      outputs: { vsixPath: '{outputs.vsixPath}' },
    },
  ),
  vsix('lannonbr/vsce-action', read('lannonbr/vsce-action'), [
    {
      kind: 'publishes',
      sink: { kind: 'index', index: 'vscode-marketplace' },
      subject: { kind: 'unknown', why: 'the extension that vsce packs' },
      auth: 'token',
    },
  ]),
  {
    kind: 'action',
    uses: 'samuelmeuli/action-maven-publish',
    roles: ['builds', 'signs', 'publishes'],
    defaults: { directory: '', maven_goals_phases: 'clean deploy', maven_args: '', maven_profiles: 'deploy', gpg_private_key: '' },
    outputs: {},
    effects: [
      { kind: 'configures', what: 'gpg-key', when: { input: 'gpg_private_key', set: true } },
      {
        kind: 'runs-tool',
        tool: 'maven',
        args: ['{inputs.maven_goals_phases | words}', '-P{inputs.maven_profiles}', '{inputs.maven_args | words}'],
        workdir: '{inputs.directory}',
      },
    ],
    source: read('samuelmeuli/action-maven-publish'),
  },
  {
    kind: 'action',
    uses: 'cloudsmith-io/action',
    roles: ['publishes'],
    defaults: { command: 'push', format: '', owner: '', repo: '', file: '', republish: 'false' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'private', url: 'cloudsmith.io/{inputs.owner}/{inputs.repo}' },
        subject: { kind: 'files', paths: '{inputs.file | glob}' },
        auth: 'token',
        when: { input: 'command', is: 'push' },
        choose: { replaces: trueWhen({ input: 'republish', is: 'true' }) },
      },
    ],
    source: read('cloudsmith-io/action'),
  },
  {
    kind: 'action',
    uses: 'brandedoutcast/publish-nuget',
    aliases: ['alirezanet/publish-nuget', 'rohith/publish-nuget'],
    roles: ['builds', 'publishes', 'tags'],
    defaults: { PROJECT_FILE_PATH: '', TAG_COMMIT: 'true', NUGET_KEY: '', NUGET_SOURCE: '' },
    outputs: { VERSION: '{outputs.VERSION}', PACKAGE_NAME: '{outputs.PACKAGE_NAME}' },
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'nuget' },
        subject: { kind: 'unknown', why: 'the package that dotnet packs' },
        names: '{outputs.PACKAGE_NAME}',
        auth: 'token',
        when: { input: 'NUGET_KEY', set: true },
      },
      { kind: 'creates-tag', name: '{outputs.tag}', signed: false, by: 'publish-nuget', pushed: true, when: { not: { input: 'TAG_COMMIT', is: 'false' } } },
    ],
    source: read('brandedoutcast/publish-nuget'),
  },
  {
    kind: 'action',
    uses: 'dawidd6/action-publish-gem',
    roles: ['builds', 'publishes'],
    defaults: { api_key: '', github_token: '' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'rubygems' },
        subject: { kind: 'unknown', why: 'the gem that it builds' },
        auth: 'token',
        when: { input: 'api_key', set: true },
      },
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'private', url: 'rubygems.pkg.github.com' },
        subject: { kind: 'unknown', why: 'the gem that it builds' },
        auth: 'token',
        when: { input: 'github_token', set: true },
      },
    ],
    source: read('dawidd6/action-publish-gem', 'main.rb'),
  },
  {
    kind: 'action',
    uses: 'cadwallion/publish-rubygems-action',
    roles: ['builds', 'publishes'],
    defaults: {},
    outputs: {},
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'rubygems' }, subject: { kind: 'unknown', why: 'the gem that it builds' }, auth: 'token' }],
    source: notRead('cadwallion/publish-rubygems-action'),
  },
  {
    kind: 'action',
    uses: 'erlangpack/github-action',
    roles: ['publishes'],
    defaults: {},
    outputs: {},
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'hex' }, subject: { kind: 'unknown', why: 'the package that it builds' }, auth: 'token' }],
    source: notRead('erlangpack/github-action'),
  },
  {
    kind: 'action',
    uses: 'bufbuild/buf-action',
    roles: ['installs', 'publishes'],
    defaults: { setup_only: 'false', push: '', token: '' },
    outputs: { buf_version: '{outputs.buf_version}' },
    effects: [
      { kind: 'installs', tool: 'buf', via: 'bufbuild/buf-action', right: true },
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'private', url: 'buf.build' },
        subject: { kind: 'source' },
        auth: 'token',
        when: {
          all: [
            { not: { input: 'setup_only', is: 'true' } },
            { input: 'token', set: true },
            { any: [{ input: 'push', is: 'true' }, { all: [{ input: 'push', set: false }, { event: 'push' }] }] },
          ],
        },
      },
    ],
    source: read('bufbuild/buf-action'),
  },
  {
    kind: 'action',
    uses: 'bufbuild/buf-push-action',
    roles: ['publishes'],
    defaults: { input: '.', draft: '', buf_token: '' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'private', url: 'buf.build' },
        subject: { kind: 'source' },
        auth: 'token',
        choose: { draft: trueWhen({ input: 'draft', is: 'true' }) },
      },
    ],
    source: read('bufbuild/buf-push-action', 'push.bash'),
  },
  {
    kind: 'action',
    uses: 'haskell-actions/hackage-publish',
    roles: ['publishes'],
    defaults: { packagesPath: 'dist-newstyle/sdist/', publish: 'false', hackageServer: 'http://hackage.haskell.org', hackageToken: '' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'hackage' },
        subject: { kind: 'files', paths: '{inputs.packagesPath}/*.tar.gz' },
        auth: 'token',
        when: { input: 'publish', is: 'true' },
      },
    ],
    source: read('haskell-actions/hackage-publish'),
    note: 'a candidate, which nobody installs, unless publish is true',
  },
  {
    kind: 'action',
    uses: 'cli/gh-extension-precompile',
    roles: ['builds', 'hashes', 'signs', 'publishes', 'tags'],
    defaults: { build_script_override: '', draft_release: '', gpg_fingerprint: '', release_tag: '', github_token: '{github.token}' },
    outputs: {},
    effects: [
      { kind: 'builds', outputs: 'dist/*', folders: 'dist', by: 'go build', madeType: 'binary' },
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: 'dist/*' },
        algorithm: 'sha256',
        list: 'checksums.txt',
        when: { input: 'gpg_fingerprint', set: true },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: 'checksums.txt' },
        mechanism: 'gpg',
        keyless: false,
        key: 'gpg_fingerprint',
        outputs: ['{file}.sig'],
        attachedTo: 'beside',
        when: { input: 'gpg_fingerprint', set: true },
      },
      {
        kind: 'creates-release',
        tag: tagFrom('release_tag'),
        draft: false,
        createsTag: true,
        by: 'cli/gh-extension-precompile',
        choose: {
          draft: trueWhen({ input: 'draft_release', is: 'true' }),
          createsTag: { cases: [{ when: { input: 'draft_release', is: 'true' }, value: false }], undecided: true },
        },
      },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: tagFrom('release_tag') },
        subject: { kind: 'files', paths: 'dist/*' },
        replaces: true,
        choose: {
          subject: {
            cases: [{ when: { input: 'gpg_fingerprint', set: true }, value: { kind: 'files', paths: ['dist/*', 'checksums.txt', 'checksums.txt.sig'] } }],
          },
          draft: trueWhen({ input: 'draft_release', is: 'true' }),
          ...whenJobToken('github_token'),
        },
      },
    ],
    source: read('cli/gh-extension-precompile', 'build_and_release.sh'),
    note: 'checksums and their signature only with gpg_fingerprint',
  },
  {
    kind: 'reusable-workflow',
    uses: 'hashicorp/ghaction-terraform-provider-release/.github/workflows/community.yml',
    roles: ['builds', 'hashes', 'signs', 'publishes'],
    defaults: { 'goreleaser-release-args': '' },
    outputs: {},
    effects: [
      { kind: 'installs', tool: 'goreleaser', via: 'goreleaser/goreleaser-action', right: true },
      { kind: 'configures', what: 'gpg-key' },
      { kind: 'runs-tool', tool: 'goreleaser', args: ['release', '--clean', '{inputs.goreleaser-release-args | words}'] },
    ],
    source: read('hashicorp/ghaction-terraform-provider-release', '.github/workflows/community.yml'),
  },
  {
    kind: 'action',
    uses: 'fjogeleit/http-request-action',
    roles: ['none'],
    defaults: { url: '', method: 'POST' },
    outputs: { response: '{outputs.response}' },
    effects: [{ kind: 'opaque', why: 'it calls an address', mayPublish: true, when: { input: 'url', matches: '*api.github.com*' } }],
    source: notRead('fjogeleit/http-request-action'),
  },
];
