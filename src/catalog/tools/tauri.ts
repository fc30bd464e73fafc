import { concat, lit, literalOf, stripPrefix, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { Node } from '../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { isGiven } from '../wildcard.ts';
import { flagText, isOn, parseArgs } from './support/args.ts';
import { readConfig } from './support/config.ts';
import { get, isSet, spanOf, text, texts, truth } from './support/node.ts';
import { folderOf, joinPath, relativeTo, resolveFile } from './support/path.ts';
import { both, never, Run, when } from './support/run.ts';
import type { Holds } from './support/run.ts';

type System = 'linux' | 'macos' | 'windows';

/** Bundles by their word in `bundle.targets`: the system, the folder and the ending of the file. */
const bundles: Readonly<Record<string, { readonly system: System; readonly folder: string; readonly ending: string }>> = {
  deb: { system: 'linux', folder: 'deb', ending: '.deb' },
  rpm: { system: 'linux', folder: 'rpm', ending: '.rpm' },
  appimage: { system: 'linux', folder: 'appimage', ending: '.AppImage' },
  dmg: { system: 'macos', folder: 'dmg', ending: '.dmg' },
  app: { system: 'macos', folder: 'macos', ending: '.app.tar.gz' },
  msi: { system: 'windows', folder: 'msi', ending: '.msi' },
  nsis: { system: 'windows', folder: 'nsis', ending: '-setup.exe' },
};

/**
 * Reads `tauri build`: the bundles of the runner's system, the updater's signatures when its key is in the environment,
 * and code signing where a certificate is configured. With `--tag-name` or `--release-id`, which stand for the action's
 * inputs, everything goes to a GitHub release, and with `--publish-to` to the one of that tag, which another effect makes. Facts from Tauri's documentation (v1 and v2), read 2026-11-23.
 */
export function readTauri(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: [
      'target',
      'bundles',
      'config',
      'tag-name',
      'release-id',
      'release-draft',
      'project-path',
      'features',
      'include-updater-json',
      'updater-json',
      'publish-to',
    ],
    aliases: { t: 'target', b: 'bundles', c: 'config', f: 'features' },
  });
  const verb = args.words.map(literalOf).find((word) => word !== 'tauri' && word !== 'run');
  if (verb !== undefined && verb !== 'build' && verb !== 'bundle') return run.result(undefined);
  if (isOn(args, 'no-bundle')) return run.result(undefined);
  const folder = resolveFile(input.cwd, flagText(args, 'project-path') ?? '') ?? input.cwd;
  const path = findConfig(input, folder);
  const config = path === undefined ? undefined : readConfig(input.files, path);
  run.problems(config);
  if (config === undefined) run.doubt(input.span, 'the configuration of Tauri was not found');
  const root = config?.node;
  const bundle = get(root, 'bundle') ?? get(root, 'tauri', 'bundle');
  const base = relativeTo(input.cwd, joinPath(config === undefined ? joinPath(folder, 'src-tauri') : folderOf(config.path), 'target'));
  const triple = flagText(args, 'target');
  const names = named(root, input);
  const { chosen, certain } = chosenBundles(input, bundle, args.flags.get('bundles')?.flatMap((value) => literalOf(value)?.split(',') ?? []) ?? [], triple);
  const at = spanOf(bundle, input.span);
  for (const system of ['linux', 'macos', 'windows'] as const) {
    const own = chosen.filter((name) => bundles[name]?.system === system);
    if (own.length === 0) continue;
    const runs = certain ? when(true, '') : when('unknown', `${input.idPrefix}: the runner is ${system}`);
    const outputs = own.flatMap((name): readonly Text[] => {
      const kind = bundles[name];
      return kind === undefined
        ? []
        : [concat(lit(`${base}/`), triple === undefined ? [] : lit(`${triple}/`), lit(`release/bundle/${kind.folder}/`), names, wild('*'), lit(kind.ending))];
    });
    run.add({ kind: 'builds', outputs, by: 'tauri', madeType: 'installer' }, at, runs);
    signPrograms(run, system, bundle, outputs, runs);
    signUpdates(run, root, bundle, outputs, runs);
  }
  publish(run, args, at, config?.path);
  return run.result(config?.path);
}

function findConfig(input: ToolInput, folder: string): string | undefined {
  for (const base of [joinPath(folder, 'src-tauri'), folder]) {
    for (const name of ['tauri.conf.json', 'tauri.conf.json5', 'Tauri.toml']) if (input.files.has(joinPath(base, name))) return joinPath(base, name);
  }
  return input.files
    .list()
    .find((path) => /(^|\/)tauri\.conf\.json5?$/.test(path) && !path.includes('node_modules/') && (folder === '' || path.startsWith(`${folder}/`)));
}

function named(root: Node | undefined, input: ToolInput): Text {
  const product = text(root, 'productName') ?? text(root, 'package', 'productName');
  const name = product === undefined ? input.repo : lit(product);
  return concat(name, lit('_'), stripPrefix(input.tag, lit('v')), lit('_'));
}

