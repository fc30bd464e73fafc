import { concat, lit, literalOf, stripPrefix } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { Sink, Effect } from '../../effect.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { parseArgs, variants } from '../support/args.ts';
import type { Args } from '../support/args.ts';
import { get, isSet, items, scalarOf, spanOf, text, truth } from '../support/node.ts';
import { below, resolveFile, relativeTo } from '../support/path.ts';
import { always, both, never, Run, when } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { loadBuilderConfig, setting, settingText } from './config.ts';
import type { BuilderConfig } from './config.ts';
import { artifactOf } from './names.ts';
import type { AppNames, Artifact } from './names.ts';
import { buildsOf, platformsOf } from './platforms.ts';
import { signArtifacts } from './signing.ts';

/**
 * Reads what electron-builder does. Names, targets, publishing and signing were read in
 * electron-userland/electron-builder at commit 8e95ad0e0 (v27) and at v24.13.3 on 2026-11-23.
 */
export function readElectronBuilder(input: ToolInput): ToolResult {
  const run = new Run(input);
  const lines = variants(input.args) ?? [input.args];
  if (lines.length > 1) run.doubt(input.span, 'the arguments of electron-builder have alternatives; the first was read');
  const args = parseArgs(lines[0] ?? [], {
    values: ['config', 'publish', 'projectDir', 'prepackaged'],
    lists: ['mac', 'macos', 'm', 'o', 'win', 'windows', 'w', 'linux', 'l'],
    aliases: { c: 'config', p: 'publish', project: 'projectDir' },
  });
  const command = literalOf(args.words[0] ?? []) ?? '';
  if (['install-app-deps', 'node-gyp-rebuild', 'create-self-signed-cert', 'start'].includes(command)) return run.result(undefined);
  const dirFlag = literalOf(args.flags.get('projectDir')?.at(-1) ?? []);
  const folder = resolveFile(input.cwd, dirFlag ?? '') ?? input.cwd;
  const config = loadBuilderConfig(run, folder, literalOf(args.flags.get('config')?.at(-1) ?? []) || undefined);
  if (config.unread !== undefined) {
    run.doubt(input.span, config.unread);
    run.add({ kind: 'opaque', why: config.unread, mayPublish: true }, input.span);
    if (config.nodes.length === 0) return run.result(config.path);
  }
  build(run, config, args, folder);
  return run.result(config.path);
}

function build(run: Run, config: BuilderConfig, args: Args, folder: string): void {
  const { input } = run;
  const at = config.nodes[0]?.span ?? input.span;
  const names = namesOf(run, config);
  const output = settingText(config, 'directories', 'output') ?? 'dist';
  const base = relativeTo(input.cwd, resolveFile(folder, output) ?? output);
  const path = (file: Text): Text => below(base, file);
  const { platforms, certain } = platformsOf(run, args);
  const policy = policyOf(run, config, args);
  for (const [platform, named] of platforms) {
    const runs = certain ? always : when('unknown', `${input.idPrefix}: the runner is ${platform}`);
    const artifacts = buildsOf(config, args, platform, named).map((entry) => artifactOf(config, entry, names));
    if (artifacts.length === 0) continue;
    for (const [type, own] of groups(artifacts)) {
      run.add(
        { kind: 'builds', outputs: own.map((artifact) => path(artifact.file)), by: 'electron-builder', madeType: type },
        spanOf(setting(config, platform), at),
        runs,
      );
    }
    signArtifacts(run, config, args, artifacts, path, folder);
    const metadata = updateFiles(platform, artifacts).map((file) => path(lit(file)));
    if (metadata.length > 0) run.add({ kind: 'builds', outputs: metadata, by: 'electron-builder', madeType: 'metadata' }, at, runs);
    publish(run, config, { artifacts, metadata, path, policy: both(policy, runs), names, platform });
  }
}

function groups(artifacts: readonly Artifact[]): readonly (readonly ['installer' | 'os-package', readonly Artifact[]])[] {
  const snaps = artifacts.filter((artifact) => artifact.build.target === 'snap');
  const others = artifacts.filter((artifact) => artifact.build.target !== 'snap');
  return [['installer', others] as const, ['os-package', snaps] as const].filter(([, list]) => list.length > 0);
}

/** `productName` and `name`; the version is the released tag's, which electron-builder takes from package.json. */
function namesOf(run: Run, config: BuilderConfig): AppNames {
  const name = settingText(config, 'extraMetadata', 'name') ?? text(config.manifest, 'name') ?? '';
  const product = settingText(config, 'productName') ?? text(config.manifest, 'productName') ?? name;
  return { name: lit(name.replace(/^@/, '').replaceAll('/', '-')), productName: lit(product), version: stripPrefix(run.input.tag, lit('v')) };
}

