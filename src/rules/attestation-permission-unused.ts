import { recordsOf } from './frame/grouped.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'attestation-permission-unused',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a job may write attestations and makes none',
  remedy: 'remove attestations: write, or attest what the job publishes',
  about: () => ({
    why: 'The permission reads as if the job attested something. Whoever gets to run code in it can attest anything as this workflow.',
    blindSpots: 'A program of the project that calls the service itself.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/using-artifact-attestations'],
    mapping: { cwe: [250] },
  }),
  *check({ traced: { trace, workflows } }) {
    for (const [path, workflow] of workflows) {
      const publishes = recordsOf(trace.publishes, 'workflow', path);
      const evidence = recordsOf(trace.evidence, 'workflow', path);
      const opaque = recordsOf(trace.opaque, 'workflow', path);
      const idle = workflow.jobs.filter((job) => {
        const scope = job.permissions?.scopes.get('attestations');
        if (scope?.level !== 'write' || job.uses !== undefined) return false;
        const own = (origin: { readonly job: string }): boolean => origin.job === job.id;
        if (!publishes.some((one) => own(one.origin)) && !evidence.some((one) => own(one.origin))) return false;
        return (
          !evidence.some((one) => own(one.origin) && one.kind === 'attestation' && one.mechanism === 'github-attestation') &&
          !opaque.some((one) => own(one.origin) && one.places.includes('attestations') && one.scope !== 'command')
        );
      });
      for (const job of idle)
        yield finding({
          at: job.permissions!.scopes.get('attestations')!.span,
          path: [path, job.id],
          message: `job ${job.id} may write attestations, and no step of it does`,
        });
    }
  },
});
