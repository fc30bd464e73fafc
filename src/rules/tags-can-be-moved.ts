import { told } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

/** Rules of which each keeps a tag from standing for another commit later. */
const keeping: ReadonlySet<string> = new Set(['update', 'deletion', 'non_fast_forward']);

export const rule = defineRule({
  id: 'tags-can-be-moved',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'registry',
  summary: 'a tag starts the release, and no ruleset keeps tags from being moved',
  remedy: 'add a ruleset for the release tags that forbids to update and to delete them',
  about: () => ({
    why: 'A tag that is moved starts the release again with other files under the same version, and names another source than people have checked.',
    blindSpots:
      'Which people may pass a ruleset by. Whether the patterns of a ruleset hold for every release tag is not judged: one that keeps any tags is taken for enough.',
    refs: ['https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets'],
    mapping: { cwe: [345] },
  }),
  *check(input) {
    const rulesets = told(input, (observed) => observed.rulesets);
    if (rulesets === undefined || told(input, (observed) => observed.immutableReleases) === true) return;
    const forTags = rulesets.filter((one) => one.isActive && one.target === 'tag');
    if (forTags.some(({ detail }) => detail.kind === 'unknown' || detail.value.rules.some((one) => keeping.has(one)))) return;
    for (const { info, units } of input.surfaces) {
      const byTag = units.find((unit) => unit.scenario === 'push:tag' && unit.publish !== undefined && unit.publish.cannotWork === undefined);
      if (byTag?.publish === undefined) continue;
      yield finding({ at: info.at, path: [byTag.publish.origin.entry], message: 'a tag starts the release, and nothing keeps a tag from being moved' });
      return;
    }
  },
});
