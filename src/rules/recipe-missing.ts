import type { SurfaceInfo } from '../surfaces/index.ts';
import { cellsOf, has, lacks, nameOf, ofCell } from './frame/ask.ts';
import type { JudgedSurface } from './frame/input.ts';
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
    const cells = cellsOf(input, 'verifyRecipe');
    for (const cell of cells) {
      const { signature, provenance } = cell.surface.controls;
      const proof = has(signature) ? signature : has(provenance) && !provenance.how.startsWith('unsigned') ? provenance : undefined;
      if (!lacks(cell.evidence) || proof === undefined || cell.surface.info.kind === 'action') continue;
      const isKept = proof.attachedTo === 'index' || proof.attachedTo === 'embedded' || !isFetched.has(cell.surface.info.kind);
      // A command that is shown for one file of a release is easily changed into that for another.
      const shown = cells.find((one) => has(one.evidence) && isBeside(one.surface.info, cell.surface.info) && isProvedAlike(one.surface, cell.surface));
      yield finding({
        ...ofCell(cell),
        message:
          shown === undefined
            ? `no document tells how to verify it (${proof.how})`
            : `no document shows the command that verifies it (${proof.how}), though one is shown for ${nameOf(shown.surface)}`,
        action: rule.remedy,
        // What an index or an operating system checks by itself is asked for by few.
        ...(isKept || shown !== undefined ? { severity: 'low' as const, audience: 'careful' as const } : {}),
      });
    }
  },
});

/** What people fetch and check themselves, not through an index or a store. */
const isFetched: ReadonlySet<string> = new Set(['release-asset', 'container-image', 'helm-chart', 'other']);

function isBeside(a: SurfaceInfo, b: SurfaceInfo): boolean {
  return a.kind === b.kind && a.publishedBy.workflow === b.publishedBy.workflow && a.publishedBy.job === b.publishedBy.job;
}

function isProvedAlike(a: JudgedSurface, b: JudgedSurface): boolean {
  return (['signature', 'provenance'] as const).every((control) => a.controls[control].how === b.controls[control].how);
}
