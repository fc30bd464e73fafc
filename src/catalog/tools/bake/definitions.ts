import type { LineIndex, Span } from '../../../base/index.ts';
import { lit, literalOf, show } from '../../../values/index.ts';
import type { Datum } from '../../../values/index.ts';
import { evaluateHcl, within, type HclScope } from './evaluate.ts';
import type { Expr, HclBlock, HclBody } from './hcl.ts';
import { asText, noDatum, textDatum } from './values.ts';

/** One definition of a target, with the attributes that say what it makes. */
export interface BakeTarget {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Datum>;
  readonly at: Span;
}

export interface BakeConfig {
  readonly targets: readonly BakeTarget[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** A bake file as blocks, whatever its format. */
export interface BakeFile {
  readonly path: string;
  readonly body: HclBody;
  readonly lines: LineIndex;
}

export interface Lookups {
  /** What the command line and the environment give a variable. */
  readonly variable: (name: string) => Datum | undefined;
  readonly idPrefix: string;
}

const wanted = new Set(['tags', 'output', 'platforms', 'attest', 'inherits', 'call']);
const maxTargets = 500;
const budget = 100_000;

/** Evaluates the blocks of all files together: variables and functions of one are known in the others. */
export function defineTargets(files: readonly BakeFile[], lookups: Lookups): BakeConfig {
  const scope = scopeOf(files, lookups);
  const targets: BakeTarget[] = [];
  const groups = new Map<string, readonly string[]>();
  for (const file of files) {
    for (const block of file.body.blocks) {
      const label = block.labels[0];
      if (label === undefined) continue;
      if (block.type === 'group') groups.set(label, [...new Set([...(groups.get(label) ?? []), ...namesIn(valueOf(block, 'targets', scope))])]);
      if (block.type !== 'target') continue;
      const at = file.lines.span(block.start, block.end);
      const legs = legsOf(block, scope);
      const names: string[] = [];
      for (const leg of legs.slice(0, maxTargets - targets.length)) {
        const given = block.body.attributes.some((a) => a.name === 'name') ? show(asText(valueOf(block, 'name', leg), scope)) : label;
        names.push(given);
        const attributes = block.body.attributes.filter((a) => wanted.has(a.name)).map((a) => [a.name, evaluateHcl(a.value, leg)] as const);
        targets.push({ name: given, attributes: new Map(attributes), at });
      }
      if (legs.length > 1 || names.some((name) => name !== label)) groups.set(label, names);
    }
  }
  return { targets, groups };
}

function valueOf(block: HclBlock, name: string, scope: HclScope): Datum {
  const attribute = block.body.attributes.find((a) => a.name === name);
  return attribute === undefined ? noDatum : evaluateHcl(attribute.value, scope);
}

/** The names in a list, as far as they are known. */
export function namesIn(datum: Datum): readonly string[] {
  if (datum.kind !== 'list') return [];
  return datum.items.flatMap((item) => (item.kind === 'text' ? (literalOf(item.text) ?? []) : []));
}

/** A scope for each leg of a target's matrix. */
function legsOf(block: HclBlock, scope: HclScope): readonly HclScope[] {
  const matrix = valueOf(block, 'matrix', scope);
  if (matrix.kind !== 'map') return [scope];
  let legs: readonly ReadonlyMap<string, Datum>[] = [new Map()];
  for (const [name, values] of matrix.entries) {
    const items = values.kind === 'list' ? values.items : [values];
    legs = items.flatMap((item) => legs.map((leg) => new Map([...leg, [name, item]]))).slice(0, maxTargets);
  }
  return legs.map((leg) => within(scope, leg));
}

function scopeOf(files: readonly BakeFile[], lookups: Lookups): HclScope {
  const variables = new Map<string, Expr | undefined>();
  const functions = new Map<string, HclBlock>();
  const isVariable = new Set<string>();
  for (const { body } of files) {
    for (const { name, value } of body.attributes) variables.set(name, value);
    for (const block of body.blocks) {
      const label = block.labels[0] ?? '';
      if (block.type === 'function') functions.set(label, block);
      if (block.type !== 'variable') continue;
      isVariable.add(label);
      const value = block.body.attributes.find((a) => a.name === 'default')?.value;
      if (value !== undefined || !variables.has(label)) variables.set(label, value);
    }
  }
  const known = new Map<string, Datum>();
  const scope: HclScope = {
    idPrefix: lookups.idPrefix,
    budget: { left: budget },
    define: (name) => definitionOf(functions.get(name)),
    name: (name) => {
      const before = known.get(name);
      if (before !== undefined) return before;
      if (!variables.has(name)) return undefined;
      // A variable that names itself has no value.
      known.set(name, noDatum);
      const value = variables.get(name);
      const standard = value === undefined ? textDatum([]) : evaluateHcl(value, scope);
      const given = isVariable.has(name) ? lookups.variable(name) : undefined;
      const result = given === undefined ? standard : converted(given, standard);
      known.set(name, result);
      return result;
    },
  };
  return scope;
}

function definitionOf(block: HclBlock | undefined): ReturnType<HclScope['define']> {
  const find = (name: string): Expr | undefined => block?.body.attributes.find((a) => a.name === name)?.value;
  const result = find('result');
  if (result === undefined) return undefined;
  const params = find('params');
  const variadic = find('variadic_params');
  const names = (expr: Expr | undefined): readonly string[] =>
    expr?.kind === 'list' ? expr.items.flatMap((item) => (item.kind === 'name' ? [item.name] : item.kind === 'literal' ? [String(item.value)] : [])) : [];
  return { params: names(params), variadic: variadic?.kind === 'name' ? variadic.name : undefined, result };
}

/** A value from the environment has the type of the default: a truth value, a number, a list with commas. */
function converted(given: Datum, standard: Datum): Datum {
  if (given.kind !== 'text') return given;
  const text = literalOf(given.text);
  if (text === undefined) return given;
  if (standard.kind === 'bool') return { kind: 'bool', value: ['true', '1'].includes(text.toLowerCase()) };
  if (standard.kind === 'number' && /^\d+(\.\d+)?$/.test(text)) return { kind: 'number', value: Number(text) };
  return standard.kind === 'list'
    ? {
        kind: 'list',
        items: text
          .split(',')
          .filter((x) => x !== '')
          .map((x) => textDatum(lit(x))),
      }
    : given;
}
