import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'surface-unlisted',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'something is published that the project’s own table of what it publishes leaves out',
  remedy: 'add it to the table with the evidence that it has',
  about: () => ({
    why: 'What is on no list is looked after by nobody: it is the thing that goes out unsigned.',
    blindSpots:
      'Only tables with columns of evidence that name most of what is published are taken for a list of all. A row is taken for a thing with which it shares a word.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-br-0601'],
    mapping: { osps: ['OSPS-BR-06.01'] },
  }),
  *check(input) {
    for (const one of input.disagreements) {
      if (one.sort !== 'surface-unlisted') continue;
      yield finding({ at: one.at, related: one.related, message: one.message, path: one.path });
    }
  },
});
