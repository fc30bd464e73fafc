import { defineStory, finding } from './frame/rule.ts';

export const rule = defineStory({
  id: 'unsigned-stays-public',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'an image is public before it is signed, and the signing step may fail unseen',
  remedy: 'let the signing step fail the job, and move the tag after the signature is there',
  about: () => ({
    why: 'When the signature cannot be made, the tag points at an image that nobody signed, the run is green, and it stays so until a consumer complains.',
    blindSpots: 'Checks that somebody makes by hand after the release.',
    refs: ['https://docs.docker.com/build/ci/github-actions/share-image-jobs/'],
    mapping: { cwe: [696, 754] },
  }),
  *join(findings) {
    for (const early of findings) {
      if (early.rule !== 'public-before-signed') continue;
      const soft = findings.find(
        (one) =>
          one.rule === 'evidence-may-fail-unseen' && one.surface === early.surface && one.severity === 'medium' && one.message.startsWith('its signature'),
      );
      if (soft === undefined) continue;
      yield {
        ...finding({
          at: early.at,
          related: [{ at: soft.at, what: soft.message }],
          surface: early.surface,
          path: early.fingerprint.split(' > ').slice(2),
          message: 'the tag is public before the image is signed, and the step that signs may fail unseen',
        }),
        parts: [early, soft],
      };
    }
  },
});
