import { jobOf } from './frame/jobs.ts';
import { told } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'environment-unprotected',
  severity: 'medium',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'registry',
  summary: 'a job that publishes names an environment before which nothing stands',
  remedy: 'let the environment be used by the release tags alone, or ask for an approval, in its settings',
  about: () => ({
    why: 'A job that names an environment looks guarded. Where the environment has no rules, or does not exist and is made by the first run, every run that reaches the job publishes, from any branch.',
    blindSpots: 'An environment whose name an expression gives. Rules that an administrator may pass by.',
    refs: ['https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment'],
    mapping: { cwe: [862] },
  }),
  *check(input) {
    const environments = told(input, (observed) => observed.environments);
    if (environments === undefined) return;
    const said = new Set<string>();
    for (const { units } of input.surfaces) {
      for (const { publish } of units) {
        const job = publish === undefined ? undefined : jobOf(input, publish.origin);
        const named = job?.environment;
        if (publish === undefined || job === undefined || named === undefined || named.value.includes('${{')) continue;
        const name = named.value.trim();
        const key = `${publish.origin.workflow} ${job.id}`;
        const there = environments.find((one) => one.name.toLowerCase() === name.toLowerCase());
        if (said.has(key) || (there !== undefined && (there.reviewers || there.otherRules || there.refs !== 'any'))) continue;
        said.add(key);
        yield finding({
          at: named.span,
          related: [{ at: publish.origin.at, what: 'publishes' }],
          path: [publish.origin.workflow, job.id, name],
          message:
            there === undefined
              ? `its environment ${name} does not exist: the first run makes it, without rules`
              : `nothing stands before its environment ${name}`,
        });
      }
    }
  },
});
