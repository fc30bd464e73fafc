import { brokenBy } from './frame/broken.ts';
import { defineRule } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-cannot-work',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a step that is to make evidence fails whenever it runs, as it is written',
  remedy: 'mend what keeps the step from working, or remove it: as it stands it promises what is never made',
  about: () => ({
    why: 'People who read the workflow believe that the evidence is there. Nobody looks for what is believed to be there, and a consumer who asks for it finds nothing.',
    blindSpots: 'Steps that fail for reasons outside of the files: a service that refuses, a file that a tool does not like, a secret that is not set.',
    refs: ['https://cwe.mitre.org/data/definitions/1068.html'],
    mapping: { cwe: [1068] },
  }),
  check: (input) => brokenBy(input, 'other'),
});
