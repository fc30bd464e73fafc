import type { ActionCase } from '../support.ts';

export const registriesCases: readonly ActionCase[] = [
  {
    what: 'publishes with a token',
    uses: 'JS-DevTools/npm-publish@v3',
    with: { token: '${secrets.NPM_TOKEN}' },
    gives: ['publishes(sink=index(index=npm) subject=unknown(why=the package that npm packs) names={out.name} auth=token)'],
  },
  {
    what: 'provenance asked for',
    uses: 'JS-DevTools/npm-publish@v3',
    with: { token: '${secrets.NPM_TOKEN}', provenance: 'true', package: './a-1.tgz' },
    gives: [
      'publishes(sink=index(index=npm) subject=files(paths=./a-1.tgz) names={out.name} auth=token)',
      'attests(subject=unknown(why=the package that npm packs) predicate=slsa-provenance signed=true mechanism=npm-provenance keyless=true attachedTo=index needs=id-token: write, hosted-runner(why=npm takes provenance from hosted runners only))',
    ],
  },
  {
    what: 'expected of trusted publishing',
    uses: 'JS-DevTools/npm-publish@v4',
    permissions: ['id-token: write'],
    gives: [
      'publishes(sink=index(index=npm) subject=unknown(why=the package that npm packs) names={out.name} auth=trusted-publishing)',
      'attests(subject=unknown(why=the package that npm packs) predicate=slsa-provenance signed=true mechanism=npm-provenance keyless=true attachedTo=index needs=id-token: write, hosted-runner(why=npm takes provenance from hosted runners only) note=expected of trusted publishing from a public repository) if repository and package are public',
    ],
  },
  {
    what: 'a private registry',
    uses: 'JS-DevTools/npm-publish@v4',
    with: { registry: 'https://npm.example.org', token: '${secrets.T}' },
    gives: ['publishes(sink=index(index=private url=https://npm.example.org) subject=unknown(why=the package that npm packs) names={out.name} auth=token)'],
  },
  {
    what: 'publishes by a script',
    uses: 'changesets/action@v1',
    with: { publish: 'pnpm release' },
    gives: [
      'runs-script(script=pnpm release shell=bash)',
      'creates-tag(name={out.tag} signed=false by=changesets/action pushed=true)',
      'creates-release(tag={out.tag} draft=false createsTag=false by=changesets/action)',
    ],
  },
  {
    what: 'publishes by a script in v2, without releases',
    uses: 'changesets/action@v2',
    with: { 'publish-script': 'npm run release', 'create-github-releases': 'false' },
    gives: ['runs-script(script=npm run release shell=bash)', 'creates-tag(name={out.tag} signed=false by=changesets/action pushed=true)'],
  },
  {
    what: 'only versions',
    uses: 'changesets/action@v1',
    with: { version: 'npm run version' },
    gives: [],
  },
  {
    what: 'publishes as configured',
    uses: 'jbolda/covector/packages/action@v0',
    with: { command: 'version-or-publish' },
    gives: ['runs-tool(tool=covector args="")'],
  },
  {
    what: 'releases as drafts too',
    uses: 'jbolda/covector/packages/action@v0',
    with: { command: 'publish', createRelease: 'true', draftRelease: 'true', cwd: 'parts' },
    gives: ['runs-tool(tool=covector args=--create-release, --draft workdir=parts)'],
  },
  { what: 'only raises versions', uses: 'jbolda/covector/packages/action@v0', with: { command: 'version' }, gives: [] },
  {
    what: 'publishes',
    uses: 'changesets/action/publish@v2',
    with: { script: 'npm run release' },
    gives: [
      'runs-script(script=npm run release shell=bash)',
      'creates-tag(name={out.tag} signed=false by=changesets/action/publish pushed=true)',
      'creates-release(tag={out.tag} draft=false createsTag=false by=changesets/action/publish)',
    ],
  },
  {
    what: 'publishes by its own command line',
    uses: 'changesets/action/publish@v2',
    with: { 'pack-dir-artifact-id': '1' },
    gives: [
      'runs-script(script=cd . && changeset publish --no-git-tag shell=bash)',
      'creates-tag(name={out.tag} signed=false by=changesets/action/publish pushed=true)',
      'creates-release(tag={out.tag} draft=false createsTag=false by=changesets/action/publish)',
    ],
  },
  {
    what: 'releases by its configuration',
    uses: 'googleapis/release-please-action@v4',
    with: { 'config-file': 'rp.json' },
    gives: ['runs-tool(tool=release-please args=--config-file=rp.json outputs={tag_name: {out.tag_name}, upload_url: {out.upload_url}})'],
  },
  {
    what: 'only pull requests',
    uses: 'google-github-actions/release-please-action@v3',
    with: { command: 'release-pr' },
    gives: [],
  },
  {
    what: 'releases',
    uses: 'cycjimmy/semantic-release-action@v4',
    with: { working_directory: 'pkg' },
    gives: [
      'runs-tool(tool=semantic-release args="" workdir=pkg outputs={new_release_git_tag: {out.new_release_git_tag}, new_release_version: {out.new_release_version}})',
    ],
  },
  {
    what: 'releases',
    uses: 'release-plz/action@v0.5',
    with: { command: 'release' },
    gives: ['runs-tool(tool=release-plz args=release)'],
  },
  {
    what: 'only pull requests',
    uses: 'MarcoIeni/release-plz-action@v0.5',
    with: { command: 'release-pr' },
    gives: [],
  },
  {
    what: 'publishes crates',
    uses: 'katyo/publish-crates@v2',
    with: { 'registry-token': '${secrets.C}', args: '--no-verify' },
    gives: ['runs-tool(tool=cargo-publish args=--no-verify workdir=.)'],
  },
  {
    what: 'attests unless signing fails',
    uses: 'rubygems/release-gem@v1',
    gives: [
      'runs-tool(tool=gem args=release)',
      'attests(subject=files(paths=pkg/*.gem) predicate=publish signed=true mechanism=rubygems keyless=true outputs=pkg/*.gem.sigstore.json attachedTo=index needs=id-token: write note=a gem whose signing fails is pushed without) if signing succeeds: a failure only warns and the gem is pushed without an attestation',
    ],
  },
  {
    what: 'no attestations before v1.1',
    uses: 'rubygems/release-gem@v1.0.1',
    gives: ['runs-tool(tool=gem args=release)'],
  },
  {
    what: 'in a folder of its own',
    uses: 'rubygems/release-gem@v1',
    with: { 'working-directory': 'ruby' },
    gives: [
      'runs-tool(tool=gem args=release workdir=ruby)',
      'attests(subject=files(paths=ruby/pkg/*.gem) predicate=publish signed=true mechanism=rubygems keyless=true outputs=ruby/pkg/*.gem.sigstore.json attachedTo=index needs=id-token: write note=a gem whose signing fails is pushed without) if signing succeeds: a failure only warns and the gem is pushed without an attestation',
    ],
  },
  {
    what: 'attestations turned off',
    uses: 'rubygems/release-gem@v1',
    with: { attestations: 'false' },
    gives: ['runs-tool(tool=gem args=release)'],
  },
  {
    what: 'publishes a package',
    uses: 'dart-lang/setup-dart/.github/workflows/publish.yml@v1',
    gives: ['publishes(sink=index(index=pub) subject=unknown(why=the package that dart packs) auth=trusted-publishing needs=id-token: write)'],
  },
  {
    what: 'publishes the packages of a monorepo',
    uses: 'dart-lang/ecosystem/.github/workflows/publish.yaml@main',
    with: { 'write-comments': 'false' },
    gives: ['publishes(sink=index(index=pub) subject=unknown(why=the package that dart packs) auth=trusted-publishing needs=id-token: write)'],
  },
  {
    what: 'publishes to Open VSX',
    uses: 'HaaLeo/publish-vscode-extension@v1',
    with: { pat: '${secrets.O}' },
    gives: [
      'builds(outputs={out.vsixPath} by=vsce package madeType=package)',
      'publishes(sink=index(index=open-vsx) subject=files(paths={out.vsixPath}) auth=token)',
    ],
  },
  {
    what: 'publishes a file to the marketplace',
    uses: 'HaaLeo/publish-vscode-extension@v1',
    with: { pat: '${secrets.V}', registryUrl: 'https://marketplace.visualstudio.com', extensionFile: 'a.vsix' },
    gives: ['publishes(sink=index(index=vscode-marketplace) subject=files(paths=a.vsix) auth=token)'],
  },
  {
    what: 'publishes',
    uses: 'lannonbr/vsce-action@master',
    gives: ['publishes(sink=index(index=vscode-marketplace) subject=unknown(why=the extension that vsce packs) auth=token)'],
  },
  {
    what: 'deploys with a key',
    uses: 'samuelmeuli/action-maven-publish@v1',
    with: { gpg_private_key: '${secrets.G}', directory: 'lib' },
    gives: ['configures(what=gpg-key)', 'runs-tool(tool=maven args=clean, deploy, -Pdeploy workdir=lib)'],
  },
  {
    what: 'pushes a package',
    uses: 'cloudsmith-io/action@v0.6',
    with: { command: 'push', format: 'deb', owner: 'o', repo: 'r', file: 'dist/*.deb', republish: 'true' },
    gives: [
      'publishes(sink=index(index=private url=cloudsmith.io/o/r) subject=files(paths=dist/*.deb) auth=token replaces=true)',
      'is-retired(what=cloudsmith-io/action instead=cloudsmith-io/cloudsmith-cli-action)',
    ],
  },
  {
    what: 'publishes and tags',
    uses: 'brandedoutcast/publish-nuget@v2',
    with: { PROJECT_FILE_PATH: 'A.csproj', NUGET_KEY: '${secrets.N}' },
    gives: [
      'publishes(sink=index(index=nuget) subject=unknown(why=the package that dotnet packs) names={out.PACKAGE_NAME} auth=token)',
      'creates-tag(name={out.tag} signed=false by=publish-nuget pushed=true)',
    ],
  },
  {
    what: 'publishes',
    uses: 'dawidd6/action-publish-gem@v1',
    with: { api_key: '${secrets.R}' },
    gives: ['publishes(sink=index(index=rubygems) subject=unknown(why=the gem that it builds) auth=token)'],
  },
  {
    what: "publishes to GitHub's index",
    uses: 'dawidd6/action-publish-gem@v1',
    with: { github_token: '${secrets.GITHUB_TOKEN}' },
    gives: ['publishes(sink=index(index=private url=rubygems.pkg.github.com) subject=unknown(why=the gem that it builds) auth=token)'],
  },
  {
    what: 'publishes',
    uses: 'cadwallion/publish-rubygems-action@master',
    gives: ['publishes(sink=index(index=rubygems) subject=unknown(why=the gem that it builds) auth=token)'],
  },
  {
    what: 'publishes',
    uses: 'erlangpack/github-action@v3',
    gives: ['publishes(sink=index(index=hex) subject=unknown(why=the package that it builds) auth=token)'],
  },
  {
    what: 'pushes on a push',
    uses: 'bufbuild/buf-action@v1',
    with: { token: '${secrets.BUF}' },
    gives: ['installs(tool=buf via=bufbuild/buf-action right=true)', 'publishes(sink=index(index=private url=buf.build) subject=source() auth=token)'],
  },
  {
    what: 'only checks',
    uses: 'bufbuild/buf-action@v1',
    with: { setup_only: 'true' },
    event: 'pull_request',
    gives: ['installs(tool=buf via=bufbuild/buf-action right=true)'],
  },
  {
    what: 'builds and uploads',
    uses: 'cli/gh-extension-precompile@v2',
    gives: [
      'builds(outputs=dist/* by=go build madeType=binary folders=dist)',
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=cli/gh-extension-precompile)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=dist/*) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'signs checksums with a key',
    uses: 'cli/gh-extension-precompile@v2',
    with: { gpg_fingerprint: '${steps.gpg.outputs.fingerprint}', release_tag: 'v1' },
    gives: [
      'builds(outputs=dist/* by=go build madeType=binary folders=dist)',
      'hashes(subject=files(paths=dist/*) algorithm=sha256 list=checksums.txt)',
      'signs(subject=files(paths=checksums.txt) mechanism=gpg keyless=false key=gpg_fingerprint outputs={file}.sig attachedTo=beside)',
      'creates-release(tag=v1 draft=false createsTag=true by=cli/gh-extension-precompile)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist/*, checksums.txt, checksums.txt.sig) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'runs a release',
    uses: 'hashicorp/ghaction-terraform-provider-release/.github/workflows/community.yml@v5',
    with: { 'goreleaser-release-args': '--timeout 60m' },
    gives: [
      'installs(tool=goreleaser via=goreleaser/goreleaser-action right=true)',
      'configures(what=gpg-key)',
      'runs-tool(tool=goreleaser args=release, --clean, --timeout, 60m)',
    ],
  },
  {
    what: 'calls the release API',
    uses: 'fjogeleit/http-request-action@v1',
    with: { url: 'https://api.github.com/repos/o/r/releases' },
    gives: ['opaque(why=it calls an address mayPublish=true)'],
  },
  {
    what: 'calls another address',
    uses: 'fjogeleit/http-request-action@v1',
    with: { url: 'https://hooks.example.org' },
    gives: [],
  },
  {
    what: 'pushes a module to the Buf registry',
    uses: 'bufbuild/buf-push-action@v1',
    with: { input: 'proto', buf_token: '${secrets.BUF}' },
    gives: ['publishes(sink=index(index=private url=buf.build) subject=source() auth=token)'],
  },
  {
    what: 'uploads packages to Hackage',
    uses: 'haskell-actions/hackage-publish@v1.1',
    with: { hackageToken: '${secrets.HACKAGE}', packagesPath: 'sdist', publish: 'true' },
    gives: ['publishes(sink=index(index=hackage) subject=files(paths=sdist/*.tar.gz) auth=token)'],
  },
  {
    what: 'uploads candidates, which are no release',
    uses: 'haskell-actions/hackage-publish@v1.1',
    with: { hackageToken: '${secrets.HACKAGE}' },
    gives: [],
  },
];
