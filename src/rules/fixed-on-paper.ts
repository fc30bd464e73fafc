import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'fixed-on-paper',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a note of changes tells a fix of a workflow that the workflow does not have',
  remedy: 'make the change, or take the note out',
  about: () => ({
    why: 'The fault is counted as mended and nobody looks again, while the release still has it.',
    blindSpots: 'Only notes of their own files that give the old text and the new one as code are held against workflows.',
    refs: ['https://cwe.mitre.org/data/definitions/1068.html'],
    mapping: { cwe: [1068] },
  }),
  *check(input) {
    for (const one of input.disagreements) {
      if (one.sort !== 'fixed-on-paper') continue;
      yield finding({ at: one.at, related: one.related, message: one.message, path: one.path });
    }
  },
});
