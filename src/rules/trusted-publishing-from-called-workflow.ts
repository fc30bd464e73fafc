import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'trusted-publishing-from-called-workflow',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a called workflow publishes to PyPI with its identity, which PyPI does not support',
  remedy: 'publish in a job of the workflow that the event starts, and let the called one build',
  about: () => ({
    why: 'PyPI compares the workflow that the project registered with the one that the token names, and the certificate of an attestation with another. In a workflow that is called they are not the same: the upload is refused, or goes through without its attestations.',
    blindSpots: 'What is registered at PyPI, and a change of what it supports.',
    refs: ['https://docs.pypi.org/trusted-publishers/troubleshooting/', 'https://github.com/pypi/warehouse/issues/11096'],
    mapping: { cwe: [440] },
  }),
  *check({ traced: { trace } }) {
    for (const publish of trace.publishes) {
      const { sink, origin, auth } = publish;
      if (sink.kind !== 'index' || sink.index !== 'pypi' || auth !== 'trusted-publishing' || origin.workflow === origin.entry) continue;
      yield finding({
        at: origin.at,
        path: [origin.workflow, origin.job],
        message: `it publishes to PyPI with the identity of a workflow that ${origin.entry} calls`,
      });
    }
  },
});
