import { wayTo } from './frame/ask.ts';
import { told } from './frame/observed.ts';
import { isOnOwnRelease } from './frame/places.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'published-release-refuses-files',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'registry',
  summary: 'files are added to a release that is public, and the repository forbids it',
  remedy: 'make the release a draft, add everything, then publish it',
  about: () => ({
    why: 'Immutable releases are on: once a release is public no file can be added, so the upload fails and the release stays without it.',
    blindSpots: 'Releases that people make as drafts and publish after the run.',
    refs: ['https://docs.github.com/en/code-security/supply-chain-security/understanding-your-software-supply-chain/immutable-releases'],
    mapping: { cwe: [696] },
  }),
  *check(input) {
    if (told(input, (observed) => observed.immutableReleases) !== true) return;
    for (const surface of input.surfaces) {
      const late = surface.units.find(
        (unit) =>
          unit.publish !== undefined &&
          isOnOwnRelease(unit.publish, input.traced.trace) &&
          unit.scenario === 'release' &&
          unit.publish.cannotWork === undefined,
      );
      if (late?.publish === undefined) continue;
      yield finding({
        at: late.publish.origin.at,
        surface: surface.info.id,
        path: wayTo(surface),
        message: 'it is added when the release is public, and published releases are immutable here',
      });
    }
  },
});
