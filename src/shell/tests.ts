import type { TestExpression, Word } from 'unbash';
import { triOr, triSome, type Tri } from '../base/index.ts';
import {
  basename,
  concat,
  dirname,
  doubted,
  hole,
  keyOf,
  lit,
  literalOf,
  mayIntersect,
  nameSet,
  sameText,
  show,
  textOfEach,
  type Hole,
  type NameSet,
  type Text,
} from '../values/index.ts';
import { and, atom, known, not, or, type Condition, type Narrowing } from './condition.ts';
import { lastNameOf } from './assumptions.ts';
import type { Machine } from './machine.ts';
import { matchesText } from './pattern.ts';
import { tested, toJavaScript, toPatterns } from './regex.ts';
import { eachOf, joined } from './state.ts';
import { expandPatterns, expandValue } from './words.ts';

/** Whether a text is certainly not the empty string. */
export function nonEmpty(text: Text): Tri {
  let answer: Tri = false;
  for (const piece of text) {
    switch (piece.kind) {
      case 'lit':
      case 'wild':
        return true;
      case 'hole':
        answer = triOr(answer, piece.each !== undefined || (piece.shape !== undefined && !matchesEmpty(piece.shape)) ? true : 'unknown');
        break;
      case 'alt': {
        const options = piece.options.map(nonEmpty);
        answer = triOr(answer, options.every((o) => o === true) ? true : options.every((o) => o === false) ? false : 'unknown');
        break;
      }
    }
    if (answer === true) return true;
  }
  return answer;
}

function matchesEmpty(shape: string): boolean {
  try {
    return new RegExp(`^(?:${shape})$`).test('');
  } catch {
    return true;
  }
}

/** The key of "this text is not empty". A choice between something and nothing is that choice itself. */
export function nonEmptyKey(text: Text): string {
  const only = text.length === 1 ? text[0] : undefined;
  if (only?.kind === 'alt' && only.options.length === 2) {
    const first = nonEmpty(only.options[0]!);
    const second = nonEmpty(only.options[1]!);
    if (first === true && second === false) return only.key;
    if (first === false && second === true) return `!${only.key}`;
  }
  return `nonempty(${keyOf(text)})`;
}

/** `-n text`. */
export function isNonEmpty(m: Machine, given: Text): Condition {
  const text = doubted(given);
  const answer = nonEmpty(text);
  if (answer !== 'unknown') return known(answer);
  const key = nonEmptyKey(text);
  const how = `${show(text)} is not empty`;
  return m.assumptions.resolve(key.startsWith('!') ? not(atom(key.slice(1), how)) : atom(key, how));
}

/** `[[ … ]]`: patterns on the right of `==` are wildcards. */
export function testExpression(m: Machine, expression: TestExpression, depth = 0): Condition {
  if (depth > 64) return unknownTest(m, m.snippet(expression), expression);
  switch (expression.type) {
    case 'TestGroup':
      return testExpression(m, expression.expression, depth + 1);
    case 'TestNot': {
      const inner = testExpression(m, expression.operand, depth + 1);
      return expression.negations.length % 2 === 1 ? not(inner) : inner;
    }
    case 'TestLogical': {
      let result: Condition | undefined;
      for (const operand of expression.operands.slice(0, 32)) {
        const next = testExpression(m, operand, depth + 1);
        result = result === undefined ? next : expression.operator === '&&' ? and(result, next) : or(result, next);
      }
      return expression.operands.length > 32 || result === undefined ? unknownTest(m, m.snippet(expression), expression) : m.assumptions.resolve(result);
    }
    case 'TestUnary':
      return unaryTest(
        m,
        expression.operator,
        isVariableTest(expression.operator) ? lit(expression.operand.value) : expandValue(m, expression.operand),
        expression.operand,
      );
    case 'TestBinary':
      return binaryTest(m, expression.operator, expandValue(m, expression.left), expression);
  }
}

function isVariableTest(operator: string): boolean {
  return operator === '-v' || operator === '-R';
}

type Node = { readonly pos: number; readonly end: number };

export function unknownTest(m: Machine, how: string, node: Node): Condition {
  return atom(m.host.freshId(m.span(node), 'test'), how);
}

/** `-n`, `-z`, `-f`, … of a value. */
export function unaryTest(m: Machine, operator: string, value: Text, node: Node): Condition {
  switch (operator) {
    case '-n':
      return isNonEmpty(m, value);
    case '-z':
      return not(isNonEmpty(m, value));
    case '-v': {
      const name = literalOf(value);
      if (name === undefined || !/^\w+$/.test(name)) return unknownTest(m, m.snippet(node), node);
      const read = m.read(name, node);
      if (read === undefined) return known(false);
      return m.scope.has(name) || m.inherits(name) ? known(true) : isNonEmpty(m, joined(read));
    }
    case '-e':
    case '-f':
    case '-d':
    case '-s':
    case '-r':
    case '-x':
    case '-L':
    case '-h':
    case '-w':
    case '-a':
      return existsTest(m, operator, value, node);
    case '-t':
      return known(false);
    default:
      return unknownTest(m, m.snippet(node), node);
  }
}

