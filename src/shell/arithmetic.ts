import type { ArithmeticExpression, Word } from 'unbash';
import { concat, derive, keyOf, lit, literalOf, type Text } from '../values/index.ts';
import { atom, known, type Condition } from './condition.ts';
import type { Machine } from './machine.ts';
import { unmask } from './placeholder.ts';
import { expandValue } from './words.ts';

type Node = { readonly pos: number; readonly end: number };

const maxDepth = 64;

/** The text of `$(( … ))`: a number when everything in it is known, else an unknown derived from what it reads. */
export function evaluateArithmetic(m: Machine, expression: ArithmeticExpression | undefined, source: string): Text {
  if (expression === undefined) return lit('0');
  const { value, reads } = evaluateReading(m, expression);
  if (value !== undefined) return lit(String(value));
  return derive('arithmetic', concat(unmask(source, m.source.placeholders), ...reads), { label: source.length > 40 ? 'a number' : source });
}

/** The number that a word such as an array index or offset gives, or undefined. */
export function evaluateNumber(m: Machine, word: Word): number | undefined {
  const text = literalOf(expandValue(m, word));
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  if (/^-?\d{1,9}$/.test(trimmed)) return Number(trimmed);
  if (/^[A-Za-z_]\w*$/.test(trimmed)) return numberOf(m, trimmed, word, 0);
  const sum = /^([A-Za-z_]\w*|\d{1,9})\s*([-+])\s*([A-Za-z_]\w*|\d{1,9})$/.exec(trimmed);
  if (sum === null) return undefined;
  const left = /^\d/.test(sum[1]!) ? Number(sum[1]) : numberOf(m, sum[1]!, word, 0);
  const right = /^\d/.test(sum[3]!) ? Number(sum[3]) : numberOf(m, sum[3]!, word, 0);
  return left === undefined || right === undefined ? undefined : sum[2] === '+' ? left + right : left - right;
}

/** The truth of `(( … ))`. */
export function arithmeticCondition(m: Machine, expression: ArithmeticExpression | undefined, source: string): Condition {
  if (expression === undefined) return known(false);
  const { value, reads } = evaluateReading(m, expression);
  if (value !== undefined) return known(value !== 0);
  return atom(`arithmetic(${source};${reads.map(keyOf).join(';')})`, source.trim());
}

/** The number, and the values of what was read on the way: what is derived from it is the same only where they are. */
function evaluateReading(m: Machine, expression: ArithmeticExpression): { readonly value: number | undefined; readonly reads: readonly Text[] } {
  const outer = m.arithmeticReads;
  const reads: Text[] = [];
  m.arithmeticReads = reads;
  const value = evaluate(m, expression, 0);
  m.arithmeticReads = outer;
  return { value, reads };
}

function evaluate(m: Machine, expression: ArithmeticExpression, depth: number): number | undefined {
  if (depth > maxDepth) return undefined;
  switch (expression.type) {
    case 'ArithmeticWord':
      return wordNumber(m, expression, depth);
    case 'ArithmeticGroup':
      return evaluate(m, expression.expression, depth + 1);
    case 'ArithmeticCommandExpansion':
      return undefined;
    case 'ArithmeticTernary': {
      const test = evaluate(m, expression.test, depth + 1);
      if (test === undefined) return undefined;
      return evaluate(m, test !== 0 ? expression.consequent : expression.alternate, depth + 1);
    }
    case 'ArithmeticUnary':
      return unary(m, expression.operator, expression.operand, { prefix: expression.prefix, depth });
    case 'ArithmeticBinary':
      return binary(m, expression.operator, expression.left, expression.right, depth);
  }
}

function wordNumber(m: Machine, word: ArithmeticExpression & { type: 'ArithmeticWord' }, depth: number): number | undefined {
  const value =
    word.parts === undefined
      ? unmask(word.value, m.source.placeholders)
      : expandValue(m, { type: 'Word', text: word.value, value: word.value, pos: word.pos, end: word.end, parts: word.parts });
  m.arithmeticReads.push(value);
  const text = literalOf(value)?.trim();
  return text === undefined ? undefined : parse(m, text, word, depth);
}

