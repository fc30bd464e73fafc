import { asksProvenance, type PackageIndex } from '../catalog/index.ts';
import type { Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import type { HeldIndex } from './model.ts';
import { passesProvenance } from './script-provenance.ts';

/** Variables in which the publishing programs of package indexes look for their credential. */
const variables: readonly { readonly index: PackageIndex; readonly names: readonly string[] }[] = [
  { index: 'crates', names: ['CARGO_REGISTRY_TOKEN', 'CRATES_IO_TOKEN', 'CARGO_TOKEN'] },
  { index: 'npm', names: ['NODE_AUTH_TOKEN', 'NPM_TOKEN', 'NPM_CONFIG_TOKEN', 'NPM_AUTH_TOKEN', 'YARN_NPM_AUTH_TOKEN'] },
  {
    index: 'pypi',
    names: [
      'TWINE_PASSWORD',
      'UV_PUBLISH_TOKEN',
      'UV_PUBLISH_PASSWORD',
      'FLIT_PASSWORD',
      'HATCH_INDEX_AUTH',
      'PYPI_TOKEN',
      'PYPI_PASSWORD',
      'PYPI_API_TOKEN',
      'MATURIN_PYPI_TOKEN',
      'POETRY_PYPI_TOKEN_PYPI',
      'PDM_PUBLISH_PASSWORD',
    ],
  },
  { index: 'rubygems', names: ['GEM_HOST_API_KEY', 'RUBYGEMS_API_KEY'] },
  // NuGet's own clients take the key as an argument: these are the names that scripts give it.
  { index: 'nuget', names: ['NUGET_API_KEY', 'NUGET_PUBLISH_KEY', 'NUGET_KEY', 'NUGET_TOKEN', 'NUGET_ORG_API_KEY'] },
  { index: 'hex', names: ['HEX_API_KEY'] },
  { index: 'cocoapods', names: ['COCOAPODS_TRUNK_TOKEN'] },
  { index: 'vscode-marketplace', names: ['VSCE_PAT'] },
  { index: 'open-vsx', names: ['OVSX_PAT'] },
];

/**
 * The package indexes that a command holds a credential of, told by its variables. npm takes the job's identity where
 * the job is set up for it and holds no token.
 */
export function indexesHeld(
  machine: Machine,
  env: (name: string) => Text | undefined,
  cwd: string,
  program: { readonly sources: readonly string[]; readonly words: readonly Text[] },
): readonly HeldIndex[] {
  const identified = machine.permission('id-token', 'write') === true;
  const held = variables.filter(({ names }) => names.some((name) => (env(name)?.length ?? 0) > 0)).map(({ index }): HeldIndex => ({ index, auth: 'token' }));
  if (identified && machine.configured.has('npm-token') && !held.some((one) => one.index === 'npm')) held.push({ index: 'npm', auth: 'trusted-publishing' });
  const { files } = machine.trace.input;
  const may = identified && !machine.selfHosted && held.some((one) => one.index === 'npm');
  const asks = !may
    ? undefined
    : asksProvenance({ env, files, cwd })
      ? 'settings'
      : passesProvenance(files, program.sources, program.words)
        ? 'script'
        : undefined;
  return asks === undefined ? held : held.map((one) => (one.index === 'npm' ? { ...one, provenance: asks } : one));
}

/** The index that a program publishes to. */
const indexOf: Readonly<Record<string, PackageIndex>> = {
  npm: 'npm',
  pnpm: 'npm',
  yarn: 'npm',
  bun: 'npm',
  lerna: 'npm',
  napi: 'npm',
  cargo: 'crates',
  gem: 'rubygems',
  ...Object.fromEntries(['twine', 'uv', 'flit', 'poetry', 'pdm', 'hatch', 'maturin'].map((program) => [program, 'pypi'])),
};

/** Whether a job holds what a program needs to publish: a credential of its index, a permission or a login. */
export function holdsMeans(machine: Machine, program: string, env: (name: string) => Text | undefined, cwd: string): boolean {
  const index = indexOf[program];
  if (index !== undefined)
    return (
      indexesHeld(machine, env, cwd, { sources: [], words: [] }).some((held) => held.index === index) ||
      (index === 'pypi' && machine.permission('id-token', 'write') === true)
    );
  if (program === 'gh' || program === 'hub' || program === 'ghr') return machine.permission('contents', 'write') !== false;
  return machine.holdsSecret || machine.logins.length > 0;
}
