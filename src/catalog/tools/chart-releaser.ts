import { concat, hole, lit, literalOf, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { isOn, parseArgs } from './support/args.ts';
import type { Args } from './support/args.ts';
import { readConfig } from './support/config.ts';
import { spanOf, text } from './support/node.ts';
import { joinPath, resolveFile } from './support/path.ts';
import { both, Run, when } from './support/run.ts';
import type { Holds } from './support/run.ts';
import { renderTemplate } from './goreleaser/template.ts';
import { textValue } from './goreleaser/value.ts';

interface Chart {
  readonly name: Text;
  readonly version: Text;
  readonly package: Text;
  /** The folder, when it is known. */
  readonly folder: string | undefined;
}

/**
 * Reads `cr package`, `cr upload` and `cr index`; without one of them all three, as the action runs them. A package is
 * signed only with `sign`, given by cr.yaml, a flag or CR_SIGN, and its `.prov` file is uploaded beside it. Read in
 * helm/chart-releaser at v1.8.1 (commit 8c52c9e) and helm/chart-releaser-action (3e001cb) on 2026-11-23.
 */
export function readChartReleaser(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: [
      'package-path',
      'key',
      'keyring',
      'passphrase-file',
      'config',
      'owner',
      'git-repo',
      'token',
      'charts-dir',
      'charts-repo',
      'charts-repo-url',
      'index-path',
      'pages-branch',
      'release-name-template',
      'commit',
      'version',
      'remote',
      'skip-packaging',
      'skip-upload',
      'skip-existing',
      'mark-as-latest',
      'install-only',
      'install-dir',
      'packages-with-index',
    ],
    aliases: {
      d: 'charts-dir',
      o: 'owner',
      r: 'git-repo',
      p: 'package-path',
      t: 'token',
      c: 'commit',
      u: 'charts-repo-url',
      v: 'version',
      n: 'install-dir',
      i: 'install-only',
      l: 'mark-as-latest',
    },
  });
  const verb = args.words.map(literalOf).find((word) => word === 'package' || word === 'upload' || word === 'index');
  if (switched(args, 'install-only').truth === true) return run.result(undefined);
  const named = literalOf(args.flags.get('config')?.at(-1) ?? []);
  const path = (named === undefined || named === '' ? ['cr.yaml', 'cr.yml', 'cr.json', 'cr.toml'] : [named])
    .map((name) => resolveFile(input.cwd, name))
    .find((name) => name !== undefined && input.files.has(name));
  const config = path === undefined ? undefined : readConfig(input.files, path);
  run.problems(config);
  if (named !== undefined && named !== '' && config === undefined) run.doubt(input.span, `the configuration ${named} is not in the repository`);
  const setting = (key: string): Text | undefined => {
    const flag = args.flags.get(key)?.at(-1);
    if (flag !== undefined) return flag.length === 0 ? lit('true') : flag;
    const env = input.env(`CR_${key.toUpperCase().replaceAll('-', '_')}`);
    if (env !== undefined && env.length > 0) return env;
    const written = text(config?.node, key);
    return written === undefined ? undefined : lit(written);
  };
  const at = spanOf(config?.node, input.span);
  const folder = literalOf(setting('package-path') ?? lit('.cr-release-packages')) ?? '.cr-release-packages';
  const charts = chartsOf(run, args, literalOf(args.flags.get('charts-dir')?.at(-1) ?? lit('charts')) ?? 'charts', folder);
  if (verb === undefined || verb === 'package')
    packageCharts(run, charts, setting, verb === undefined ? negated(switched(args, 'skip-packaging')) : when(true, ''));
  if (verb === undefined || verb === 'upload') uploadCharts(run, charts, setting, folder, config?.path);
  const indexes =
    verb === undefined
      ? negated(switched(args, 'skip-upload'))
      : when(verb === 'index' && (isOn(args, 'push') || isOn(args, 'pr') || literalOf(setting('push') ?? []) === 'true'), '');
  if (verb === undefined || verb === 'index') {
    const url = setting('charts-repo') ?? args.flags.get('charts-repo-url')?.at(-1);
    run.add(
      {
        kind: 'publishes',
        sink: { kind: 'helm-index', ...(url === undefined || url.length === 0 ? {} : { url }) },
        subject: { kind: 'files', paths: [concat(lit(`${folder}/`), wild('*'), lit('.tgz'))] },
        names: charts.map((chart) => chart.name),
        ...(config === undefined ? {} : { config: config.path }),
      },
      at,
      indexes,
    );
  }
  return run.result(config?.path);
}

