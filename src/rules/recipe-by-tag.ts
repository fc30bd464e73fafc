import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-by-tag',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'an image is documented to be verified by a tag that can move',
  remedy: 'verify the digest, and run that digest',
  about: () => ({
    why: 'Between the check and the pull the tag can be moved: what was verified is not what runs.',
    blindSpots: 'A client that resolves the tag once and uses the digest from then on.',
    refs: ['https://github.com/sigstore/cosign/issues/2047'],
    mapping: { cwe: [367] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'verifyRecipe')) {
      if (!cell.evidence.how.endsWith(', by tag')) continue;
      yield finding({ ...ofCell(cell), message: 'the documented command verifies the image by a tag', action: rule.remedy });
    }
  },
});
