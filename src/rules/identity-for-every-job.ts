import { idleWithIdentity } from './frame/idle-with-identity.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'identity-for-every-job',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'every job of a workflow may ask for the identity that signs',
  remedy: 'give id-token: write to the jobs that sign, publish or deploy, and to no other',
  about: () => ({
    why: 'A token for signing is what the certificate is made of. A job that builds or tests runs the code of dependencies, and with this permission that code can sign as the release workflow.',
    blindSpots: 'Jobs that use the identity for a cloud in a program that was not read.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect'],
    mapping: { cwe: [250, 272] },
  }),
  *check({ traced: { trace, workflows } }) {
    for (const [path, workflow] of workflows) {
      const scope = workflow.permissions?.scopes.get('id-token');
      if (scope?.level !== 'write' || workflow.jobs.length < 2) continue;
      const idle = idleWithIdentity(trace, workflow);
      if (idle.length === 0) continue;
      yield finding({
        at: scope.span,
        related: idle.map((job) => ({ at: job.keySpan, what: `job ${job.id} has it too` })),
        path: [path],
        message: `id-token: write is given to all jobs; nothing that was read in ${idle
          .map((job) => job.id)
          .slice(0, 4)
          .join(', ')}${idle.length > 4 ? ' and others' : ''} needs it`,
      });
    }
  },
});