function existsTest(m: Machine, operator: string, value: Text, node: Node): Condition {
  if (nonEmpty(value) === false) return known(false);
  // A name that a wildcard or `find` gave exists; a test of it only guards against the pattern that matched nothing.
  if (value.length === 1 && eachOf(value) !== undefined && (operator === '-e' || operator === '-f' || operator === '-r')) return known(true);
  const answer = m.host.exists(value, m.scope.cwd);
  if (answer === false) return known(false);
  // Existence says nothing about being a folder, executable or not empty, and a checkout holds no links of interest.
  if (answer === true && (operator === '-e' || operator === '-f' || operator === '-r' || operator === '-a')) return known(true);
  return atom(`${m.host.freshId(m.span(node), 'test')}(${keyOf(value)})`, `${operator} ${show(value)}`);
}

function binaryTest(m: Machine, operator: string, left: Text, expression: TestExpression & { type: 'TestBinary' }): Condition {
  const right = expression.right;
  switch (operator) {
    case '=':
    case '==':
      return matchTest(m, left, expandPatterns(m, right));
    case '!=':
      return not(matchTest(m, left, expandPatterns(m, right)));
    case '=~':
      return regexTest(m, left, right);
    default:
      return compareTest(m, operator, left, expandValue(m, right), expression);
  }
}

/** Comparisons of `[ ]` and the numeric ones of `[[ ]]`. */
export function compareTest(m: Machine, operator: string, left: Text, right: Text, node: Node): Condition {
  switch (operator) {
    case '=':
    case '==':
      return matchTest(m, left, [right]);
    case '!=':
      return not(matchTest(m, left, [right]));
  }
  const byChoice = comparedByChoice(m, operator, left, right, node);
  if (byChoice !== undefined) return m.assumptions.resolve(byChoice);
  const a = numberIn(left);
  const b = numberIn(right);
  if (a !== undefined && b !== undefined) {
    switch (operator) {
      case '-eq':
        return known(a === b);
      case '-ne':
        return known(a !== b);
      case '-lt':
        return known(a < b);
      case '-le':
        return known(a <= b);
      case '-gt':
        return known(a > b);
      case '-ge':
        return known(a >= b);
    }
  }
  switch (operator) {
    case '-eq':
    case '-ne': {
      const [x, y] = [keyOf(left), keyOf(right)].toSorted();
      const equal = x === y ? known(true) : m.assumptions.resolve(atom(`number(${x} = ${y})`, `${show(left)} equals ${show(right)}`));
      return operator === '-eq' ? equal : not(equal);
    }
    case '-lt':
    case '-ge': {
      const less = m.assumptions.resolve(atom(`number(${keyOf(left)} < ${keyOf(right)})`, `${show(left)} < ${show(right)}`));
      return operator === '-lt' ? less : not(less);
    }
    case '-gt':
    case '-le': {
      const more = m.assumptions.resolve(atom(`number(${keyOf(right)} < ${keyOf(left)})`, `${show(left)} > ${show(right)}`));
      return operator === '-gt' ? more : not(more);
    }
    default:
      return unknownTest(m, m.snippet(node), node);
  }
}

/** A number that is one of two by a choice, as the status of a command is. */
function comparedByChoice(m: Machine, operator: string, left: Text, right: Text, node: Node): Condition | undefined {
  const only = left.length === 1 ? left[0] : undefined;
  if (only?.kind !== 'alt' || !m.statuses.has(only.key) || only.options.length !== 2) return undefined;
  const status = m.statuses.get(only.key)!;
  const [zero, other] = [only.options[0]!, only.options[1]!];
  // Any number that is not 0 is above it.
  const failed = literalOf(right) === '0' ? known(['-ne', '-gt', '-ge'].includes(operator)) : compareTest(m, operator, other, right, node);
  return or(and(status, compareTest(m, operator, zero, right, node)), and(not(status), failed));
}

