import type { AuditReport } from '../audit/index.ts';
import { remembered, type FileTree, type TextMemory } from '../base/index.ts';
import { conditionSourceOf, needsOf } from '../edits/index.ts';
import { parseWorkflow, type Job, type Workflow } from '../workflow/index.ts';

const folder = '.github/workflows';

/** The workflows of a checkout that can be read; a file that is as it was is not parsed again. */
export function workflowsOf(files: FileTree, memory: TextMemory): ReadonlyMap<string, Workflow> {
  const found = new Map<string, Workflow>();
  for (const name of files.folder(folder)) {
    const path = `${folder}/${name}`;
    const read = /\.ya?ml$/i.test(name) ? files.read(path) : undefined;
    const parsed = read?.kind === 'text' ? remembered(memory, parseWorkflow, path, read.text) : undefined;
    if (parsed?.kind === 'workflow') found.set(path, parsed);
  }
  return found;
}

/** Workflows of a checkout of which no model could be made, each with the reason that the audit gave last. */
export function unreadWorkflows(files: FileTree, { unread }: AuditReport, memory: TextMemory): readonly { readonly path: string; readonly reason: string }[] {
  const read = workflowsOf(files, memory);
  const reasons = new Map(unread.map((one) => [one.path, one.reason]));
  return [...reasons].flatMap(([path, reason]) => (path.startsWith(`${folder}/`) && /\.ya?ml$/i.test(path) && !read.has(path) ? [{ path, reason }] : []));
}

type Workflows = ReadonlyMap<string, Workflow>;

/** A job that can be skipped now because it waits for one that is skipped at times, and did not before. */
export function newlySkipped(before: Workflows, after: Workflows): string | undefined {
  for (const [path, workflow] of after) {
    const old = before.get(path);
    if (old === undefined) continue;
    for (const job of workflow.jobs) {
      const known = old.jobs.find((one) => one.id === job.id);
      if (known === undefined) continue;
      const waited = needsOf(old, known);
      const shared = new Set(old.jobs.filter((one) => one === known || waited.has(one.id)).map(conditionSourceOf));
      const added = workflow.jobs.filter((one) => needsOf(workflow, job).has(one.id) && !waited.has(one.id));
      const skipped = added.find((one) => one.if !== undefined && !shared.has(conditionSourceOf(one)));
      if (skipped !== undefined) return `job ${job.id} would be skipped whenever job ${skipped.id} is`;
      if (known.if?.value !== job.if?.value) return `the condition of job ${job.id} would change`;
    }
  }
  return undefined;
}

/**
 * A caller that would lack a permission which an edited workflow asks for now: GitHub then refuses to run it at all
 * (documentation, "Reusing workflows", permissions).
 */
export function lackingCaller(before: Workflows, after: Workflows): string | undefined {
  for (const [path, workflow] of after) {
    const asked = newlyAsked(before.get(path), workflow);
    if (asked.size === 0 || !workflow.triggers.some((one) => one.event === 'workflow_call')) continue;
    for (const caller of after.values()) {
      for (const job of caller.jobs) {
        if (job.uses?.value.trim().replace(/^\.\/+/, '') !== path) continue;
        const lacks = [...asked].find((scope) => !grants(caller, job, scope));
        if (lacks !== undefined) return `${caller.path} calls it and does not grant ${lacks} in job ${job.id}`;
      }
    }
  }
  return undefined;
}

/** `scope: level` of every job that did not have it before. */
function newlyAsked(before: Workflow | undefined, after: Workflow): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const job of after.jobs) {
    const old = before?.jobs.find((one) => one.id === job.id);
    for (const [scope, { level }] of (job.permissions ?? after.permissions)?.scopes ?? []) {
      if (level === 'none') continue;
      const had = old === undefined ? undefined : (old.permissions ?? before?.permissions)?.scopes.get(scope)?.level;
      if (had !== level && had !== 'write') asked.add(`${scope}: ${level}`);
    }
  }
  return asked;
}

function grants(caller: Workflow, job: Job, wanted: string): boolean {
  const block = job.permissions ?? caller.permissions;
  const [scope = '', level] = wanted.split(': ');
  if (block?.all === 'write') return true;
  if (block?.all === 'read') return level === 'read';
  const given = block?.scopes.get(scope)?.level;
  return given === 'write' || given === level;
}
