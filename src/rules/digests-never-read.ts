import { publishedCarriers } from '../lineage/index.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'digests-never-read',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'digests are handed to other jobs, and nothing attests or publishes them',
  remedy: 'give the output to what attests or publishes it, or remove it',
  about: () => ({
    why: 'An output called hashes looks like provenance to who reads the workflow. When nothing takes it up, none is made.',
    blindSpots: 'A workflow of another repository that calls this one and reads its outputs.',
    refs: ['https://slsa.dev/spec/v1.1/provenance'],
    mapping: { cwe: [1164] },
  }),
  *check({ traced: { trace, workflows } }) {
    for (const e of trace.evidence) {
      const [output] = e.values;
      if (e.kind !== 'hash' || output === undefined || e.consumed || publishedCarriers(trace, e).length > 0) continue;
      // What a workflow gives to who calls it may be read there.
      if (workflows.get(e.origin.workflow)?.triggers.some((one) => one.event === 'workflow_call') !== false) continue;
      yield finding({
        at: e.origin.at,
        path: [e.origin.workflow, e.origin.job],
        message: `the output ${output} of job ${e.origin.job} holds digests, and no step that attests or publishes takes them up`,
      });
    }
  },
});
