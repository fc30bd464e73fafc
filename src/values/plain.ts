import { accepts, slash, type Test } from './chars.ts';
import { withinStars } from './quick.ts';
import { literalTokens, type Token } from './tokens.ts';

/** Tokens without unknowns. */
export type Plain = readonly Token[];

/** A character that names hardly ever hold: what stands for a wildcard is then not met by another literal. */
const rare = '\u00a4';

/** The string that tokens stand for when their wildcards stand for `filling`; undefined where a class does not take it. */
export function instance(tokens: Plain, filling: string): string | undefined {
  let out = '';
  for (const token of tokens) {
    switch (token.kind) {
      case 'text':
        out += token.text;
        break;
      case 'one': {
        const c = filling === '' ? rare : filling[0]!;
        if (!accepts(token.test, c.charCodeAt(0))) return undefined;
        out += c;
        break;
      }
      case 'many':
        for (let i = 0; i < filling.length; i++) if (!accepts(token.test, filling.charCodeAt(i))) return undefined;
        out += filling;
        break;
      case 'folders':
        if (filling !== '') out += `${filling}/`;
        break;
      case 'hole':
        return undefined;
    }
  }
  return out;
}

/** Whether a string is one of the names of tokens; undefined for characters outside the first plane. */
export function matchesPlain(tokens: Plain, value: string): boolean | undefined {
  if (/[\ud800-\udfff]/.test(value)) return undefined;
  let at: readonly number[] = [0];
  for (const token of tokens) {
    at = reached(token, value, at);
    if (at.length === 0) return false;
  }
  return at.at(-1) === value.length;
}

/** The offsets behind a token that starts at one of these, ascending. */
function reached(token: Token, value: string, at: readonly number[]): readonly number[] {
  switch (token.kind) {
    case 'text':
      return at.filter((p) => value.startsWith(token.text, p)).map((p) => p + token.text.length);
    case 'one':
      return at.filter((p) => p < value.length && accepts(token.test, value.charCodeAt(p))).map((p) => p + 1);
    case 'many': {
      const next: number[] = [];
      let open = false;
      let waiting = 0;
      for (let p = at[0]!; p <= value.length; p++) {
        if (at[waiting] === p) {
          open = true;
          waiting++;
        }
        if (open) next.push(p);
        open &&= p < value.length && accepts(token.test, value.charCodeAt(p));
        if (!open && waiting >= at.length) break;
      }
      return next;
    }
    case 'folders': {
      const next = new Set(at);
      for (let p = value.indexOf('/', at[0]!); p !== -1; p = value.indexOf('/', p + 1)) next.add(p + 1);
      return [...next].sort((a, b) => a - b);
    }
    case 'hole':
      return [];
  }
}

/** Whether two patterns without unknowns have a name in common; undefined when it takes more than a look. */
export function plainMeet(a: Plain, b: Plain): boolean | undefined {
  const [x, y] = [literalTokens(a), literalTokens(b)];
  if (x !== undefined) return y === undefined ? matchesPlain(b, x) : x === y;
  if (y !== undefined) return matchesPlain(a, y);
  if (endsConflict(a, b)) return false;
  const [p, q] = [slashes(a), slashes(b)];
  if (p.least > q.most || q.least > p.most) return false;
  if (p.least === p.most && q.least === q.most) {
    const [left, right] = [segments(a), segments(b)];
    const answers = left === undefined || right === undefined ? [undefined] : left.map((one, i) => segmentsMeet(one, right[i]!));
    if (answers.includes(false)) return false;
    if (!answers.includes(undefined)) return true;
  }
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const filling of ['', rare]) {
      const value = instance(one, filling);
      if (value !== undefined && matchesPlain(other, value) === true) return true;
    }
  }
  return undefined;
}

/** Whether every name of `b` is in one of `a`; undefined when it takes more than a look. */
export function plainWithin(a: readonly Plain[], b: Plain): boolean | undefined {
  const value = literalTokens(b);
  if (value !== undefined) return some(a, (one) => matchesPlain(one, value));
  if (a.some((one) => withinStars(one, b) === 'yes')) return true;
  for (const filling of [rare, '']) {
    const name = instance(b, filling);
    if (name !== undefined && some(a, (one) => matchesPlain(one, name)) === false) return false;
  }
  return undefined;
}

function some<T>(list: readonly T[], ask: (one: T) => boolean | undefined): boolean | undefined {
  let answer: boolean | undefined = false;
  for (const one of list) {
    const now = ask(one);
    if (now === true) return true;
    if (now === undefined) answer = undefined;
  }
  return answer;
}

/** True when both begin, or both end, with literals that differ. */
function endsConflict(a: Plain, b: Plain): boolean {
  const [p, q] = [a[0], b[0]];
  if (p?.kind === 'text' && q?.kind === 'text' && !p.text.startsWith(q.text) && !q.text.startsWith(p.text)) return true;
  const [s, t] = [a.at(-1), b.at(-1)];
  return s?.kind === 'text' && t?.kind === 'text' && !s.text.endsWith(t.text) && !t.text.endsWith(s.text);
}

function slashes(tokens: Plain): { readonly least: number; readonly most: number } {
  let least = 0;
  let open = false;
  for (const token of tokens) {
    if (token.kind === 'text') for (let p = token.text.indexOf('/'); p !== -1; p = token.text.indexOf('/', p + 1)) least++;
    else if (token.kind === 'one') open ||= takesSlash(token.test);
    else if (token.kind === 'many') open ||= takesSlash(token.test);
    else open = true;
  }
  return { least, most: open ? Number.POSITIVE_INFINITY : least };
}

function takesSlash(test: Test): boolean {
  return accepts(test, slash);
}

/** The parts of a pattern between its slashes, when only its literals hold any. */
function segments(tokens: Plain): readonly Plain[] | undefined {
  const out: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      out.at(-1)!.push(token);
      continue;
    }
    token.text.split('/').forEach((text, i) => {
      if (i > 0) out.push([]);
      if (text !== '') out.at(-1)!.push({ kind: 'text', text });
    });
  }
  return out;
}

/** Two parts without slashes: exact where each is a literal or has one star. */
function segmentsMeet(a: Plain, b: Plain): boolean | undefined {
  const [x, y] = [literalTokens(a), literalTokens(b)];
  if (x !== undefined) return y === undefined ? matchesPlain(b, x) : x === y;
  if (y !== undefined) return matchesPlain(a, y);
  if (endsConflict(a, b)) return false;
  return isOneStar(a) && isOneStar(b) ? true : undefined;
}

/** One star of any characters with at most a literal on either side. */
function isOneStar(tokens: Plain): boolean {
  return (
    tokens.every((token) => token.kind === 'text' || (token.kind === 'many' && token.test.kind !== 'ranges')) &&
    tokens.filter((token) => token.kind === 'many').length === 1
  );
}
