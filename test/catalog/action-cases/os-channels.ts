import type { ActionCase } from '../support.ts';

export const osChannelsCases: readonly ActionCase[] = [
  {
    what: 'a formula points to the release',
    uses: 'mislav/bump-homebrew-formula-action@v3',
    with: { 'formula-name': 'tool' },
    gives: [
      'publishes(sink=os-channel(channel=Homebrew pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a formula named after the repository',
    uses: 'mislav/bump-homebrew-formula-action@v3',
    github: { repository: 'o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=Homebrew pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a formula points to the release',
    uses: 'dawidd6/action-homebrew-bump-formula@v3',
    with: { formula: 'tool' },
    gives: [
      'publishes(sink=os-channel(channel=Homebrew pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a cask points to the release',
    uses: 'macauley/action-homebrew-bump-cask@v1',
    with: { cask: 'tool' },
    gives: [
      'publishes(sink=os-channel(channel=Homebrew pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a formula points to the release',
    uses: 'Justintime50/homebrew-releaser@v1',
    github: { repository: 'o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=Homebrew pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a manifest points to the release',
    uses: 'vedantmgoyal9/winget-releaser@main',
    with: { identifier: 'O.Tool' },
    gives: [
      'publishes(sink=os-channel(channel=winget pointer=true name=O.Tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a manifest points to the release',
    uses: 'michidk/run-komac@v2',
    with: { args: 'update --version 1 O.Tool' },
    github: { repository: 'o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=winget pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a recipe points to the release',
    uses: 'KSXGitHub/github-actions-deploy-aur@v4',
    with: { pkgname: 'tool-bin', pkgbuild: 'PKGBUILD' },
    gives: [
      'publishes(sink=os-channel(channel=AUR pointer=true name=tool-bin) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'a recipe points to the release',
    uses: 'aksh1618/update-aur-package@v1',
    with: { package_name: 'tool' },
    gives: [
      'publishes(sink=os-channel(channel=AUR pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'uploads a snap',
    uses: 'snapcore/action-publish@v1',
    with: { snap: '${steps.build.outputs.snap}', release: 'edge' },
    github: { repository: 'o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=Snap pointer=false name=tool) subject=files(paths={steps.build.outputs.snap}) auth=token)',
    ],
  },
  {
    what: 'builds a snap',
    uses: 'snapcore/action-build@v1',
    gives: [
      'builds(outputs={out.snap} by=snapcraft madeType=os-package)',
    ],
  },
  {
    what: 'builds a bundle',
    uses: 'flathub-infra/flatpak-github-actions/flatpak-builder@master',
    with: { bundle: 'out/app.flatpak', 'manifest-path': 'a.yml' },
    gives: [
      'builds(outputs=out/app.flatpak by=flatpak-builder madeType=os-package)',
      'uploads-artifact(name=app.flatpak paths=out/app.flatpak expires=true)',
    ],
  },
  {
    what: 'pushes to a repository',
    uses: 'flathub-infra/flatpak-github-actions/flat-manager@master',
    with: { repository: 'stable' },
    gives: [
      'publishes(sink=os-channel(channel=Flatpak pointer=false name=stable) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'pushes a package',
    uses: 'crazy-max/ghaction-chocolatey@v3',
    with: { args: 'push tool.nupkg' },
    github: { repository: 'o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=Chocolatey pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'packs only',
    uses: 'crazy-max/ghaction-chocolatey@v3',
    with: { args: 'pack' },
    gives: [],
  },
  {
    what: 'a plugin points to the release',
    uses: 'rajatjindal/krew-release-bot@v0.0.46',
    github: { repository: 'o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=krew pointer=true name=tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'publishes a flake',
    uses: 'DeterminateSystems/flakehub-push@v5',
    with: { visibility: 'public' },
    github: { repository: 'o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=FlakeHub pointer=false name=o/tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'publishes source packages',
    uses: 'wbyoung/publish-launchpad-ppa@main',
    with: { repository: 'ppa:o/tool' },
    gives: [
      'publishes(sink=os-channel(channel=apt pointer=false name=ppa:o/tool) subject=unknown(why=the manifest that it writes) auth=token)',
    ],
  },
  {
    what: 'publishes a plugin',
    uses: '10up/action-wordpress-plugin-deploy@stable',
    env: { SLUG: 'tool' },
    gives: [
      'publishes(sink=index(index=wordpress) subject=source() names=tool auth=token)',
    ],
  },
  {
    what: 'uploads an app',
    uses: 'r0adkll/upload-google-play@v1',
    with: { packageName: 'org.tool', releaseFiles: 'out/*.aab' },
    gives: [
      'publishes(sink=os-channel(channel=Google Play pointer=false name=org.tool) subject=files(paths=out/*.aab) auth=token)',
    ],
  },
  {
    what: 'uploads an app',
    uses: 'apple-actions/upload-testflight-build@v3',
    with: { 'app-path': 'out/App.ipa' },
    gives: [
      'publishes(sink=os-channel(channel=TestFlight pointer=false name=App.ipa) subject=files(paths=out/App.ipa) auth=token)',
    ],
  },
  {
    what: 'uploads an extension',
    uses: 'mnao305/chrome-extension-upload@v5',
    with: { 'extension-id': 'abc', 'file-path': 'ext.zip' },
    gives: [
      'publishes(sink=index(index=chrome-web-store) subject=files(paths=ext.zip) names=abc auth=token)',
    ],
  },
  {
    what: 'uploads mods',
    uses: 'Kir-Antipov/mc-publish@v3.3',
    github: { repository: 'o/mod' },
    gives: [
      'publishes(sink=os-channel(channel=Modrinth pointer=false name=mod) subject=files(paths=build/libs/*.jar) auth=token)',
    ],
  },
];
