import { literalOf } from '../../../values/index.ts';
import type { ToolInput } from '../../tool.ts';

/** Names under which the registry that actions/setup-node writes into its `.npmrc` is handed on; no program reads them. */
export const setupRegistry = { url: 'npm_setup_registry_url', scope: 'npm_setup_registry_scope' } as const;

/**
 * The registry that actions/setup-node was told for a package, or undefined. With a scope it holds for that scope alone;
 * for GitHub's own registry the scope is the owner's unless another is given (src/authutil.ts).
 */
export function registryOfSetup(input: ToolInput, packageName: string): string | undefined {
  const url = literalOf(input.env(setupRegistry.url) ?? []);
  if (url === undefined || url === '') return undefined;
  const given = literalOf(input.env(setupRegistry.scope) ?? []) ?? '';
  const scope = given === '' && url.includes('npm.pkg.github.com') ? (literalOf(input.owner) ?? '') : given;
  const wanted = scope === '' ? '' : `${scope.startsWith('@') ? '' : '@'}${scope.toLowerCase()}/`;
  return packageName.toLowerCase().startsWith(wanted) ? url : undefined;
}
