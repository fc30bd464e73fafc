import type { Tri } from '../../src/base/index.ts';
import { wholeFile } from '../../src/base/index.ts';
import type { AppliedAction, Effect } from '../../src/catalog/index.ts';
import { applyAction, findAction, parseUses } from '../../src/catalog/index.ts';
import type { Scope } from '../../src/catalog/scope.ts';
import { notGiven } from '../../src/catalog/scope.ts';
import { anyVersion } from '../../src/catalog/version.ts';
import { concat, hole, lit, show } from '../../src/values/index.ts';
import type { Text } from '../../src/values/index.ts';

/** One call of an action, and what it must be read as. */
export interface ActionCase {
  readonly what: string;
  /** `owner/repo[/path]@ref`. */
  readonly uses: string;
  /** The comment beside a pinned commit. */
  readonly comment?: string;
  /** Inputs; `${name}` is an unknown of that name. */
  readonly with?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: readonly string[];
  /** Values of the `github` context that are known. */
  readonly github?: Readonly<Record<string, string>>;
  /** The effects, one line each. */
  readonly gives: readonly string[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly fails?: readonly string[];
}

/** Reads a text in which `${name}` stands for an unknown. */
export function value(source: string): Text {
  return concat(...source.split(/(\$\{[^}]*\})/).map((part) => (part.startsWith('${') ? hole(part.slice(2, -1)) : lit(part))));
}

/** Applies the row of a case; throws when there is none. */
export function applyCase(one: Omit<ActionCase, 'gives'>): AppliedAction {
  const uses = parseUses(one.uses, one.comment);
  const row = findAction(uses.name);
  if (row === undefined) throw new Error(`no row for ${uses.name}`);
  const permissions = one.permissions;
  return applyAction(row, {
    name: uses.name,
    ref: uses.ref,
    version: uses.version,
    inputs: new Map(Object.entries(one.with ?? {}).map(([name, text]) => [name, value(text)])),
    env: (name) => (one.env?.[name] === undefined ? undefined : value(one.env[name])),
    event: () => one.event ?? 'push',
    permission: (permission): Tri => (permissions === undefined ? 'unknown' : permissions.includes(permission)),
    github: (name) => (one.github?.[name] === undefined ? hole(`github.${name}`) : value(one.github[name])),
    idPrefix: 'job/step',
    outputLabel: 'out',
    span: wholeFile('.github/workflows/release.yml'),
  });
}

function isText(of: unknown): of is Text {
  return (
    Array.isArray(of) &&
    of.every((piece) => typeof piece === 'object' && piece !== null && ['lit', 'hole', 'wild', 'alt'].includes(String((piece as { kind?: unknown }).kind)))
  );
}

function print(of: unknown): string {
  if (of instanceof Map) return `{${[...of].map(([key, one]) => `${String(key)}: ${print(one)}`).join(', ')}}`;
  if (isText(of)) return of.length === 0 ? '""' : show(of);
  if (Array.isArray(of)) return of.map(print).join(', ');
  if (typeof of !== 'object' || of === null) return String(of);
  const fields = of as Readonly<Record<string, unknown>>;
  if (fields['kind'] === 'permission') return `${String(fields['scope'])}: ${String(fields['level'])}`;
  if (fields['kind'] === 'tool') return String(fields['name']);
  const rest = Object.entries(fields)
    .filter(([key]) => key !== 'kind')
    .map(([key, one]) => `${key}=${print(one)}`);
  return `${fields['kind'] === undefined ? '' : String(fields['kind'])}(${rest.join(' ')})`;
}

/** Prints an effect on one line: its kind, its fields in their order, and its condition when it is undecided. */
export function printEffect({
  effect,
  holds,
  condition,
  conditions,
}: {
  readonly effect: Effect;
  readonly holds: true | 'unknown';
  readonly condition?: string;
  readonly conditions?: readonly string[];
}): string {
  const keys = conditions === undefined || conditions.length === 1 ? (conditions?.[0] ?? condition) : conditions.map((key) => `(${key})`).join(' and ');
  return `${print(effect)}${holds === true ? '' : ` if ${String(keys)}`}`;
}

/** What a scope of a test holds. */
export interface GivenTexts {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, readonly string[]>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A scope over plain texts, for templates and conditions. */
export function scopeOf(given: GivenTexts): Scope {
  const of = (values: readonly string[] | undefined): ReturnType<Scope['input']> =>
    values === undefined ? notGiven : { values: values.map(value), set: values.some((one) => one !== '') };
  return {
    input: (name) => of(given.inputs?.[name] === undefined ? undefined : [given.inputs[name]]),
    flag: (name) => of(given.flags?.[name]),
    args: (given.args ?? []).map(value),
    stdin: lit('from stdin'),
    stdout: hole('stdout'),
    env: (name) => (given.env?.[name] === undefined ? undefined : value(given.env[name])),
    event: () => 'push',
    permission: () => 'unknown',
    github: (name) => hole(`github.${name}`),
    output: (name) => hole(`out.${name}`),
    version: anyVersion,
    call: { name: 'owner/repo', ref: 'v1' },
  };
}
