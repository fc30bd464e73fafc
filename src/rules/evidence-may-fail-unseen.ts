import { loweredBy } from './frame/lowered.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-may-fail-unseen',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a step that makes evidence may fail without stopping the release',
  remedy: 'let the step fail the release, or record why its failure is accepted',
  about: () => ({
    why: 'The release goes on when the step fails, so that some releases have the evidence and some have not, and nobody is told which.',
    blindSpots: 'Checks that somebody makes by hand after the release.',
    refs: ['https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions#jobsjob_idstepscontinue-on-error'],
    mapping: { cwe: [754] },
  }),
  *check(input) {
    for (const { by, what, controls, base } of loweredBy(input, (reason) => !apart.test(reason))) {
      // A condition is somebody's decision; a failure that is passed over is nobody's.
      const swallowed = passedOver.test(by.what);
      const isProof = controls.includes('signature') || controls.includes('provenance');
      yield finding({
        ...base,
        message: `${what} ${controls.length > 1 ? 'are' : 'is'} best effort: ${by.what}`,
        ...(swallowed ? (isProof ? {} : { severity: 'low' as const }) : { severity: 'low' as const, audience: 'careful' as const }),
      });
    }
  },
});

/** What the order of jobs lowers has a rule of its own. */
const apart = /does not wait for job/;
const passedOver = /continue-on-error|\|\||always\(\)|set \+e|trap|whatever happened|passed over/;
