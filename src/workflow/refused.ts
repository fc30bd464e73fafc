import { conditionSource, parseExpression, type Expression } from './expression.ts';
import type { Problem, Scalar, Trigger, Workflow } from './model.ts';

/** Every event that can start a workflow (GitHub documentation, "Events that trigger workflows", 2026-11). */
const events: ReadonlySet<string> = new Set(
  (
    'branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment fork gollum image_version ' +
    'issue_comment issues label member merge_group milestone page_build project project_card project_column public pull_request pull_request_comment ' +
    'pull_request_review pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status watch ' +
    'workflow_call workflow_dispatch workflow_run'
  ).split(' '),
);

/**
 * Why GitHub refuses a workflow as it is written, or undefined: an event that it does not know, two filters that exclude
 * each other, a job that needs one which is not there, a secret that a condition asks for. Nothing of such a workflow ever runs. A file that was not read as a
 * whole is not judged.
 */
export function refusedBecause(workflow: Workflow): Problem | undefined {
  if (workflow.problems.length > 0) return undefined;
  for (const trigger of workflow.triggers) {
    if (!events.has(trigger.event)) return { span: trigger.span, reason: `"${trigger.event}" is no event that it knows` };
    const both = bothFilters(trigger);
    if (both !== undefined) return { span: trigger.span, reason: `"${both}" and "${both}-ignore" cannot both be given for one event` };
  }
  const ids = new Set(workflow.jobs.map((job) => job.id.toLowerCase()));
  for (const job of workflow.jobs) {
    const missing = job.needs.find((need) => !ids.has(need.value.toLowerCase()));
    if (missing !== undefined) return { span: missing.span, reason: `job ${job.id} needs ${missing.value}, which is no job of it` };
    for (const condition of [job.if, ...job.steps.map((step) => step.if)]) {
      if (condition !== undefined && asksSecrets(condition)) return { span: condition.span, reason: 'a condition cannot ask for secrets' };
    }
  }
  return undefined;
}

function bothFilters(trigger: Trigger): string | undefined {
  if (trigger.tags !== undefined && trigger.tagsIgnore !== undefined) return 'tags';
  return trigger.branches !== undefined && trigger.branchesIgnore !== undefined ? 'branches' : undefined;
}

/** Whether a condition uses `secrets`, which conditions do not have (GitHub documentation, "Context availability", 2026-11). */
function asksSecrets(condition: Scalar): boolean {
  if (!/secrets/i.test(condition.value)) return false;
  const inside = [...condition.value.matchAll(/\$\{\{(.*?)\}\}/gs)].map((found) => found[1]!);
  return (inside.length > 0 ? inside : [conditionSource(condition)]).some((source) => {
    const parsed = parseExpression(source);
    return parsed.kind === 'parsed' && uses(parsed.expression, 'secrets');
  });
}

function uses(expression: Expression, context: string): boolean {
  switch (expression.kind) {
    case 'literal':
      return false;
    case 'context':
      return expression.name === context;
    case 'index':
      return uses(expression.of, context) || uses(expression.index, context);
    case 'star':
    case 'not':
      return uses(expression.of, context);
    case 'call':
    case 'and':
    case 'or':
      return expression.args.some((arg) => uses(arg, context));
    case 'compare':
      return uses(expression.left, context) || uses(expression.right, context);
  }
}
