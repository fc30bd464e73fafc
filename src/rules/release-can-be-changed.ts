import { releasedSurfaces, told } from './frame/observed.ts';
import { isOnOwnRelease } from './frame/places.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'release-can-be-changed',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'registry',
  summary: 'files of a published release can be replaced, and its tag moved',
  remedy: 'turn on immutable releases in the settings of the repository',
  about: () => ({
    why: 'Whoever may write to the repository can put another file in the place of one that people already trust. An immutable release keeps its files and its tag, and the service attests them.',
    blindSpots: 'The setting itself is for administrators to read; without a token of one it is told from the newest release.',
    refs: ['https://docs.github.com/en/code-security/supply-chain-security/understanding-your-software-supply-chain/immutable-releases'],
    mapping: { cwe: [345] },
  }),
  *check(input) {
    if (told(input, (observed) => observed.immutableReleases) !== false) return;
    const first = releasedSurfaces(input).find(({ units }) =>
      units.some((unit) => unit.publish !== undefined && isOnOwnRelease(unit.publish, input.traced.trace)),
    );
    // One setting, one finding.
    if (first !== undefined) yield finding({ at: first.info.at, message: 'immutable releases are off: what is published can be replaced' });
  },
});
