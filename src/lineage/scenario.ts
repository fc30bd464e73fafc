import { limits } from '../base/index.ts';
import { alternatives, hole, lit, concat, type Text } from '../values/index.ts';
import type { Trigger, Workflow } from '../workflow/index.ts';

export type RefKind = 'branch' | 'tag' | 'none';

/** An event under which a workflow runs: what started it and which refs it can have. */
export interface Scenario {
  /** `push:tag`, `release`, `workflow_dispatch:branch`, … */
  readonly id: string;
  readonly event: string;
  readonly refKind: RefKind;
  /** `github.ref`. */
  readonly ref: Text;
  readonly refName: Text;
  /** The tag being released: the ref's, or the unknown `tag` where the event does not fix one. */
  readonly tag: Text;
  readonly trigger: Trigger;
  /** Patterns of refs that can start it, as text; empty for any. */
  readonly refPatterns: readonly string[];
}

/** Events whose runs show previews or checks of somebody's change; what they publish is not a release. */
const previewEvents = new Set([
  'pull_request',
  'pull_request_target',
  'merge_group',
  'pull_request_review',
  'issue_comment',
  'issues',
  'check_run',
  'check_suite',
  'status',
  'watch',
  'fork',
  'label',
  'discussion',
  'discussion_comment',
  'milestone',
  'page_build',
  'public',
  'pull_request_review_comment',
  'branch_protection_rule',
  'deployment_status',
]);

export function isPreview(event: string): boolean {
  return previewEvents.has(event);
}

/** Events that other runs of this repository raise: their workflows are traced after those. */
export function isChained(event: string): boolean {
  return event === 'release' || event === 'workflow_run' || event === 'registry_package' || event === 'repository_dispatch' || event === 'deployment';
}

/**
 * Lists the scenarios of a workflow, in the order of its triggers. Previews and `workflow_call` give none: the first
 * publish nothing that is a release, the second runs in its caller's scenario.
 */
export function scenariosOf(workflow: Workflow): readonly Scenario[] {
  const found: Scenario[] = [];
  for (const trigger of workflow.triggers) {
    if (isMerge(trigger))
      found.push({
        ...branchScenario('pull_request:merged', trigger, []),
        ref: hole('github.ref', { label: 'ref' }),
        refName: hole('github.ref_name', { label: 'ref' }),
      });
    if (isPreview(trigger.event) || trigger.event === 'workflow_call') continue;
    found.push(...scenariosOfTrigger(trigger));
    // One more shows that there are too many.
    if (found.length > limits.maxScenarios) break;
  }
  return found.slice(0, limits.maxScenarios + 1);
}

/** A workflow that waits for a pull request to be closed may release what was merged. */
function isMerge(trigger: Trigger): boolean {
  return (trigger.event === 'pull_request' || trigger.event === 'pull_request_target') && (trigger.types ?? []).some((t) => t.value === 'closed');
}

function scenariosOfTrigger(trigger: Trigger): readonly Scenario[] {
  switch (trigger.event) {
    case 'push': {
      const tags = patternsOf(trigger.tags);
      const branches = patternsOf(trigger.branches);
      const out: Scenario[] = [];
      const tagsAsked = tags.length > 0 || trigger.tagsIgnore !== undefined;
      const branchesAsked = branches.length > 0 || trigger.branchesIgnore !== undefined;
      if ((branchesAsked || !tagsAsked) && !isEvery(trigger.branchesIgnore) && !isNone(branches)) out.push(branchScenario('push:branch', trigger, branches));
      if ((tagsAsked || !branchesAsked) && !isEvery(trigger.tagsIgnore) && !isNone(tags)) out.push(tagScenario('push:tag', trigger, tags));
      return out;
    }
    case 'release':
      // What starts when a release is gone says nothing of releases that are there.
      return trigger.types !== undefined && trigger.types.length > 0 && trigger.types.every((t) => t.value === 'deleted')
        ? []
        : [tagScenario('release', trigger, [])];
    case 'create':
      return [tagScenario('create:tag', trigger, [])];
    case 'delete':
      return [];
    case 'workflow_dispatch':
      return [branchScenario('workflow_dispatch:branch', trigger, []), tagScenario('workflow_dispatch:tag', trigger, [])];
    default:
      return [branchScenario(trigger.event, trigger, [])];
  }
}

/** Whether a filter leaves out every ref: `*` stops at a slash, `**` does not. */
function isEvery(ignored: Trigger['tags']): boolean {
  return patternsOf(ignored).includes('**');
}

/** Whether a filter lets no ref through: a pattern with `!` takes refs away from those before it, and there are none. */
function isNone(patterns: readonly string[]): boolean {
  return patterns.length > 0 && patterns.every((pattern) => pattern.startsWith('!'));
}

function patternsOf(scalars: Trigger['tags']): readonly string[] {
  return (scalars ?? []).map((s) => s.value);
}

function tagScenario(id: string, trigger: Trigger, patterns: readonly string[]): Scenario {
  const name = refFromPatterns('tag', patterns);
  return { id, event: trigger.event, refKind: 'tag', ref: concat(lit('refs/tags/'), name), refName: name, tag: name, trigger, refPatterns: patterns };
}

function branchScenario(id: string, trigger: Trigger, patterns: readonly string[]): Scenario {
  const name = refFromPatterns('branch', patterns);
  return {
    id,
    event: trigger.event,
    refKind: 'branch',
    ref: concat(lit('refs/heads/'), name),
    refName: name,
    tag: hole('tag', { label: 'tag' }),
    trigger,
    refPatterns: patterns,
  };
}

/**
 * The text of a ref that matches one of the filter's patterns: a literal where the pattern is one, otherwise the
 * patterns' common literal start and an unknown rest. Syntax: GitHub's filter patterns (`*`, `**`, `+`, `?`, `[]`, `!`).
 */
function refFromPatterns(what: 'tag' | 'branch', patterns: readonly string[]): Text {
  const positive = patterns.filter((p) => !p.startsWith('!'));
  if (positive.length === 0) return hole(what, { label: what });
  const special = /[*?+[\]!\\]/;
  if (positive.every((p) => !special.test(p))) {
    return alternatives(`${what} filter`, positive.map(lit));
  }
  let prefix = '';
  const heads = positive.map((p) => {
    const at = p.search(special);
    // `x+` and `x?` repeat or drop the character before them, so it is not certain.
    const sure = at === -1 ? p : p.slice(0, /[?+]/.test(p[at] ?? '') ? Math.max(0, at - 1) : at);
    return sure;
  });
  const first = heads[0] ?? '';
  for (let i = 1; i <= first.length; i++) {
    const candidate = first.slice(0, i);
    if (heads.every((h) => h.startsWith(candidate))) prefix = candidate;
  }
  const label = what === 'tag' ? (prefix === '' ? 'tag' : 'version') : 'branch';
  return concat(lit(prefix), hole(prefix === '' ? what : `${what} after ${prefix}`, { label }));
}
