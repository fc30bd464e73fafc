import { hole, literalOf, show } from '../values/index.ts';
import type { Text } from '../values/index.ts';
import { canonicalName, parseArgv } from './argv.ts';
import { matchRow } from './commands.ts';
import { evaluate } from './condition.ts';
import { applyTemplates } from './instantiate.ts';
import type { AppliedCommand, ShellCall } from './match.ts';
import type { CommandRow } from './schema.ts';
import { notGiven } from './scope.ts';
import type { Given, Scope } from './scope.ts';
import { oneText, render, templateReferences } from './template.ts';
import { versionSpan } from './version.ts';
import { views } from './views/index.ts';
import type { ViewInput } from './views/view.ts';
import { isGiven } from './wildcard.ts';

/** Where an unquoted unknown may hide flags, by what it is called. */
const flagLike = /(?:args|flags|opts|options|extra|params)\b/i;

/**
 * Applies a row to one call of its command: parses the words, reads the row's views, and fills its effects. `words` are
 * those of a match, without wrappers. Nothing throws: what cannot be decided is a doubt or a condition.
 */
export function applyCommand(row: CommandRow, call: ShellCall): AppliedCommand {
  const found = matchRow(row, call.words) ?? { program: row.program, words: row.words, rest: call.words.slice(1) };
  const argv = parseArgv(row, found.rest);
  const label = [found.program, ...found.words].join(' ');
  const output = (name: string): Text => hole(`${call.idPrefix}.outputs.${name}`, { label: `${label} ${name}` });
  const stdout = hole(`${call.idPrefix}.stdout`, { label });
  const further = new Map<string, Given>();
  further.set('line', { values: call.words.slice(1), set: call.words.length > 1 });
  if (call.stdoutPath !== undefined) further.set('stdout-file', { values: [call.stdoutPath], set: true });

  function fromOutside(name: string): Given {
    if (row.envPrefix !== undefined) {
      const value = call.env(`${row.envPrefix}${name.toUpperCase().replaceAll('-', '_')}`);
      const set = value === undefined ? false : isGiven(value);
      if (value !== undefined && set !== false) return { values: [value], set: literalOf(value) === 'false' ? false : set };
    }
    const standard = row.defaults?.[name];
    return standard === undefined ? notGiven : { values: [oneText(render(standard, scope))], set: true };
  }

  function flag(name: string): Given {
    const given = argv.flags.get(name);
    if (given !== undefined && (given.set !== false || given.values.length > 0)) return given;
    return further.get(name) ?? fromOutside(name);
  }

  const scope: Scope = {
    input: () => notGiven,
    flag,
    args: argv.args,
    stdin: call.stdin,
    stdout,
    env: call.env,
    event: call.event,
    permission: call.permission,
    github: call.github,
    output,
    version: versionSpan(call.toolVersion(row.tool ?? found.program)),
    call: { name: found.program, ref: '' },
  };

  const input: ViewInput = { argv, call, program: found.program, words: found.words, rest: found.rest, flag, output };
  const wanted = row.view === undefined ? [] : typeof row.view === 'string' ? [row.view] : row.view;
  for (const name of wanted) for (const [key, values] of Object.entries(views[name](input))) further.set(key, { values, set: values.length > 0 });

  const applied = applyTemplates(row.effects, scope);
  const fails = (row.fails ?? []).flatMap(({ when, why }) => {
    const truth = when === undefined ? true : evaluate(when, scope).truth;
    return truth === false ? [] : [{ why, holds: truth }];
  });
  const printed = row.stdout === undefined ? undefined : render(row.stdout, scope);
  const isHelp = found.rest.some((word) => literalOf(word) === '--help');
  const rest = wanted.includes('runs-rest') ? argv.args.slice(argv.beforeDashes < argv.args.length ? argv.beforeDashes : 0) : [];
  return {
    row,
    effects: applied.effects.filter((one) => !isHelp || !evidence.has(one.effect.kind)).map((one) => ({ ...one, effect: withKey(one.effect, scope) })),
    outputs: new Map(),
    ...(printed !== undefined && printed.given ? { stdout: oneText(printed) } : usesStdout(row) ? { stdout } : {}),
    doubts: [...argv.doubts, ...maybeFlags(row, argv.maybeFlags), ...applied.doubts],
    ...(fails.length === 0 ? {} : { fails }),
    ...(rest.length === 0 ? {} : { runs: rest }),
  };
}

/** What a command that is asked for its help does not do. Its other effects stay: the word may be for a program that it runs. */
const evidence: ReadonlySet<string> = new Set(['hashes', 'signs', 'attests', 'describes', 'verifies']);

const ofStdout = new WeakMap<CommandRow, boolean>();

/** Whether an effect of a row names what the command prints; looked for once for each row. */
function usesStdout(row: CommandRow): boolean {
  let known = ofStdout.get(row);
  if (known === undefined) ofStdout.set(row, (known = JSON.stringify(row.effects).includes('{stdout}')));
  return known;
}

type AppliedEffect = AppliedCommand['effects'][number]['effect'];

/** A signature's key is named as the command line names it; without one the field goes. */
function withKey(effect: AppliedEffect, scope: Scope): AppliedEffect {
  if (effect.kind !== 'signs' || effect.key === undefined) return effect;
  const { key, ...others } = effect;
  const rendered = render(key, scope);
  return rendered.given ? { ...others, key: show(oneText(rendered)) } : others;
}

/** Unknown words past those that the row's templates need as words, and those that are named like flags. */
function maybeFlags(row: CommandRow, holes: readonly { readonly index: number; readonly text: Text }[]): readonly string[] {
  if (holes.length === 0) return [];
  // A view takes every word for what it is; a template the words that it names.
  let needed = row.view === undefined ? 1 : Number.POSITIVE_INFINITY;
  for (const [, index] of JSON.stringify([row.effects, row.stdout ?? '']).matchAll(/\{args\.(\d+)/g)) needed = Math.max(needed, Number(index) + 1);
  return holes.filter((one) => one.index >= needed || flagLike.test(show(one.text))).map((one) => `${show(one.text)} is not known: it may be flags`);
}

/** The flags of a row that a template or condition names and the row does not declare; for tests. */
export function undeclaredFlags(row: CommandRow): readonly string[] {
  const declared = new Set(row.flags.map(canonicalName));
  const named = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string')
      for (const reference of templateReferences(value)) if (reference.startsWith('flags.')) named.add(reference.slice('flags.'.length));
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'flag' && typeof inner === 'string') named.add(inner);
        else visit(inner);
      }
    }
  };
  visit([row.effects, row.stdout, row.fails]);
  return [...named].filter((name) => !declared.has(name));
}
