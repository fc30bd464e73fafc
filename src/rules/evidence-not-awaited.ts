import { loweredBy } from './frame/lowered.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-not-awaited',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the job that publishes does not wait for the job that makes the evidence',
  remedy: 'name the job that makes the evidence in needs of the job that publishes',
  about: () => ({
    why: 'Both jobs run at once. Where the one that signs fails or is slow, what is published is there without its evidence, and stays so.',
    blindSpots: 'A publication that a person starts or approves after looking.',
    refs: ['https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions#jobsjob_idneeds'],
    mapping: { cwe: [696] },
  }),
  *check(input) {
    for (const { by, what, base } of loweredBy(input, (reason) => /does not wait for job/.test(reason)))
      yield finding({ ...base, message: `${by.what}, which makes ${what}`, action: rule.remedy });
  },
});
