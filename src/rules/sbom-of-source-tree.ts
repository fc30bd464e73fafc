import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'sbom-of-source-tree',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the SBOM describes the source tree, not what is published',
  remedy: 'describe the released file or image itself',
  about: () => ({
    why: 'What is in the source tree and what is in the artifact differ: tools of the build and tests are listed that nobody ships, and what the build downloads and packs is missing.',
    blindSpots: 'A language whose lock file is all that is shipped: there both can be the same. The rule does not compare contents.',
    refs: ['https://www.cisa.gov/sbom'],
    mapping: { osps: ['OSPS-QA-02.02'] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'sbom')) {
      if (cell.evidence.status !== 'partial' || cell.evidence.how !== 'source tree') continue;
      yield finding({ ...ofCell(cell), message: cell.evidence.reason ?? 'the SBOM describes the source tree' });
    }
  },
});
