import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'upload-errors-are-warnings',
  severity: 'medium',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a failed upload to the release is a warning',
  remedy: 'set artifactErrorsFailBuild: true',
  about: () => ({
    why: 'The release is public and the run green, and some of its files, or all, are missing: a binary without its signature looks like any other. Nobody is told but who reads the log.',
    blindSpots: 'A later step that looks whether all files are there.',
    refs: ['https://github.com/ncipollo/release-action#action-inputs'],
    mapping: { cwe: [754] },
  }),
  *check({ traced: { trace } }) {
    for (const publish of trace.publishes) {
      if (publish.passesOver !== 'errors' || publish.cannotWork !== undefined) continue;
      yield finding({
        at: publish.origin.at,
        path: [publish.origin.workflow, publish.origin.job],
        message: 'an upload that fails is a warning here: the release is made without the file, and the run is green',
      });
    }
  },
});
