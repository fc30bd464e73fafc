import { isVerifiedBefore } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'used-before-verified',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a job runs an image that was just pushed without verifying it first',
  remedy: 'verify the signature of the same digest in that job, before it is pulled',
  about: () => ({
    why: 'Between two jobs the image lies in a registry that others can write to. A test that runs whatever lies there tests the attacker’s image as gladly as yours, and with the job’s token.',
    blindSpots: 'A check that a program of the project makes. What a verification in the workflow cannot cure: the tag was public before.',
    refs: ['https://docs.sigstore.dev/cosign/verifying/verify/', 'https://slsa.dev/spec/v1.1/verifying-artifacts'],
    mapping: { cwe: [494] },
  }),
  *check({ traced: { trace }, surfaces }) {
    for (const use of trace.uses) {
      // A scanner reads it, and runs nothing of it.
      if (use.how.startsWith('scanned ')) continue;
      for (const { id, by } of use.images) {
        const image = trace.image(id);
        // What the same job made, and what another run pushed, is asked about elsewhere.
        if (by === 'maybe' || image === undefined || !image.pushed || image.local || image.origin.run !== use.origin.run) continue;
        if (image.origin.jobKey === use.origin.jobKey || image.origin.order > use.origin.order || isVerifiedBefore(trace, id, use.origin)) continue;
        const surface = surfaces.find(({ units }) => units.some((unit) => unit.image !== undefined && trace.rootOf(unit.image.id) === trace.rootOf(id)));
        if (surface === undefined) continue;
        yield finding({
          at: use.origin.at,
          related: [{ at: image.origin.at, what: 'pushes it' }],
          surface: surface.info.id,
          path: [use.origin.workflow, use.origin.job],
          message: `job ${use.origin.job} uses the image that job ${image.origin.job} pushed, and verifies nothing before`,
        });
      }
    }
  },
});
