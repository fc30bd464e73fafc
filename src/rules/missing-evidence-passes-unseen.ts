import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'missing-evidence-passes-unseen',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'an upload passes over evidence that is not there',
  remedy: 'let the upload fail where a pattern finds nothing',
  about: () => ({
    why: 'A list, a signature or an SBOM that was not made, or that was made under another name, is left out of the release, and the run is green. Who downloads the release finds files that nobody can check.',
    blindSpots: 'Whether the file is always there. Workflow artifacts are not asked about: a job that takes one by its name fails where there is none.',
    refs: ['https://github.com/softprops/action-gh-release#inputs'],
    mapping: { cwe: [754] },
  }),
  *check({ traced: { trace } }) {
    const lenient = trace.publishes.filter((one) => one.sink.kind === 'release' && one.passesOver === 'nothing-found' && one.cannotWork === undefined);
    // One complaint for a step, whatever the legs of its job upload.
    for (const all of Map.groupBy(lenient, ({ origin }) => `${origin.at.file}:${origin.at.start}`).values()) {
      const evidence = all.flatMap(({ shown, files }) => shown.filter((_, i) => trace.carriedBy(files[i]?.batch ?? '').length > 0));
      const { origin } = all[0]!;
      if (evidence.length === 0) continue;
      yield finding({
        at: origin.at,
        path: [origin.workflow, origin.job],
        message: `a release without ${named(evidence)} is made as well: the upload passes over a pattern that finds nothing`,
      });
    }
  },
});

/** Those whose names are known; a name that a step gives says nothing to a reader. */
function named(evidence: readonly string[]): string {
  const known = [...new Set(evidence)].filter((name) => !/\{(?:needs|steps)\./.test(name));
  return known.length === 0 ? 'its evidence' : `${known.slice(0, 3).join(', ')}${known.length > 3 ? ' …' : ''}`;
}
