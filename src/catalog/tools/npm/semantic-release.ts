import { concat, concatAll, hole, lit, stripPrefix } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { flagText, isOn, parseArgs } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import type { ConfigFile } from '../support/config.ts';
import { readJsObject } from '../support/js-object.ts';
import { get, isSet, items, scalarOf, spanOf, text, texts, truth } from '../support/node.ts';
import { joinPath, resolveFile } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { readManifest } from './manifest.ts';
import { packageOf } from './npm-publish.ts';
import { publishPackages } from './publish.ts';

/** Where cosmiconfig looks (name `release`), package.json's own key first. */
export const configNames = [
  '.releaserc',
  '.releaserc.json',
  '.releaserc.yaml',
  '.releaserc.yml',
  '.releaserc.js',
  '.releaserc.ts',
  '.releaserc.cjs',
  '.releaserc.mjs',
  '.config/releaserc',
  '.config/releaserc.json',
  '.config/releaserc.yaml',
  '.config/releaserc.yml',
  'release.config.js',
  'release.config.ts',
  'release.config.cjs',
  'release.config.mjs',
];

const defaultPlugins = ['@semantic-release/commit-analyzer', '@semantic-release/release-notes-generator', '@semantic-release/npm', '@semantic-release/github'];

/** Plugins that neither publish nor run commands of the project. */
const quiet =
  /^(@semantic-release\/(commit-analyzer|release-notes-generator|changelog|git|error|condition-travis)|semantic-release-(commit-filter|slack-bot|unsquash|replace-plugin|export-data|gitmoji)|conventional-changelog-.*)$/;

/**
 * Reads semantic-release: prepare commands, an unsigned tag pushed by git, then what each plugin publishes. Read in
 * semantic-release v25 (commit 8d905a56), @semantic-release/npm 13.1 (1e3495c) and /github 12.0 (b285843) on 2026-11-23.
 */
export function readSemanticRelease(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['branches', 'repository-url', 'tag-format', 'plugins', 'extends'],
    aliases: { b: 'branches', r: 'repository-url', t: 'tag-format', p: 'plugins', e: 'extends', d: 'dry-run' },
  });
  if (isOn(args, 'dry-run') || isOn(args, 'help') || isOn(args, 'version')) return run.result(undefined);
  const found = findConfig(run);
  if (found === 'code') {
    run.doubt(input.span, 'the configuration of semantic-release is code');
    run.add({ kind: 'opaque', why: 'the configuration of semantic-release is code', mayPublish: true }, input.span);
    return run.result(undefined);
  }
  for (const preset of texts(get(found?.node, 'extends'))) {
    run.doubt(spanOf(get(found?.node, 'extends'), input.span), `the configuration extends ${preset}, which was not read`);
    run.add({ kind: 'opaque', why: `semantic-release configuration ${preset}`, mayPublish: true }, input.span);
  }
  release(run, found, flagText(args, 'tag-format'));
  return run.result(found?.path);
}

function findConfig(run: Run): ConfigFile | 'code' | undefined {
  const { files, cwd } = run.input;
  const manifestPath = joinPath(cwd, 'package.json');
  const manifest = readConfig(files, manifestPath);
  const inline = get(manifest?.node, 'release');
  if (isSet(inline)) return { path: manifestPath, node: inline, problems: [] };
  for (const name of configNames) {
    const path = joinPath(cwd, name);
    if (!files.has(path)) continue;
    if (/\.[cm]?[jt]s$/.test(name)) return readJsObject(files, path) ?? 'code';
    const config = readConfig(files, path);
    run.problems(config);
    return config?.node === undefined ? 'code' : config;
  }
  return undefined;
}

interface Plugin {
  readonly name: string;
  readonly options: Node | undefined;
  readonly at: Node | undefined;
}

function pluginsOf(node: Node | undefined): readonly Plugin[] {
  const written = get(node, 'plugins');
  if (!isSet(written)) return defaultPlugins.map((name) => ({ name, options: undefined, at: undefined }));
  return items(written).flatMap((entry): readonly Plugin[] => {
    if (entry.kind === 'list') return [{ name: scalarOf(entry.items[0]) ?? '', options: entry.items[1], at: entry }];
    return [{ name: scalarOf(entry) ?? text(entry, 'path') ?? '', options: entry.kind === 'map' ? entry : undefined, at: entry }];
  });
}

