import type { ActionRow, EffectTemplate } from '../schema.ts';
import { notRead, read } from './shared.ts';

/** A channel that takes a manifest with a URL and a hash, or the package itself. */
const channel = (
  uses: string,
  options: {
    readonly channel: string;
    readonly pointer: boolean;
    readonly name: string;
    readonly files?: string;
    readonly defaults: ActionRow['defaults'];
    readonly when?: EffectTemplate['when'];
    readonly source?: ActionRow['source'];
    readonly aliases?: readonly string[];
    readonly outputs?: ActionRow['outputs'];
  },
): ActionRow => ({
  kind: 'action',
  uses,
  ...(options.aliases === undefined ? {} : { aliases: options.aliases }),
  roles: ['publishes'],
  defaults: options.defaults,
  outputs: options.outputs ?? {},
  effects: [
    {
      kind: 'publishes',
      sink: { kind: 'os-channel', channel: options.channel, pointer: options.pointer, name: options.name },
      subject: options.files === undefined ? { kind: 'unknown', why: 'the manifest that it writes' } : { kind: 'files', paths: options.files },
      auth: 'token',
      ...(options.when === undefined ? {} : { when: options.when }),
    },
  ],
  source: options.source ?? notRead(uses),
});

/** A store that has a package index of its own. */
const store = (
  uses: string,
  options: {
    readonly index: 'wordpress' | 'chrome-web-store';
    readonly names: string;
    readonly files?: string;
    readonly defaults: ActionRow['defaults'];
    readonly when?: EffectTemplate['when'];
  },
): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['publishes'],
  defaults: options.defaults,
  outputs: {},
  effects: [
    {
      kind: 'publishes',
      sink: { kind: 'index', index: options.index },
      subject: options.files === undefined ? { kind: 'source' } : { kind: 'files', paths: options.files },
      names: options.names,
      auth: 'token',
      ...(options.when === undefined ? {} : { when: options.when }),
    },
  ],
  source: notRead(uses),
});

