import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'promised-not-made',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the checkout names evidence that is nowhere and that nothing makes',
  remedy: 'make it where the files are released, or remove the promise',
  about: () => ({
    why: 'A program or a person that looks for the named file finds nothing, and either stops or learns to go on without.',
    blindSpots: 'Files that somebody uploads by hand to a place that no file names.',
    refs: ['https://cwe.mitre.org/data/definitions/1068.html'],
    mapping: { cwe: [1068] },
  }),
  *check(input) {
    for (const one of input.promises) yield finding({ at: one.at, message: `${one.what}: ${one.why}`, path: [one.at.file] });
  },
});
