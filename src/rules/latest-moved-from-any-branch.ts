import { isGuarded } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';
import { literalOf } from '../values/index.ts';

export const rule = defineRule({
  id: 'latest-moved-from-any-branch',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a dispatch from any branch moves the tag that people pull by default',
  remedy: 'move latest only on the tag of a release, or put an environment before the job',
  about: () => ({
    why: 'Whoever may start the workflow on a branch of their own replaces what everybody gets who names no version.',
    blindSpots: 'Rules of environments and who may start workflows are kept by the service. Runs that are started from the default branch alone, by habit.',
    refs: ['https://docs.docker.com/build/ci/github-actions/manage-tags-labels/'],
    mapping: { cwe: [863] },
  }),
  *check(input) {
    for (const { info, units } of input.surfaces) {
      for (const { publish, image, scenario } of units) {
        if (publish === undefined || image === undefined || scenario !== 'workflow_dispatch:branch' || publish.cannotWork !== undefined) continue;
        const latest = image.refs.find((ref) => /^latest\b/.test(literalOf(ref.tag ?? []) ?? ''));
        if (latest === undefined || isGuarded(input, publish.origin)) continue;
        yield finding({
          at: publish.origin.at,
          surface: info.id,
          path: [publish.origin.workflow, publish.origin.job],
          message: `started by hand on any branch, it moves the tag ${literalOf(latest.tag ?? []) ?? 'latest'}`,
        });
      }
    }
  },
});
