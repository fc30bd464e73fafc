import { controlIds } from '../controls/index.ts';
import { cellsOf, ofCell, restOf } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-covers-a-part',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'evidence covers some of what is published and leaves out the rest',
  remedy: 'cover all that is published, and what is published itself',
  about: () => ({
    why: 'Consumers take the evidence of one file for that of its neighbours, and the one that is left out is the one to replace.',
    blindSpots: 'Names that are made at run time can hide that a file is covered or left out; then the cell is unknown.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-br-0601'],
    mapping: { osps: ['OSPS-BR-06.01'], cwe: [347] },
  }),
  *check(input) {
    for (const control of controlIds) {
      if (control === 'verifyRecipe') continue;
      for (const cell of cellsOf(input, control)) {
        const { status, how, reason } = cell.evidence;
        if (status !== 'partial' || reason === null || !leavesOut.test(reason)) continue;
        const { path, ...rest } = ofCell(cell);
        const { at } = cell.surface.info;
        yield finding({
          ...rest,
          // What another run makes is told at the publication that lacks it.
          ...(reason.startsWith('not on ') ? { at, related: restOf(cell.evidence, at) } : {}),
          path: [...path, control],
          message: `${words[control]} (${how}): ${reason}`,
          ...(control === 'signature' || control === 'provenance' ? {} : { severity: 'low' as const }),
          // A source package beside its binaries needs none.
          ...(control === 'sbom' ? { audience: 'careful' as const } : {}),
        });
      }
    }
  },
});

/** Reasons of a cell that is partial because something is left out, or because what is covered is not what is published. */
const leavesOut =
  /^(?:some of what is published|not on |the checksum file leaves out|the platform images are (?:signed|attested), the index|what is packed in it is signed|the (?:signature|provenance) is published in another place)/;

const words = { hashes: 'checksums', signature: 'signed', sbom: 'SBOM', provenance: 'provenance' } as const;
