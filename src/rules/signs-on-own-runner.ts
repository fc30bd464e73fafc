import type { Node, Scalar } from '../workflow/index.ts';
import { jobOf } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'signs-on-own-runner',
  severity: 'low',
  confidence: 'high',
  audience: 'auditor',
  since: '0.1.0',
  needs: 'files',
  summary: 'a job that signs with its identity runs on a machine of the project',
  remedy: 'sign on a hosted runner, by the digest that the build gave',
  about: () => ({
    why: 'The certificate says that the machine is self-hosted, and a check that refuses such machines fails. What an earlier job left on the machine can be there when the release is signed; provenance that is made on it is of a lower SLSA level than people take it for.',
    blindSpots: 'Groups of runners and names that do not say self-hosted, and labels that an expression gives.',
    refs: [
      'https://docs.github.com/en/actions/hosting-your-own-runners/managing-self-hosted-runners/about-self-hosted-runners',
      'https://slsa.dev/spec/v1.1/levels',
    ],
    mapping: { cwe: [653] },
  }),
  *check(input) {
    for (const evidence of input.traced.trace.evidence) {
      if (!evidence.keyless || evidence.cannotWork !== undefined) continue;
      const job = jobOf(input, evidence.origin);
      const label = job?.runsOn === undefined ? undefined : labelsOf(job.runsOn).find((one) => one.value === 'self-hosted');
      if (job === undefined || label === undefined) continue;
      yield finding({
        at: label.span,
        related: [{ at: evidence.origin.at, what: `${evidence.tool} signs` }],
        path: [evidence.origin.workflow, evidence.origin.job],
        message: `job ${job.id} signs with its identity, and runs on a self-hosted machine`,
      });
    }
  },
});

function labelsOf(node: Node): readonly Scalar[] {
  switch (node.kind) {
    case 'scalar':
      return [node.scalar];
    case 'list':
      return node.items.flatMap(labelsOf);
    case 'map':
      return node.entries.flatMap((entry) => (entry.key.value === 'labels' ? labelsOf(entry.value) : []));
  }
}
