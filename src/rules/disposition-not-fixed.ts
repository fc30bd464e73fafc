import { defineDecisionRule, ofDecision } from './frame/rule.ts';

export const rule = defineDecisionRule({
  id: 'disposition-not-fixed',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'what is recorded as fixed is found',
  remedy: 'fix it, or record what is decided on it instead',
  about: () => ({
    why: 'A record that says fixed is what auditors and users are shown. Where the fault is still there, or has come back with a later change, the record says something that is not so, and nobody looks for the fault because it is known to be fixed.',
    blindSpots:
      'An entry that names one finding by its fingerprint knows that finding alone: the same fault in another workflow, or of another surface, is a finding of its own. An entry that names a rule, or a rule and a surface, sees it come back anywhere there.',
    refs: ['https://slsa.dev/spec/v1.1/threats'],
    mapping: {},
  }),
  *review(decisions) {
    for (const one of decisions) if (one.standing === 'not-fixed') yield ofDecision(one, 'is not so');
  },
});
