import { isForWhatever } from '../recipes/index.ts';
import { isOurs, ofRecipe, otherwiseServed } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-elided',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a documented verify command leaves out the part that matters',
  remedy: 'write it in full, so that it can be copied',
  about: () => ({
    why: 'With dots in place of the identity, the reader must find out whose signature to expect, and the first place to look is the one that an attacker controls.',
    blindSpots: 'A page that gives the whole command elsewhere, under another name.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0302'],
    mapping: { osps: ['OSPS-DO-03.02'] },
  }),
  *check(input) {
    const signed = input.surfaces.map(({ info, controls }) => ({ id: info.id, how: [controls.signature.how, controls.provenance.how] }));
    for (const recipe of input.recipes) {
      if (!recipe.command.isElided) continue;
      // A command that names nothing is for all that its tool can verify.
      const whatever = signed.filter(({ how }) => isForWhatever(recipe.command, how)).map(({ id }) => id);
      if (whatever.length === 0 && !isOurs(input, recipe)) continue;
      const surfaces = recipe.surfaces.length > 0 ? recipe.surfaces : whatever;
      yield finding({
        ...ofRecipe(recipe),
        message: `the documented ${recipe.command.tool} command leaves a part out`,
        ...(otherwiseServed(input, { ...recipe, surfaces }) ? { severity: 'medium' as const } : {}),
      });
    }
  },
});
