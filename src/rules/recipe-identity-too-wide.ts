import { identityWidth } from '../recipes/index.ts';
import { ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-identity-too-wide',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a documented identity pattern takes more signers than those of this project',
  remedy: 'give the exact identity, or a pattern with anchors, escaped dots and a ref',
  about: () => ({
    why: 'A check is as strong as the identity that it asks for. A pattern that takes another repository takes what anybody signs there.',
    blindSpots: 'Patterns with groups or choices are not taken apart. Whether a witness can get a certificate is up to the issuer.',
    refs: ['https://docs.sigstore.dev/cosign/verifying/verify/', 'https://cwe.mitre.org/data/definitions/777.html'],
    mapping: { cwe: [777, 295] },
  }),
  *check(input) {
    for (const recipe of input.recipes) {
      const widths = identityWidth(recipe.command, input.traced);
      if (widths.length === 0) continue;
      const isForeign = widths.some((one) => one.takes === 'another owner' || one.takes === 'another repository');
      // The nearest neighbour is the easiest to be signed by.
      const shown = widths.findLast((one) => one.takes === 'another owner' || one.takes === 'another repository') ?? widths.at(-1)!;
      yield finding({
        ...ofRecipe(recipe),
        message: `the identity pattern takes ${widths.map((one) => one.takes).join(', ')}: ${shown.witness}`,
        ...(isForeign ? { severity: 'high' as const } : widths.every((one) => one.takes === 'another ref') ? { severity: 'low' as const } : {}),
      });
    }
  },
});
