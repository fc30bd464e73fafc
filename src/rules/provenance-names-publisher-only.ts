import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'provenance-names-publisher-only',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'the only attestation of a package names who published it, not how it was built',
  remedy: 'attest the build besides, in the job that makes the package',
  about: () => ({
    why: 'A publish attestation says which workflow uploaded the file. The file could have come into that workflow from anywhere.',
    blindSpots: 'Provenance that lies somewhere else than at the index and that no file names.',
    refs: ['https://docs.pypi.org/attestations/publish/v1/', 'https://slsa.dev/spec/v1.1/levels'],
    mapping: { slsa: ['Build L1'] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'provenance')) {
      if (cell.evidence.status !== 'partial' || cell.evidence.how !== 'publish only') continue;
      yield finding({ ...ofCell(cell), message: cell.evidence.reason ?? rule.summary });
    }
  },
});
