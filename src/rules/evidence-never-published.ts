import { cellsOf, isKeptBack, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-never-published',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'evidence is made and stays where no consumer can get it',
  remedy: 'publish it beside what it is about, or attest in place of it',
  about: () => ({
    why: 'The workflow shows that something is signed or described, and nobody outside can see it: a workflow artifact expires and needs a login, and a file that is left in the job is gone with it.',
    blindSpots: 'Files that a person takes from the run and publishes by hand.',
    refs: ['https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-workflow-runs/removing-workflow-artifacts'],
    mapping: { osps: ['OSPS-BR-06.01'] },
  }),
  *check(input) {
    // An SBOM of the source tree is made for something else than a file beside which it would have to lie.
    const ofSource = new Set(input.traced.trace.evidence.filter((e) => e.target.source).map((e) => `${e.origin.at.file}:${e.origin.at.start}`));
    for (const control of ['signature', 'provenance', 'sbom'] as const) {
      for (const cell of cellsOf(input, control)) {
        if (!isKeptBack(cell.evidence)) continue;
        const made = cell.evidence.because.filter((one) => one.role === 'covers');
        if (made.length > 0 && made.every(({ span }) => ofSource.has(`${span.file}:${span.start}`))) continue;
        const { path, ...rest } = ofCell(cell);
        yield finding({
          ...rest,
          path: [...path, control],
          message: cell.evidence.reason ?? rule.summary,
          action: rule.remedy,
          ...(control === 'sbom' ? { severity: 'low' as const } : {}),
        });
      }
    }
  },
});
