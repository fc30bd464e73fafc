import { cellsOf, has, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-proves-integrity-only',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the only documented check compares a digest from the same place as the file',
  remedy: 'document how the signature or the attestation is verified, or sign the list',
  about: () => ({
    why: 'Who replaces the file replaces the digest beside it. The check finds broken downloads, and no attack.',
    blindSpots: 'A list that is also announced elsewhere, by mail or on another host.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0301'],
    mapping: { osps: ['OSPS-DO-03.01'], cwe: [353] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'verifyRecipe')) {
      if (cell.evidence.how !== 'checksum only') continue;
      const span = cell.evidence.because[0]?.span;
      // A download from another project's page may have a name that fits.
      const shown = input.recipes.find(({ command }) => command.file === span?.file && command.span.start === span.start);
      const owner = input.traced.trace.input.git.owner?.toLowerCase();
      if (shown?.command.mentions.some((m) => m.owner.toLowerCase() !== owner) === true) continue;
      const signed = has(cell.surface.controls.signature);
      yield finding({
        ...ofCell(cell),
        message: `the only documented check compares digests${signed ? `, although there is a signature (${cell.surface.controls.signature.how})` : ''}`,
        action: rule.remedy,
        ...(signed ? { severity: 'medium' as const } : {}),
      });
    }
  },
});
