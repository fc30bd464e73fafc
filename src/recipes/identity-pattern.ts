import { concat, lit, mayIntersect, nameSet, wild, type Text } from '../values/index.ts';

/**
 * Whether a regular expression for an identity can match one that begins with one of these texts, each with its `@`. It
 * is searched for anywhere unless it is anchored (RE2, as cosign and gh take it). What it repeats or chooses is not
 * taken apart: such an expression may match.
 */
export function mayMatchIdentity(expression: string, beginnings: readonly string[]): boolean {
  const body = expression.toLowerCase().replace(/^\(\?i\)/, '');
  const isAnchored = body.startsWith('^');
  const isEnded = body.endsWith('$') && !body.endsWith('\\$');
  const inner = body.slice(isAnchored ? 1 : 0, isEnded ? -1 : undefined);
  const from = isAnchored ? [] : [any];
  const to = isEnded ? [] : [any];
  const refs = ['heads', 'tags', 'pull'].map((kind) => concat(lit(`refs/${kind}/`), any));
  // What stands before the ref is not looked for in one: a branch or tag could have any name.
  const cut = /(?<=\.ya?ml)\\?@|\\?@(?=refs\b)/.exec(inner);
  if (cut === null) {
    const pattern = textOf(inner);
    const whole = beginnings.flatMap((one) => (/@|refs|heads|tags|pull/.test(inner) ? [any] : plainRefs).map((ref) => concat(lit(one.toLowerCase()), ref)));
    return pattern === undefined || meets(concat(...from, pattern, ...to), whole);
  }
  const before = textOf(inner.slice(0, cut.index));
  const after = textOf(inner.slice(cut.index + cut[0].length));
  const owners = beginnings.map((one) => lit(one.toLowerCase().replace(/@$/, '')));
  return (before === undefined || meets(concat(...from, before), owners)) && (after === undefined || meets(concat(after, ...to), refs));
}

const any = wild('**');
/** One character, `/` too. */
const one = wild('???');
/** Refs whose names are not asked. */
const plainRefs = ['heads', 'tags'].map((kind) => concat(lit(`refs/${kind}/`), wild('*')));

function meets(pattern: Text, texts: readonly Text[]): boolean {
  return mayIntersect(nameSet([pattern]), nameSet(texts));
}

/** An expression without its anchors as a text; undefined for what is left alone. */
function textOf(inner: string): Text | undefined {
  // Words that stand for something, groups, choices, counts and escapes of another meaning are left alone.
  if (/(?<!\\)[(){}|$^<>]|\\[a-ce-rt-vxyz0-9]/.test(inner)) return undefined;
  const parts: Text[] = [];
  for (const found of inner.matchAll(/(\\.|\[[^\]]*\]|[^\\[])([*+?]*)/gs)) {
    const [, token = '', quantifier = ''] = found;
    if (quantifier !== '') parts.push(any);
    else if (token === '.' || token.startsWith('[') || /^\\[dsw]$/.test(token)) parts.push(one);
    else parts.push(lit(token.length === 2 ? token[1]! : token));
  }
  return concat(...parts);
}
