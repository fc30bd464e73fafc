import { recordsOf } from './frame/grouped.ts';
import { isOnOwnRelease } from './frame/places.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'several-writers-of-a-release',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'several jobs add files to a release that is already public',
  remedy: 'collect the files in one job, or keep the release a draft until the last one is there',
  about: () => ({
    why: 'Whoever downloads in between gets a part: files without their signatures, or a list without its files. A release that can be added to can be added to by others, and one that cannot be changed refuses the second job.',
    blindSpots: 'Releases that people publish by hand after the last job; settings of the repository that forbid changes.',
    refs: ['https://docs.github.com/en/code-security/supply-chain-security/understanding-your-software-supply-chain/immutable-releases'],
    mapping: { cwe: [362] },
  }),
  *check({ traced: { trace } }) {
    const byRun = Map.groupBy(
      trace.publishes.filter((one) => isOnOwnRelease(one, trace) && one.cannotWork === undefined && !one.draft),
      (one) => one.origin.run,
    );
    for (const [run, all] of byRun) {
      if (recordsOf(trace.releases, 'run', run).some((one) => one.draft)) continue;
      // The legs of a matrix are one job.
      const jobs = Map.groupBy(all, (one) => one.origin.job);
      if (jobs.size < 2) continue;
      const [first, ...others] = [...jobs.values()].map((list) => list[0]!);
      if (first === undefined) continue;
      yield finding({
        at: first.origin.at,
        related: others.map((one) => ({ at: one.origin.at, what: `job ${one.origin.job} adds to it` })),
        path: [first.origin.entry, ...[...jobs.keys()].toSorted()],
        message: `jobs ${[...jobs.keys()].join(', ')} each write to a release that is public`,
      });
    }
  },
});
