import { cellsOf, ofCell } from './frame/ask.ts';
import { recordsOf } from './frame/grouped.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'public-before-signed',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'the image is public under its tag before its signature is there',
  remedy: 'push by digest or to a staging tag, sign and verify, then move the tag',
  about: () => ({
    why: 'When the run stops between the two, the tag points at an image that nobody signed, and people pull it.',
    blindSpots: 'Registries that hold images back until they are signed.',
    refs: ['https://docs.docker.com/build/ci/github-actions/share-image-jobs/'],
    mapping: { cwe: [696] },
  }),
  *check(input) {
    const { trace } = input.traced;
    for (const cell of cellsOf(input, 'signature')) {
      const { evidence, surface } = cell;
      if (surface.info.kind !== 'container-image' || evidence.status !== 'present' || evidence.attachedTo !== 'registry') continue;
      const pushed = surface.units
        .map((unit) => unit.image)
        .find((image) => image !== undefined && image.pushed && !image.byDigestOnly && image.refs.some((ref) => ref.tag !== undefined));
      const signed = evidence.because.find((one) => one.role === 'covers');
      const record = recordsOf(trace.evidence, 'run', pushed?.origin.run ?? '').find(
        (e) => e.kind === 'signature' && e.origin.at.file === signed?.span.file && e.origin.at.start === signed.span.start,
      );
      if (pushed === undefined || record === undefined || record.origin.order < pushed.origin.order) continue;
      const apart = record.origin.jobKey !== pushed.origin.jobKey;
      const { related: _related, action: _action, ...base } = ofCell(cell);
      yield finding({
        ...base,
        at: pushed.origin.at,
        related: [{ at: record.origin.at, what: 'signs it' }],
        message: `the tag is public before the image is signed${apart ? `, in job ${record.origin.job}` : ''}`,
      });
    }
  },
});
