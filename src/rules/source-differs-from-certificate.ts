import { surelyAfter, type EvidenceRecord } from '../lineage/index.ts';
import { inputsIn } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'source-differs-from-certificate',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'what is built is checked out from another ref than the one that certificate and provenance name',
  remedy: 'build what the run is on: start it on the tag, or check that the checkout is github.sha',
  about: () => ({
    why: 'The certificate and the provenance name the ref and commit of the run. When the checkout takes another, the evidence is true of a commit that was not built, and whoever rebuilds from it gets something else.',
    blindSpots: 'A step that compares the checkout with the run in a program that was not read.',
    refs: ['https://slsa.dev/spec/v1.1/provenance', 'https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md'],
    mapping: { cwe: [345] },
  }),
  *check({ surfaces, traced: { trace } }) {
    for (const { ref, origin } of trace.checkouts) {
      const [name] = inputsIn(ref);
      if (name === undefined || !origin.scenario.startsWith('workflow_dispatch')) continue;
      const isMadeHere = (e: EvidenceRecord): boolean =>
        e.target.files.some((file) => trace.batches.get(file.batch)?.jobKey === origin.jobKey) ||
        e.target.images.some((one) => trace.image(one.id)?.origin.jobKey === origin.jobKey);
      const proof = trace.evidence.find(
        (e) =>
          e.keyless &&
          e.kind !== 'verification' &&
          e.cannotWork === undefined &&
          e.origin.run === origin.run &&
          surelyAfter(trace, origin.run, origin, e.origin) &&
          isMadeHere(e),
      );
      if (proof === undefined) continue;
      const published = surfaces.some(({ units }) => units.some((unit) => unit.run === origin.run));
      yield finding({
        at: origin.at,
        related: [{ at: proof.origin.at, what: 'signs as the run' }],
        path: [origin.workflow, origin.job],
        message: `started by hand, job ${origin.job} builds the ref that the input ${name} gives, and the evidence names the ref of the run`,
        ...(published ? {} : { severity: 'low' as const }),
      });
    }
  },
});
