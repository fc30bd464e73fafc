import { Ask, isNo, proposeFix } from '../edits/index.ts';
import type { Finding, RuleInput } from '../rules/index.ts';
import type { WhyUnfixed } from './contract.ts';
import type { ProposedFix } from './report.ts';
import type { SurfaceRecipes } from './surface-recipes.ts';

/** Edits that would mend findings, and why others get none: of rules that have a fix, every finding is in one of the two. */
export interface ProposedFixes {
  readonly fixes: ReadonlyMap<string, ProposedFix>;
  readonly refused: ReadonlyMap<string, WhyUnfixed>;
}

type RecipesOf = () => readonly SurfaceRecipes[];

/** Asks for each finding what would mend it. Nothing is proved by this: `planFixes` of `src/fix/` does that. */
export function proposedFixes(findings: readonly Finding[], input: RuleInput, recipes: RecipesOf): ProposedFixes {
  const ask = askOf(input, recipes);
  const fixes = new Map<string, ProposedFix>();
  const refused = new Map<string, WhyUnfixed>();
  for (const one of findings) {
    const made = proposeFix(one, ask);
    if (made === undefined) continue;
    if (isNo(made)) refused.set(one.id, { reason: made.reason, instead: made.instead });
    else fixes.set(one.id, { finding: one.id, ...made });
  }
  return { fixes, refused };
}

function askOf(input: RuleInput, recipes: RecipesOf): Ask {
  return new Ask(input, (surface) => recipes().find((one) => one.surface === surface)?.recipes ?? []);
}
