import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'verified-after-public',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'an image is verified only after it is public under its tag',
  remedy: 'verify the digest before the tag is moved, or before a draft is published',
  about: () => ({
    why: 'The check finds out what is wrong when people can have pulled it. It can tell, and cannot prevent.',
    blindSpots: 'Registries and tags that only the project itself reads.',
    refs: ['https://docs.docker.com/build/ci/github-actions/share-image-jobs/'],
    mapping: { cwe: [696] },
  }),
  *check({ surfaces, traced: { trace } }) {
    for (const check of trace.evidence) {
      if (check.kind !== 'verification' || check.integrityOnly) continue;
      for (const { id } of check.target.images.filter((one) => one.by !== 'maybe')) {
        const image = trace.image(id);
        if (image?.origin.run !== check.origin.run) continue;
        const named = trace
          .family(id)
          .filter((one) => one.pushed && !one.byDigestOnly && one.refs.some((ref) => ref.tag !== undefined) && one.origin.run === check.origin.run);
        if (named.length === 0 || named.some((one) => one.origin.order > check.origin.order)) continue;
        const surface = surfaces.find(({ units }) => units.some((unit) => unit.image !== undefined && trace.rootOf(unit.image.id) === trace.rootOf(id)));
        if (surface === undefined) continue;
        yield finding({
          at: check.origin.at,
          related: [{ at: named[0]!.origin.at, what: 'its tag is public from here on' }],
          surface: surface.info.id,
          path: [check.origin.workflow, check.origin.job],
          message: 'the image is verified when its tag is public already',
        });
      }
    }
  },
});