/** Files that the updater reads: they hold a SHA-512 of each installer, and nothing signs them. */
function updateFiles(platform: string, artifacts: readonly Artifact[]): readonly string[] {
  if (platform === 'mac') return artifacts.some((artifact) => ['zip', 'dmg'].includes(artifact.build.target)) ? ['latest-mac.yml'] : [];
  if (platform === 'win') return artifacts.some((artifact) => artifact.build.target.startsWith('nsis')) ? ['latest.yml'] : [];
  const archs = new Set(
    artifacts.filter((artifact) => ['appimage', 'deb', 'rpm', 'pacman'].includes(artifact.build.target)).map((artifact) => artifact.build.arch ?? 'x64'),
  );
  return [...archs].map((arch) => (arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`));
}

/** `--publish`: without it, versions before 27 publish in CI by themselves, on a tag or where a draft is. */
function policyOf(run: Run, config: BuilderConfig, args: Args): Holds {
  const flag = args.flags.get('publish')?.at(-1);
  const value = flag === undefined ? undefined : literalOf(flag);
  if (flag !== undefined && value === undefined) return when('unknown', `${run.input.idPrefix}: --publish`);
  if (value === 'never') return never;
  if (value === 'always' || value === '') return always;
  if (value === 'onTag' || value === 'onTagOrDraft') return run.input.event === 'pull_request' ? never : when('unknown', 'the run is for a tag');
  if (run.input.event === 'pull_request') return never;
  const major = Number(
    /(\d+)/.exec(text(config.manifest, 'devDependencies', 'electron-builder') ?? text(config.manifest, 'dependencies', 'electron-builder') ?? '')?.[1] ?? '0',
  );
  return major >= 27 ? never : when('unknown', 'electron-builder publishes by itself in CI');
}

interface Publishing {
  readonly artifacts: readonly Artifact[];
  readonly metadata: readonly Text[];
  readonly path: (file: Text) => Text;
  readonly policy: Holds;
  readonly names: AppNames;
  readonly platform: string;
}

function publish(run: Run, config: BuilderConfig, publishing: Publishing): void {
  const created = new Set<string>();
  for (const artifact of publishing.artifacts) {
    const { target } = artifact.build;
    const written =
      setting(config, target === 'appimage' ? 'appImage' : target, 'publish') ?? setting(config, publishing.platform, 'publish') ?? setting(config, 'publish');
    if (written !== undefined && !isSet(written)) continue;
    for (const provider of providersOf(run, written, target)) {
      const sink = sinkOf(run, provider, publishing);
      if (sink === undefined) continue;
      const at = written?.span ?? run.input.span;
      const draft = sink.kind === 'release' && isDraft(run, provider.node);
      const key = JSON.stringify(sink);
      const config0 = config.path === undefined ? {} : { config: config.path };
      if (!created.has(key)) {
        created.add(key);
        if (sink.kind === 'release')
          run.add({ kind: 'creates-release', tag: sink.tag, draft, createsTag: true, by: 'electron-builder' }, at, publishing.policy);
        if (sink.kind !== 'os-channel' && publishing.metadata.length > 0)
          run.add({ kind: 'publishes', sink, subject: { kind: 'files', paths: publishing.metadata }, draft, ...config0 }, at, publishing.policy);
      }
      const names = sink.kind === 'release' && artifact.published !== undefined ? { names: [artifact.published] } : {};
      const effect: Effect = { kind: 'publishes', sink, subject: { kind: 'files', paths: [publishing.path(artifact.file)] }, ...names, draft, ...config0 };
      run.add(effect, at, publishing.policy);
    }
  }
}

interface Provider {
  readonly name: string;
  readonly node: Node | undefined;
}

/** Providers as configured; without any, the one whose token is in the environment. Snaps go to the Snap Store. */
function providersOf(run: Run, written: Node | undefined, target: string): readonly Provider[] {
  const found = items(written).flatMap((entry): readonly Provider[] => {
    const name = entry.kind === 'map' ? text(entry, 'provider') : scalarOf(entry);
    return name === undefined ? [] : [{ name, node: entry }];
  });
  if (target === 'snap') {
    const store = found.find((provider) => provider.name === 'snapStore');
    return [store ?? { name: 'snapStore', node: undefined }];
  }
  if (found.length > 0) return found.filter((provider) => provider.name !== 'snapStore');
  if (run.input.env('GH_TOKEN') !== undefined || run.input.env('GITHUB_TOKEN') !== undefined) return [{ name: 'github', node: undefined }];
  return [];
}

function sinkOf(run: Run, provider: Provider, publishing: Publishing): Sink | undefined {
  const { node } = provider;
  switch (provider.name) {
    case 'github': {
      const prefix = truth(get(node, 'vPrefixedTagName')) === false ? '' : (text(node, 'tagNamePrefix') ?? 'v');
      const repo = text(node, 'repo');
      const owner = text(node, 'owner');
      const whole =
        repo === undefined ? undefined : repo.includes('/') ? lit(repo) : concat(owner === undefined ? run.input.owner : lit(owner), lit(`/${repo}`));
      return { kind: 'release', tag: concat(lit(prefix), publishing.names.version), ...(whole === undefined ? {} : { repository: whole }) };
    }
    case 'snapStore':
      return { kind: 'os-channel', channel: 'snap', pointer: false, name: publishing.names.name };
    case 's3':
    case 'spaces':
    case 'r2':
      return {
        kind: 'bucket',
        url: lit(`${provider.name}://${text(node, 'bucket') ?? text(node, 'name') ?? ''}/${text(node, 'path') ?? ''}`.replace(/\/+$/, '')),
      };
    case 'generic':
      return undefined;
    default:
      run.doubt(node?.span ?? run.input.span, `where the provider ${provider.name} publishes was not read`);
      return { kind: 'bucket', url: lit(provider.name) };
  }
}

/** A GitHub release is a draft unless `releaseType`, `draft` or the environment says otherwise. */
function isDraft(run: Run, node: Node | undefined): boolean {
  if (literalOf(run.input.env('EP_DRAFT') ?? []) === 'true') return true;
  if (literalOf(run.input.env('EP_PRE_RELEASE') ?? []) === 'true' || literalOf(run.input.env('EP_PRERELEASE') ?? []) === 'true') return false;
  const type = text(node, 'releaseType');
  if (type !== undefined) return type === 'draft';
  return truth(get(node, 'draft')) !== false && truth(get(node, 'prerelease')) !== true;
}
