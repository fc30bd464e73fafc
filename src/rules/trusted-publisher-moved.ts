import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'trusted-publisher-moved',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a document registers a trusted publisher for another repository than this',
  remedy: 'register the publisher for this repository, remove the old one at the index, and mend the document',
  about: () => ({
    why: 'An index believes the identity that is registered. After a move the old one fails, and an account name that was given up can be taken by somebody else, who may publish then.',
    blindSpots: 'What the index has registered is known to it alone. A checkout without a remote has no name to compare.',
    refs: ['https://docs.pypi.org/trusted-publishers/security-model/'],
    mapping: { cwe: [1068, 863] },
  }),
  *check(input) {
    for (const one of input.disagreements) {
      if (one.sort !== 'publisher-moved') continue;
      yield finding({ at: one.at, related: one.related, message: one.message, path: one.path });
    }
  },
});
