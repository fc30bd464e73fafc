import { isOfThisProject, namesNothingPublished } from '../recipes/index.ts';
import { ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-names-unpublished',
  severity: 'high',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a documented verify command names something that is never published',
  remedy: 'name what is published, as it is published',
  about: () => ({
    why: 'The download that the document names does not exist, so the check that it shows can be made by nobody.',
    blindSpots: 'Names that are made at run time, and releases of other years that held other files.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0301'],
    mapping: { osps: ['OSPS-DO-03.01'] },
  }),
  *check(input) {
    for (const recipe of input.recipes) {
      if (recipe.surfaces.length > 0 || recipe.command.couldRun === 'no' || !isOfThisProject(recipe.command, input.traced)) continue;
      const name = namesNothingPublished(recipe.command, input.traced);
      if (name === undefined) continue;
      yield finding({ ...ofRecipe(recipe), message: `the documented ${recipe.command.tool} command verifies ${name}, which nothing that was read publishes` });
    }
  },
});
