import { limits } from '../base/index.ts';
import type { Tri } from '../base/index.ts';
import { expand, fingerprint, holesOf, lit, literalOf } from '../values/index.ts';
import type { Text } from '../values/index.ts';
import { comparisonKey } from '../workflow/index.ts';
import type { Condition } from './schema.ts';
import type { Given, Scope } from './scope.ts';
import { isCommit, satisfies } from './version.ts';
import { equalsWord, fits, fitsAsWritten, isGiven } from './wildcard.ts';

/** A condition's answer; `key` names an undecided one, equal keys being equal conditions. */
export type Decision = { readonly truth: true } | { readonly truth: false } | { readonly truth: 'unknown'; readonly key: string };

const yes: Decision = { truth: true };
const no: Decision = { truth: false };

function decided(truth: Tri, key: () => string): Decision {
  return truth === 'unknown' ? { truth, key: key() } : truth ? yes : no;
}

/** Prints a text for a key: unknowns by their ids, choices by what makes them, so that two calls about one value share the key and no others do. */
function keyText(text: Text): string {
  let key = '';
  for (const piece of text) {
    if (piece.kind === 'lit') key += piece.text;
    else if (piece.kind === 'wild') key += piece.glob;
    else if (piece.kind === 'hole') key += `{${piece.id}}`;
    else key += `{one of ${piece.options.map(keyText).join(', ')} by ${piece.key}}`;
  }
  const flat = key.replaceAll(/\s+/g, ' ').trim();
  return flat.length > 300 ? `${flat.slice(0, 300)}… #${fingerprint(flat)}` : flat;
}

function values(given: Given): string {
  return given.values.map(keyText).join(' ');
}

/** Whether one of the values satisfies one of the words; what is not given satisfies none. */
function among(given: Given, words: string | readonly string[], test: (text: Text, word: string) => Tri): Tri {
  let result: Tri = false;
  for (const value of given.values) {
    for (const word of typeof words === 'string' ? [words] : words) {
      const answer = test(value, word);
      if (answer === true) return true;
      if (answer === 'unknown') result = 'unknown';
    }
  }
  return result;
}

type Comparison =
  | { readonly set: boolean }
  | { readonly is: string | readonly string[] }
  | { readonly matches: string | readonly string[] }
  | { readonly from: string | readonly string[] }
  | { readonly mentions: string | readonly string[] };

function compare(given: Given, condition: Comparison): Decision {
  if ('set' in condition) {
    const answer = decided(given.set, () => `${values(given)} is set`);
    return condition.set ? answer : negate(answer);
  }
  if ('from' in condition) return decided(among(given, condition.from, comesFrom), () => `${values(given)} is ${[condition.from].flat().join(' or ')}`);
  if ('mentions' in condition)
    return decided(among(given, condition.mentions, mentions), () => `${values(given)} holds ${[condition.mentions].flat().join(' or ')}`);
  if ('is' in condition) {
    const words = [condition.is].flat();
    const [only] = given.values;
    // What a step's own `if:` asks of the same value has the same key.
    const shared = (): string | undefined =>
      words.length === 1 && only !== undefined && given.values.length === 1 ? comparisonKey(only, words[0]!) : undefined;
    return decided(among(given, condition.is, equalsWord), () => shared() ?? `${values(given)} is ${words.join(' or ')}`);
  }
  return decided(among(given, condition.matches, fits), () => `${values(given)} matches ${[condition.matches].flat().join(' or ')}`);
}

/** Values that are certainly not what they are compared with: another step's output or another secret is not the job's token. */
const ownOrigin = /^(secrets|steps|needs|github)\./;

function comesFrom(text: Text, name: string): Tri {
  const options = expand(text);
  if (options === undefined) return 'unknown';
  const answers = new Set(
    options.map(({ text: one }): Tri => {
      if (literalOf(one) !== undefined) return false;
      const holes = holesOf(one);
      if (one.length !== 1 || holes.length !== 1) return holes.some((hole) => hole.label === name) ? 'unknown' : false;
      const label = holes[0]!.label;
      return label === name ? true : ownOrigin.test(label) ? false : 'unknown';
    }),
  );
  return answers.size === 1 ? ([...answers][0] ?? 'unknown') : 'unknown';
}

