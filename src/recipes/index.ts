// Recipes: the commands with which documents tell a stranger to verify something, matched to what is published.
// Enters: commands found in documents and a unit. Leaves: the answer of the control `verifyRecipe`.
// Judging identities comes later: a recipe counts when it could run and names the unit.
export { detectRecipe, isGeneric, recipeMatches } from './match.ts';
export { keysAlone } from './keys-alone.ts';
export { writeRecipes } from './written/write.ts';
export type { Recipe, UnwrittenRecipe, WrittenRecipe } from './written/model.ts';
export { mayBeOf, namesNoneOf } from './named-files.ts';
export { namesMeet } from './shown-name.ts';
export { identityWidth, patternWidth } from './identity-width.ts';
export type { Width } from './identity-width.ts';
export { isForWhatever, isOfThisProject, namesNothingPublished } from './own-project.ts';
