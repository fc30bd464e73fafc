import { askedResults } from '../lineage/index.ts';
import { recordsOf } from './frame/grouped.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'gate-ignores-results',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the job that says whether a release went well does not look at all the jobs before it',
  remedy: 'fail when any of the jobs that it waits for did not succeed',
  about: () => ({
    why: 'The gate is what people and rules of the service look at. When the job of one variant fails and the gate is green, the variant is missing or unsigned for days before somebody notices.',
    blindSpots: 'A gate that asks the service for the results in a program that was not read; jobs that are meant to be optional.',
    refs: [
      'https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/accessing-contextual-information-about-workflow-runs#needs-context',
    ],
    mapping: { cwe: [754] },
  }),
  *check({ traced: { trace, workflows } }) {
    for (const [path, workflow] of workflows) {
      const publishes = new Set(
        recordsOf(trace.publishes, 'entry', path)
          .filter((one) => one.cannotWork === undefined)
          .map((one) => one.origin.job),
      );
      if (publishes.size === 0) continue;
      for (const job of workflow.jobs) {
        const asked = askedResults(job);
        const ignored = asked?.ignores.filter((id) => publishes.has(id)) ?? [];
        if (asked === undefined || ignored.length === 0) continue;
        yield finding({
          at: job.keySpan,
          related: workflow.jobs
            .filter((one) => ignored.includes(one.id))
            .map((one) => ({ at: one.keySpan, what: `job ${one.id} publishes, and may have failed` })),
          path: [path, job.id],
          message: `job ${job.id} fails for ${asked.decides.join(', ')} alone: ${ignored.join(', ')} can fail unseen`,
        });
      }
    }
  },
});