function parse(m: Machine, text: string, node: Node, depth: number): number | undefined {
  if (text === '') return 0;
  if (/^-?\d{1,15}$/.test(text)) return /^-?0\d/.test(text) ? octal(text) : Number(text);
  if (/^0[xX][\da-fA-F]{1,12}$/.test(text)) return Number(text);
  return /^[A-Za-z_]\w*$/.test(text) ? numberOf(m, text, node, depth + 1) : undefined;
}

function octal(text: string): number | undefined {
  return /^-?0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function numberOf(m: Machine, name: string, node: Node, depth: number): number | undefined {
  if (depth > 8) return undefined;
  const value = m.variable(name, node);
  m.arithmeticReads.push(value);
  const text = literalOf(value);
  return text === undefined ? undefined : parse(m, text.trim(), node, depth);
}

function nameOf(expression: ArithmeticExpression): string | undefined {
  return expression.type === 'ArithmeticWord' && expression.parts === undefined && /^[A-Za-z_]\w*$/.test(expression.value.trim())
    ? expression.value.trim()
    : undefined;
}

function assign(m: Machine, target: ArithmeticExpression, value: number | undefined, node: Node): number | undefined {
  const name = nameOf(target);
  if (name !== undefined) m.scope.set(name, { kind: 'text', text: value === undefined ? m.fresh(node, name, name) : lit(String(value)) });
  return value;
}

function unary(m: Machine, operator: string, operand: ArithmeticExpression, options: { readonly prefix: boolean; readonly depth: number }): number | undefined {
  const value = evaluate(m, operand, options.depth + 1);
  if (operator === '++' || operator === '--') {
    const next = value === undefined ? undefined : value + (operator === '++' ? 1 : -1);
    assign(m, operand, next, operand);
    return options.prefix ? next : value;
  }
  if (value === undefined) return undefined;
  switch (operator) {
    case '-':
      return -value;
    case '+':
      return value;
    case '!':
      return value === 0 ? 1 : 0;
    case '~':
      return ~value;
    default:
      return undefined;
  }
}

function binary(m: Machine, operator: string, left: ArithmeticExpression, right: ArithmeticExpression, depth: number): number | undefined {
  if (operator === '=' || /^[-+*/%&|^]=$|^<<=$|^>>=$/.test(operator)) {
    const b = evaluate(m, right, depth + 1);
    if (operator === '=') return assign(m, left, b, left);
    const a = evaluate(m, left, depth + 1);
    return assign(m, left, a === undefined || b === undefined ? undefined : compute(operator.slice(0, -1), a, b), left);
  }
  const a = evaluate(m, left, depth + 1);
  if (operator === '&&' || operator === '||') {
    if (a !== undefined && (a !== 0) === (operator === '||')) return operator === '||' ? 1 : 0;
    const b = evaluate(m, right, depth + 1);
    return a === undefined || b === undefined ? undefined : b !== 0 ? 1 : 0;
  }
  const b = evaluate(m, right, depth + 1);
  if (operator === ',') return b;
  return a === undefined || b === undefined ? undefined : compute(operator, a, b);
}

function compute(operator: string, a: number, b: number): number | undefined {
  const value = plain(operator, a, b);
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

function plain(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    case '%':
      return b === 0 ? undefined : a % b;
    case '**':
      return b < 0 || b > 64 ? undefined : a ** b;
    case '<':
      return Number(a < b);
    case '>':
      return Number(a > b);
    case '<=':
      return Number(a <= b);
    case '>=':
      return Number(a >= b);
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return b < 0 || b > 31 ? undefined : a << b;
    case '>>':
      return b < 0 || b > 31 ? undefined : a >> b;
    default:
      return undefined;
  }
}
