import { concat, join, lit, literalOf, wild } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { parseArgs } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import { get, isSet, maps, spanOf, text, texts, truth } from '../support/node.ts';
import { joinPath } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { readWorkspace } from './crates.ts';

/** Everything goes here; the generated workflow moves it on. */
const folder = 'target/distrib/';

const defaultTargets = ['aarch64-apple-darwin', 'aarch64-unknown-linux-gnu', 'x86_64-apple-darwin', 'x86_64-unknown-linux-gnu', 'x86_64-pc-windows-msvc'];

/**
 * Reads what `dist build` makes: archives with a checksum file each, installers, the source tarball and one list of all
 * checksums (since 0.24). `dist plan` and `dist host` publish nothing on GitHub: the generated workflow does, and it is
 * read as a workflow, attestations included. Read in axodotdev/cargo-dist at v1.0.0-rc.1 (commit 7bbefa3d) on 2026-11-23.
 */
export function readCargoDist(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['artifacts', 'target', 'tag', 'output-format', 'installer', 'ci', 'print', 'steps', 'manifest'],
    aliases: { a: 'artifacts', t: 'target', i: 'installer', o: 'output-format' },
  });
  const verb = args.words.map(literalOf).find((word) => word !== 'dist' && word !== 'cargo-dist') ?? '';
  const config = findConfig(input);
  const json = [...(args.flags.get('output-format') ?? [])].some((value) => literalOf(value) === 'json');
  const whole = planOf(input, config?.node, []);
  if (verb !== 'build') {
    if (json && (verb === 'plan' || verb === 'host' || verb === 'manifest')) run.output('stdout', manifestOf(input, whole, []));
    return run.result(config?.path);
  }
  const kinds = (args.flags.get('artifacts') ?? []).map(literalOf);
  // A word that the plan gives at run time stands where the generated workflow builds for one platform.
  const some = (kind: string): boolean =>
    (kinds.length === 0 && (args.unread.length === 0 || kind === 'local')) ||
    kinds.some((k) => k === undefined || k === 'all' || k === 'lies' || k === kind || (k === 'host' && kind === 'local'));
  const plan = planOf(
    input,
    config?.node,
    (args.flags.get('target') ?? []).flatMap((target) => literalOf(target) ?? []),
  );
  const at = spanOf(config?.node, input.span);
  if (some('local')) buildLocal(run, plan, at);
  if (some('global')) buildGlobal(run, whole, at);
  const made = [
    ...(some('local') ? [...plan.archives, ...plan.checksums, ...packed(plan)] : []),
    ...(some('global') ? [...scripts(whole), ...whole.others] : []),
  ];
  if (json) run.output('stdout', manifestOf(input, whole, inFolder(made)));
  return run.result(config?.path);
}

/**
 * The JSON that `--output-format=json` prints, as far as the generated workflow reads it: the platforms to build for,
 * what each release consists of, and the files to hand on. A release that is not a pre-release is meant.
 */
function manifestOf(input: ToolInput, plan: Plan, upload: readonly Text[]): Text {
  const quoted = (name: Text): Text => concat(lit('"'), name, lit('"'));
  const list = (names: readonly Text[]): Text => concat(lit('['), join(names.map(quoted), ','), lit(']'));
  const include = plan.targets.map((target) => ({
    targets: [target],
    runner: target.includes('windows') ? 'windows-2022' : target.includes('apple') ? 'macos-14' : 'ubuntu-22.04',
    dist_args: `--artifacts=local --target=${target}`,
    install_dist: { shell: 'sh', run: '' },
    packages_install: '',
  }));
  const artifacts = list([...plan.archives, ...plan.checksums, ...plan.installers, ...plan.others]);
  const head = JSON.stringify({
    announcement_is_prerelease: false,
    announcement_title: '',
    announcement_github_body: '',
    publish_prereleases: false,
    ci: { github: { artifacts_matrix: { include }, pr_run_mode: 'plan' } },
  });
  const releases = plan.apps.map((app) =>
    concat(lit('{"app_name":'), quoted(app), lit(',"app_version":'), quoted(input.tag), lit(',"artifacts":'), artifacts, lit('}')),
  );
  return concat(
    lit(`${head.slice(0, -1)},"announcement_tag":`),
    quoted(input.tag),
    lit(',"releases":['),
    join(releases, ','),
    lit('],"upload_files":'),
    list(upload),
    lit('}'),
  );
}

interface DistConfig {
  readonly path: string;
  readonly node: Node | undefined;
}

/** dist-workspace.toml, dist.toml, or Cargo.toml's `workspace.metadata.dist`. */
function findConfig(input: ToolInput): DistConfig | undefined {
  for (const name of ['dist-workspace.toml', 'dist.toml']) {
    const path = joinPath(input.cwd, name);
    const node = readConfig(input.files, path)?.node;
    if (node !== undefined) return { path, node: get(node, 'dist') };
  }
  const path = joinPath(input.cwd, 'Cargo.toml');
  const node = get(readConfig(input.files, path)?.node, 'workspace', 'metadata', 'dist');
  return node === undefined ? undefined : { path, node };
}

interface Plan {
  readonly apps: readonly Text[];
  readonly targets: readonly string[];
  readonly archives: readonly Text[];
  readonly checksums: readonly Text[];
  readonly algorithm: string | undefined;
  readonly installers: readonly Text[];
  /** The source tarball with its checksum, extra artifacts, the list of checksums. */
  readonly others: readonly Text[];
  readonly source: Text | undefined;
  readonly extras: readonly Text[];
  readonly signsWindows: boolean;
}

