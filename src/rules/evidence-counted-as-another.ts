import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-counted-as-another',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a table of a document counts one kind of evidence as another',
  remedy: 'say in each column only what is evidence of its kind, and leave the cell empty otherwise',
  about: () => ({
    why: 'Provenance lists no components, a checksum has no signer, and what an index knows of the publisher says nothing of the build. A cell that is filled with another kind hides that its own is missing.',
    blindSpots: 'Only tables are read, by the title of a column and the words of a cell; a cell that also names evidence of the right kind is passed over.',
    refs: ['https://slsa.dev/spec/v1.0/provenance'],
    mapping: { cwe: [1068] },
  }),
  *check(input) {
    for (const one of input.disagreements) {
      if (one.sort !== 'kinds-mixed') continue;
      yield finding({ at: one.at, related: one.related, message: one.message, path: one.path });
    }
  },
});
