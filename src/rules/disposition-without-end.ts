import { defineDecisionRule, finding } from './frame/rule.ts';

export const rule = defineDecisionRule({
  id: 'disposition-without-end',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a gap is accepted or put off by nobody, or for ever',
  remedy: 'add by, and reviewBy or revisit',
  about: () => ({
    why: 'A gap that is accepted without an end is never looked at again, and one that nobody is named for has nobody to ask. Both stay when the people who knew the reason have left. A day more than five years after the decision is no end.',
    blindSpots: 'Whether the person named is still there, and whether words under revisit can ever come true, is not known.',
    refs: ['https://adr.github.io/'],
    mapping: {},
  }),
  *review(decisions) {
    for (const { id, disposition, by, ends, at, surface, on } of decisions) {
      if (disposition !== 'deferred' && disposition !== 'accepted') continue;
      const lacks = [...(by === null ? ['who decided'] : []), ...(ends ? [] : ['when or why to look at it again'])];
      if (lacks.length === 0) continue;
      yield finding({ at, related: on, surface, path: [id], message: `the decision (${disposition}) does not say ${lacks.join(' and ')}` });
    }
  },
});
