import type { Span } from '../../../base/index.ts';
import { dropPrefix, literalOf } from '../../../values/index.ts';
import type { Datum, Text } from '../../../values/index.ts';
import { pathFits } from '../support/glob.ts';
import type { BakeConfig, BakeTarget } from './definitions.ts';
import { namesIn } from './definitions.ts';
import { textDatum } from './values.ts';

/** A target with all that it inherits and all that the command line sets. */
export interface ResolvedTarget {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Datum>;
  /** Settings of the command line whose target or key is not known may say otherwise. */
  readonly isOpen: boolean;
  readonly at: Span;
}

export interface Override {
  /** A pattern of target names; undefined where it is not known. */
  readonly pattern: string | undefined;
  readonly key: string;
  readonly append: boolean;
  readonly value: Text;
}

const maxDepth = 40;
const maxResolved = 500;
/** Attributes whose entries are added to those before them. */
const joined = new Set(['attest', 'inherits']);

/** Reads `--set target.key=value` and `target.key+=value`. */
export function overrideOf(text: Text): Override {
  const first = text[0];
  const at = first?.kind === 'lit' ? first.text.indexOf('=') : -1;
  if (first?.kind !== 'lit' || at === -1) return { pattern: undefined, key: '', append: false, value: text };
  const key = first.text.slice(0, at);
  const [pattern = '', ...rest] = key.replace(/\+$/, '').split('.');
  return { pattern, key: rest.join('.'), append: key.endsWith('+'), value: dropPrefix(text, first.text.slice(0, at + 1)) ?? [] };
}

/** The targets that the names on the command line mean, groups opened, each once. */
export function targetsOf(config: BakeConfig, names: readonly string[]): readonly string[] {
  const all = new Set([...config.groups.keys(), ...config.targets.map((t) => t.name)]);
  const out = new Set<string>();
  const seen = new Set<string>();
  const open = (name: string): void => {
    if (seen.has(name) || seen.size > maxResolved) return;
    seen.add(name);
    const members = config.groups.get(name);
    if (members === undefined) out.add(name);
    // A group may hold a target of its own name.
    else
      for (const member of members)
        if (member === name) out.add(name);
        else open(member);
  };
  for (const name of names) {
    if (/[*?[]/.test(name)) for (const one of all) if (pathFits(name, one)) open(one);
    if (!/[*?[]/.test(name)) open(name);
  }
  return [...out];
}

/** A target after its parents and the overrides; undefined where no file defines it. */
export function resolveTarget(config: BakeConfig, name: string, overrides: readonly Override[]): ResolvedTarget | undefined {
  const definitions = Map.groupBy(config.targets, (t) => t.name);
  return resolve(definitions, name, overrides, new Set(), 0);
}

function resolve(
  definitions: ReadonlyMap<string, readonly BakeTarget[]>,
  name: string,
  overrides: readonly Override[],
  visited: Set<string>,
  depth: number,
): ResolvedTarget | undefined {
  const own = definitions.get(name);
  if (own === undefined || visited.has(name) || depth > maxDepth) return undefined;
  visited.add(name);
  let merged: ReadonlyMap<string, Datum> = new Map();
  for (const one of own) merged = merge(merged, one.attributes);
  let attributes: ReadonlyMap<string, Datum> = new Map();
  let isOpen = overrides.some((o) => o.pattern === undefined);
  for (const parent of namesIn(merged.get('inherits') ?? { kind: 'null' })) {
    const found = resolve(definitions, parent, overrides, visited, depth + 1);
    if (found !== undefined) attributes = merge(attributes, found.attributes);
  }
  const inherited = merged.get('inherits');
  if (inherited?.kind === 'list' && (inherited.open === true || namesIn(inherited).length < inherited.items.length)) isOpen = true;
  attributes = merge(attributes, merged);
  return {
    name,
    attributes: overridden(
      attributes,
      overrides.filter((o) => o.pattern !== undefined && pathFits(o.pattern, name)),
    ),
    isOpen,
    at: own[0]!.at,
  };
}

function merge(before: ReadonlyMap<string, Datum>, after: ReadonlyMap<string, Datum>): ReadonlyMap<string, Datum> {
  const out = new Map(before);
  for (const [key, value] of after) {
    if (value.kind === 'null') continue;
    const old = out.get(key);
    out.set(key, joined.has(key) && old?.kind === 'list' && value.kind === 'list' ? { ...value, items: [...old.items, ...value.items] } : value);
  }
  return out;
}

const lists: Readonly<Record<string, string>> = { tags: 'tags', output: 'output', platform: 'platforms', attest: 'attest' };

/** `--set` replaces a list at its first entry and adds its further ones; `+=` and attestations add to what the files say. */
function overridden(attributes: ReadonlyMap<string, Datum>, overrides: readonly Override[]): ReadonlyMap<string, Datum> {
  const out = new Map(attributes);
  const begun = new Set<string>();
  for (const { key, append, value } of overrides) {
    const name = lists[key];
    if (name === undefined) {
      if (['push', 'load', 'call'].includes(key)) out.set(key, textDatum(value));
      continue;
    }
    const old = out.get(name);
    const keeps = append || begun.has(name) || name === 'attest';
    begun.add(name);
    const before = keeps && old?.kind === 'list' ? old.items : [];
    out.set(name, { kind: 'list', items: [...before, textDatum(value)], ...(keeps && old?.kind === 'list' && old.open === true ? { open: true } : {}) });
  }
  return out;
}

/** A setting of the command line that is one word, when it is known. */
export function settingOf(target: ResolvedTarget, key: string): string | undefined {
  const value = target.attributes.get(key);
  return value?.kind === 'text' ? literalOf(value.text) : undefined;
}
