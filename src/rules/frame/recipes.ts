import { isGeneric, isOfThisProject } from '../../recipes/index.ts';
import type { JudgedRecipe, RuleInput } from './input.ts';
import type { Found } from './rule.ts';

/** Whether a command is this project's: it was matched to something that is published here, or it names the project. */
export function isOurs(input: RuleInput, recipe: JudgedRecipe): boolean {
  return (recipe.surfaces.length > 0 && !isGeneric(recipe.command)) || isOfThisProject(recipe.command, input.traced);
}

/** Whether another document shows a command that runs for all that this one is for. */
export function otherwiseServed(input: RuleInput, recipe: JudgedRecipe): boolean {
  if (recipe.surfaces.length === 0) return true;
  return recipe.surfaces.every((id) => input.surfaces.find((one) => one.info.id === id)?.controls.verifyRecipe.status === 'present');
}

/** What every complaint about a command has; its text is its place in the fingerprint, for the documents around it change often. */
export function ofRecipe({ command, surfaces }: JudgedRecipe): Pick<Found, 'at' | 'surface' | 'path' | 'asks'> {
  const { words } = command;
  return { at: command.span, surface: surfaces.length === 1 ? surfaces[0]! : null, path: [command.file, words.slice(0, 4).join(' ')], asks: words.join(' ') };
}
