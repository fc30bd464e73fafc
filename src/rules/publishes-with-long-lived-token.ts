import { wayTo } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'publishes-with-long-lived-token',
  severity: 'medium',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a package is published with a token that does not expire, where the index takes the identity of the workflow',
  remedy: 'set up trusted publishing for the package, and delete the token',
  about: () => ({
    why: 'Whoever gets hold of the token publishes as you from anywhere, until somebody notices. With trusted publishing there is nothing to steal that lasts longer than the job, and the index records which workflow published.',
    blindSpots: 'A token that is given and not used because the index is asked first for an identity.',
    refs: [
      'https://docs.pypi.org/trusted-publishers/',
      'https://docs.npmjs.com/trusted-publishers',
      'https://crates.io/docs/trusted-publishing',
      'https://guides.rubygems.org/trusted-publishing/',
    ],
    mapping: { cwe: [798] },
  }),
  *check({ surfaces }) {
    for (const surface of surfaces) {
      const unit = surface.units.find(
        (one) => one.publish?.auth === 'token' && one.index !== undefined && trusting.has(one.index) && one.publish.cannotWork === undefined,
      );
      if (unit?.publish === undefined) continue;
      yield finding({
        at: unit.publish.origin.at,
        surface: surface.info.id,
        path: wayTo(surface),
        message: `published with a token, although ${unit.index!} takes the identity of the workflow`,
      });
    }
  },
});

const trusting: ReadonlySet<string> = new Set(['pypi', 'testpypi', 'npm', 'crates', 'rubygems', 'nuget']);
