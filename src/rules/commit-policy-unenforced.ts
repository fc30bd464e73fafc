import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'commit-policy-unenforced',
  severity: 'info',
  confidence: 'medium',
  audience: 'auditor',
  since: '0.1.0',
  needs: 'files',
  summary: 'a rule for commits is written down and nothing enforces it',
  remedy: 'check it in a workflow that pull requests must pass, or drop the rule',
  about: () => ({
    why: 'A sign-off or a form of messages that is asked for and not checked holds for those who read the page.',
    blindSpots: 'Checks that the forge or an app makes: most apps for sign-offs leave no file.',
    refs: ['https://developercertificate.org/'],
    mapping: { osps: ['OSPS-LE-01.01'] },
  }),
  *check(input) {
    for (const one of input.policies)
      if (one.enforcedBy === null)
        yield finding({ at: one.at, message: `${one.what}: asked for, and nothing that was read enforces it`, path: [one.at.file, one.what] });
  },
});
