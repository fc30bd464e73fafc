import { alternatives, concatAll, derive, emptyText, hole, keyOf, lit, literalOf, show } from '../../../values/index.ts';
import type { Datum } from '../../../values/index.ts';
import { callFunction } from './functions.ts';
import type { Expr } from './hcl.ts';
import { asText, boundedText, choose, equalData, isTrue, noDatum, textDatum, truthDatum } from './values.ts';

/** What names stand for, and the functions that the files define. */
export interface HclScope {
  readonly name: (name: string) => Datum | undefined;
  readonly define: (name: string) => { readonly params: readonly string[]; readonly variadic: string | undefined; readonly result: Expr } | undefined;
  /** A stable start for ids of what is not known. */
  readonly idPrefix: string;
  /** Work that is left; shared by all expressions of one run. */
  readonly budget: { left: number };
}

const maxDepth = 60;
const maxLoop = 256;

/** The value of an expression as far as it is known; what is not is a named unknown, the same for the same expression and inputs. */
export function evaluateHcl(expr: Expr, scope: HclScope, depth = 0): Datum {
  if (depth > maxDepth || scope.budget.left-- <= 0) return unknownOf(scope, 'too much');
  const inner = (one: Expr): Datum => evaluateHcl(one, scope, depth + 1);
  switch (expr.kind) {
    case 'literal':
      return literalDatum(expr.value);
    case 'template':
      return boundedText(concatAll(expr.parts.map((part) => (typeof part === 'string' ? lit(part) : asText(inner(part), scope)))));
    case 'list':
      return { kind: 'list', items: expr.items.map(inner) };
    case 'object':
      return objectOf(expr.entries.map(({ key, value }) => [inner(key), inner(value)]));
    case 'name':
      return scope.name(expr.name) ?? unknownOf(scope, expr.name);
    case 'member':
      return memberOf(inner(expr.of), inner(expr.key), scope);
    case 'call':
      return call(expr, scope, depth);
    case 'choice':
      return choose(inner(expr.if), inner(expr.then), inner(expr.else));
    case 'operator':
      return operate(expr.operator, expr.args.map(inner), scope);
    case 'for':
      return loop(expr, inner(expr.over), scope, depth);
    case 'unknown':
      return unknownOf(scope, `expression at ${expr.at}`);
  }
}

function unknownOf(scope: HclScope, what: string): Datum {
  return textDatum(hole(`${scope.idPrefix}.${what}`, { label: what }));
}

function literalDatum(value: string | number | boolean | null): Datum {
  if (value === null) return noDatum;
  if (typeof value === 'boolean') return { kind: 'bool', value };
  return typeof value === 'number' ? { kind: 'number', value } : textDatum(lit(value));
}

function objectOf(entries: readonly (readonly [Datum, Datum])[]): Datum {
  const map = new Map<string, Datum>();
  let open = false;
  for (const [key, value] of entries) {
    const name = key.kind === 'text' ? literalOf(key.text) : key.kind === 'number' ? String(key.value) : undefined;
    if (name === undefined) open = true;
    else map.set(name, value);
  }
  return { kind: 'map', entries: map, ...(open ? { open } : {}) };
}

function memberOf(of: Datum, key: Datum, scope: HclScope): Datum {
  const name = key.kind === 'text' ? literalOf(key.text) : key.kind === 'number' ? String(key.value) : undefined;
  if (of.kind === 'map' && name !== undefined) return of.entries.get(name) ?? (of.open === true ? unknownOf(scope, `member ${name}`) : noDatum);
  if (of.kind === 'list' && name !== undefined && /^\d+$/.test(name))
    return of.items[Number(name)] ?? (of.open === true ? unknownOf(scope, `item ${name}`) : noDatum);
  if (of.kind === 'text') return textDatum(derive(`member ${name ?? show(asText(key, scope))}`, of.text, { label: name ?? 'member' }));
  return unknownOf(scope, `member ${name ?? ''}`);
}

function call(expr: Extract<Expr, { kind: 'call' }>, scope: HclScope, depth: number): Datum {
  const given = expr.args.map((arg) => evaluateHcl(arg, scope, depth + 1));
  const last = given.at(-1);
  const args = expr.spread && last?.kind === 'list' ? [...given.slice(0, -1), ...last.items] : given;
  const own = scope.define(expr.name);
  if (own === undefined) return callFunction(expr.name, args, scope);
  const rest: Datum = { kind: 'list', items: args.slice(own.params.length) };
  const local = new Map<string, Datum>(own.params.map((name, i) => [name, args[i] ?? noDatum]));
  if (own.variadic !== undefined) local.set(own.variadic, rest);
  return evaluateHcl(own.result, within(scope, local), depth + 1);
}

/** A scope in which some names stand for values of their own. */
export function within(scope: HclScope, names: ReadonlyMap<string, Datum>): HclScope {
  return { ...scope, name: (name) => names.get(name) ?? scope.name(name) };
}

function operate(operator: string, args: readonly Datum[], scope: HclScope): Datum {
  const [a = noDatum, b = noDatum] = args;
  switch (operator) {
    case '==':
      return equalData(a, b);
    case '!=':
      return negated(equalData(a, b));
    case '!':
      return negated(isTrue(a));
    case '&&':
    case '||': {
      const [x, y] = [isTrue(a), isTrue(b)];
      const stop = operator === '||';
      if (x.value === stop || y.value === stop) return truthDatum(stop);
      if (x.value === 'unknown' && y.value === 'unknown') return truthDatum('unknown', `(${x.key ?? ''} ${operator} ${y.key ?? ''})`);
      return x.value === 'unknown' ? x : y;
    }
    default:
      return callFunction(`operator ${operator}`, args, scope);
  }
}

function negated(truth: Datum & { readonly kind: 'bool' }): Datum {
  return truth.value === 'unknown' ? truthDatum('unknown', `!(${truth.key ?? ''})`) : truthDatum(!truth.value);
}

function loop(expr: Extract<Expr, { kind: 'for' }>, over: Datum, scope: HclScope, depth: number): Datum {
  const members: readonly (readonly [Datum, Datum])[] =
    over.kind === 'list'
      ? over.items.map((item, i) => [{ kind: 'number', value: i }, item])
      : over.kind === 'map'
        ? [...over.entries].map(([key, value]) => [textDatum(lit(key)), value])
        : [];
  const isOpen = (over.kind !== 'list' && over.kind !== 'map') || over.open === true || members.length > maxLoop;
  const out: (readonly [Datum, Datum])[] = [];
  for (const [key, value] of members.slice(0, maxLoop)) {
    const [first, second] = expr.names;
    const local = new Map<string, Datum>(
      second === undefined
        ? [[first ?? '_', value]]
        : [
            [first ?? '_', key],
            [second, value],
          ],
    );
    const here = within(scope, local);
    const wanted = expr.if === undefined ? truthDatum(true) : isTrue(evaluateHcl(expr.if, here, depth + 1));
    if (wanted.value === false) continue;
    const result = evaluateHcl(expr.value, here, depth + 1);
    const kept =
      wanted.value === 'unknown' && result.kind === 'text' ? textDatum(alternatives(wanted.key ?? keyOf(result.text), [result.text, emptyText])) : result;
    out.push([expr.key === undefined ? noDatum : evaluateHcl(expr.key, here, depth + 1), kept]);
  }
  if (expr.key !== undefined) return objectOf(out);
  return { kind: 'list', items: out.map(([, value]) => value), ...(isOpen ? { open: true } : {}) };
}
