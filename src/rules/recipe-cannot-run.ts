import { isOurs, ofRecipe, otherwiseServed } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-cannot-run',
  severity: 'high',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a documented verify command fails as it is written',
  remedy: 'write the whole command: what is verified, the identity, the issuer, and the file that carries the evidence',
  about: () => ({
    why: 'Who follows the document gets an error, and learns that verification does not work here. Some then go on without it.',
    blindSpots: 'What a document defines in words before the command, and flags that a newer tool has.',
    refs: ['https://docs.sigstore.dev/cosign/verifying/verify/'],
    mapping: { osps: ['OSPS-DO-03.01', 'OSPS-DO-03.02'] },
  }),
  *check(input) {
    for (const recipe of input.recipes) {
      const { command } = recipe;
      if (command.couldRun !== 'no' || command.isElided || !isOurs(input, recipe)) continue;
      yield finding({
        ...ofRecipe(recipe),
        message: `the documented ${command.tool} command cannot run: ${command.reason ?? 'it lacks what the tool asks for'}`,
        ...(otherwiseServed(input, recipe) ? { severity: 'medium' as const } : {}),
      });
    }
  },
});
