import { isOfThisProject, mayBeOf, namesNoneOf, namesNothingPublished } from '../recipes/index.ts';
import { told } from './frame/observed.ts';
import { ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-names-file-of-no-release',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'registry',
  summary: 'a documented verify command is for a file that none of the newest releases holds',
  remedy: 'name the file as the releases hold it, or publish it',
  about: () => ({
    why: 'Who follows the document finds nothing to download under that name, and verifies nothing.',
    blindSpots:
      'Files of other places than the releases of this repository; documents that are ahead of the next release; releases older than the ten newest; repositories of many parts whose newest releases are all of another one.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0301'],
    mapping: { osps: ['OSPS-DO-03.01'] },
  }),
  *check(input) {
    const releases = told(input, (observed) => observed.releases);
    const names = releases?.flatMap((one) => one.assets.map((asset) => asset.name)) ?? [];
    if (releases?.[0] === undefined || releases[0].assets.length === 0) return;
    // Releases of another part of the repository, or of before its workflow, hold nothing that could be meant.
    const ofRelease = new Set(
      input.surfaces.filter(({ info, units }) => info.kind === 'release-asset' && units.some((unit) => mayBeOf(unit, names))).map(({ info }) => info.id),
    );
    if (ofRelease.size === 0) return;
    for (const { command, surfaces } of input.recipes) {
      const isOfRelease = surfaces.length > 0 ? surfaces.every((id) => ofRelease.has(id)) : isOfThisProject(command, input.traced);
      // What the files alone show to be wrong has a rule of its own.
      if (command.couldRun === 'no' || !isOfRelease || namesNothingPublished(command, input.traced) !== undefined) continue;
      const name = namesNoneOf(command, names);
      if (name === undefined) continue;
      const where = releases.length === 1 ? 'the one release does not hold' : `none of the ${releases.length} newest releases holds`;
      yield finding({ ...ofRecipe({ command, surfaces }), message: `the documented ${command.tool} command is for ${name}, which ${where}` });
    }
  },
});
