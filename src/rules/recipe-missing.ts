import { cellsOf, has, lacks, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-missing',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'there is evidence, and no document tells a consumer how to check it',
  remedy: 'document a command that verifies it, with the identity and the issuer that a signature must have',
  about: () => ({
    why: 'Evidence that nobody checks protects nobody. Without the identity written down, who wants to check has to guess it from the workflows.',
    blindSpots: 'Documents outside of the repository: a site, a wiki, the text of releases.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0301', 'https://docs.sigstore.dev/cosign/verifying/verify/'],
    mapping: { osps: ['OSPS-DO-03.01', 'OSPS-DO-03.02'] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'verifyRecipe')) {
      const { signature, provenance } = cell.surface.controls;
      const proof = has(signature) ? signature : has(provenance) && !provenance.how.startsWith('unsigned') ? provenance : undefined;
      if (!lacks(cell.evidence) || proof === undefined || cell.surface.info.kind === 'action') continue;
      const isKept = proof.attachedTo === 'index' || proof.attachedTo === 'embedded' || !isFetched.has(cell.surface.info.kind);
      yield finding({
        ...ofCell(cell),
        message: `no document tells how to verify it (${proof.how})`,
        action: rule.remedy,
        // What an index or an operating system checks by itself is asked for by few.
        ...(isKept ? { severity: 'low' as const, audience: 'careful' as const } : {}),
      });
    }
  },
});

/** What people fetch and check themselves, not through an index or a store. */
const isFetched: ReadonlySet<string> = new Set(['release-asset', 'container-image', 'helm-chart', 'other']);