/** Actions that publish to package managers of operating systems and to their stores. */
export const osChannelRows: readonly ActionRow[] = [
  channel('mislav/bump-homebrew-formula-action', {
    channel: 'Homebrew',
    pointer: true,
    name: '{inputs.formula-name | or github.repository | basename}',
    defaults: { 'formula-name': '', 'homebrew-tap': 'Homebrew/homebrew-core' },
    source: read('mislav/bump-homebrew-formula-action'),
  }),
  channel('dawidd6/action-homebrew-bump-formula', {
    channel: 'Homebrew',
    pointer: true,
    name: '{inputs.formula}',
    defaults: { formula: '', tap: '' },
    source: read('dawidd6/action-homebrew-bump-formula'),
  }),
  channel('macauley/action-homebrew-bump-cask', { channel: 'Homebrew', pointer: true, name: '{inputs.cask}', defaults: { cask: '' } }),
  channel('Justintime50/homebrew-releaser', {
    channel: 'Homebrew',
    pointer: true,
    name: '{github.repository | basename}',
    defaults: { skip_commit: 'false' },
    when: { not: { input: 'skip_commit', is: 'true' } },
  }),
  channel('vedantmgoyal9/winget-releaser', {
    channel: 'winget',
    pointer: true,
    name: '{inputs.identifier}',
    defaults: { identifier: '' },
    source: read('vedantmgoyal9/winget-releaser'),
    aliases: ['vedantmgoyal2009/winget-releaser'],
  }),
  channel('michidk/run-komac', {
    channel: 'winget',
    pointer: true,
    name: '{github.repository | basename}',
    defaults: { args: '' },
    when: { input: 'args', matches: ['*update*', '*submit*'] },
  }),
  channel('KSXGitHub/github-actions-deploy-aur', {
    channel: 'AUR',
    pointer: true,
    name: '{inputs.pkgname}',
    defaults: { pkgname: '', pkgbuild: '' },
    source: read('KSXGitHub/github-actions-deploy-aur'),
  }),
  channel('aksh1618/update-aur-package', { channel: 'AUR', pointer: true, name: '{inputs.package_name}', defaults: { package_name: '' } }),
  channel('snapcore/action-publish', {
    channel: 'Snap',
    pointer: false,
    name: '{github.repository | basename}',
    files: '{inputs.snap}',
    defaults: { snap: '', release: '' },
    source: read('snapcore/action-publish'),
    aliases: ['canonical/action-publish'],
  }),
  {
    kind: 'action',
    uses: 'snapcore/action-build',
    aliases: ['canonical/action-build'],
    roles: ['builds'],
    defaults: { path: '.' },
    outputs: { snap: '{outputs.snap}' },
    effects: [{ kind: 'builds', outputs: '{outputs.snap}', by: 'snapcraft', madeType: 'os-package' }],
    source: read('snapcore/action-build'),
  },
  {
    kind: 'action',
    uses: 'flathub-infra/flatpak-github-actions/flatpak-builder',
    aliases: ['flatpak/flatpak-github-actions/flatpak-builder', 'bilelmoussaoui/flatpak-github-actions/flatpak-builder'],
    roles: ['builds', 'transports'],
    defaults: { bundle: 'app.flatpak', 'build-bundle': 'true', 'upload-artifact': 'true', 'gpg-sign': '' },
    outputs: {},
    effects: [
      { kind: 'builds', outputs: '{inputs.bundle}', by: 'flatpak-builder', madeType: 'os-package', when: { not: { input: 'build-bundle', is: 'false' } } },
      {
        kind: 'uploads-artifact',
        name: '{inputs.bundle | basename}',
        paths: '{inputs.bundle}',
        expires: true,
        when: { all: [{ not: { input: 'build-bundle', is: 'false' } }, { not: { input: 'upload-artifact', is: 'false' } }] },
      },
    ],
    source: read('flathub-infra/flatpak-github-actions', 'flatpak-builder/action.yml'),
  },
  channel('flathub-infra/flatpak-github-actions/flat-manager', {
    channel: 'Flatpak',
    pointer: false,
    name: '{inputs.repository}',
    defaults: { repository: '', 'flat-manager-url': '' },
    source: read('flathub-infra/flatpak-github-actions', 'flat-manager/action.yml'),
  }),
  channel('crazy-max/ghaction-chocolatey', {
    channel: 'Chocolatey',
    pointer: true,
    name: '{github.repository | basename}',
    defaults: { args: '' },
    when: { input: 'args', matches: 'push*' },
  }),
  channel('rajatjindal/krew-release-bot', {
    channel: 'krew',
    pointer: true,
    name: '{github.repository | basename}',
    defaults: {},
    source: read('rajatjindal/krew-release-bot'),
  }),
  channel('DeterminateSystems/flakehub-push', { channel: 'FlakeHub', pointer: false, name: '{github.repository}', defaults: { visibility: '' } }),
  // Pushes what is built while the job runs, or at its end.
  channel('cachix/cachix-action', {
    channel: 'Nix',
    pointer: false,
    name: '{inputs.name}.cachix.org',
    defaults: { name: '', authToken: '', signingKey: '', skipPush: 'false' },
    when: {
      all: [
        {
          any: [
            { input: 'authToken', set: true },
            { input: 'signingKey', set: true },
          ],
        },
        { not: { input: 'skipPush', is: 'true' } },
      ],
    },
    source: read('cachix/cachix-action'),
  }),
  channel('wbyoung/publish-launchpad-ppa', { channel: 'apt', pointer: false, name: '{inputs.repository}', defaults: { repository: '' } }),
  store('10up/action-wordpress-plugin-deploy', {
    index: 'wordpress',
    names: '{env.SLUG}',
    defaults: { 'dry-run': 'false' },
    when: { not: { input: 'dry-run', is: 'true' } },
  }),
  channel('r0adkll/upload-google-play', {
    channel: 'Google Play',
    pointer: false,
    name: '{inputs.packageName}',
    files: '{inputs.releaseFiles | paths}',
    defaults: { packageName: '', releaseFiles: '', status: 'completed' },
    when: { not: { input: 'status', is: 'draft' } },
    source: read('r0adkll/upload-google-play'),
  }),
  channel('apple-actions/upload-testflight-build', {
    channel: 'TestFlight',
    pointer: false,
    name: '{inputs.app-path | basename}',
    files: '{inputs.app-path}',
    defaults: { 'app-path': '' },
  }),
  store('mnao305/chrome-extension-upload', {
    index: 'chrome-web-store',
    names: '{inputs.extension-id}',
    files: '{inputs.file-path}',
    defaults: { 'extension-id': '', 'file-path': '' },
  }),
  {
    kind: 'action',
    uses: 'Kir-Antipov/mc-publish',
    roles: ['publishes'],
    defaults: { files: 'build/libs/*.jar', 'github-token': '', 'github-tag': '', 'modrinth-token': '', 'curseforge-token': '' },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'os-channel', channel: 'Modrinth', pointer: false, name: '{github.repository | basename}' },
        subject: { kind: 'files', paths: '{inputs.files | globs}' },
        auth: 'token',
        when: { input: 'modrinth-token', set: true },
      },
      {
        kind: 'publishes',
        sink: { kind: 'os-channel', channel: 'CurseForge', pointer: false, name: '{github.repository | basename}' },
        subject: { kind: 'files', paths: '{inputs.files | globs}' },
        auth: 'token',
        when: { input: 'curseforge-token', set: true },
      },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{inputs.github-tag | or github.ref_name | refname}' },
        subject: { kind: 'files', paths: '{inputs.files | globs}' },
        when: { input: 'github-token', set: true },
      },
    ],
    source: read('Kir-Antipov/mc-publish'),
  },
];
