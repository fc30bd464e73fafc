import type { VerifyCommand } from '../documents/index.ts';
import { isOurs, ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-takes-any-workflow',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'gh attestation verify or sealwright verify is documented without the workflow that signs',
  remedy: 'add --signer-workflow, or --signer-repo for a workflow of another repository; with sealwright, --workflow',
  about: () => ({
    why: 'Without it every workflow of the repository that may write attestations is believed, one for tests as much as the one that releases. With --owner alone every repository of the owner is.',
    blindSpots: 'How many workflows of the repository may write attestations on other branches.',
    refs: ['https://cli.github.com/manual/gh_attestation_verify'],
    mapping: { cwe: [295] },
  }),
  *check(input) {
    for (const recipe of input.recipes) {
      const { command } = recipe;
      if (!takesAnyWorkflow(command) || command.couldRun === 'no') continue;
      if (recipe.surfaces.length === 0 || !isOurs(input, recipe)) continue;
      const ownerOnly = command.owner !== undefined && command.repository === undefined;
      yield finding({
        ...ofRecipe(recipe),
        message: ownerOnly
          ? 'the documented command takes the attestation of any repository of the owner'
          : 'the documented command takes the attestation of any workflow of the repository',
        ...(ownerOnly ? { severity: 'medium' as const, audience: 'everyone' as const } : {}),
      });
    }
  },
});

function takesAnyWorkflow({ tool, subcommand, identity, flags }: VerifyCommand): boolean {
  if (identity !== undefined) return false;
  if (tool === 'sealwright')
    return flags.has('--repo') && !['--workflow', '--identity-pattern', '--builder', '--key', '--unsafely-any-identity'].some((flag) => flags.has(flag));
  return tool === 'gh' && subcommand === 'attestation verify' && !flags.has('--signer-repo');
}
