import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'slsa-level-overstated',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a document states a higher SLSA level than the provenance reaches',
  remedy: 'state the level that is reached, for what reaches it; level 3 needs a builder that the workflow cannot reach into',
  about: () => ({
    why: 'The level tells who could have forged the provenance. At level 2 that is whoever can change the workflow; who reads level 3 counts on more.',
    blindSpots:
      'A workflow that others call may isolate the build or not: no level is held against it. What weakens a level besides (shared caches, inputs without a digest) is not counted.',
    refs: ['https://slsa.dev/spec/v1.0/levels'],
    mapping: { slsa: ['Build L2', 'Build L3'], cwe: [1068] },
  }),
  *check(input) {
    for (const claim of input.claims) {
      if (claim.kind !== 'slsa-level' || (claim.verdict !== 'contradicted' && claim.verdict !== 'unsupported')) continue;
      yield finding({
        at: claim.at,
        related: claim.related,
        surface: claim.surfaces.length === 1 ? claim.surfaces[0]! : null,
        message: `the stated SLSA level is not reached: ${claim.reason}`,
        path: [claim.at.file, claim.kind],
      });
    }
  },
});
