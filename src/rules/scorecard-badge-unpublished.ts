import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'scorecard-badge-unpublished',
  severity: 'info',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a README shows the badge of the Scorecard, whose result the workflow does not publish',
  remedy: 'set publish_results: true with id-token: write, or take the badge away',
  about: () => ({
    why: 'The badge shows what was published last. Where nothing is, it is empty, or the result of a scan that knows less.',
    blindSpots: 'The service scans many projects by itself, and may have a result all the same.',
    refs: ['https://github.com/ossf/scorecard-action#publishing-results'],
    mapping: { cwe: [1068] },
  }),
  *check(input) {
    for (const claim of input.claims) {
      if (claim.kind !== 'badge' || claim.verdict !== 'contradicted') continue;
      yield finding({ at: claim.at, related: claim.related, message: claim.reason, path: [claim.at.file] });
    }
  },
});
