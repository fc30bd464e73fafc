import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'provenance-unsigned',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the image carries provenance that nobody signs',
  remedy: 'attest the pushed digest after the push, in the same job, with id-token: write and attestations: write',
  about: () => ({
    why: 'The builder attaches a statement of how the image was built, and anybody who can push could attach another. Nothing can be verified of it: it is a note, not proof.',
    blindSpots: 'A builder that signs its own statements under a setting that was not read.',
    refs: ['https://docs.docker.com/build/metadata/attestations/slsa-provenance/', 'https://github.com/actions/attest-build-provenance'],
    mapping: { slsa: ['Build L2'], cwe: [345] },
  }),
  *check(input) {
    const cells = cellsOf(input, 'provenance');
    for (const cell of cells) {
      if (cell.evidence.status !== 'partial' || !cell.evidence.how.startsWith('unsigned')) continue;
      const { reason } = cell.evidence;
      const broken = reason?.includes('; ') === true ? reason.slice(reason.indexOf('; ') + 2) : 'no step attests the digest';
      yield finding({ ...ofCell(cell), message: `its provenance is signed by nobody: BuildKit attaches it, and ${broken}` });
    }
  },
});
