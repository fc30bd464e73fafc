import type { Need } from '../catalog/index.ts';
import { lit, literalOf, nameSet, resolvePath, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';

/** The variables of a command, where they are known. */
type Variables = (name: string) => Text | undefined;

/** Why the needs of an effect are certainly not met in a job, or undefined. */
export function missingFor(machine: Machine, needs: readonly Need[] | undefined, cwd: Text, env?: Variables): string | undefined {
  for (const need of needs ?? []) {
    if (need.kind === 'tool') {
      const gone = machine.missingTool(need.name);
      if (gone !== undefined) return gone;
      continue;
    }
    if (need.kind !== 'permission') {
      const why = unmet(machine, need, cwd, env);
      if (why !== undefined) return why;
      continue;
    }
    if (machine.permission(need.scope, need.level) === false) return `the job has no permission ${need.scope}: ${need.level}`;
  }
  return undefined;
}

/** Why a key, a runner or a workflow is certainly not what an effect needs. */
function unmet(machine: Machine, need: Exclude<Need, { kind: 'tool' | 'permission' }>, cwd: Text, env: Variables | undefined): string | undefined {
  switch (need.kind) {
    case 'unmet':
      return need.why;
    case 'hosted-runner':
      return machine.selfHosted ? need.why : undefined;
    case 'own-workflow':
      return machine.workflow === machine.entry ? undefined : need.why;
    case 'gpg-key':
      return machine.configured.has('gpg-key') || machine.ownSecret || machine.mayHaveBrought()
        ? undefined
        : 'nothing in this job brings a key that gpg could sign with';
    case 'home-key':
      return machine.ownSecret || machine.mayHaveBrought() || inHome(machine, need.path) ? undefined : `nothing in this job brings the key ~/${need.path}`;
    case 'key-file':
      if (need.path.startsWith('env://'))
        return lacksVariable(machine, need.path.slice('env://'.length), env) ? `nothing sets the variable of the key ${need.path}` : undefined;
      return lacksFile(machine, need.path, cwd) ? `the key ${need.path} is not in the checkout, and nothing in this job makes it` : undefined;
  }
}

/** Whether something in the job may write a file of the home folder. */
function inHome(machine: Machine, path: string): boolean {
  return machine.files.read(nameSet([lit(`~/${path}`), lit(`/home/runner/${path}`)])).entries.length > 0;
}

/** Whether a file of a folder of the checkout is certainly not there. */
export function lacksFile(machine: Machine, named: string, cwd: Text): boolean {
  const path = literalOf(resolvePath(cwd, lit(named)));
  if (named === '' || path === undefined || /^[/~]|:/.test(named) || machine.mayHaveBrought()) return false;
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  // A folder that the checkout does not have is one that something else brings.
  if (folder !== '' && !machine.trace.input.files.hasFolder(folder)) return false;
  return !machine.trace.input.files.has(path) && machine.files.read(nameSet([lit(path)])).entries.length === 0;
}

/** Whether a variable is certainly not set: where anything unread ran, or on a machine that is not the host's, it may be. */
function lacksVariable(machine: Machine, name: string, env: Variables | undefined): boolean {
  if (env === undefined || !/^\w+$/.test(name) || machine.mayExport !== undefined) return false;
  if (machine.maybeInstalled !== undefined && !machine.tellsVariables) return false;
  return env(name) === undefined && machine.toolEnv(name) === undefined;
}
