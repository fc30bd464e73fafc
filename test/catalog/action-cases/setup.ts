import type { ActionCase } from '../support.ts';

export const setupCases: readonly ActionCase[] = [
  {
    what: 'writes an .npmrc for a registry',
    uses: 'actions/setup-node@v4',
    with: { 'node-version': '22', 'registry-url': 'https://registry.npmjs.org' },
    gives: [
      'installs(tool=node via=actions/setup-node right=true)',
      'installs(tool=npx via=actions/setup-node right=true)',
      'installs(tool=corepack via=actions/setup-node right=true)',
      'installs(tool=npm via=actions/setup-node right=true version=unknown)',
      'configures(what=npm-token)',
    ],
  },
  {
    what: 'imports a key for maven',
    uses: 'actions/setup-java@v4',
    with: { 'java-version': '21', distribution: 'temurin', 'gpg-private-key': '${secrets.G}' },
    gives: [
      'installs(tool=java via=actions/setup-java right=true)',
      'installs(tool=javac via=actions/setup-java right=true)',
      'installs(tool=jar via=actions/setup-java right=true)',
      'installs(tool=jarsigner via=actions/setup-java right=true)',
      'installs(tool=keytool via=actions/setup-java right=true)',
      'configures(what=gpg-key)',
    ],
  },
  {
    what: 'installs tools by name',
    uses: 'taiki-e/install-action@v2',
    with: { tool: 'cosign@2.4.1,cargo-deb' },
    gives: ['installs(tool=cosign via=taiki-e/install-action right=true)', 'installs(tool=cargo-deb via=taiki-e/install-action right=true)'],
  },
  {
    what: 'installs a tool by ref',
    uses: 'taiki-e/install-action@cross',
    gives: ['installs(tool=cross via=taiki-e/install-action right=true)'],
  },
  {
    what: 'names the version of Go',
    uses: 'actions/setup-go@v5',
    with: { 'go-version': '1.24' },
    gives: [
      'installs(tool=go via=actions/setup-go right=true version=1.24)',
      'installs(tool=gofmt via=actions/setup-go right=true)',
      'restores-cache(what=actions/setup-go (cache))',
    ],
  },
  {
    what: 'installs what its inputs name',
    uses: 'jaxxstorm/action-install-gh-release@v3',
    with: { repo: 'acme/lens' },
    gives: ['opaque(why=it installs the program that its inputs name mayPublish=false)'],
  },
  {
    what: 'installs what its inputs name',
    uses: 'action-stars/install-tool-from-github-release@v0.2.6',
    with: { owner: 'acme', repository: 'lens' },
    gives: ['opaque(why=it installs the program that its inputs name mayPublish=false)'],
  },
];
