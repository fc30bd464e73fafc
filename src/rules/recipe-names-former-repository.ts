import { told } from './frame/observed.ts';
import { ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-names-former-repository',
  severity: 'high',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'registry',
  summary: 'a documented command checks for the repository under a name that it has no more',
  remedy: 'name the repository as it is called now, and keep the old command for the releases of before',
  about: () => ({
    why: 'Certificates and attestations carry the name that the repository has when they are made. A command with the former name refuses every release since, and accepts whoever takes the old name.',
    blindSpots: 'Whether the command is meant for releases of before the move.',
    refs: ['https://docs.github.com/en/repositories/creating-and-managing-repositories/renaming-a-repository'],
    mapping: { osps: ['OSPS-DO-03.02'], cwe: [346] },
  }),
  *check(input) {
    const now = told(input, (observed) => observed.repository)?.fullName;
    const { owner, repo } = input.traced.trace.input.git;
    const former = `${owner ?? ''}/${repo ?? ''}`.toLowerCase();
    if (now === undefined || owner === null || repo === null || now.toLowerCase() === former) return;
    for (const recipe of input.recipes) {
      const { mentions, tool } = recipe.command;
      const isFormer = mentions.some((one) => (one.by === 'identity' || one.by === 'repository') && `${one.owner}/${one.repo ?? ''}`.toLowerCase() === former);
      if (isFormer) yield finding({ ...ofRecipe(recipe), message: `the documented ${tool} command checks for ${owner}/${repo}, which is called ${now} today` });
    }
  },
});
