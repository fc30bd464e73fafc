import { isGuarded, jobOf } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'publishes-without-environment',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'jobs that publish or sign name no environment',
  remedy: 'name an environment in the job, with rules for who approves and which tags may use it',
  about: () => ({
    why: 'An environment is where the service asks: which refs, who approves, which secrets. Without one every run that reaches the job publishes.',
    blindSpots: 'Rules of the environments, and rulesets of tags, are kept by the service. A workflow that is called cannot always set one.',
    refs: ['https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment'],
    mapping: { cwe: [862] },
  }),
  *check(input) {
    const open = new Map<string, { at: (typeof input.surfaces)[number]['info']['at']; what: string }>();
    for (const { info, units } of input.surfaces) {
      if (info.kind === 'site') continue;
      for (const { publish } of units) {
        if (publish === undefined || jobOf(input, publish.origin) === undefined || isGuarded(input, publish.origin)) continue;
        open.set(`${publish.origin.workflow} ${publish.origin.job}`, { at: publish.origin.at, what: `job ${publish.origin.job}` });
      }
    }
    const [first, ...others] = [...open.values()];
    if (first === undefined) return;
    // One decision for all of them, not one for each.
    yield finding({
      at: first.at,
      related: others,
      path: [...open.keys()].toSorted(),
      message: `${open.size === 1 ? 'the job that publishes names' : `${open.size} jobs that publish name`} no environment`,
    });
  },
});
