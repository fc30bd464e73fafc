// The pipeline: a checkout to the one report.
// Enters: files, git facts and the configuration. Leaves: an `AuditReport` and the lineage it rests on.
// Opens nothing itself and reads no clock.
export type * from './contract.ts';
export * from './report.ts';
export { audit } from './audit.ts';
export { asking, premiseFor, subjectsOf } from './subjects.ts';
export { substancesOf } from './substance.ts';
export type { SurfaceRecipes } from './surface-recipes.ts';
export type { Recipe, UnwrittenRecipe, WrittenRecipe } from '../recipes/index.ts';
export { rules, type Rule } from '../rules/index.ts';
