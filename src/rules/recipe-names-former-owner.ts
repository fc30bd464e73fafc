import { ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-names-former-owner',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a documented command asks for the signer of a repository of this name that belongs to somebody else',
  remedy: 'name this repository; where old releases are signed under the old name, say up to which one',
  about: () => ({
    why: 'After a move the old account signs nothing that is released here. Whoever gets hold of its name can sign what the command accepts.',
    blindSpots:
      'In the checkout of a fork the commands of its origin are meant to name that. A repository that was renamed, too, is not told from another project.',
    refs: ['https://docs.github.com/en/repositories/creating-and-managing-repositories/transferring-a-repository'],
    mapping: { osps: ['OSPS-DO-03.02'], cwe: [863] },
  }),
  *check(input) {
    const { owner, repo } = input.traced.trace.input.git;
    if (owner === null || repo === null) return;
    const workflows = new Set([...input.traced.workflows.keys()].map((path) => path.toLowerCase()));
    for (const recipe of input.recipes) {
      const { command } = recipe;
      const plain = (command.identity?.value ?? '').replaceAll(/\\+([./-])/g, '$1');
      const named = /github\.com\/([\w.-]+)\/([\w.-]+)\/(\.github\/workflows\/[\w.-]+\.ya?ml)(?=@|$)/.exec(plain);
      const told = named ?? /^(?:(?:https:\/\/)?github\.com\/)?([\w-]+)\/([\w.-]+)$/.exec(command.repository ?? '');
      if (told === null || told[2]!.toLowerCase() !== repo.toLowerCase() || told[1]!.toLowerCase() === owner.toLowerCase()) continue;
      // A project of the same name has workflows of its own.
      if (named !== null && !workflows.has(named[3]!.toLowerCase())) continue;
      if (/^(?:owner|org|organi[sz]ation|user|your|my|example)/i.test(told[1]!)) continue;
      yield finding({ ...ofRecipe(recipe), message: `the documented ${command.tool} command asks for ${told[1]}/${told[2]}, and this is ${owner}/${repo}` });
    }
  },
});
