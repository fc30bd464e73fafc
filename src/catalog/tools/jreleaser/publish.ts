import { lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import { get, isSet, keysOf, spanOf, text, truth } from '../support/node.ts';
import { active, fill, placeOf } from './model.ts';
import type { Release } from './model.ts';

/** `deploy.maven`: Maven Central wants signatures, and the deployer signs for it by default. */
export function deploy(release: Release): void {
  const maven = get(release.node, 'deploy', 'maven');
  if (text(maven, 'active') === 'NEVER') return;
  for (const kind of keysOf(maven)) {
    for (const name of keysOf(get(maven, kind))) {
      const deployer = get(maven, kind, name);
      if (deployer?.kind !== 'map') continue;
      const enabled = active(deployer, 'NEVER');
      if (enabled.truth === false) continue;
      const central = kind === 'mavenCentral' || kind === 'nexus2';
      const group = text(release.node, 'project', 'java', 'groupId') ?? text(release.node, 'project', 'languages', 'java', 'groupId');
      const artifact = text(release.node, 'project', 'name') ?? '';
      const url = text(deployer, 'url');
      release.run.add(
        {
          kind: 'publishes',
          sink: central ? { kind: 'index', index: 'maven-central' } : { kind: 'index', index: 'maven', url: lit(url ?? kind) },
          subject: { kind: 'files', paths: [] },
          names: [lit(group === undefined ? artifact : `${group}:${artifact}`)],
          auth: 'token',
          config: release.path,
        },
        deployer.span,
        enabled,
      );
      const sign = truth(get(deployer, 'sign')) ?? truth(get(deployer, 'applyMavenCentralRules')) ?? central;
      if (sign === true)
        release.run.add(
          { kind: 'signs', subject: { kind: 'files', paths: [] }, mechanism: 'gpg', keyless: false, outputs: ['{file}.asc'], attachedTo: 'index' },
          deployer.span,
          enabled,
        );
    }
  }
}

/** `upload`: buckets and servers. */
export function upload(release: Release, artifacts: readonly Text[], files: readonly Text[]): void {
  const section = get(release.node, 'upload');
  for (const kind of keysOf(section)) {
    for (const name of keysOf(get(section, kind))) {
      const uploader = get(section, kind, name);
      if (uploader?.kind !== 'map') continue;
      const url = text(uploader, 'uploadUrl') ?? text(uploader, 'bucket') ?? text(uploader, 'host') ?? kind;
      release.run.add(
        {
          kind: 'publishes',
          sink: { kind: 'bucket', url: fill(release, url) },
          subject: { kind: 'files', paths: [...artifacts, ...files] },
          config: release.path,
        },
        uploader.span,
        active(uploader, 'NEVER'),
      );
    }
  }
}

/** `release.github`: a tag, a release, and everything that was made. */
export function publishRelease(release: Release, artifacts: readonly Text[], files: readonly Text[], options: { readonly signs: boolean }): void {
  const section = get(release.node, 'release', 'github');
  for (const forge of ['gitlab', 'gitea', 'codeberg', 'generic'])
    if (isSet(get(release.node, 'release', forge))) release.run.doubt(placeOf(release, 'release', forge), `the release on ${forge} is not followed`);
  if (section === undefined && keysOf(get(release.node, 'release')).length > 0) return;
  if (truth(get(section, 'enabled')) === false || truth(get(section, 'skipRelease')) === true) return;
  const where = spanOf(section, release.node.span);
  const tag = fill(release, text(section, 'tagName') ?? 'v{{projectVersion}}');
  const draft = truth(get(section, 'draft')) === true;
  const on = (key: string): boolean => truth(get(section, key)) !== false;
  if (truth(get(section, 'skipTag')) !== true) {
    const signed = truth(get(section, 'sign')) === true;
    release.run.add({ kind: 'creates-tag', name: tag, signed, ...(signed ? { mechanism: 'gpg' as const } : {}), by: 'JReleaser', pushed: true }, where);
  }
  release.run.add({ kind: 'creates-release', tag, draft, createsTag: false, by: 'JReleaser' }, where);
  if (text(section, 'uploadAssets') === 'NEVER') return;
  const sink = { kind: 'release', tag } as const;
  const paths = [...(on('artifacts') ? artifacts : []), ...(on('files') ? files : [])];
  if (paths.length > 0) release.run.add({ kind: 'publishes', sink, subject: { kind: 'files', paths }, draft, config: release.path }, where);
  if (on('checksums')) release.run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['checksum'] }, draft, config: release.path }, where);
  if (options.signs && on('signatures'))
    release.run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['signature'] }, draft, config: release.path }, where);
  if (on('catalogs') && isSet(get(release.node, 'catalog', 'sbom')))
    release.run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['sbom'] }, draft, config: release.path }, where);
}

/** Packagers that write a pointer into a package manager's repository. */
export function publishPointers(release: Release): void {
  const channels: Readonly<Record<string, string>> = {
    brew: 'homebrew',
    scoop: 'scoop',
    chocolatey: 'chocolatey',
    winget: 'winget',
    snap: 'snap',
    sdkman: 'sdkman',
    macports: 'macports',
    asdf: 'asdf',
    flatpak: 'flathub',
    jbang: 'jbang',
    spec: 'copr',
    gofish: 'gofish',
  };
  for (const [key, channel] of Object.entries(channels)) {
    const section = get(release.node, 'packagers', key);
    if (!isSet(section)) continue;
    release.run.add(
      {
        kind: 'publishes',
        sink: { kind: 'os-channel', channel, pointer: true },
        subject: { kind: 'files', paths: [] },
        names: [lit(text(release.node, 'project', 'name') ?? '')],
        config: release.path,
      },
      section.span,
      active(section, 'NEVER'),
    );
  }
  if (isSet(get(release.node, 'packagers', 'docker')) || isSet(get(release.node, 'packagers', 'jib')))
    release.run.doubt(placeOf(release, 'packagers'), 'images that JReleaser builds were not read');
}
