import { inputsIn, isGuarded } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'dispatch-publishes-any-branch',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a dispatch from any branch publishes under a release name that its input gives',
  remedy: 'check that the run is on the tag that it publishes, or put an environment with a tag policy before it',
  about: () => ({
    why: 'Who may start the workflow may start it on a branch of their own, with files that nobody reviewed, and gives the release’s name as an input. What is published and signed then looks like the release.',
    blindSpots: 'Rules of environments, and who may start workflows, are kept by the service. A check that a program of the project makes is not read.',
    refs: ['https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment'],
    mapping: { cwe: [863] },
  }),
  *check(input) {
    const { trace } = input.traced;
    for (const { info, units } of input.surfaces) {
      for (const unit of units) {
        const { publish } = unit;
        if (publish === undefined || unit.scenario !== 'workflow_dispatch:branch' || publish.cannotWork !== undefined) continue;
        const names =
          publish.sink.kind === 'registry'
            ? (trace.image(publish.sink.image)?.refs ?? []).flatMap((ref) => inputsIn(ref.tag ?? []))
            : publish.sink.kind === 'release'
              ? inputsIn(publish.sink.tag)
              : [];
        const name = names[0];
        if (name === undefined || isGuarded(input, publish.origin)) continue;
        yield finding({
          at: publish.origin.at,
          surface: info.id,
          path: [publish.origin.workflow, publish.origin.job],
          message: `started by hand on any branch, it publishes under the name that the input ${name} gives`,
        });
      }
    }
  },
});
