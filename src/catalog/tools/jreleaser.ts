import { concat, hole, lit, literalOf } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { Node } from '../../workflow/index.ts';
import type { Mechanism } from '../effect.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { flagText, isOn, parseArgs } from './support/args.ts';
import { readConfig } from './support/config.ts';
import { get, isSet, items, keysOf, spanOf, text, texts, truth } from './support/node.ts';
import { resolveFile } from './support/path.ts';
import { Run, when } from './support/run.ts';
import type { Holds } from './support/run.ts';

const configNames = ['jreleaser.yml', 'jreleaser.yaml', 'jreleaser.toml', 'jreleaser.json'];

/** The parts of a run by command (org.jreleaser.workflow.Workflows). */
const steps: Readonly<Record<string, readonly string[]>> = {
  'full-release': ['checksum', 'catalog', 'sign', 'deploy', 'upload', 'release', 'package', 'publish'],
  release: ['checksum', 'catalog', 'sign', 'deploy', 'upload', 'release'],
  upload: ['checksum', 'catalog', 'sign', 'upload'],
  sign: ['checksum', 'catalog', 'sign'],
  catalog: ['checksum', 'catalog'],
  checksum: ['checksum'],
  deploy: ['deploy'],
  publish: ['checksum', 'package', 'publish'],
  package: ['checksum', 'package'],
  'auto-config': ['checksum', 'sign', 'release'],
};

/**
 * Reads JReleaser: checksums of artifacts and files (on by default), signatures (off unless active), deployment, and the
 * release with all of them. Read in jreleaser/jreleaser at v1.25.0 (commit 251f5fcc7) on 2026-11-23.
 */
export function readJreleaser(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['config-file', 'basedir', 'set-property', 'exclude-packager', 'distribution', 'output-directory', 'git-root-search', 'deployer', 'uploader'],
    aliases: { c: 'config-file', b: 'basedir', P: 'set-property', od: 'output-directory', y: 'dry-run' },
  });
  const verb = literalOf(args.words[0] ?? []) ?? 'full-release';
  const parts = steps[verb];
  if (parts === undefined || isOn(args, 'dry-run')) return run.result(undefined);
  const folder = resolveFile(input.cwd, flagText(args, 'basedir') ?? '') ?? input.cwd;
  const named = flagText(args, 'config-file');
  const path = (named === undefined ? configNames : [named])
    .map((name) => resolveFile(named === undefined ? folder : input.cwd, name))
    .find((name) => name !== undefined && input.files.has(name));
  const config = path === undefined ? undefined : readConfig(input.files, path);
  if (config?.node === undefined) {
    run.unclear(input.span, 'the configuration of JReleaser was not read');
    run.problems(config);
    return run.result(config?.path);
  }
  run.problems(config);
  new Release(run, config.node, config.path, parts).all();
  return run.result(config.path);
}

class Release {
  readonly #run: Run;
  readonly #node: Node;
  readonly #path: string;
  readonly #parts: readonly string[];

  constructor(run: Run, node: Node, path: string, parts: readonly string[]) {
    this.#run = run;
    this.#node = node;
    this.#path = path;
    this.#parts = parts;
  }

