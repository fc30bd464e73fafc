import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'review-argued-not-required',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a document argues that changes are reviewed, and the settings it rests on require no review',
  remedy: 'require a review before a merge, or argue with what is required',
  about: () => ({
    why: 'A decision not to sign is often justified with reviews. Where none is required, one account is enough to put a commit under a release tag.',
    blindSpots: 'Settings of the service are in no file; what is read are settings that the checkout keeps or quotes, which may be old.',
    refs: ['https://slsa.dev/spec/v1.2/source-requirements'],
    mapping: { cwe: [1068] },
  }),
  *check(input) {
    for (const one of input.disagreements) {
      if (one.sort !== 'review-denied') continue;
      yield finding({ at: one.at, related: one.related, message: one.message, path: one.path });
    }
  },
});
