import { concat, hole, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { isGiven } from '../../wildcard.ts';
import { flagText, isOn, parseArgs } from '../support/args.ts';
import type { Args } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import { get, spanOf, text, texts, truth } from '../support/node.ts';
import { joinPath, resolveFile } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { readManifest } from './manifest.ts';
import { packageOf } from './npm-publish.ts';
import { publishPackages } from './publish.ts';

const values = [
  'prefix',
  'npm-dir',
  'tagstyle',
  'tag-style',
  'config',
  'config-path',
  'gh-release-name',
  'gh-release-id',
  'cwd',
  'package-json-path',
  'root-publisher',
];
const aliases = { p: 'npm-dir', prefix: 'npm-dir', t: 'tag-style', tagstyle: 'tag-style', c: 'config-path', config: 'config-path' };

/** The targets of old configurations that name none (cli/src/parse-triple.ts of the second version). */
const usual = ['x86_64-pc-windows-msvc', 'x86_64-apple-darwin', 'x86_64-unknown-linux-gnu'];
const maxTargets = 60;

/**
 * Reads `napi prepublish` of `@napi-rs/cli`, most often in a `prepublishOnly` script: it publishes a package for each
 * platform, and uploads the binaries to a GitHub release of its own unless that is turned off. Facts from napi-rs/napi-rs
 * (cli/src/api/pre-publish.ts at 3.8.6, cli/src/pre-publish.ts of the second version), read 2026-11-23.
 */
export function readNapi(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values, aliases });
  if (isOn(args, 'dry-run')) return run.result(undefined);
  const cwd = resolveFile(input.cwd, flagText(args, 'cwd') ?? '') ?? input.cwd;
  const root = readManifest(input.files, cwd);
  if (root === undefined) {
    run.unclear(input.span, 'napi: the package.json that it reads is not in the checkout');
    return run.result(undefined);
  }
  const own = flagText(args, 'config-path');
  const separate = own === undefined ? undefined : readConfig(input.files, resolveFile(cwd, own) ?? joinPath(cwd, own));
  const settings = get(separate?.node, 'napi') ?? separate?.node ?? get(root.node, 'napi');
  const name = text(settings, 'packageName') ?? text(settings, 'package', 'name') ?? root.name ?? root.folder;
  const folder = joinPath(cwd, flagText(args, 'npm-dir') ?? 'npm');
  const platforms = targetsOf(settings).map(platformOf);
  if (!isOn(args, 'skip-optional-publish')) {
    const packages = platforms.map((platform) => {
      const manifest = readManifest(input.files, joinPath(folder, platform));
      return manifest === undefined ? { name: lit(`${name}-${platform}`), manifest } : packageOf(manifest);
    });
    if (packages.length > 0) publishPackages(run, { packages, provenance: undefined, registry: undefined });
  }
  release(run, args, settings, { name, folder, platforms });
  return run.result(root.path);
}

interface Built {
  readonly name: string;
  readonly folder: string;
  readonly platforms: readonly string[];
}

/** The binaries on a release: an existing one by its id, or one that it makes under the package's tag. */
function release(run: Run, args: Args, settings: Node | undefined, { name, folder, platforms }: Built): void {
  const { input } = run;
  const off = isOn(args, 'skip-gh-release') || args.flags.has('no-gh-release') || flagText(args, 'gh-release') === 'false';
  const token = input.env('GITHUB_TOKEN');
  // Without a token nothing is uploaded, and it goes on.
  if (off || platforms.length === 0 || token === undefined || isGiven(token) === false) return;
  const existing = args.flags.get('gh-release-id')?.at(-1);
  const version = hole(`${input.idPrefix}.version`, { label: 'version' });
  const tag: Text =
    existing !== undefined
      ? hole(`${input.idPrefix}.release`, { label: 'tag of the release' })
      : flagText(args, 'tag-style') === 'npm'
        ? concat(lit('v'), version)
        : concat(lit(`${name}@`), version);
  const at = spanOf(settings, input.span);
  if (existing === undefined) run.add({ kind: 'creates-release', tag, draft: false, createsTag: true, by: 'napi' }, at);
  const binary = text(settings, 'binaryName') ?? text(settings, 'name') ?? 'index';
  const within = input.cwd === '' ? folder : folder.startsWith(`${input.cwd}/`) ? folder.slice(input.cwd.length + 1) : `/${folder}`;
  const files = platforms.filter((platform) => !platform.startsWith('wasm32')).map((platform) => `${within}/${platform}/${binary}.${platform}.node`);
  const paths = files.map((file) => lit(file));
  run.add({ kind: 'builds', outputs: paths, by: 'napi', spares: true }, at);
  run.add({ kind: 'publishes', sink: { kind: 'release', tag }, subject: { kind: 'files', paths } }, at);
}

function targetsOf(settings: Node | undefined): readonly string[] {
  const listed = texts(get(settings, 'targets'));
  if (listed.length > 0) return listed.slice(0, maxTargets);
  const defaults = truth(get(settings, 'triples', 'defaults')) === false ? [] : usual;
  return [...new Set([...defaults, ...texts(get(settings, 'triples', 'additional'))])].slice(0, maxTargets);
}

const arches: Readonly<Record<string, string>> = {
  x86_64: 'x64',
  aarch64: 'arm64',
  i686: 'ia32',
  armv7: 'arm',
  loongarch64: 'loong64',
  riscv64gc: 'riscv64',
  powerpc64le: 'ppc64',
};
const systems: Readonly<Record<string, string>> = { windows: 'win32', ohos: 'openharmony' };

/** A Rust target as Node names the platform: `aarch64-unknown-linux-gnu` is `linux-arm64-gnu`. */
function platformOf(target: string): string {
  if (target === 'wasm32-wasip1') return target;
  if (target.startsWith('wasm32-wasi')) return 'wasm32-wasi';
  const parts = (target.endsWith('eabi') ? `${target.slice(0, -4)}-eabi` : target).split('-');
  const [cpu = '', second = '', third, last] = parts;
  const isOwn = last === 'android' || last === 'ohos';
  const system = parts.length === 2 ? second : isOwn ? last : (third ?? '');
  const abi = parts.length === 2 || isOwn ? undefined : last;
  return [systems[system] ?? system, arches[cpu] ?? cpu, ...(abi === undefined ? [] : [abi])].join('-');
}
