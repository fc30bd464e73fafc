import type { PackageIndex } from '../catalog/index.ts';
import type { Text } from '../values/index.ts';
import type { HeldIndex } from './model.ts';

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
      'PYPI_API_TOKEN',
      'MATURIN_PYPI_TOKEN',
      'POETRY_PYPI_TOKEN_PYPI',
      'PDM_PUBLISH_PASSWORD',
    ],
  },
  { index: 'rubygems', names: ['GEM_HOST_API_KEY', 'RUBYGEMS_API_KEY'] },
];

/**
 * The package indexes that a command holds a credential of, told by its variables. `trusts` are indexes that the job is
 * set up for and whose token it lacks: npm takes the job's identity then.
 */
export function indexesHeld(env: (name: string) => Text | undefined, trusts: readonly PackageIndex[]): readonly HeldIndex[] {
  const held = variables.filter(({ names }) => names.some((name) => (env(name)?.length ?? 0) > 0)).map(({ index }): HeldIndex => ({ index, auth: 'token' }));
  return [...held, ...trusts.filter((index) => !held.some((one) => one.index === index)).map((index): HeldIndex => ({ index, auth: 'trusted-publishing' }))];
}
