import { brokenBy } from './frame/broken.ts';
import { defineRule } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-permission-missing',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a step that is to make evidence lacks a permission without which it stops',
  remedy: 'give the job the permission that the step needs',
  about: () => ({
    why: 'The token of the job decides what a step may do. Without the permission the step stops at run time, and what it was to make is not there.',
    blindSpots: 'A token that is given as a secret can have permissions that no file shows; where a step takes one, nothing is said.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/security-guides/automatic-token-authentication'],
    mapping: { cwe: [1068] },
  }),
  check: (input) => brokenBy(input, 'permission'),
});
