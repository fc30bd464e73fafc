import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'document-names-two-versions',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a document names one action that makes evidence at two versions',
  remedy: 'name the version that the workflow uses, once',
  about: () => ({
    why: 'One of the two is not what runs. Who checks the document against the workflow, or copies from it, takes the wrong one.',
    blindSpots: 'Only prose is read, and only another major version counts. Sentences about a change from one to the other are passed over.',
    refs: ['https://cwe.mitre.org/data/definitions/1068.html'],
    mapping: { cwe: [1068] },
  }),
  *check(input) {
    for (const one of input.disagreements) {
      if (one.sort !== 'versions-differ') continue;
      yield finding({ at: one.at, related: one.related, message: one.message, path: one.path });
    }
  },
});
