import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'platforms-unsigned',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'of an image for several platforms only the index is signed',
  remedy: 'sign the platforms too: cosign sign --recursive',
  about: () => ({
    why: 'Who pulls by the digest of one platform, or checks images where they run, asks for a signature of that digest and finds none.',
    blindSpots: 'Consumers who always resolve the index lose nothing.',
    refs: ['https://github.com/sigstore/cosign/blob/main/doc/cosign_sign.md'],
    mapping: { cwe: [347] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'signature')) {
      if (!cell.evidence.how.endsWith(', index')) continue;
      yield finding({ ...ofCell(cell), message: 'the index is signed, its platforms are not', action: rule.remedy });
    }
  },
});