function mentions(text: Text, word: string): Tri {
  const written = (pieces: Text): boolean =>
    pieces.some((piece) => (piece.kind === 'lit' && piece.text.includes(word)) || (piece.kind === 'alt' && piece.options.some(written)));
  if (written(text)) return true;
  return text.length > 0 && !text.some((piece) => piece.kind === 'lit') ? 'unknown' : false;
}

function negate(decision: Decision): Decision {
  if (decision.truth !== 'unknown') return decision.truth ? no : yes;
  return { truth: 'unknown', key: decision.key.startsWith('not (') && decision.key.endsWith(')') ? decision.key.slice(5, -1) : `not (${decision.key})` };
}

function join(conditions: readonly Condition[], word: 'and' | 'or', scope: Scope, depth: number): Decision {
  const settles = word === 'or';
  const keys: string[] = [];
  for (const condition of conditions) {
    const decision = evaluate(condition, scope, depth);
    if (decision.truth === settles) return decision;
    if (decision.truth === 'unknown' && !keys.includes(decision.key)) keys.push(decision.key);
  }
  if (keys.length === 0) return settles ? no : yes;
  return { truth: 'unknown', key: keys.length === 1 ? keys[0]! : keys.map((key) => `(${key})`).join(` ${word} `) };
}

function eventIs(event: string, wanted: string): boolean {
  return event === wanted || (event.startsWith(wanted) && !/[a-z_]/i.test(event.charAt(wanted.length)));
}

function envGiven(text: Text | undefined): Given {
  return text === undefined ? { values: [], set: false } : { values: [text], set: isGiven(text) };
}

/**
 * Answers a row's condition about one call, three-valued: an unknown value satisfies a comparison neither way unless its
 * known parts refute it. Conditions nested past the bound are undecided.
 */
export function evaluate(condition: Condition, scope: Scope, depth = 0): Decision {
  if (depth > limits.maxCallDepth) return { truth: 'unknown', key: 'a condition nested too deep' };
  if ('input' in condition) return compare(scope.input(condition.input), condition);
  if ('flag' in condition) return compare(scope.flag(condition.flag), condition);
  if ('arg' in condition) {
    const word = scope.args[condition.arg];
    if ('written' in condition)
      return word === undefined ? no : decided(fitsAsWritten(word, condition.written), () => `${keyText(word)} is ${condition.written}`);
    // A lone dash is standard input by convention; a name that is not known is a file's.
    if (condition.matches === '-') return word !== undefined && literalOf(word) === '-' ? yes : no;
    return word === undefined ? no : decided(fits(word, condition.matches), () => `${keyText(word)} matches ${condition.matches}`);
  }
  if ('args' in condition) return scope.args.length > condition.from === (condition.args === 'some') ? yes : no;
  if ('env' in condition) return compare(envGiven(scope.env(condition.env)), condition);
  if ('event' in condition) return [condition.event].flat().some((wanted) => eventIs(scope.event(), wanted)) ? yes : no;
  if ('permission' in condition) return decided(scope.permission(condition.permission), () => `permission ${condition.permission}`);
  if ('github' in condition) return compare({ values: [scope.github(condition.github)], set: true }, condition);
  if ('pinned' in condition) return isCommit(scope.call.ref) === condition.pinned ? yes : no;
  if ('ref' in condition) return compare({ values: [lit(scope.call.ref)], set: true }, { matches: condition.ref });
  if ('unknown' in condition) return { truth: 'unknown', key: condition.unknown };
  if ('version' in condition) return decided(satisfies(scope.version, condition.version), () => `version of ${scope.call.name} is ${condition.version}`);
  if ('all' in condition) return join(condition.all, 'and', scope, depth + 1);
  if ('any' in condition) return join(condition.any, 'or', scope, depth + 1);
  return negate(evaluate(condition.not, scope, depth + 1));
}
