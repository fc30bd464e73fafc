import type { Tri } from '../../base/index.ts';
import { concat, lit, literalOf, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { versionSpan, within } from '../version.ts';
import { flagText, isOn, parseArgs } from './support/args.ts';
import type { Args } from './support/args.ts';
import { readConfig } from './support/config.ts';
import type { ConfigFile } from './support/config.ts';
import { get, text, texts, truth } from './support/node.ts';
import { folderOf, joinPath, resolveFile } from './support/path.ts';
import { Run } from './support/run.ts';

const values = [
  'interpreter',
  'bindings',
  'compatibility',
  'manylinux',
  'auditwheel',
  'out',
  'sbom-include',
  'manifest-path',
  'target',
  'target-dir',
  'features',
  'profile',
  'config',
  'jobs',
  'repository',
  'repository-url',
  'username',
  'password',
  'color',
];
const aliases = { i: 'interpreter', b: 'bindings', o: 'out', m: 'manifest-path', F: 'features', j: 'jobs', u: 'username', p: 'password', r: 'release' };

/** The first version that puts SBOMs into wheels, from maturin's changelog. */
const firstWithSbom = '1.12.0';

/**
 * Reads what `maturin build`, `maturin sdist` and `maturin publish` make: wheels and source archives, called as the
 * project that is built. Each wheel holds a CycloneDX SBOM of the Rust dependencies unless `[tool.maturin.sbom]` turns
 * that off; a source archive holds none. Facts from maturin's source at v1.14.1, read 2026-11-23.
 */
export function readMaturin(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values, aliases });
  const verb = literalOf(args.words[0] ?? []) ?? '';
  const project = projectOf(input, args);
  const config = readConfig(input.files, joinPath(project, 'pyproject.toml'));
  run.problems(config);
  const out = args.flags.get('out')?.at(-1);
  const folder = out === undefined ? lit('target/wheels') : trimmed(out);
  const some = (ending: string): Text => concat(folder, lit('/'), wild('*'), lit(ending));
  const place = project === input.cwd ? {} : { of: project };
  if (verb === 'sdist') {
    run.add({ kind: 'builds', outputs: [some('.tar.gz')], by: 'maturin', ...place }, input.span);
    return run.result(config?.path);
  }
  // `publish` makes a source archive too, unless it is told not to.
  const archived = verb === 'publish' ? !isOn(args, 'no-sdist') : out === undefined || isOn(args, 'sdist');
  const outputs = [some('.whl'), ...(archived ? [some('.tar.gz')] : [])];
  run.add({ kind: 'builds', outputs, by: 'maturin', ...place }, input.span);
  const made = sbomByVersion(input, texts(get(config?.node, 'build-system', 'requires')));
  describe(run, config, some('.whl'), made, args.flags.has('sbom-include'));
  return run.result(config?.path);
}

/**
 * Reads what a Python front end (`python -m build`, `uv build`, `pip wheel`, cibuildwheel) is given by maturin as the
 * build backend of a project: it builds with the newest version that the project's requirement allows. The words are the
 * folder of the wheels, and the project's own where that is another than the working folder. Another backend gives nothing.
 */
export function readPythonBackend(input: ToolInput): ToolResult {
  const run = new Run(input);
  const [out = [], project = []] = input.args;
  const known = literalOf(project);
  const folder = known === undefined ? undefined : resolveFile(input.cwd, known);
  const config = folder === undefined ? undefined : readConfig(input.files, joinPath(folder, 'pyproject.toml'));
  if (text(config?.node, 'build-system', 'build-backend') !== 'maturin') return run.result(undefined);
  const requires = texts(get(config?.node, 'build-system', 'requires'));
  const pinned = ['PIP_CONSTRAINT', 'PIP_BUILD_CONSTRAINT', 'UV_BUILD_CONSTRAINT', 'UV_CONSTRAINT'].some((name) => input.env(name) !== undefined);
  const asked = requires.find((one) => /^maturin\b/.test(one));
  const made = asked !== undefined && endsBefore(asked) ? false : asked === undefined || pinned ? 'unknown' : true;
  describe(run, config, concat(trimmed(out), lit('/'), wild('*'), lit('.whl')), made, false);
  return run.result(undefined);
}

/** The SBOM in each wheel, unless the project turns it off. */
function describe(run: Run, config: ConfigFile | undefined, wheels: Text, made: Tri, given: boolean): void {
  const settings = get(config?.node, 'tool', 'maturin', 'sbom');
  const isOff = made === false || truth(get(settings, 'rust')) === false;
  if (isOff && !given && texts(get(settings, 'include')).length === 0) return;
  const perhaps = isOff
    ? 'what the SBOM file says that is packed into the wheel was not read'
    : made === true
      ? undefined
      : `whether this maturin is ${firstWithSbom} or later, which puts an SBOM into each wheel, is not known`;
  run.add(
    {
      kind: 'describes',
      subject: { kind: 'files', paths: [wheels] },
      format: isOff ? 'unknown' : 'cyclonedx',
      attachedTo: 'embedded',
      tool: 'maturin',
      note: 'the Rust dependencies, packed into the wheel',
      fresh: true,
      ...(perhaps === undefined ? {} : { perhaps }),
    },
    run.input.span,
  );
}

function trimmed(path: Text): Text {
  const last = path.at(-1);
  return last?.kind === 'lit' ? concat(path.slice(0, -1), lit(last.text.replace(/\/+$/, ''))) : path;
}

const maxUp = 8;

/** The folder of the project's pyproject.toml: that of the manifest given, or the nearest above it that has one. */
function projectOf(input: ToolInput, args: Args): string {
  const given = flagText(args, 'manifest-path');
  if (given === undefined) return input.cwd;
  const own = folderOf(resolveFile(input.cwd, given) ?? joinPath(input.cwd, 'Cargo.toml'));
  let folder = own;
  for (let i = 0; i < maxUp; i++) {
    if (input.files.has(joinPath(folder, 'pyproject.toml'))) return folder;
    if (folder === '') break;
    folder = folderOf(folder);
  }
  return own;
}

/** Whether the version that runs makes SBOMs, from what installed it and from what the project asks for to be built with. */
function sbomByVersion(input: ToolInput, requires: readonly string[]): Tri {
  const version = input.version?.('maturin');
  const asked = requires.find((one) => /^maturin\b/.test(one));
  const older = asked !== undefined && endsBefore(asked);
  if (version === undefined) return older ? false : 'unknown';
  if (version === 'latest') return older ? 'unknown' : true;
  return within(versionSpan(version), { since: firstWithSbom });
}

/** Whether a requirement (`maturin>=1.0,<1.8`, `maturin==1.4.*`, `maturin~=1.8.1`) allows no version that makes SBOMs. */
function endsBefore(requirement: string): boolean {
  for (const [, operator, version = ''] of requirement.matchAll(/(===?|~=|<=|<)\s*v?([\d.]+)/g)) {
    const numbers = version.split('.').filter((part) => part !== '');
    const newest = operator === '~=' ? numbers.slice(0, -1) : numbers;
    if (within(versionSpan(newest.join('.')), { until: firstWithSbom }) === true) return true;
    if (operator === '<' && firstWithSbom.startsWith(numbers.join('.')) && numbers.length > 1) return true;
  }
  return false;
}
