import { wayTo } from './frame/ask.ts';
import { connected } from '../lineage/index.ts';
import { recordsOf } from './frame/grouped.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'irreversible-before-checks',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a package goes to an index, where it cannot be taken back, before other evidence of the release is made',
  remedy: 'let the job that publishes to the index wait for all that signs, attests and verifies',
  about: () => ({
    why: 'An index keeps what it was given. When the job that signs or attests fails afterwards, the package is out and the rest of the release is not.',
    blindSpots: 'Projects that publish the package first on purpose, to attest what the index holds.',
    refs: ['https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions#jobsjob_idneeds'],
    mapping: { cwe: [696] },
  }),
  *check({ surfaces, traced: { trace } }) {
    for (const surface of surfaces) {
      for (const { publish, run } of surface.units) {
        if (publish === undefined || publish.sink.kind !== 'index' || publish.cannotWork !== undefined) continue;
        const late = recordsOf(trace.evidence, 'run', run).find(
          (e) =>
            (e.kind === 'attestation' || e.kind === 'verification' || e.kind === 'signature') &&
            // What an upload makes of itself comes with it.
            e.attachedTo !== 'index' &&
            e.origin.config === '' &&
            e.cannotWork === undefined &&
            !connected(trace, run, e.origin.jobKey, publish.origin.jobKey),
        );
        if (late === undefined) continue;
        yield finding({
          at: publish.origin.at,
          related: [{ at: late.origin.at, what: `job ${late.origin.job} may fail after that` }],
          surface: surface.info.id,
          path: wayTo(surface),
          message: `job ${publish.origin.job} does not wait for job ${late.origin.job}, and an index takes nothing back`,
        });
      }
    }
  },
});
