import { concat, lit, mayIntersect, nameSet, wild, type Text } from '../values/index.ts';

/**
 * Whether a regular expression for an identity can match one that begins with one of these texts. It is searched for
 * anywhere unless it is anchored (RE2, as cosign and gh take it). What it repeats or chooses is not taken apart: such
 * an expression may match.
 */
export function mayMatchIdentity(expression: string, beginnings: readonly string[]): boolean {
  const pattern = textOf(expression.toLowerCase());
  // A ref could hold any text; where the expression does not speak of refs, what it says of a repository is not looked for in one.
  const refs = /refs|heads|tags|pull|@/.test(expression) ? [any] : ['heads', 'tags'].map((kind) => concat(lit(`refs/${kind}/`), wild('*')));
  const identities = beginnings.flatMap((one) => refs.map((ref) => concat(lit(one.toLowerCase()), ref)));
  return pattern === undefined || mayIntersect(nameSet([pattern]), nameSet(identities));
}

const any = wild('**');

function textOf(expression: string): Text | undefined {
  const body = expression.replace(/^\(\?i\)/, '');
  const parts: Text[] = body.startsWith('^') ? [] : [any];
  const end = body.endsWith('$') && !body.endsWith('\\$');
  const inner = body.slice(body.startsWith('^') ? 1 : 0, end ? -1 : undefined);
  // Words that stand for something, groups, choices and counts are left alone.
  if (/(?<!\\)[(){}|$^<>]/.test(inner)) return undefined;
  for (const [token, quantifier] of [...inner.matchAll(/(?:\\.|\[[^\]]*\]|[^\\[])([*+?]*)/gs)].map(
    (m) => [m[0].slice(0, m[0].length - m[1]!.length), m[1]!] as const,
  )) {
    if (token === '.' || token.startsWith('[') || /^\\\w$/.test(token) || quantifier !== '') parts.push(any);
    else parts.push(lit(token.length === 2 ? token[1]! : token));
  }
  return concat(...parts, ...(end ? [] : [any]));
}
