import { brokenBy } from './frame/broken.ts';
import { defineRule } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-tool-not-installed',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a job runs a signing, SBOM or attestation tool that it never installs',
  remedy: 'install the tool in this job, before the step that runs it',
  about: () => ({
    why: 'The command is not found, or is another program of that name. Where the failure is passed over, every release is green and none has the evidence.',
    blindSpots: 'Images of self-hosted runners and of containers, which may hold the tool; of those nothing is said.',
    refs: ['https://github.com/actions/runner-images'],
    mapping: { cwe: [1068] },
  }),
  check: (input) => brokenBy(input, 'tool'),
});
