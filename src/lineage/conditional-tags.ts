import { concat, holesOf, keyOf, lit, type Text } from '../values/index.ts';
import { comparisonKey } from '../workflow/index.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';

/** The rules that give an image a name under a condition, by name; one of them without a condition gives it always. */
export type ConditionalTags = Map<string, (Text | undefined)[]>;

/** Notes that a rule of docker/metadata-action gives a name, and what its `enable` says. */
export function noteConditionalTag(machine: Machine, name: Text, enable: Text | undefined): void {
  // The action reads its rules line by line.
  for (const hole of holesOf(name)) machine.trace.oneLine.add(hole.id);
  const { tagRules } = machine.run;
  const key = keyOf(name);
  const rules = tagRules.get(key);
  if (rules === undefined) tagRules.set(key, [enable]);
  else rules.push(enable);
}

/**
 * The names that a push gives where it happens at all: a tag whose rule is turned on when nothing is pushed
 * (`type=raw,value=dry-run,enable=${{ needs.plan.outputs.push == 'false' }}`) is none, and of a name that the same choice
 * decides as the push only what goes with pushing is left.
 */
export function pushedNames(machine: Machine, names: readonly Text[], weak: readonly Weakness[]): readonly Text[] {
  const keys = machine.weak(weak).flatMap((w) => (w.kind === 'conditional' ? [w.key] : []));
  if (keys.length === 0) return names;
  const left = names.filter((name) => {
    const rules = machine.run.tagRules.get(keyOf(name));
    return rules === undefined || !rules.every((enable) => enable !== undefined && keys.some((key) => contradicts(key, enable)));
  });
  return (left.length === 0 ? names : left).map((name) => narrowed(name, keys));
}

/** A text as it is where its step runs: what the conditions around the step decide is chosen. */
export function underConditions(machine: Machine, text: Text, weak: readonly Weakness[]): Text {
  if (!text.some((piece) => piece.kind === 'alt')) return text;
  return narrowed(
    text,
    machine.weak(weak).flatMap((w) => (w.kind === 'conditional' ? [w.key] : [])),
  );
}

function narrowed(text: Text, keys: readonly string[]): Text {
  if (keys.length === 0) return text;
  return concat(
    ...text.map((piece): Text => {
      if (piece.kind !== 'alt') return [piece];
      const taken = piece.options.length === 2 ? optionTaken(piece.key, keys) : undefined;
      if (taken !== undefined) return narrowed(piece.options[taken]!, keys);
      return [{ ...piece, options: piece.options.map((option) => narrowed(option, keys)) }];
    }),
  );
}

/** Which of two options a choice takes under conditions that hold. */
function optionTaken(choice: string, keys: readonly string[]): 0 | 1 | undefined {
  const asked: Text = [{ kind: 'alt', key: choice, options: [lit('first'), lit('second')] }];
  const [first, second] = [comparisonKey(asked, 'first'), comparisonKey(asked, 'second')];
  if (keys.some((key) => key === first || excludes(key, second))) return 0;
  return keys.some((key) => key === second || excludes(key, first)) ? 1 : undefined;
}

const choiceIs = /^choice ([\s\S]*) is (\d+)$/;

/** Whether one condition says of a choice that it is another option than the other says. */
function excludes(key: string, other: string | undefined): boolean {
  const held = choiceIs.exec(key);
  const wanted = other === undefined ? null : choiceIs.exec(other);
  return held !== null && wanted !== null && held[1] === wanted[1] && held[2] !== wanted[2];
}

/** Whether a condition under which a push happens leaves a rule turned off. */
function contradicts(key: string, enable: Text): boolean {
  return comparisonKey(enable, 'false') === key || excludes(key, comparisonKey(enable, 'true'));
}
