import { Binary, ContextAccess, FunctionCall, Grouping, IndexAccess, Literal, Logical, Star, Unary } from '@actions/expressions/ast';
import type { Expr } from '@actions/expressions/ast';
import { Lexer, TokenType } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import { limits } from '../base/index.ts';
import type { Scalar } from './model.ts';

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** An expression of GitHub's language, without its brackets. Function and context names are in lower case. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  /** `of.*`: every member. */
  | { readonly kind: 'star'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly args: readonly Expression[] }
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly left: Expression; readonly right: Expression };

export type ParsedExpression = { readonly kind: 'parsed'; readonly expression: Expression } | { readonly kind: 'malformed'; readonly reason: string };

const contexts = ['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs'];

const statusFunctions = ['success', 'failure', 'always', 'cancelled'];

const functions = [...statusFunctions.map((name) => ({ name, minArgs: 0, maxArgs: 255 })), { name: 'hashFiles', minArgs: 1, maxArgs: 255 }];

/** The parser bounds nesting in brackets; chains such as `a == b == c` nest without them. */
const maxDepth = 200;

const maxCached = 20_000;
const maxCachedLength = 1_000;
const cache = new Map<string, ParsedExpression>();

/** Parses the text between `${{` and `}}`. Results are kept: the same text gives the same object. */
export function parseExpression(source: string): ParsedExpression {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const parsed = parse(source);
  if (source.length > maxCachedLength) return parsed;
  if (cache.size >= maxCached) cache.clear();
  cache.set(source, parsed);
  return parsed;
}

/** The expression that an `if:` without brackets is: a YAML `True` is the literal `true`. */
export function conditionSource(scalar: Pick<Scalar, 'type' | 'value'>): string {
  return scalar.type === 'boolean' ? scalar.value.toLowerCase() : scalar.value.trim();
}

/** True when a status function is called anywhere in the expression: `if:` then has no implicit `success()`. */
export function usesStatusFunction(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'context':
      return false;
    case 'index':
      return usesStatusFunction(expression.of) || usesStatusFunction(expression.index);
    case 'star':
    case 'not':
      return usesStatusFunction(expression.of);
    case 'call':
      return statusFunctions.includes(expression.name) || expression.args.some(usesStatusFunction);
    case 'and':
    case 'or':
      return expression.args.some(usesStatusFunction);
    case 'compare':
      return usesStatusFunction(expression.left) || usesStatusFunction(expression.right);
  }
}

function parse(source: string): ParsedExpression {
  if (source.trim() === '') return { kind: 'malformed', reason: 'an expression is empty' };
  if (source.length > limits.maxExpressionLength) return { kind: 'malformed', reason: `an expression is longer than ${limits.maxExpressionLength} characters` };
  try {
    const { tokens } = new Lexer(plainSpaces(source)).lex();
    // The lexer undoes only the first doubled quote of a string.
    for (const token of tokens) if (token.type === TokenType.STRING) token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
    return { kind: 'parsed', expression: convert(new Parser(tokens, contexts, functions).parse(), 0) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    return { kind: 'malformed', reason: `an expression cannot be parsed: ${clip(reason.replace(/\s+/g, ' '))}` };
  }
}

/** GitHub skips every kind of white space between tokens, this lexer only the ASCII ones. */
function plainSpaces(source: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(source)) return source;
  return source.replace(/'[^']*'|[^\S \t\r\n]/g, (found) => (found.startsWith("'") ? found : ' '));
}

function convert(node: Expr, depth: number): Expression {
  if (depth > maxDepth) throw new Error(`it nests deeper than ${maxDepth} levels`);
  const inner = (child: Expr): Expression => convert(child, depth + 1);
  if (node instanceof Literal) return { kind: 'literal', value: literalValue(node) };
  if (node instanceof ContextAccess) return { kind: 'context', name: node.name.lexeme.toLowerCase() };
  if (node instanceof Grouping) return inner(node.group);
  if (node instanceof IndexAccess)
    return node.index instanceof Star ? { kind: 'star', of: inner(node.expr) } : { kind: 'index', of: inner(node.expr), index: inner(node.index) };
  if (node instanceof FunctionCall) return { kind: 'call', name: node.functionName.lexeme.toLowerCase(), args: node.args.map(inner) };
  if (node instanceof Unary) return { kind: 'not', of: inner(node.expr) };
  if (node instanceof Logical) return { kind: node.operator.type === TokenType.AND ? 'and' : 'or', args: node.args.map(inner) };
  if (node instanceof Binary) return { kind: 'compare', operator: compareOperator(node.operator.lexeme), left: inner(node.left), right: inner(node.right) };
  throw new Error('it has a part of an unknown kind');
}

function literalValue(node: Literal): string | number | boolean | null {
  const data: object = node.literal;
  const value = 'value' in data ? data.value : null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function compareOperator(lexeme: string): CompareOperator {
  switch (lexeme) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return lexeme;
    default:
      throw new Error(`unknown operator ${lexeme}`);
  }
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
