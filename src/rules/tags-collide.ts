import { defineRule, finding } from './frame/rule.ts';
import { show } from '../values/index.ts';

export const rule = defineRule({
  id: 'tags-collide',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'several components are released under tags of one form',
  remedy: 'put the name of the component into its tag, and give each workflow the pattern of its own',
  about: () => ({
    why: 'The tag of one component starts the release of another, and a tag that one has taken cannot be made for the other. Who checks a signature by tag cannot tell which component it is of.',
    blindSpots: 'Components that are always released together under one version.',
    refs: ['https://github.com/googleapis/release-please/blob/main/docs/manifest-releaser.md'],
    mapping: { cwe: [706] },
  }),
  *check({ traced: { trace } }) {
    // What several entries of one tool's configuration make in one run.
    for (const all of Map.groupBy(trace.releases, (one) => `${one.origin.run} ${one.origin.jobKey} ${one.origin.config}`).values()) {
      const places = [...new Map(all.map((one) => [one.origin.at.start, one])).values()];
      const [first, ...others] = places;
      if (first === undefined || others.length === 0 || first.origin.config === '') continue;
      const alike = others.filter((one) => show(one.tag) === show(first.tag));
      if (alike.length === 0) continue;
      yield finding({
        at: first.origin.at,
        related: alike.map((one) => ({ at: one.origin.at, what: 'makes a tag of the same form' })),
        path: [first.origin.config, first.origin.job],
        message: `${alike.length + 1} components are tagged ${show(first.tag)}, all alike`,
      });
    }
  },
});
