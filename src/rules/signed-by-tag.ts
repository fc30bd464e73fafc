import { controlIds } from '../controls/index.ts';
import { cellsOf, has, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'signed-by-tag',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'an image is signed or attested by its tag, not by its digest',
  remedy: 'sign the digest that the push gave',
  about: () => ({
    why: 'Between the push and the signature somebody can move the tag, and the workflow then signs what they put there.',
    blindSpots: 'A digest that a variable holds and that could not be followed.',
    refs: ['https://github.com/sigstore/cosign/issues/2047'],
    mapping: { cwe: [367] },
  }),
  *check(input) {
    for (const control of controlIds) {
      if (control === 'verifyRecipe' || control === 'hashes') continue;
      for (const cell of cellsOf(input, control)) {
        if (!has(cell.evidence) || cell.evidence.binds !== 'tag') continue;
        const { path, ...rest } = ofCell(cell);
        yield finding({ ...rest, path: [...path, control], message: `${words[control]} by its tag, not by its digest`, action: rule.remedy });
      }
    }
  },
});

const words = { signature: 'the image is signed', sbom: 'the SBOM is attested', provenance: 'the provenance is attested' } as const;