function planOf(input: ToolInput, node: Node | undefined, only: readonly string[]): Plan {
  const crates = readWorkspace(input.files, input.cwd).crates.filter(
    (crate) => crate.hasBinary && truth(get(crate.node, 'package', 'metadata', 'dist', 'dist')) !== false,
  );
  const apps: readonly Text[] = crates.length > 0 ? crates.map((crate) => lit(crate.name)) : [wild('*')];
  const configured = texts(get(node, 'targets'));
  const targets = only.length > 0 ? only : configured.length > 0 ? configured : defaultTargets;
  const unix = text(node, 'unix-archive') ?? '.tar.xz';
  const windows = text(node, 'windows-archive') ?? '.zip';
  const archives = apps.flatMap((app) => targets.map((target) => concat(app, lit(`-${target}${target.includes('windows') ? windows : unix}`))));
  const kind = text(node, 'checksum') ?? 'sha256';
  const algorithm = kind === 'false' ? undefined : kind;
  const chosen = texts(get(node, 'installers'));
  const installers = apps.flatMap((app) =>
    chosen.flatMap((installer): readonly Text[] => {
      const ending = { shell: '-installer.sh', powershell: '-installer.ps1', npm: '-npm-package.tar.gz', homebrew: '.rb' }[installer];
      if (ending !== undefined) return [concat(app, lit(ending))];
      if (installer === 'msi' || installer === 'pkg') return [concat(app, lit('-'), wild('*'), lit(`.${installer}`))];
      return [];
    }),
  );
  const source = truth(get(node, 'source-tarball')) === false ? undefined : lit('source.tar.gz');
  const extras = maps(get(node, 'extra-artifacts')).flatMap((entry) =>
    texts(get(entry, 'artifacts')).map((path) => lit(path.slice(path.lastIndexOf('/') + 1))),
  );
  const checksums = algorithm === undefined ? [] : archives.map((name) => concat(name, lit(`.${algorithm}`)));
  const others = [
    ...(source === undefined ? [] : [source, ...(algorithm === undefined ? [] : [concat(source, lit(`.${algorithm}`))])]),
    ...extras,
    ...(algorithm === undefined ? [] : [lit(`${algorithm}.sum`)]),
  ];
  return { apps, targets, archives, checksums, algorithm, installers, others, source, extras, signsWindows: isSet(get(node, 'ssldotcom-windows-sign')) };
}

function inFolder(names: readonly Text[]): readonly Text[] {
  return names.map((name) => concat(lit(folder), name));
}

/** Packages of one platform, built with its archives; other installers are scripts for all of them. */
function packed(plan: Plan): readonly Text[] {
  return plan.installers.filter(isPackage);
}

function scripts(plan: Plan): readonly Text[] {
  return plan.installers.filter((name) => !isPackage(name));
}

function isPackage(name: Text): boolean {
  return name.some((piece) => piece.kind === 'lit' && /\.(msi|pkg)$/.test(piece.text));
}

function buildLocal(run: Run, plan: Plan, at: ReturnType<typeof spanOf>): void {
  run.add({ kind: 'builds', outputs: inFolder(plan.archives), by: 'dist', madeType: 'archive', id: 'local' }, at);
  const packages = packed(plan);
  if (packages.length > 0) run.add({ kind: 'builds', outputs: inFolder(packages), by: 'dist', madeType: 'installer', id: 'local' }, at);
  if (plan.signsWindows && packages.length > 0)
    run.doubt(at, 'ssldotcom-windows-sign signs programs before they are packed; which files carry it was not read');
  if (plan.algorithm !== undefined)
    run.add(
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: inFolder([...plan.archives, ...packages]) },
        algorithm: plan.algorithm,
        perFile: `{file}.${plan.algorithm}`,
        madeType: 'checksum',
      },
      at,
    );
}

function buildGlobal(run: Run, plan: Plan, at: ReturnType<typeof spanOf>): void {
  const installers = scripts(plan);
  if (installers.length > 0) run.add({ kind: 'builds', outputs: inFolder(installers), by: 'dist', madeType: 'installer', id: 'global' }, at);
  if (plan.source !== undefined) {
    run.add({ kind: 'builds', outputs: inFolder([plan.source]), by: 'dist', madeType: 'source' }, at);
    if (plan.algorithm !== undefined)
      run.add(
        {
          kind: 'hashes',
          subject: { kind: 'files', paths: inFolder([plan.source]) },
          algorithm: plan.algorithm,
          perFile: `{file}.${plan.algorithm}`,
          madeType: 'checksum',
        },
        at,
      );
  }
  if (plan.extras.length > 0) run.add({ kind: 'builds', outputs: inFolder(plan.extras), by: 'dist', madeType: 'extra' }, at);
  if (plan.algorithm === undefined) return;
  // The list holds what has a checksum of its own: archives, packages and the source, not the install scripts.
  const listed = [...plan.archives, ...(plan.source === undefined ? [] : [plan.source])];
  run.add(
    {
      kind: 'hashes',
      subject: { kind: 'files', paths: inFolder(listed) },
      algorithm: plan.algorithm,
      list: lit(`${folder}${plan.algorithm}.sum`),
      madeType: 'checksum',
    },
    at,
  );
}
