import type { FileTree } from '../../base/index.ts';
import { literalOf } from '../../values/index.ts';
import { isIgnored } from '../ignored.ts';
import type { MakeCondition } from './make-conditions.ts';
import type { MakeVariables } from './make-expand.ts';
import type { Makefile, Rule } from './makefile.ts';

/**
 * Whether make finds a target done and runs nothing for it: a file or folder of its name is in the checkout, it needs
 * nothing that could be newer, and its rule has one colon (GNU make manual, "Phony Targets", "Double-Colon Rules").
 * What `.gitignore` names may lie in a folder that is worked in, and is in no fresh checkout.
 */
export function isUpToDate(files: FileTree, path: string, rules: readonly Rule[]): boolean {
  if (rules.some((rule) => rule.alone || rule.prerequisites !== '')) return false;
  return (files.has(path) || files.hasFolder(path)) && !isIgnored(files, path);
}

/**
 * Under which further conditions a rule's recipe is the one of its target: of several recipes the last counts (GNU make
 * manual, "Multiple Rules for One Target"). Undefined where a later one stands for certain.
 */
export function recipeStands(rule: Rule, rules: readonly Rule[], variables: MakeVariables): readonly MakeCondition[] | undefined {
  const over: MakeCondition[] = [];
  for (const later of rule.alone ? [] : rules.slice(rules.indexOf(rule) + 1)) {
    if (later.recipe.length === 0) continue;
    const open = later.conditions.filter((one) => variables.holds([one]) === undefined);
    if (open.length === 0) return undefined;
    // That not all of several hold cannot be said as a list of what holds.
    if (open.length === 1) over.push({ ...open[0]!, holds: !open[0]!.holds });
  }
  return over;
}

/** The targets that are no files; undefined where any could be one of them. */
export function phonyTargets(make: Makefile, variables: MakeVariables): ReadonlySet<string> | undefined {
  if (make.open) return undefined;
  let known = phony.get(make);
  if (known === undefined) {
    const rules = make.rules.filter((rule) => rule.targets.includes('.PHONY'));
    const written = rules.filter((rule) => !rule.prerequisites.includes('$'));
    known = { written: namesIn(written.map((rule) => rule.prerequisites)), computed: rules.filter((rule) => !written.includes(rule)) };
    phony.set(make, known);
  }
  if (known.computed.length === 0) return known.written;
  const told = known.computed.map((rule) => literalOf(variables.expand(rule.prerequisites)));
  return told.includes(undefined) ? undefined : new Set([...known.written, ...namesIn(told.map((names) => names!))]);
}

/** What a makefile names as no files, as it is written, and the rules that say it by variables: it is asked at every call. */
const phony = new WeakMap<Makefile, { readonly written: ReadonlySet<string>; readonly computed: readonly Rule[] }>();

function namesIn(lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((names) => names.split(/\s+/)));
}
