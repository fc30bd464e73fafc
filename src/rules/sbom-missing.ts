import { because, cellsOf, has, isKeptBack, lacks, nameOf, ofCell } from './frame/ask.ts';
import { isOfTexts } from './frame/texts.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'sbom-missing',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  compares: true,
  needs: 'files',
  summary: 'something is published without an SBOM',
  remedy: 'attest an SBOM of it where it is published',
  about: () => ({
    why: 'When a component turns out to be vulnerable, who runs the artifact has to find out whether it is inside. Where one variant has an SBOM and its sibling has none, the sibling is the one that nobody finds.',
    blindSpots: 'An SBOM that a build tool puts inside what it makes, without a word in the files that were read.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-qa-0202', 'https://www.cisa.gov/sbom'],
    mapping: { osps: ['OSPS-QA-02.02'] },
  }),
  *check(input) {
    const cells = cellsOf(input, 'sbom').filter(({ surface }) => surface.info.kind !== 'action');
    for (const cell of cells) {
      if (!lacks(cell.evidence) || isKeptBack(cell.evidence) || isOfTexts(cell.surface)) continue;
      const { kind } = cell.surface.info;
      const sibling = cells.find((one) => one.surface.info.kind === kind && one !== cell && (has(one.evidence) || one.evidence.strength === 'cannot-work'));
      yield finding({
        ...ofCell(cell),
        message: `no SBOM${because(cell.evidence)}${sibling === undefined ? '' : `, although ${nameOf(sibling.surface)} ${has(sibling.evidence) ? 'has one' : 'is to have one'}`}`,
        ...(sibling === undefined ? { severity: 'low' as const, audience: 'careful' as const } : {}),
      });
    }
  },
});
