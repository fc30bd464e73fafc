import { told } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'release-workflow-does-not-run',
  severity: 'medium',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'registry',
  summary: 'a workflow that publishes is switched off, or never ran',
  remedy: 'run it once on a version that nobody takes, or remove it',
  about: () => ({
    why: 'What its text promises was never tried: a missing permission, a tool that is not there or a wrong name shows in the first run only. Releases came about in another way, which the audit does not see.',
    blindSpots: 'The service forgets runs after some time. Runs that reached other jobs than the one that publishes count as runs.',
    refs: ['https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-workflow-runs'],
    mapping: {},
  }),
  *check(input) {
    const workflows = told(input, (observed) => observed.workflows);
    const isFork = told(input, (observed) => observed.repository)?.isFork;
    // A fork has its workflows switched off, and releases of its own seldom.
    if (workflows === undefined || isFork !== false) return;
    for (const { path, state, runs } of workflows) {
      const isOff = state.startsWith('disabled');
      const first = input.surfaces.flatMap(({ units }) => units).find((unit) => unit.publish?.origin.entry === path);
      if (first?.publish === undefined || (!isOff && (runs.kind === 'unknown' || runs.value > 0))) continue;
      yield finding({
        at: first.publish.origin.at,
        path: [path],
        message: isOff ? 'this workflow publishes, and is switched off' : 'this workflow publishes, and the service has no run of it',
      });
    }
  },
});
