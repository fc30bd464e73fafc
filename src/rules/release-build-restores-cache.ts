import { recordsOf } from './frame/grouped.ts';
import { released } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'release-build-restores-cache',
  severity: 'low',
  confidence: 'medium',
  audience: 'auditor',
  since: '0.1.0',
  needs: 'files',
  summary: 'a job that builds what is published takes files out of a shared cache',
  remedy: 'build releases without a cache',
  about: () => ({
    why: 'A cache is written by other runs, of the default branch among them, and nothing says what is in it. Who gets code to run in one of those can put compiled files there, which go into the release and are signed and attested with it.',
    blindSpots:
      'Which runs can write to the cache: those of a tag read what the default branch wrote, not what another branch did. Caches of actions that are not known, and of a registry.',
    refs: ['https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/caching-dependencies-to-speed-up-workflows'],
    mapping: { cwe: [345, 349] },
  }),
  *check(input) {
    const { trace } = input.traced;
    for (const publish of released(input)) {
      for (const { batch } of publish.files) {
        const made = trace.batches.get(batch);
        if (made === undefined || (made.kind !== 'built' && made.kind !== 'opaque')) continue;
        const cache = recordsOf(trace.caches, 'run', made.run).find((one) => one.origin.jobKey === made.jobKey && one.origin.order < (made.order ?? Infinity));
        if (cache === undefined) continue;
        yield finding({
          at: cache.origin.at,
          related: [{ at: made.at, what: 'builds what is published' }],
          path: [cache.origin.workflow, cache.origin.job, cache.what],
          message: `${cache.what} restores what other runs left, and job ${cache.origin.job} builds on it what is published`,
        });
      }
    }
  },
});