  all(): void {
    const artifacts = this.#artifacts();
    const files = this.#files();
    if (this.#parts.includes('checksum')) this.#checksum(artifacts, files);
    if (this.#parts.includes('catalog')) this.#catalog(artifacts, files);
    const signs = this.#parts.includes('sign') ? this.#sign(artifacts, files) : false;
    if (this.#parts.includes('deploy')) this.#deploy();
    if (this.#parts.includes('upload')) this.#upload(artifacts, files);
    if (this.#parts.includes('release')) this.#release(artifacts, files, signs);
    if (this.#parts.includes('publish')) this.#packagers();
  }

  #at(...keys: readonly string[]): ReturnType<typeof spanOf> {
    return spanOf(get(this.#node, ...keys), this.#node.span);
  }

  /** Mustache templates: the project's version and name, anything else a named unknown. */
  #fill(template: string): Text {
    const parts: Text[] = [];
    let at = 0;
    for (const match of template.matchAll(/\{\{\s*([\w.#/]+)\s*\}\}/g)) {
      parts.push(lit(template.slice(at, match.index)));
      at = match.index + match[0].length;
      const name = match[1] ?? '';
      const written = name === 'projectName' ? text(this.#node, 'project', 'name') : undefined;
      parts.push(
        written === undefined
          ? hole(/^project(Effective)?Version$/.test(name) ? 'jreleaser.version' : `jreleaser.${name}`, {
              label: /^project(Effective)?Version$/.test(name) ? 'version' : name,
            })
          : lit(written),
      );
    }
    return concat(...parts, lit(template.slice(at)));
  }

  #artifacts(): readonly Text[] {
    const distributions = get(this.#node, 'distributions');
    return keysOf(distributions).flatMap((name) => {
      const distribution = get(distributions, name);
      if (text(distribution, 'active') === 'NEVER') return [];
      return items(get(distribution, 'artifacts'))
        .flatMap((artifact) => pathOf(artifact))
        .map((path) => this.#fill(path));
    });
  }

  #files(): readonly Text[] {
    const section = get(this.#node, 'files');
    if (text(section, 'active') === 'NEVER') return [];
    const listed = items(get(section, 'artifacts')).flatMap((artifact) => pathOf(artifact));
    const globs = items(get(section, 'globs')).flatMap((glob) => text(glob, 'pattern') ?? []);
    return [...listed, ...globs].map((path) => this.#fill(path));
  }

  #checksum(artifacts: readonly Text[], files: readonly Text[]): void {
    const section = get(this.#node, 'checksum');
    const paths = [...(truth(get(section, 'artifacts')) === false ? [] : artifacts), ...(truth(get(section, 'files')) === false ? [] : files)];
    if (paths.length === 0) return;
    const written = texts(get(section, 'algorithms'));
    const name = text(section, 'name') ?? 'checksums.txt';
    for (const algorithm of new Set([...written, 'SHA-256'].map((one) => one.toLowerCase().replaceAll(/[-_]/g, '')))) {
      const file = name.replace(/(\.\w+)?$/, (ending) => `_${algorithm}${ending}`);
      this.#run.add(
        { kind: 'hashes', subject: { kind: 'files', paths }, algorithm, list: concat(lit('out/jreleaser/checksums/'), this.#fill(file)), madeType: 'checksum' },
        this.#at('checksum'),
      );
    }
  }

  #catalog(artifacts: readonly Text[], files: readonly Text[]): void {
    for (const tool of ['syft', 'cyclonedx']) {
      const section = get(this.#node, 'catalog', 'sbom', tool);
      const active = this.#active(section, 'NEVER');
      if (active.truth === false || section === undefined) continue;
      const paths = [...(truth(get(section, 'distributions')) === false ? [] : artifacts), ...(truth(get(section, 'files')) === false ? [] : files)];
      const formats = texts(get(section, 'formats')).join(' ').toUpperCase();
      const format = tool === 'cyclonedx' || formats.includes('CYCLONEDX') ? 'cyclonedx' : formats.includes('SPDX') ? 'spdx' : 'syft';
      if (paths.length > 0)
        this.#run.add(
          {
            kind: 'describes',
            subject: { kind: 'files', paths },
            format,
            outputPattern: '{file}.sbom.json',
            attachedTo: 'beside',
            tool,
            needs: [{ kind: 'tool', name: tool }],
          },
          section.span,
          active,
        );
    }
  }

  /** `active`: ALWAYS, RELEASE (a version that is no snapshot), PRERELEASE, SNAPSHOT, NEVER. */
  #active(node: Node | undefined, fallback: string): Holds {
    const value = (text(node, 'active') ?? fallback).toUpperCase();
    if (value === 'ALWAYS' || value === 'RELEASE' || value === 'RELEASE_PRERELEASE' || value === 'TRUE') return when(true, '');
    if (value === 'NEVER' || value === 'SNAPSHOT' || value === 'PRERELEASE' || value === 'FALSE') return when(false, '');
    return when('unknown', `active is ${value}`);
  }

  /** `signing`: each block when it is active; without blocks the old form with one `mode`. Returns whether anything signs. */
  #sign(artifacts: readonly Text[], files: readonly Text[]): boolean {
    const section = get(this.#node, 'signing');
    if (!isSet(section)) return false;
    const outer = text(section, 'active');
    const mode = (text(section, 'mode') ?? text(section, 'pgp', 'mode') ?? 'MEMORY').toUpperCase();
    let signed = false;
    const blocks: readonly (readonly [string, Mechanism, string])[] = [
      ['pgp', 'gpg', mode === 'COSIGN' || mode === 'MINISIGN' ? '' : '{file}.asc'],
      ['cosign', 'cosign-key', '{file}.sig'],
      ['minisign', 'minisign', '{file}.minisig'],
    ];
    for (const [name, mechanism, output] of blocks) {
      const block = get(section, name);
      const chosen = name === 'pgp' ? output !== '' : mode === name.toUpperCase();
      const active = this.#active(block, block === undefined && !chosen ? 'NEVER' : (outer ?? 'NEVER'));
      if (active.truth === false || output === '') continue;
      const setting = (key: string): boolean => truth(get(block, key) ?? get(section, key)) !== false;
      const paths = [...(setting('artifacts') ? artifacts : []), ...(setting('files') ? files : [])];
      const at = spanOf(block, section.span);
      const common = {
        kind: 'signs',
        mechanism,
        keyless: false,
        outputs: [truth(get(block, 'armored') ?? get(section, 'armored')) === false && name === 'pgp' ? '{file}.sig' : output],
        attachedTo: 'beside',
      } as const;
      if (paths.length > 0) this.#run.add({ ...common, subject: { kind: 'files', paths } }, at, active);
      if (setting('checksums')) this.#run.add({ ...common, subject: { kind: 'made', types: ['checksum'] } }, at, active);
      signed = true;
    }
    if (!signed) this.#run.idle({ at: section.span, what: 'signs', section: 'signing', reason: 'signing is not active' });
    return signed;
  }

  #deploy(): void {
    const maven = get(this.#node, 'deploy', 'maven');
    if (text(maven, 'active') === 'NEVER') return;
    for (const kind of keysOf(maven)) {
      for (const name of keysOf(get(maven, kind))) {
        const deployer = get(maven, kind, name);
        if (deployer?.kind !== 'map') continue;
        const active = this.#active(deployer, 'NEVER');
        if (active.truth === false) continue;
        const central = kind === 'mavenCentral' || kind === 'nexus2';
        const group = text(this.#node, 'project', 'java', 'groupId') ?? text(this.#node, 'project', 'languages', 'java', 'groupId');
        const artifact = text(this.#node, 'project', 'name') ?? '';
        const url = text(deployer, 'url');
        this.#run.add(
          {
            kind: 'publishes',
            sink: central ? { kind: 'index', index: 'maven-central' } : { kind: 'index', index: 'maven', url: lit(url ?? kind) },
            subject: { kind: 'files', paths: [] },
            names: [lit(group === undefined ? artifact : `${group}:${artifact}`)],
            auth: 'token',
            config: this.#path,
          },
          deployer.span,
          active,
        );
        const sign = truth(get(deployer, 'sign')) ?? truth(get(deployer, 'applyMavenCentralRules')) ?? central;
        if (sign === true)
          this.#run.add(
            { kind: 'signs', subject: { kind: 'files', paths: [] }, mechanism: 'gpg', keyless: false, outputs: ['{file}.asc'], attachedTo: 'index' },
            deployer.span,
            active,
          );
      }
    }
  }

  #upload(artifacts: readonly Text[], files: readonly Text[]): void {
    const section = get(this.#node, 'upload');
    for (const kind of keysOf(section)) {
      for (const name of keysOf(get(section, kind))) {
        const uploader = get(section, kind, name);
        if (uploader?.kind !== 'map') continue;
        const url = text(uploader, 'uploadUrl') ?? text(uploader, 'bucket') ?? text(uploader, 'host') ?? kind;
        this.#run.add(
          {
            kind: 'publishes',
            sink: { kind: 'bucket', url: this.#fill(url) },
            subject: { kind: 'files', paths: [...artifacts, ...files] },
            config: this.#path,
          },
          uploader.span,
          this.#active(uploader, 'NEVER'),
        );
      }
    }
  }

  #release(artifacts: readonly Text[], files: readonly Text[], signs: boolean): void {
    const section = get(this.#node, 'release', 'github');
    for (const forge of ['gitlab', 'gitea', 'codeberg', 'generic'])
      if (isSet(get(this.#node, 'release', forge))) this.#run.doubt(this.#at('release', forge), `the release on ${forge} is not followed`);
    if (section === undefined && keysOf(get(this.#node, 'release')).length > 0) return;
    if (truth(get(section, 'enabled')) === false || truth(get(section, 'skipRelease')) === true) return;
    const at = spanOf(section, this.#node.span);
    const tag = this.#fill(text(section, 'tagName') ?? 'v{{projectVersion}}');
    const draft = truth(get(section, 'draft')) === true;
    const on = (key: string): boolean => truth(get(section, key)) !== false;
    if (truth(get(section, 'skipTag')) !== true) {
      const signed = truth(get(section, 'sign')) === true;
      this.#run.add({ kind: 'creates-tag', name: tag, signed, ...(signed ? { mechanism: 'gpg' as const } : {}), by: 'JReleaser', pushed: true }, at);
    }
    this.#run.add({ kind: 'creates-release', tag, draft, createsTag: false, by: 'JReleaser' }, at);
    if (text(section, 'uploadAssets') === 'NEVER') return;
    const sink = { kind: 'release', tag } as const;
    const paths = [...(on('artifacts') ? artifacts : []), ...(on('files') ? files : [])];
    if (paths.length > 0) this.#run.add({ kind: 'publishes', sink, subject: { kind: 'files', paths }, draft, config: this.#path }, at);
    if (on('checksums')) this.#run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['checksum'] }, draft, config: this.#path }, at);
    if (signs && on('signatures')) this.#run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['signature'] }, draft, config: this.#path }, at);
    if (on('catalogs') && isSet(get(this.#node, 'catalog', 'sbom')))
      this.#run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['sbom'] }, draft, config: this.#path }, at);
  }

  /** Packagers that write a pointer into a package manager's repository. */
  #packagers(): void {
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
      const section = get(this.#node, 'packagers', key);
      if (!isSet(section)) continue;
      this.#run.add(
        {
          kind: 'publishes',
          sink: { kind: 'os-channel', channel, pointer: true },
          subject: { kind: 'files', paths: [] },
          names: [lit(text(this.#node, 'project', 'name') ?? '')],
          config: this.#path,
        },
        section.span,
        this.#active(section, 'NEVER'),
      );
    }
    if (isSet(get(this.#node, 'packagers', 'docker')) || isSet(get(this.#node, 'packagers', 'jib')))
      this.#run.doubt(this.#at('packagers'), 'images that JReleaser builds were not read');
  }
}

function pathOf(artifact: Node): readonly string[] {
  const path = text(artifact, 'path');
  return path === undefined ? [] : [path];
}
