import { defineDecisionRule, ofDecision } from './frame/rule.ts';

export const rule = defineDecisionRule({
  id: 'disposition-stale',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a decision is on something that is not found any more',
  remedy: 'remove the entry, or name what it is on now',
  about: () => ({
    why: 'An entry that decides on nothing misleads its readers: they take a gap for open and decided that is closed, or was renamed and is undecided under its new name. One that names a whole rule or surface lies in wait, and would silence the next finding of it that nobody has seen.',
    blindSpots:
      'A finding whose fingerprint changed, because its workflow, job or surface has another name, is not recognised: the entry is stale, and the finding is undecided. An entry with the disposition fixed is meant to find nothing and is never stale, nor is one of a file that others extend, which may be on another repository, or one on a rule that asks a service.',
    refs: ['https://docs.github.com/en/code-security/code-scanning/managing-code-scanning-alerts/resolving-code-scanning-alerts'],
    mapping: {},
  }),
  *review(decisions) {
    for (const one of decisions) if (one.standing === 'stale') yield ofDecision(one, 'is stale');
  },
});