function release(run: Run, config: ConfigFile | undefined, tagFormat: string | undefined): void {
  const { input } = run;
  const node = config?.node;
  const at = spanOf(node, input.span);
  const version = hole(`${input.idPrefix}.nextRelease.version`, { label: 'version' });
  const tag = fill(tagFormat ?? text(node, 'tagFormat') ?? 'v${version}', version, []);
  const plugins = pluginsOf(node);
  const command = (plugin: Plugin, key: string): void => {
    const written = text(plugin.options, key);
    if (written !== undefined && written !== '')
      run.add({ kind: 'runs-script', script: fill(written, version, tag), shell: 'bash' }, spanOf(get(plugin.options, key), at));
  };
  for (const plugin of plugins) {
    if (plugin.name === '@semantic-release/exec') ['verifyReleaseCmd', 'generateNotesCmd', 'prepareCmd'].forEach((key) => command(plugin, key));
    if (plugin.name === '@semantic-release/npm') pack(run, plugin, version);
  }
  run.add({ kind: 'creates-tag', name: tag, signed: false, by: 'semantic-release', pushed: true }, at);
  for (const plugin of plugins) {
    switch (plugin.name) {
      case '@semantic-release/npm':
        publishNpm(run, plugin);
        break;
      case '@semantic-release/github':
        publishGithub(run, plugin, tag, config?.path, version);
        break;
      case '@semantic-release/exec':
        command(plugin, 'publishCmd');
        command(plugin, 'successCmd');
        break;
      case '@semantic-release/gitlab':
        run.doubt(spanOf(plugin.at, at), 'releases on GitLab are not followed');
        break;
      default:
        if (!quiet.test(plugin.name))
          run.add({ kind: 'opaque', why: `the semantic-release plugin ${plugin.name} was not read`, mayPublish: true }, spanOf(plugin.at, at));
    }
  }
}

/** Templates of semantic-release are lodash's: `${nextRelease.version}`, `<%= nextRelease.version %>`. */
function fill(template: string, version: Text, tag: Text): Text {
  const parts: Text[] = [];
  let at = 0;
  for (const match of template.matchAll(/\$\{\s*([\w.]+)\s*\}|<%=?\s*([\w.]+)\s*%>/g)) {
    parts.push(lit(template.slice(at, match.index)));
    at = match.index + match[0].length;
    const name = match[1] ?? match[2] ?? '';
    parts.push(
      name === 'version' || name === 'nextRelease.version' ? version : name === 'nextRelease.gitTag' ? tag : hole(`semantic-release.${name}`, { label: name }),
    );
  }
  parts.push(lit(template.slice(at)));
  return concatAll(parts);
}

function pack(run: Run, plugin: Plugin, version: Text): void {
  const folder = text(plugin.options, 'tarballDir');
  if (folder === undefined) return;
  const manifest = readManifest(run.input.files, resolveFile(run.input.cwd, text(plugin.options, 'pkgRoot') ?? '') ?? run.input.cwd);
  const name =
    manifest?.name === undefined ? hole(`${run.input.idPrefix}.package`, { label: 'package' }) : lit(manifest.name.replace(/^@/, '').replace('/', '-'));
  run.add(
    { kind: 'builds', outputs: [concat(lit(`${folder.replace(/\/+$/, '')}/`), name, lit('-'), version, lit('.tgz'))], by: 'npm pack' },
    spanOf(plugin.at, run.input.span),
  );
}

function publishNpm(run: Run, plugin: Plugin): void {
  if (truth(get(plugin.options, 'npmPublish')) === false) return;
  const root = text(plugin.options, 'pkgRoot') ?? '';
  const manifest = readManifest(run.input.files, resolveFile(run.input.cwd, root) ?? run.input.cwd);
  if (manifest?.isPrivate === true) return;
  if (manifest === undefined) {
    const own = readManifest(run.input.files, run.input.cwd);
    const name = own?.name === undefined ? hole(`${run.input.idPrefix}.package`, { label: 'package' }) : lit(own.name);
    publishPackages(run, { packages: [{ name, manifest: undefined }], provenance: undefined, registry: undefined });
    return;
  }
  publishPackages(run, { packages: [packageOf(manifest)], provenance: undefined, registry: undefined });
}

/** The plugin makes a draft, uploads the assets and publishes it, unless `draftRelease` keeps it a draft. */
function publishGithub(run: Run, plugin: Plugin, tag: Text, config: string | undefined, version: Text): void {
  const at = spanOf(plugin.at, run.input.span);
  const draft = truth(get(plugin.options, 'draftRelease')) === true;
  run.add({ kind: 'creates-release', tag, draft, createsTag: false, by: '@semantic-release/github' }, at);
  for (const asset of items(get(plugin.options, 'assets'))) {
    const globs = asset.kind === 'map' ? texts(get(asset, 'path')) : asset.kind === 'list' ? texts(asset) : [scalarOf(asset) ?? ''];
    const name = text(asset, 'name');
    const paths = globs.filter((glob) => glob !== '' && !glob.startsWith('!')).map((glob) => stripPrefix(fill(glob, version, tag), lit('./')));
    const exclude = globs.filter((glob) => glob.startsWith('!')).map((glob) => lit(glob.slice(1)));
    if (paths.length === 0) continue;
    run.add(
      {
        kind: 'publishes',
        sink: { kind: 'release', tag },
        subject: { kind: 'files', paths, ...(exclude.length === 0 ? {} : { exclude }) },
        ...(name === undefined ? {} : { names: [fill(name, version, tag)] }),
        draft,
        ...(config === undefined ? {} : { config }),
      },
      spanOf(asset, at),
    );
  }
}
