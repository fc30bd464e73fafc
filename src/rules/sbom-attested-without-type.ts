import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'sbom-attested-without-type',
  severity: 'medium',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'an SBOM is attested as something else than what it is',
  remedy: 'give cosign attest the type of the SBOM, spdxjson or cyclonedx',
  about: () => ({
    why: 'Without --type cosign stores the SBOM as a custom predicate. Who asks for an SBOM by its type is told that there is none, and tools that read SBOMs pass it by.',
    blindSpots: 'Documents that no tool made which is known to make SBOMs, and consumers that ask for the custom type.',
    refs: ['https://docs.sigstore.dev/cosign/verifying/attestation/'],
    mapping: { cwe: [436] },
  }),
  *check({ traced: { trace }, recipes }) {
    const asked = recipes.some(({ command }) => /verify(?:-blob)?-attestation/.test(command.words[1] ?? '') && command.words.includes('custom'));
    for (const { kind, predicate, predicateType, format, cannotWork, origin } of trace.evidence) {
      if (kind !== 'attestation' || cannotWork !== undefined || (format !== 'spdx' && format !== 'cyclonedx')) continue;
      const isUntyped = predicate === 'custom' && predicateType === 'custom' && !asked;
      const isOther = (predicate === 'sbom-spdx' && format === 'cyclonedx') || (predicate === 'sbom-cyclonedx' && format === 'spdx');
      if (!isUntyped && !isOther) continue;
      const name = format === 'spdx' ? 'an SPDX' : 'a CycloneDX';
      yield finding({
        at: origin.at,
        path: [origin.workflow, origin.job],
        message: `${name} SBOM is attested as ${isUntyped ? 'a custom predicate' : predicate === 'sbom-spdx' ? 'SPDX' : 'CycloneDX'}: who asks for its own type finds none`,
        action: `give the type of the SBOM: --type ${format === 'spdx' ? 'spdxjson' : 'cyclonedx'}`,
      });
    }
  },
});
