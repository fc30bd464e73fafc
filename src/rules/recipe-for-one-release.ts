import type { VerifyCommand } from '../documents/index.ts';
import { isOurs, ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-for-one-release',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a documented command takes one release alone, and what it verifies is of any',
  remedy: 'put a placeholder for the version where the command has one, or a pattern for its form',
  about: () => ({
    why: 'The command fails for every other release, and the reader cannot tell that from a forged file.',
    blindSpots:
      'A command that names the version of its file as well is taken for an example. Which releases have the evidence at all is not told by the files.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0301'],
    mapping: { osps: ['OSPS-DO-03.01'] },
  }),
  *check(input) {
    for (const recipe of input.recipes) {
      const { command } = recipe;
      const tag = tagAskedFor(command);
      if (tag === undefined || !isOurs(input, recipe)) continue;
      const version = tag.replace(/^\D+/, '');
      // A version that a variable of the document has is one that its reader sets.
      if (!command.command.includes(version)) continue;
      // A subject of that version, or told by its digest, is an example.
      if (command.subjects.some((one) => one.includes(version) || one.includes('@')) || command.input.some((one) => one.includes(version))) continue;
      yield finding({
        ...ofRecipe(recipe),
        message: `the documented ${command.tool} command takes what was signed for ${tag} alone, and what it verifies is named without a version`,
      });
    }
  },
});

/** The one tag that a command asks for, written out. */
function tagAskedFor({ identity, flags }: VerifyCommand): string | undefined {
  const exact = identity?.kind === 'exact' ? /@refs\/tags\/([^@]+)$/.exec(identity.value)?.[1] : undefined;
  const asked = exact ?? flags.get('--source-tag')?.at(-1) ?? /^refs\/tags\/(.+)$/.exec(flags.get('--source-ref')?.at(-1) ?? '')?.[1];
  return asked !== undefined && /^[A-Za-z_-]{0,20}\d+\.\d+[\w.+-]*$/.test(asked) && !/[xX]\b|\.x/.test(asked) ? asked : undefined;
}
