import type { Tri } from '../base/index.ts';
import type { Permissions } from '../workflow/index.ts';
import type { PermissionOf } from './machine.ts';

/** What the caller of a reusable workflow gives it at most. */
export interface Ceiling {
  readonly of: PermissionOf;
  /** False when no caller on the way states any: the default of the repository then bounds what is asked, and `id-token` is given to a workflow of the same owner that asks for it. */
  readonly isStated: boolean;
}

/**
 * The permissions of a job's token: the job's block, else the workflow's, else the repository's default (unknown),
 * never above what the caller of a reusable workflow gave. A block that is there gives nothing that it does not name.
 */
export function permissionsOf(job: Permissions | undefined, workflow: Permissions | undefined, ceiling: Ceiling | undefined): PermissionOf {
  const block = job ?? workflow;
  return (scope, level) => {
    const own = block === undefined ? undeclared(scope) : declared(block, scope, level);
    if (ceiling === undefined) return own;
    if (block === undefined) return ceiling.of(scope, level);
    const above = ceiling.isStated ? ceiling.of(scope, level) : 'unknown';
    if (own === false || above === false) return false;
    return own === true && above === true ? true : 'unknown';
  };
}

/** Without any block the token has the repository's default, which never holds `id-token: write`. */
function undeclared(scope: string): Tri {
  return scope === 'id-token' ? false : 'unknown';
}

function declared(block: Permissions, scope: string, level: 'read' | 'write'): Tri {
  if (block.all === 'write') return true;
  if (block.all === 'read') return level === 'read' && scope !== 'id-token';
  const own = block.scopes.get(scope)?.level ?? 'none';
  if (own === 'write') return true;
  return own === 'read' && level === 'read';
}
