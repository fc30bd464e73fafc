import { limits, showSpan } from '../base/index.ts';
import { findReleaseConfigs } from '../catalog/index.ts';
import { lit } from '../values/index.ts';
import type { Workflow } from '../workflow/index.ts';
import { applyEffect, newMade } from './apply/index.ts';
import { Machine } from './machine.ts';
import type { OpaqueRecord, RunRecord } from './model.ts';
import { scenariosOf } from './scenario.ts';
import type { Trace } from './trace-state.ts';

/** What a step, job or workflow is called that releases something. */
const releasing = /release|publish|deploy|deliver|ship\b|\bcut\b/i;

/**
 * Reads a GoReleaser configuration at the root that nothing runs as far as was read, when something that was not read
 * could run it: a release script in another language, a called workflow elsewhere. What it would publish is then there,
 * and nothing about it is certain; `trace.unrun` says so for its run.
 */
export function traceUnrunConfigs(trace: Trace, workflows: ReadonlyMap<string, Workflow>): void {
  const configs = findReleaseConfigs(trace.input.files).filter((c) => c.tool === 'goreleaser');
  // One that is only run for a trial publishes nothing, unless another step takes what it made to a release.
  const isUsed = (path: string): boolean => trace.publishes.some((p) => p.origin.config === path || (p.sink.kind === 'release' && trace.toolsRun.has(path)));
  if (configs.some((c) => isUsed(c.path))) return;
  const config = configs.find((c) => /^\.?goreleaser\.ya?ml$/.test(c.path));
  const callers = trace.opaque.filter((o) => couldRelease(o, workflows));
  const caller = callers.find((o) => [o.what, o.origin.step].some((name) => releasing.test(name))) ?? callers[0];
  const workflow = caller === undefined ? undefined : workflows.get(caller.origin.entry);
  const scenario = workflow === undefined ? undefined : scenariosOf(workflow).find((s) => s.id === caller?.origin.scenario);
  if (config === undefined || caller === undefined || scenario === undefined) return;
  const { origin } = caller;
  const record: RunRecord = {
    id: `${config.path}@unread`,
    workflow: origin.entry,
    scenario: scenario.id,
    event: scenario.event,
    name: workflow?.name?.value ?? origin.entry,
    before: new Map(),
    inside: new Map(),
  };
  const machine = new Machine({
    trace,
    run: { record, artifacts: [], tagRules: new Map(), budget: { left: limits.maxStepsPerWorkflow } },
    scenario,
    workflow: origin.workflow,
    entry: origin.entry,
    job: origin.job,
    jobKey: `${record.id}/${origin.job}`,
    permission: () => 'unknown',
  });
  machine.maybeInstalled = caller.what;
  machine.step = origin.step;
  trace.addRun(record);
  trace.unrun.set(record.id, `nothing that was read runs ${config.path}; ${caller.what} (${showSpan(origin.at)}) could, and was not read`);
  const before = { tags: trace.tags.length, releases: trace.releases.length };
  applyEffect(
    machine,
    { kind: 'runs-tool', tool: 'goreleaser', args: [lit('release'), lit('--clean')] },
    { at: origin.at, cwd: [], glob: true, weak: [], cannotWork: undefined, idPrefix: record.id, made: newMade(), by: 'goreleaser', assumes: [] },
  );
  // Who makes the tag is as little known as the rest.
  trace.tags.length = before.tags;
  trace.releases.length = before.releases;
}

function couldRelease(o: OpaqueRecord, workflows: ReadonlyMap<string, Workflow>): boolean {
  const named = [o.what, o.origin.step, o.origin.job, o.origin.entry, workflows.get(o.origin.entry)?.name?.value ?? ''].some((name) => releasing.test(name));
  return named && (o.permissions.includes('contents') || o.permissions.includes('packages') || (o.scope === 'workflow' && o.permissions.includes('id-token')));
}
