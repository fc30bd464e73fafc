import { failureOf } from '../controls/index.ts';
import { sinkLabel } from '../lineage/index.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'publishing-cannot-work',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a step that publishes fails whenever it runs, as it is written',
  remedy: 'give it what it lacks, or remove it',
  about: () => ({
    why: 'The release is cut and the file is not there. Where the failure is passed over, nobody sees it.',
    blindSpots: 'A token that is given as a secret can have permissions that no file shows.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/security-guides/automatic-token-authentication'],
    mapping: { cwe: [1068] },
  }),
  *check({ traced: { trace } }) {
    for (const one of trace.publishes) {
      // A generator that cannot be called makes no evidence either, which is told there.
      if (one.cannotWork === undefined || one.sink.kind === 'site' || failureOf(one.cannotWork) === 'pin') continue;
      const what = one.sink.kind === 'registry' ? 'an image' : sinkLabel(one.sink);
      yield finding({
        at: one.origin.at,
        path: [one.origin.workflow, one.origin.job, one.origin.step],
        message: `what it is to publish (${what}) never appears: ${one.cannotWork}`,
      });
    }
  },
});
