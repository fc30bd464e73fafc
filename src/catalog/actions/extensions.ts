import type { ActionRow } from '../schema.ts';
import { read, tagFrom, trueWhen, whenJobToken } from './shared.ts';

const vsix = (
  uses: string,
  source: ActionRow['source'],
  effects: ActionRow['effects'],
  { defaults = {}, outputs = {} }: Partial<Pick<ActionRow, 'defaults' | 'outputs'>> = {},
): ActionRow => ({ kind: 'action', uses, roles: ['builds', 'publishes'], defaults, outputs, effects, source });

/** Actions that publish what other programs load: extensions of editors and of gh, providers of Terraform. */
export const extensionRows: readonly ActionRow[] = [
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
];
