import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'npm publishes',
    line: 'npm publish --provenance --access public',
    gives: ['runs-tool(tool=npm-publish args=publish, --provenance, --access, public)'],
  },
  { what: 'npm tries', line: 'npm publish --dry-run', gives: [] },
  {
    what: 'npm publishes another folder',
    line: 'npm --prefix packages/a publish',
    gives: ['runs-tool(tool=npm-publish args=--prefix, packages/a, publish workdir=packages/a)'],
  },
  { what: 'pnpm publishes', line: 'pnpm -r publish --no-git-checks', gives: ['runs-tool(tool=npm-publish args=-r, publish, --no-git-checks)'] },
  { what: 'yarn publishes', line: 'yarn npm publish', gives: ['runs-tool(tool=npm-publish args=npm, publish)'] },
  { what: 'npm packs', line: 'npm pack --pack-destination out', gives: ['builds(outputs=out/*.tgz by=npm pack)'] },
  { what: 'npm makes a tag', line: 'npm version 1.2.3', gives: ['creates-tag(name=v1.2.3 signed=false by=npm version pushed=false)'] },
  { what: 'npm makes some tag', line: 'npm version patch', gives: ['creates-tag(name=v* signed=false by=npm version pushed=false)'] },
  { what: 'npm makes no tag', line: 'npm version patch --no-git-tag-version', gives: [] },
  {
    what: 'npm checks signatures',
    line: 'npm audit signatures',
    gives: ['verifies(subject=unknown(why=the installed dependencies) tool=npm audit signatures identity=pattern integrityOnly=false)'],
  },
  { what: 'npm installs', line: 'npm ci', gives: ['builds(outputs="" by=a package installation folders=node_modules)'] },
  { what: 'npm installs for all', line: 'npm install -g yarn', gives: [] },
  { what: 'lerna', line: 'lerna publish from-git --yes', gives: ['runs-tool(tool=lerna args=publish, from-git, --yes)'] },
  { what: 'covector', line: 'npx covector publish --cwd parts', gives: ['runs-tool(tool=covector args="" workdir=parts)'] },
  { what: 'changesets', line: 'changeset publish', gives: ['runs-tool(tool=changesets args=publish)'] },
  { what: 'semantic-release', line: 'npx semantic-release@21', gives: ['runs-tool(tool=semantic-release args="")'] },
  { what: 'semantic-release tries', line: 'semantic-release --dry-run', gives: [] },
  { what: 'electron-builder', line: 'yarn electron-builder --publish always', gives: ['runs-tool(tool=electron-builder args=--publish, always)'] },
  { what: 'vsce packages', line: 'vsce package -o out.vsix', gives: ['builds(outputs=out.vsix by=vsce package)'] },
  {
    what: 'vsce publishes a package',
    line: 'vsce publish --packagePath out.vsix -p ${secrets.T}',
    gives: ['publishes(sink=index(index=vscode-marketplace) subject=files(paths=out.vsix) auth=token)'],
  },
  { what: 'vsce publishes the checkout', line: 'vsce publish', gives: ['publishes(sink=index(index=vscode-marketplace) subject=source() auth=token)'] },
  {
    what: 'a browser extension goes to its store',
    line: 'npx chrome-webstore-upload-cli@3 --source dist',
    gives: ['publishes(sink=index(index=chrome-web-store) subject=source() auth=token)'],
  },
  { what: 'a browser extension for testers alone', line: 'chrome-webstore-upload publish --trusted-testers', gives: [] },
  {
    what: 'ovsx publishes',
    line: 'ovsx publish out.vsix -p ${secrets.T}',
    gives: ['publishes(sink=index(index=open-vsx) subject=files(paths=out.vsix) auth=token)'],
  },
  {
    what: 'jsr publishes',
    line: 'npx jsr publish',
    permissions: ['id-token: write'],
    gives: ['publishes(sink=index(index=jsr) subject=source() auth=trusted-publishing)'],
  },
  {
    what: 'a site',
    line: 'wrangler pages deploy dist --project-name x',
    gives: ['publishes(sink=site(how=a hosting service) subject=files(paths=dist recursive=true) auth=token)'],
  },
];
