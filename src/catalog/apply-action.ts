import { alternatives, emptyText, hole } from '../values/index.ts';
import type { Text } from '../values/index.ts';
import { evaluate } from './condition.ts';
import { applyTemplates } from './instantiate.ts';
import type { ActionCall, AppliedAction } from './match.ts';
import type { ActionRow, InputDefault } from './schema.ts';
import { notGiven } from './scope.ts';
import type { Given, Scope } from './scope.ts';
import { oneText, render } from './template.ts';
import { refSpan, within } from './version.ts';
import { isGiven } from './wildcard.ts';

type Defaults = ReadonlyMap<string, ActionRow['defaults'][string]>;

const byInput = new WeakMap<ActionRow, Defaults>();

/** The defaults of a row by input, in lower case. */
function defaultsOf(row: ActionRow): Defaults {
  const known = byInput.get(row);
  if (known !== undefined) return known;
  const made = new Map(Object.entries(row.defaults).map(([name, value]) => [name.toLowerCase(), value]));
  byInput.set(row, made);
  return made;
}

/**
 * Applies a row to one call of its action or reusable workflow. Inputs that the call leaves out take the default of the
 * version called; where the version does not decide between two defaults, what hangs on them is conditional and a doubt
 * says so. Unknown outputs are named by the call, so that an effect and the output that carries its digest share them.
 */
export function applyAction(row: ActionRow, call: ActionCall): AppliedAction {
  const doubts: string[] = [];
  const given = new Map<string, Text>();
  for (const [name, value] of call.inputs) given.set(name.toLowerCase(), value);
  const defaults = defaultsOf(row);
  const resolved = new Map<string, Given>();
  const scope: Scope = {
    input: (name) => {
      const key = name.toLowerCase();
      const known = resolved.get(key);
      if (known !== undefined) return known;
      // Set first, so that a default that names its own input ends.
      resolved.set(key, notGiven);
      const value = given.get(key) ?? defaultOf(key);
      const result: Given = value === undefined ? notGiven : { values: [value], set: isGiven(value) };
      resolved.set(key, result);
      return result;
    },
    flag: () => notGiven,
    args: [],
    stdin: undefined,
    stdout: emptyText,
    env: call.env,
    event: call.event,
    permission: call.permission,
    github: call.github,
    output: (name) => hole(`${call.idPrefix}.outputs.${name}`, { label: `${call.outputLabel}.${name}` }),
    version: refSpan(call.ref, call.version),
    call: { name: call.name, ref: call.ref },
  };

  function defaultOf(name: string): Text | undefined {
    const written = defaults.get(name);
    if (written === undefined) return undefined;
    const text = (value: string): Text => oneText(render(value, scope));
    if (typeof written === 'string') return text(written);
    const options = possibleDefaults(written, scope);
    if (options.length === 1) return text(options[0]!);
    doubts.push(`the default of "${name}" differs between versions of ${row.uses}, and the version called is not known`);
    return alternatives(`default of ${name} in ${row.uses}@${call.ref}`, options.map(text));
  }

  const applied = applyTemplates(row.effects, scope);
  const outputs = new Map<string, Text>();
  for (const [name, template] of Object.entries(row.outputs)) outputs.set(name, oneText(render(template, scope)));
  const exports = new Map<string, Text>();
  for (const [name, template] of Object.entries(row.exports ?? {})) exports.set(name, oneText(render(template, scope)));
  const fails = (row.fails ?? []).flatMap(({ when, why, unsure }) => {
    const decision = when === undefined ? { truth: true as const } : evaluate(when, scope);
    return decision.truth === false ? [] : [{ why, holds: decision.truth, ...(unsure === true ? { unsure } : {}) }];
  });
  return {
    row,
    effects: applied.effects,
    outputs,
    ...(exports.size === 0 ? {} : { exports }),
    doubts: [...doubts, ...applied.doubts],
    ...(fails.length === 0 ? {} : { fails }),
  };
}

/** The defaults that may hold for the version called; the empty string stands for none. */
function possibleDefaults(written: readonly InputDefault[], scope: Scope): readonly string[] {
  const options: string[] = [];
  for (const one of written) {
    const truth = within(scope.version, one);
    if (truth === true) return [one.value];
    if (truth === 'unknown') options.push(one.value);
  }
  if (options.length === 0) return [''];
  return covers(written) || options.includes('') ? options : [...options, ''];
}

/** Whether some default holds for every version: the first is open at its start, each begins where another ends, the last is open. */
function covers(written: readonly InputDefault[]): boolean {
  const starts = new Set(written.map((one) => one.since ?? ''));
  return starts.has('') && written.some((one) => one.until === undefined) && written.every((one) => one.until === undefined || starts.has(one.until));
}
