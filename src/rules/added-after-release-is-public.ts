import { wayTo } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'added-after-release-is-public',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'files are added to a release that is already public',
  remedy: 'make the release a draft, add and verify everything, then publish it',
  about: () => ({
    why: 'From the moment that the release is public until the last upload, people get a part of it: files without signatures, or nothing. Where the repository forbids changes to published releases, the upload fails.',
    blindSpots: 'Releases that people make as drafts and publish after the run.',
    refs: ['https://docs.github.com/en/code-security/supply-chain-security/understanding-your-software-supply-chain/immutable-releases'],
    mapping: { cwe: [696] },
  }),
  *check({ surfaces }) {
    for (const surface of surfaces) {
      const late = surface.units.find((unit) => unit.publish?.sink.kind === 'release' && unit.scenario === 'release' && unit.publish.cannotWork === undefined);
      if (late?.publish === undefined) continue;
      yield finding({
        at: late.publish.origin.at,
        surface: surface.info.id,
        path: wayTo(surface),
        message: 'it is added when the release is public already',
      });
    }
  },
});
