import { because, cellsOf, has, isKeptBack, lacks, nameOf, ofCell } from './frame/ask.ts';
import { handsOver, keeperOf, mayBeProved } from './frame/places.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'provenance-missing',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  compares: true,
  needs: 'files',
  summary: 'something is published without a signed statement of how it was built',
  remedy: 'attest the build in the job that makes it',
  about: () => ({
    why: 'A signature says who published a file. Provenance says from which commit and by which workflow it was built, so that a file which somebody built elsewhere and signed is found out.',
    blindSpots: 'Provenance that a registry adds by itself is not in the files; where an index is known to do so, the cell is unknown.',
    refs: ['https://slsa.dev/spec/v1.1/levels', 'https://docs.github.com/en/actions/security-for-github-actions/using-artifact-attestations'],
    mapping: { slsa: ['Build L1'], cwe: [345] },
  }),
  *check(input) {
    const cells = cellsOf(input, 'provenance').filter(({ surface }) => surface.info.kind !== 'action');
    for (const cell of cells) {
      if (!lacks(cell.evidence) || isKeptBack(cell.evidence) || mayBeProved(cell.surface, input.traced.trace)) continue;
      if (cell.surface.units.some(({ publish }) => publish !== undefined && handsOver(input.traced.trace, publish.origin.at))) continue;
      const { kind } = cell.surface.info;
      const keeper = keeperOf(cell.surface, 'provenance');
      const sibling = cells.find((one) => one.surface.info.kind === kind && one !== cell && has(one.evidence));
      yield finding({
        ...ofCell(cell),
        message: `no provenance${because(cell.evidence)}${sibling === undefined ? '' : `, although ${nameOf(sibling.surface)} has it`}`,
        ...(keeper === 'nobody'
          ? { severity: 'low' as const, audience: 'auditor' as const, action: 'attest the file and publish that beside the release: the index keeps none' }
          : keeper === 'store'
            ? { severity: 'low' as const, audience: 'careful' as const, action: 'attest the file and publish that beside the release' }
            : {}),
      });
    }
  },
});
