import { concatAll, hole, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { isOn, parseArgs } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import type { ConfigFile } from '../support/config.ts';
import { readJsObject } from '../support/js-object.ts';
import { get, isSet, keysOf, scalarOf, spanOf, text, texts, truth } from '../support/node.ts';
import { joinPath, resolveFile } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { readManifest } from './manifest.ts';
import { packageOf } from './npm-publish.ts';
import { publishPackages } from './publish.ts';

const configNames = ['.release-it.json', '.release-it.yaml', '.release-it.yml', '.release-it.toml', '.release-it.js', '.release-it.cjs', '.release-it.ts'];

const hookOrder = [
  'before:init',
  'after:init',
  'before:bump',
  'after:bump',
  'before:release',
  'before:npm:release',
  'after:npm:release',
  'before:git:release',
  'after:git:release',
  'before:github:release',
  'after:github:release',
  'after:release',
];

/**
 * Reads release-it: an unsigned tag that is pushed, `npm publish`, and a GitHub release only where it is asked for.
 * Defaults from config/release-it.json at commit 7ca61cc, read 2026-11-23.
 */
export function readReleaseIt(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: ['config', 'increment', 'preRelease'], aliases: { c: 'config', d: 'dry-run', i: 'increment' } });
  if (isOn(args, 'dry-run') || isOn(args, 'release-version') || isOn(args, 'changelog')) return run.result(undefined);
  const config = findConfig(run);
  if (config === 'code') {
    run.add({ kind: 'opaque', why: 'the configuration of release-it is code', mayPublish: true }, input.span);
    return run.result(undefined);
  }
  const setting = (section: string, key: string): string | undefined => {
    const flag = args.flags.get(`${section}.${key}`)?.at(-1);
    const negated = args.flags.has(`no-${section}.${key}`) || args.flags.has(`no-${section}`);
    if (negated) return 'false';
    if (flag !== undefined) return flag.length === 0 ? 'true' : undefined;
    const whole = get(config?.node, section);
    if (whole?.kind === 'scalar' && scalarOf(whole) === 'false') return 'false';
    return text(config?.node, section, key);
  };
  release(run, config, setting);
  return run.result(config?.path);
}

function findConfig(run: Run): ConfigFile | 'code' | undefined {
  const { files, cwd } = run.input;
  for (const name of configNames) {
    const path = joinPath(cwd, name);
    if (!files.has(path)) continue;
    if (/\.[cm]?[jt]s$/.test(name)) return readJsObject(files, path) ?? 'code';
    return readConfig(files, path);
  }
  const path = joinPath(cwd, 'package.json');
  const inline = get(readConfig(files, path)?.node, 'release-it');
  return isSet(inline) ? { path, node: inline, problems: [] } : undefined;
}

function release(run: Run, config: ConfigFile | undefined, setting: (section: string, key: string) => string | undefined): void {
  const { input } = run;
  const version = hole(`${input.idPrefix}.version`, { label: 'version' });
  const at = spanOf(config?.node, input.span);
  const hooks = get(config?.node, 'hooks');
  const runHook = (name: string): void => {
    for (const command of texts(get(hooks, name)))
      run.add({ kind: 'runs-script', script: fill(command, version), shell: 'bash' }, spanOf(get(hooks, name), at));
  };
  const plugins = get(config?.node, 'plugins');
  for (const plugin of keysOf(plugins))
    if (!/changelog|bumper|@release-it-plugins\/workspaces/.test(plugin))
      run.add({ kind: 'opaque', why: `the release-it plugin ${plugin} was not read`, mayPublish: true }, spanOf(plugins, at));
  const tag = fill(setting('git', 'tagName') ?? '${version}', version);
  const manifest = readManifest(input.files, resolveFile(input.cwd, setting('npm', 'publishPath') ?? '') ?? input.cwd) ?? readManifest(input.files, input.cwd);
  for (const name of hookOrder.slice(0, 6)) runHook(name);
  if (setting('npm', 'publish') !== 'false' && manifest !== undefined && !manifest.isPrivate) {
    const flags = texts(get(config?.node, 'npm', 'publishArgs'));
    publishPackages(run, {
      packages: [packageOf(manifest)],
      provenance: flags.some((flag) => flag === '--provenance' || flag === '--provenance=true') ? true : undefined,
      registry: undefined,
    });
  }
  for (const name of hookOrder.slice(6, 8)) runHook(name);
  if (setting('git', 'tag') !== 'false') {
    const signed = texts(get(config?.node, 'git', 'tagArgs')).some((arg) => arg === '-s' || arg === '--sign');
    run.add(
      {
        kind: 'creates-tag',
        name: tag,
        signed,
        ...(signed ? { mechanism: 'gpg' as const } : {}),
        by: 'release-it',
        pushed: setting('git', 'push') !== 'false',
      },
      spanOf(get(config?.node, 'git'), at),
    );
  }
  for (const name of hookOrder.slice(8)) runHook(name);
  if (setting('github', 'release') === 'true') publishGithub(run, get(config?.node, 'github'), tag, version, config?.path);
}

function publishGithub(run: Run, node: Node | undefined, tag: Text, version: Text, config: string | undefined): void {
  const at = spanOf(node, run.input.span);
  const draft = truth(get(node, 'draft')) === true;
  run.add({ kind: 'creates-release', tag, draft, createsTag: false, by: 'release-it' }, at);
  const paths = texts(get(node, 'assets')).map((glob) => fill(glob, version));
  if (paths.length > 0)
    run.add(
      { kind: 'publishes', sink: { kind: 'release', tag }, subject: { kind: 'files', paths }, draft, ...(config === undefined ? {} : { config }) },
      spanOf(get(node, 'assets'), at),
    );
}

function fill(template: string, version: Text): Text {
  const parts: Text[] = [];
  let at = 0;
  for (const match of template.matchAll(/\$\{([\w.]+)\}/g)) {
    parts.push(lit(template.slice(at, match.index)), match[1] === 'version' ? version : hole(`release-it.${match[1] ?? ''}`, { label: match[1] ?? '' }));
    at = match.index + match[0].length;
  }
  return concatAll([...parts, lit(template.slice(at))]);
}