/** The bundles asked for, less those of other systems when the runner or target is known. */
function chosenBundles(
  input: ToolInput,
  bundle: Node | undefined,
  flags: readonly string[],
  triple: string | undefined,
): { readonly chosen: readonly string[]; readonly certain: boolean } {
  if (truth(get(bundle, 'active')) === false) return { chosen: [], certain: true };
  const written = flags.length > 0 ? flags : texts(get(bundle, 'targets'));
  const all = written.length === 0 || written.includes('all') ? Object.keys(bundles) : written;
  const runner = literalOf(input.env('RUNNER_OS') ?? [])?.toLowerCase();
  const system =
    triple?.includes('apple') === true ? 'macos' : triple?.includes('windows') === true ? 'windows' : triple?.includes('linux') === true ? 'linux' : runner;
  if (system !== 'linux' && system !== 'macos' && system !== 'windows') return { chosen: all, certain: false };
  return { chosen: all.filter((name) => bundles[name]?.system === system), certain: true };
}

function given(input: ToolInput, ...names: readonly string[]): Holds {
  for (const name of names) {
    const value = input.env(name);
    if (value === undefined) continue;
    const answer = isGiven(value);
    if (answer !== false) return when(answer, `${name} is set`);
  }
  return never;
}

function signPrograms(run: Run, system: System, bundle: Node | undefined, paths: readonly Text[], runs: Holds): void {
  const subject = { kind: 'files', paths } as const;
  if (system === 'windows') {
    const section = get(bundle, 'windows');
    const command = get(section, 'signCommand');
    const thumbprint = get(section, 'certificateThumbprint');
    if (isSet(command) || (isSet(thumbprint) && text(section, 'certificateThumbprint') !== ''))
      run.add(
        { kind: 'signs', subject, mechanism: 'authenticode', keyless: false, attachedTo: 'embedded', inPlace: true },
        spanOf(command ?? thumbprint, run.input.span),
        runs,
      );
  }
  if (system !== 'macos') return;
  const identity = text(bundle, 'macOS', 'signingIdentity');
  const signed =
    identity !== undefined && identity !== '-' && identity !== '' ? when(true, '') : given(run.input, 'APPLE_CERTIFICATE', 'APPLE_SIGNING_IDENTITY');
  if (signed.truth === false) return;
  run.add(
    { kind: 'signs', subject, mechanism: 'apple-codesign', keyless: false, attachedTo: 'embedded', inPlace: true },
    spanOf(get(bundle, 'macOS'), run.input.span),
    both(runs, signed),
  );
  const notarized = given(run.input, 'APPLE_ID', 'APPLE_API_KEY', 'APPLE_API_ISSUER');
  run.add(
    { kind: 'signs', subject, mechanism: 'apple-notarization', keyless: false, attachedTo: 'log' },
    spanOf(get(bundle, 'macOS'), run.input.span),
    both(runs, notarized),
  );
}

/** `.sig` files for the updater (minisign): v2 wants `createUpdaterArtifacts`, v1 an active updater; both want the key. */
function signUpdates(run: Run, root: Node | undefined, bundle: Node | undefined, paths: readonly Text[], runs: Holds): void {
  const v1 = truth(get(root, 'tauri', 'updater', 'active'));
  const v2 = get(bundle, 'createUpdaterArtifacts');
  const wanted = v1 === true || (isSet(v2) && truth(v2) !== false);
  const key = given(run.input, 'TAURI_SIGNING_PRIVATE_KEY', 'TAURI_PRIVATE_KEY');
  if (!wanted) return;
  if (key.truth === false)
    run.idle({
      at: spanOf(v2 ?? get(root, 'tauri', 'updater'), run.input.span),
      what: 'signs',
      section: 'updater',
      reason: 'the key of the updater is not in the environment',
    });
  else
    run.add(
      { kind: 'signs', subject: { kind: 'files', paths }, mechanism: 'tauri-updater', keyless: false, outputs: ['{file}.sig'], attachedTo: 'beside' },
      spanOf(v2 ?? get(root, 'tauri', 'updater'), run.input.span),
      both(runs, key),
    );
}

function publish(run: Run, args: ReturnType<typeof parseArgs>, at: ReturnType<typeof spanOf>, config: string | undefined): void {
  const existing = args.flags.get('publish-to')?.at(-1);
  const name = args.flags.get('tag-name')?.at(-1);
  const release = args.flags.get('release-id')?.at(-1);
  const tag = existing ?? (name !== undefined ? replaceVersion(name, run.input) : release !== undefined ? run.input.tag : undefined);
  if (tag === undefined) return;
  const draft = flagText(args, 'release-draft') === 'true';
  if (existing === undefined && name !== undefined) run.add({ kind: 'creates-release', tag, draft, createsTag: true, by: 'tauri-action' }, at);
  const sink = { kind: 'release', tag } as const;
  const rest = { ...(existing === undefined ? { draft } : {}), ...(config === undefined ? {} : { config }) };
  run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['installer'] }, ...rest }, at);
  run.add({ kind: 'publishes', sink, subject: { kind: 'made', types: ['signature'] }, ...rest }, at);
}

/** The action writes the application's version for `__VERSION__`. */
function replaceVersion(tag: Text, input: ToolInput): Text {
  const known = literalOf(tag);
  if (known === undefined || !known.includes('__VERSION__')) return tag;
  const [head = '', tail = ''] = known.split('__VERSION__');
  return concat(lit(head), stripPrefix(input.tag, lit('v')), lit(tail));
}
