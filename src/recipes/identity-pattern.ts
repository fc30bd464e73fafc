import { concat, lit, mayIntersect, nameSet, wild, type Text } from '../values/index.ts';

/**
 * Whether a regular expression for an identity can match one that begins with one of these texts, each with its `@`. It
 * is searched for anywhere unless it is anchored (RE2, as cosign and gh take it). What it repeats stands for any text,
 * and words that stand for something are left to the reader: such an expression may match.
 */
export function mayMatchIdentity(expression: string, beginnings: readonly string[]): boolean {
  return branchesOf(expression.toLowerCase().replace(/^\(\?i\)/, '')).some((branch) => branchMayMatch(branch, beginnings));
}

/** Whether a regular expression can match this very text somewhere. */
export function mayMatchText(expression: string, text: string): boolean {
  return branchesOf(expression).some((branch) => {
    const { inner, from, to } = anchored(branch);
    const patterns = textsOf(inner);
    return patterns === undefined || meets(around(from, patterns, to), [lit(text)]);
  });
}

function branchMayMatch(body: string, beginnings: readonly string[]): boolean {
  const { inner, from, to } = anchored(body);
  const refs = ['heads', 'tags', 'pull'].map((kind) => concat(lit(`refs/${kind}/`), any));
  // What stands before the ref is not looked for in one: a branch or tag could have any name.
  const cut = /(?<=\.ya?ml)\\?@|\\?@(?=refs\b)/.exec(inner);
  if (cut === null || depthOf(inner.slice(0, cut.index)) !== 0) {
    const patterns = textsOf(inner);
    const whole = beginnings.flatMap((one) => (/@|refs|heads|tags|pull/.test(inner) ? [any] : plainRefs).map((ref) => concat(lit(one.toLowerCase()), ref)));
    return patterns === undefined || meets(around(from, patterns, to), whole);
  }
  const before = textsOf(inner.slice(0, cut.index));
  const after = textsOf(inner.slice(cut.index + cut[0].length));
  const owners = beginnings.map((one) => lit(one.toLowerCase().replace(/@$/, '')));
  return (before === undefined || meets(around(from, before, []), owners)) && (after === undefined || meets(around([], after, to), refs));
}

const any = wild('**');
/** One character, `/` too. */
const one = wild('???');
/** Refs whose names are not asked. */
const plainRefs = ['heads', 'tags'].map((kind) => concat(lit(`refs/${kind}/`), wild('*')));
/** More forms than anybody writes; an expression with more of them may match. */
const maxForms = 64;
const maxLength = 1_000;

/** A branch without its anchors, and what may stand before and behind it. */
function anchored(branch: string): { readonly inner: string; readonly from: readonly Text[]; readonly to: readonly Text[] } {
  const isAnchored = branch.startsWith('^');
  const isEnded = branch.endsWith('$') && !branch.endsWith('\\$');
  return { inner: branch.slice(isAnchored ? 1 : 0, isEnded ? -1 : undefined), from: isAnchored ? [] : [any], to: isEnded ? [] : [any] };
}

function around(from: readonly Text[], patterns: readonly Text[], to: readonly Text[]): readonly Text[] {
  return patterns.map((pattern) => concat(...from, pattern, ...to));
}

function meets(patterns: readonly Text[], texts: readonly Text[]): boolean {
  return mayIntersect(nameSet(patterns), nameSet(texts));
}

/** The choices of an expression that stand outside its groups. */
function branchesOf(expression: string): readonly string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of expression.matchAll(tokens())) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === '|' && depth === 0) {
      out.push(expression.slice(from, index));
      from = index + 1;
    }
  }
  return [...out, expression.slice(from)];
}

function depthOf(expression: string): number {
  return [...expression.matchAll(tokens())].reduce((depth, { 0: token }) => depth + (token === '(' ? 1 : token === ')' ? -1 : 0), 0);
}

const tokens = (): RegExp => /\\.|\[\^?\]?[^\]]*\]|[^\\]/gs;
const firstToken = /^(?:\\.|\[\^?\]?[^\]]*\]|[^\\])/s;
const repeats = /^(?:[*+]|\{\d+(?:,\d*)?\})\??/;

/** An expression without its anchors as the texts that it can be; undefined for what is left alone. */
function textsOf(inner: string): readonly Text[] | undefined {
  if (inner.length > maxLength) return undefined;
  // Words that stand for something, anchors inside and escapes of another meaning are left alone.
  if (/(?<!\\)[$^<>](?![^[]*\])|(?<!\\)\{(?!\d+(?:,\d*)?\})|\\[a-ce-rt-vxyz0-9]|\(\?(?!:)/.test(inner)) return undefined;
  let out: readonly Text[] = [[]];
  let at = 0;
  while (at < inner.length) {
    const token = firstToken.exec(inner.slice(at))?.[0];
    if (token === undefined || token === ')' || token === '|') return undefined;
    const group = token === '(' ? groupAt(inner, at) : undefined;
    if (token === '(' && group === undefined) return undefined;
    at += group?.length ?? token.length;
    const repeated = repeats.exec(inner.slice(at))?.[0];
    const isOptional = repeated === undefined && inner[at] === '?';
    at += repeated?.length ?? (isOptional ? 1 : 0);
    const forms = repeated !== undefined ? [any] : group !== undefined ? formsOf(group) : [single(token)];
    if (forms === undefined || out.length * (forms.length + 1) > maxForms) return undefined;
    const next = isOptional ? [...forms, []] : forms;
    out = out.flatMap((before) => next.map((form) => concat(before, form)));
  }
  return out;
}

/** The group that begins here, with its brackets. */
function groupAt(inner: string, at: number): string | undefined {
  let depth = 0;
  for (const { 0: token, index } of inner.slice(at).matchAll(tokens())) {
    if (token === '(') depth++;
    else if (token === ')' && --depth === 0) return inner.slice(at, at + index + 1);
  }
  return undefined;
}

function formsOf(group: string): readonly Text[] | undefined {
  const forms: Text[] = [];
  for (const branch of branchesOf(group.slice(1, -1).replace(/^\?:/, ''))) {
    const texts = textsOf(branch);
    if (texts === undefined) return undefined;
    forms.push(...texts);
  }
  return forms;
}

function single(token: string): Text {
  if (token === '.' || (token.startsWith('[') && token.length > 1) || /^\\[dsw]$/i.test(token)) return one;
  return lit(token.length === 2 && token.startsWith('\\') ? token[1]! : token);
}
