import { cellsOf, has, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

/** Programs that look for provenance whatever else they are told; npm's command for it checks signatures with it. */
const showsProvenance: ReadonlySet<string> = new Set(['gh', 'slsa-verifier', 'pypi-attestations', 'npm']);

export const rule = defineRule({
  id: 'evidence-without-recipe',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'documents tell how to check one kind of evidence and say nothing of another',
  remedy: 'add a command for each kind: signature, SBOM, provenance',
  about: () => ({
    why: 'Evidence that no document tells how to check is checked by nobody: a reader who follows the one command that is there believes that it was all.',
    blindSpots: 'Documents outside of the repository.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0301'],
    mapping: { osps: ['OSPS-DO-03.01'] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'verifyRecipe')) {
      if (cell.evidence.status !== 'present') continue;
      const { provenance, sbom } = cell.surface.controls;
      const shown = input.recipes
        .filter(({ command, surfaces }) => command.couldRun !== 'no' && surfaces.includes(cell.surface.info.id))
        .map(({ command }) => command);
      const asks = (...types: readonly string[]): boolean => shown.some((one) => one.tool === 'sealwright' && types.some((type) => asksFor(one.flags, type)));
      const attests =
        asks('provenance', 'https://slsa.dev/provenance/v1') || shown.some((one) => showsProvenance.has(one.tool) || /attestation/.test(one.subcommand));
      const describes = asks('spdx', 'cyclonedx', 'sbom') || shown.some((one) => /attestation/.test(one.subcommand));
      const missing = [
        ...(provenance.status === 'present' && !attests ? [`its provenance (${provenance.how})`] : []),
        ...(has(sbom) && sbom.how.includes('attested') && !describes ? [`its SBOM (${sbom.how})`] : []),
      ];
      if (missing.length === 0) continue;
      yield finding({ ...ofCell(cell), message: `no document tells how to check ${missing.join(' and ')}`, action: rule.remedy });
    }
  },
});

/** `--type`, each of which `sealwright verify` has to find. */
function asksFor(flags: ReadonlyMap<string, readonly string[]>, type: string): boolean {
  return flags.get('--type')?.includes(type) === true;
}
