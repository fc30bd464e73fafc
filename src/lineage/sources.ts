import type { FileTree } from '../base/index.ts';
import type { Uses } from '../catalog/index.ts';
import { parseWorkflow, type Workflow } from '../workflow/index.ts';
import type { Trace } from './trace-state.ts';

/** Workflow texts by name: those of the checkout and of checkouts given with `--resolve`. */
export interface WorkflowSource {
  /** A reusable workflow of this checkout: `./.github/workflows/x.yml`. */
  local(name: string): Workflow | undefined;
  resolved(uses: Uses): Workflow | undefined;
}

export function workflowSource(trace: Trace, workflows: ReadonlyMap<string, Workflow>): WorkflowSource {
  const others = new Map<string, Workflow | undefined>();
  const own = trace.input.git;
  return {
    local: (name) => workflows.get(name.replace(/^\.\/+/, '')),
    resolved(uses) {
      const [owner, repo, ...path] = uses.name.split('/');
      // A repository that calls its own workflow by its full name means the same text, at whatever ref it names.
      if (own.owner !== null && own.repo !== null && `${owner}/${repo}`.toLowerCase() === `${own.owner}/${own.repo}`.toLowerCase())
        return workflows.get(path.join('/'));
      const files: FileTree | undefined = trace.input.resolve.get(`${owner}/${repo}@${uses.ref}`.toLowerCase());
      if (files === undefined) return undefined;
      const key = `${uses.name}@${uses.ref}`;
      if (!others.has(key)) {
        const read = files.read(path.join('/'));
        const parsed = read.kind === 'text' ? parseWorkflow(`${owner}/${repo}/${path.join('/')}`, read.text) : undefined;
        others.set(key, parsed?.kind === 'workflow' ? parsed : undefined);
        if (parsed?.kind === 'workflow') trace.calleeRefs.set(parsed.path, uses.ref);
      }
      return others.get(key);
    },
  };
}