/** A switch of the action's script (helm/chart-releaser-action at 3e001cb8): on with any value, `false` too. */
function switched(args: Args, name: string): Holds {
  const value = args.flags.get(name)?.at(-1);
  if (value === undefined) return when(false, '');
  const known = literalOf(value);
  if (known === undefined) return when('unknown', `${name} is set`);
  return when(known !== '', '');
}

function negated(holds: Holds): Holds {
  return holds.truth === 'unknown' ? { truth: 'unknown', key: `not (${holds.key})` } : when(!holds.truth, '');
}

/** Charts below the charts folder, or the ones that are named. */
function chartsOf(run: Run, args: Args, chartsDir: string, packages: string): readonly Chart[] {
  const { files, cwd, idPrefix } = run.input;
  const root = resolveFile(cwd, chartsDir) ?? chartsDir;
  const named = args.words.map(literalOf).filter((word) => word !== undefined && word !== 'package' && word !== 'upload' && word !== 'index');
  const folders = named.length > 0 ? named.map((name) => resolveFile(cwd, name ?? '') ?? '') : files.folders(root).map((name) => joinPath(root, name));
  const known = folders.slice(0, 200).flatMap((folder): readonly Chart[] => {
    const node = readConfig(files, joinPath(folder, 'Chart.yaml'))?.node;
    const name = text(node, 'name');
    if (name === undefined) return [];
    const version = hole(`${idPrefix}.${name}.version`, { label: 'version' });
    return [{ name: lit(name), version, package: concat(lit(`${packages}/${name}-`), version, lit('.tgz')), folder }];
  });
  if (known.length > 0) return known;
  run.doubt(run.input.span, `no chart was found below ${chartsDir}`);
  const name = hole(`${idPrefix}.chart`, { label: 'chart' });
  return [
    { name, version: hole(`${idPrefix}.version`, { label: 'version' }), package: concat(lit(`${packages}/`), wild('*'), lit('.tgz')), folder: undefined },
  ];
}

type Setting = (key: string) => Text | undefined;

function packageCharts(run: Run, charts: readonly Chart[], setting: Setting, does: Holds): void {
  const { span } = run.input;
  run.add({ kind: 'builds', outputs: charts.map((chart) => chart.package), by: 'chart-releaser', madeType: 'chart' }, span, does);
  const sign = setting('sign');
  if (sign === undefined) return;
  const known = literalOf(sign);
  const signs = known === undefined ? when('unknown', 'sign is set') : when(['true', '1', 't', 'yes'].includes(known.toLowerCase()), '');
  const key = literalOf(setting('key') ?? []);
  const keyring = literalOf(setting('keyring') ?? []);
  const isThere = keyring !== undefined && run.input.files.has(resolveFile(run.input.cwd, keyring) ?? keyring);
  run.add(
    {
      kind: 'signs',
      subject: { kind: 'made', types: ['chart'] },
      mechanism: 'helm-prov',
      keyless: false,
      ...(key === undefined || key === '' ? {} : { key }),
      outputs: ['{file}.prov'],
      attachedTo: 'beside',
      // Without a keyring in a file of its own it is GnuPG's.
      ...(isThere ? {} : { needs: [{ kind: 'gpg-key' }] }),
    },
    span,
    both(does, signs),
  );
}

function uploadCharts(run: Run, charts: readonly Chart[], setting: Setting, folder: string, config: string | undefined): void {
  const { span } = run.input;
  const template = literalOf(setting('release-name-template') ?? lit('{{ .Name }}-{{ .Version }}')) ?? '{{ .Name }}-{{ .Version }}';
  const [owner, called] = [setting('owner'), setting('git-repo')];
  const repository = owner === undefined || called === undefined ? {} : { repository: concat(owner, lit('/'), called) };
  for (const chart of charts) {
    const tag = renderTemplate(template, {
      env: run.input.env,
      field: (name) => (name === 'Name' ? textValue(chart.name) : name === 'Version' ? textValue(chart.version) : undefined),
    });
    run.add({ kind: 'creates-release', tag, draft: false, createsTag: true, by: 'chart-releaser', ...repository }, span);
    const path = chart.folder === undefined ? concat(lit(`${folder}/`), wild('*'), lit('.tgz')) : chart.package;
    const rest = config === undefined ? {} : { config };
    run.add({ kind: 'publishes', sink: { kind: 'release', tag, ...repository }, subject: { kind: 'files', paths: [path] }, ...rest }, span);
    if (setting('sign') !== undefined)
      run.add(
        { kind: 'publishes', sink: { kind: 'release', tag, ...repository }, subject: { kind: 'files', paths: [concat(path, lit('.prov'))] }, ...rest },
        span,
      );
  }
}
