import { defineDecisionRule, ofDecision } from './frame/rule.ts';

export const rule = defineDecisionRule({
  id: 'disposition-due',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a decision is due to be looked at again',
  remedy: 'decide again: a later reviewBy and what reopens it next, another disposition, or no entry',
  about: () => ({
    why: 'A gap is accepted or put off for reasons that hold for a time. A decision past the day that its author set, or whose own condition has come true, no longer says what anybody thinks today: until somebody looks at it again, the findings that it was on count as if it were not there.',
    blindSpots:
      'A condition in words is for people to judge. Of a condition on a version, a commit counts only where the comment beside it names the version; a moving tag such as v5 counts as the newest of its line. Days are compared with the day of the audit, in UTC.',
    refs: ['https://adr.github.io/', 'https://baseline.openssf.org/'],
    mapping: {},
  }),
  *review(decisions) {
    for (const one of decisions) if (one.standing === 'due') yield ofDecision(one, 'is due');
  },
});
