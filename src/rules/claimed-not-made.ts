import { defineRule, finding } from './frame/rule.ts';

const evidence = new Set(['signed', 'keyless', 'hashes', 'sbom', 'provenance', 'every-asset']);

export const rule = defineRule({
  id: 'claimed-not-made',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a document says that what is published has evidence, and nothing makes it',
  remedy: 'make it for all that the sentence speaks of, or say what has it and what has not',
  about: () => ({
    why: 'Who believes the sentence does not look further, and whoever looks for the evidence finds nothing and learns that this is usual.',
    blindSpots:
      'Only plain statements about what the project publishes are read. What a person does by hand at a release is in no file, so a sentence about keys of a person is not held against the workflows.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-br-0601'],
    mapping: { osps: ['OSPS-BR-06.01'], cwe: [1068] },
  }),
  *check(input) {
    for (const claim of input.claims) {
      if (!evidence.has(claim.kind) || (claim.verdict !== 'contradicted' && claim.verdict !== 'unsupported')) continue;
      yield finding({
        at: claim.at,
        related: claim.related,
        surface: claim.surfaces.length === 1 ? claim.surfaces[0]! : null,
        message: `the claim “${shortened(claim.text)}” does not hold: ${claim.reason}`,
        path: [claim.at.file, claim.kind],
        ...(claim.kind === 'hashes' ? { severity: 'low' as const } : {}),
      });
    }
  },
});

function shortened(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 87).trimEnd()}…`;
}
