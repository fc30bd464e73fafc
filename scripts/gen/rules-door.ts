import { readdirSync } from 'node:fs';
import type { Generated } from './generated.ts';

/** The door of the room of rules, from the folder: each file is one rule. */
export function rulesDoor(root: string): Generated {
  const ids = readdirSync(`${root}src/rules`)
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .toSorted();
  const variable = (id: string): string => id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const text = [
    '// What is wrong: one rule in each file, each with a name, a severity and one question to what is known.',
    '// Enters: surfaces with their answers, the lineage, recipes. Leaves: findings, each with one place of its own.',
    '// Reads no YAML and knows no action by its name. Written by `npm run gen` from the files of this folder.',
    "import type { Rule } from './frame/rule.ts';",
    ...ids.map((id) => `import { rule as ${variable(id)} } from './${id}.ts';`),
    '',
    "export { idleWithIdentity } from './frame/idle-with-identity.ts';",
    "export type { JudgedDecision, JudgedRecipe, JudgedSurface, RuleInput } from './frame/input.ts';",
    "export { inOrder, judge, judgeDecisions, type Finding } from './frame/judge.ts';",
    "export type { Rule } from './frame/rule.ts';",
    '',
    '/** Every rule, by name. */',
    'export const rules: readonly Rule[] = [',
    ...ids.map((id) => `  ${variable(id)},`),
    '];',
    '',
  ];
  return { path: 'src/rules/index.ts', text: text.join('\n') };
}
