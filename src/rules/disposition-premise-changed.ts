import { defineDecisionRule, ofDecision } from './frame/rule.ts';

export const rule = defineDecisionRule({
  id: 'disposition-premise-changed',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a decision was made of another lineage than there is now',
  remedy: 'look at it again, and record the new premise or another decision',
  about: () => ({
    why: 'Who accepted a gap accepted it for what was published then, by that job, with the other evidence that it had. Where the path from source to what is published is another now, or other findings fall under the same entry, nobody has accepted that: until somebody looks at it again, the findings count.',
    blindSpots:
      'Of entries without a premise only this is seen: that a finding joins one on which nothing was decided. The premise holds who publishes, under which events, through which effects and with which evidence; it does not hold what a script does inside, versions of actions, or documents.',
    refs: ['https://slsa.dev/spec/v1.1/threats'],
    mapping: {},
  }),
  *review(decisions) {
    for (const one of decisions) if (one.standing === 'premise-changed') yield ofDecision(one, 'does not fit what there is now');
  },
});