function numberIn(text: Text): number | undefined {
  const value = literalOf(text)?.trim();
  return value !== undefined && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Whether a text matches one of several patterns, as `case` and `==` ask. */
export function matchTest(m: Machine, given: Text, patterns: readonly Text[]): Condition {
  if (patterns.length === 1 && patterns[0]!.length === 0) return not(isNonEmpty(m, given));
  const text = doubted(given);
  m.charge(text.reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 1), 0));
  const answer = triSome(patterns.map((pattern) => matchesText(text, pattern)));
  if (answer !== 'unknown') return known(answer);
  const byChoice = choiceTest(m, text, patterns);
  if (byChoice !== undefined) return m.assumptions.resolve(byChoice);
  const how = `${show(text)} is ${patterns.map(show).join(' or ')}`;
  let result: Condition = known(false);
  for (const pattern of patterns) {
    const exact = !pattern.some((piece) => piece.kind === 'wild');
    const [a, b] = exact ? [keyOf(text), keyOf(pattern)].toSorted() : [keyOf(text), keyOf(pattern)];
    result = or(result, atom(`${exact ? 'equal' : 'match'}(${a};${b})`, how, patterns.length === 1 ? narrowing(m, text, nameSet(patterns)) : undefined));
  }
  if (patterns.length > 1) {
    const part = narrowing(m, text, nameSet(patterns));
    if (part !== undefined) return m.assumptions.resolve(atom(`match(${keyOf(text)};${patterns.map(keyOf).toSorted().join('|')})`, how, part));
  }
  return m.assumptions.resolve(result);
}

/** A text that is one of two by a choice: the test may be that very choice. */
function choiceTest(m: Machine, text: Text, patterns: readonly Text[]): Condition | undefined {
  const only = text.length === 1 ? text[0] : undefined;
  if (only?.kind !== 'alt' || only.options.length !== 2) return undefined;
  const choice: Condition = m.statuses.get(only.key) ?? {
    kind: 'atom',
    key: only.key,
    how: /^[\w .:/@$-]{1,60}$/.test(only.key) ? only.key : `${show(text)} is ${patterns.map(show).join(' or ')}`,
  };
  const first = matchTest(m, only.options[0]!, patterns);
  const second = matchTest(m, only.options[1]!, patterns);
  return or(and(choice, first), and(not(choice), second));
}

/** Sets with more exclusions than this are not split further. */
const maxExclusions = 48;

/** A test of a loop variable, or of its base name, splits its set in two. */
function narrowing(m: Machine, text: Text, pattern: NameSet): Narrowing | undefined {
  const each = eachOf(text);
  if (each?.each === undefined || m.isList(each) || each.each.exclude.length > maxExclusions) return undefined;
  const root = m.assumptions.elementSets.has(each.id) ? each.id : each.from.find((id) => m.assumptions.elementSets.has(id));
  if (root === undefined) return undefined;
  // The variable itself, or the part of it that is left here.
  if (each.id === root || each.id.startsWith(`${root}|`)) return { parts: [{ hole: root, all: each.each, pattern }] };
  const all = m.assumptions.narrowedSet(root);
  const origin = m.assumptions.elementSets.get(root);
  if (all === undefined || origin === undefined || !isLastName(each, origin, all)) return undefined;
  return {
    parts: [
      { hole: lastNameOf(root), all: each.each, pattern },
      { hole: root, all, pattern: nameSet(all.include.flatMap((path) => pattern.include.map((base) => besideIn(path, base)))) },
    ],
  };
}

/** Whether an unknown is the last name of a loop variable, as `basename "$f"` gives it: of the whole set or what is left of it. */
function isLastName(each: Hole, ...sets: readonly NameSet[]): boolean {
  const names = each.each?.include.map(keyOf).join('\u0002');
  return sets.some((set) => set.include.map((path) => keyOf(basename(path))).join('\u0002') === names);
}

/** Another base name in the folder of a pattern. */
function besideIn(path: Text, base: Text): Text {
  return sameText(basename(path), path) ? base : concat(dirname(path), lit('/'), base);
}

/** Whether no value of a text can match a regular expression, as far as its language can be compared: `refs/heads/…` is no `^refs/tags/v[0-9]`. */
function cannotMatch(text: Text, source: string): boolean {
  // Of alternatives outside a group each has anchors of its own.
  if (/\|/.test(source.replace(/\\.|\[(?:[^\]\\]|\\.)*\]|\([^()]*\)/g, ''))) return false;
  const open = '[\\s\\S]*';
  const shape = `${source.startsWith('^') ? '' : open}(${source.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1')})${/(^|[^\\])\$$/.test(source) ? '' : open}`;
  return !mayIntersect(textOfEach(text), textOfEach(hole(`regex ${source}`, { label: 'a match', shape })));
}

function regexTest(m: Machine, left: Text, right: Word): Condition {
  const text = expandValue(m, right);
  const source = literalOf(text);
  const patterns = source === undefined ? undefined : toPatterns(source, 'extended');
  if (patterns !== undefined) return matchTest(m, left, patterns);
  const value = literalOf(left);
  const regex = source === undefined ? undefined : toJavaScript(source, 'extended');
  const answer = value === undefined || regex === undefined ? undefined : tested(regex, value);
  if (answer !== undefined) return known(answer);
  if (regex !== undefined && cannotMatch(left, regex)) return known(false);
  return m.assumptions.resolve(atom(`regex(${keyOf(left)};${keyOf(text)})`, `${show(left)} matches ${right.text}`));
}
