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
  if (verb !== 'build' && verb !== 'print-upload-files-from-manifest') return run.result(config?.path);
  const kinds = (args.flags.get('artifacts') ?? []).map(literalOf);
  const some = (kind: string): boolean =>
    args.unread.length > 0 ||
    kinds.length === 0 ||
    kinds.some((k) => k === undefined || k === 'all' || k === 'lies' || k === kind || (k === 'host' && kind === 'local'));
  const plan = planOf(input, config?.node);
  const at = spanOf(config?.node, input.span);
  if (verb === 'build' && some('local')) buildLocal(run, plan, at);
  if (verb === 'build' && some('global')) buildGlobal(run, plan, at);
  run.output(
    'stdout',
    join(
      [...plan.archives, ...plan.checksums, ...plan.installers, ...plan.others].map((name) => concat(lit(folder), name)),
      '\n',
    ),
  );
  return run.result(config?.path);
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

function planOf(input: ToolInput, node: Node | undefined): Plan {
  const crates = readWorkspace(input.files, input.cwd).crates.filter(
    (crate) => crate.hasBinary && truth(get(crate.node, 'package', 'metadata', 'dist', 'dist')) !== false,
  );
  const apps: readonly Text[] = crates.length > 0 ? crates.map((crate) => lit(crate.name)) : [wild('*')];
  const targets = texts(get(node, 'targets'));
  const unix = text(node, 'unix-archive') ?? '.tar.xz';
  const windows = text(node, 'windows-archive') ?? '.zip';
  const archives = apps.flatMap((app) =>
    (targets.length > 0 ? targets : defaultTargets).map((target) => concat(app, lit(`-${target}${target.includes('windows') ? windows : unix}`))),
  );
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
  return { archives, checksums, algorithm, installers, others, source, extras, signsWindows: isSet(get(node, 'ssldotcom-windows-sign')) };
}

function inFolder(names: readonly Text[]): readonly Text[] {
  return names.map((name) => concat(lit(folder), name));
}

function buildLocal(run: Run, plan: Plan, at: ReturnType<typeof spanOf>): void {
  run.add({ kind: 'builds', outputs: inFolder(plan.archives), by: 'dist', madeType: 'archive', id: 'local' }, at);
  const packed = plan.installers.filter((name) => name.some((piece) => piece.kind === 'lit' && /\.(msi|pkg)$/.test(piece.text)));
  if (packed.length > 0) run.add({ kind: 'builds', outputs: inFolder(packed), by: 'dist', madeType: 'installer', id: 'local' }, at);
  if (plan.signsWindows && packed.length > 0) run.doubt(at, 'ssldotcom-windows-sign signs programs before they are packed; which files carry it was not read');
  if (plan.algorithm !== undefined)
    run.add(
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: inFolder([...plan.archives, ...packed]) },
        algorithm: plan.algorithm,
        perFile: `{file}.${plan.algorithm}`,
        madeType: 'checksum',
      },
      at,
    );
}

function buildGlobal(run: Run, plan: Plan, at: ReturnType<typeof spanOf>): void {
  const scripts = plan.installers.filter((name) => !name.some((piece) => piece.kind === 'lit' && /\.(msi|pkg)$/.test(piece.text)));
  if (scripts.length > 0) run.add({ kind: 'builds', outputs: inFolder(scripts), by: 'dist', madeType: 'installer', id: 'global' }, at);
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
