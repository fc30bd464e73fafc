import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'sbom-of-one-platform',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the SBOM of an image for several platforms describes one of them',
  remedy: 'make one SBOM for each platform, and attest it on that platform’s digest',
  about: () => ({
    why: 'A scanner that is given an index reads the platform of the machine that it runs on. Who runs another platform gets an SBOM of an image that they do not have.',
    blindSpots: 'Scanners that are told their platform by a setting outside of the command.',
    refs: ['https://github.com/anchore/syft/wiki/multi-platform'],
    mapping: { osps: ['OSPS-QA-02.02'] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'sbom')) {
      if (cell.evidence.status !== 'partial' || !cell.evidence.how.endsWith(', one platform')) continue;
      yield finding({ ...ofCell(cell), message: `the SBOM is of one platform: ${cell.evidence.reason ?? ''}` });
    }
  },
});
