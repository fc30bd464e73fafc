import { concat, lit, type Text } from '../values/index.ts';

export type Dialect = 'basic' | 'extended' | 'fixed';

/** Turns a POSIX regular expression (XBD 9) into the source of a JavaScript one, or undefined when a part has no counterpart. */
export function toJavaScript(source: string, dialect: Dialect): string | undefined {
  if (dialect === 'fixed') return source.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  let out = '';
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '[') {
      const end = classEnd(source, i);
      if (end === undefined) return undefined;
      const inner = bracket(source.slice(i + 1, end));
      if (inner === undefined) return undefined;
      out += inner;
      i = end;
    } else if (c === '\\') {
      const next = source[++i];
      if (next === undefined) return undefined;
      if ('(){}+?|'.includes(next)) out += dialect === 'basic' ? next : `\\${next}`;
      else if ('.*[]^$/\\-"\'@:,=#%&!~_<>; '.includes(next)) out += '<>'.includes(next) ? '\\b' : next.replace(/[.*[\]^$/\\]/, '\\$&');
      else if (next === 'n' || next === 't' || next === 'd' || next === 's' || next === 'S' || next === 'w' || next === 'W' || next === 'b') out += `\\${next}`;
      else return undefined;
    } else if (dialect === 'basic' && '(){}+?|'.includes(c)) out += `\\${c}`;
    else if (dialect === 'basic' && c === '*' && (out === '' || out === '^' || out.endsWith('('))) out += '\\*';
    else if (c === '/') out += '\\/';
    else out += c;
  }
  return compiled(out) === undefined ? undefined : out;
}

function compiled(source: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

function classEnd(source: string, open: number): number | undefined {
  let i = open + 1;
  if (source[i] === '^') i++;
  if (source[i] === ']') i++;
  for (; i < source.length; i++) {
    if (source[i] === '[' && source[i + 1] === ':') {
      const close = source.indexOf(':]', i + 2);
      if (close === -1) return undefined;
      i = close + 1;
    } else if (source[i] === ']') return i;
  }
  return undefined;
}

const classes: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  blank: ' \\t',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
};

function bracket(inner: string): string | undefined {
  const negated = inner.startsWith('^');
  let body = negated ? inner.slice(1) : inner;
  let failed = false;
  body = body.replace(/\[:(\w+):\]|[\\\][/]/g, (whole: string, name?: string) => {
    if (name === undefined) return `\\${whole}`;
    if (classes[name] === undefined) failed = true;
    return classes[name] ?? '';
  });
  return failed ? undefined : `[${negated ? '^' : ''}${body}]`;
}

/** How long a text each number of repetitions may be tried on: matching takes at most about the length to one power more. */
const longest: readonly number[] = [100_000, 2_000, 200, 60];

/** The longest text that a regular expression may be tried on without taking long; 0 for those that are never tried. */
function reachOf(source: string): number {
  if (source.length > 200 || /\\[1-9]|\(\?/.test(source)) return 0;
  const repetitions = (source.match(/[*+]|\{\d*,/g) ?? []).length;
  // A repeated group that holds a repetition can take exponential time.
  if (/\)[*+{]/.test(source) && (repetitions > 2 || /\([^()]*[*+}?][^()]*\)[*+{]|\)[^()]*\)[*+{]|\([^()]*\|[^()]*\)[*+{]/.test(source))) return 0;
  return longest[repetitions] ?? 0;
}

/** Tests a value against a JavaScript source, or undefined when that could take long. */
export function tested(source: string, value: string): boolean | undefined {
  const found = safe(source, value.length);
  return found === undefined ? undefined : found.test(value);
}

/** A regular expression that may be used on texts of this length. */
export function safe(source: string, length: number, flags = ''): RegExp | undefined {
  return length > reachOf(source) ? undefined : compiled(source, flags);
}

/**
 * A regular expression made of literals, `.`, `.*`, anchors and one group of alternatives, as patterns of whole strings;
 * undefined when it is anything else.
 */
export function toPatterns(source: string, dialect: Dialect): readonly Text[] | undefined {
  if (dialect === 'fixed') return [concat(any, lit(source), any)];
  const extended =
    dialect === 'basic'
      ? source.replace(/\\([(){}+?|])|([(){}+?|])/g, (_w: string, escaped?: string, plain?: string) => (escaped === undefined ? `\\${plain}` : escaped))
      : source;
  const branches = splitBranches(extended);
  const out: Text[] = [];
  for (const branch of branches ?? []) {
    const one = branchPattern(branch);
    if (one === undefined) return undefined;
    out.push(one);
  }
  return branches === undefined || out.length > 32 ? undefined : out;
}

const any: Text = [{ kind: 'wild', glob: '***' }];

/** `a(b|c)d` and `a|b` as the list of their branches. */
function splitBranches(source: string): readonly string[] | undefined {
  const group = /^((?:[^()\\|]|\\.)*)\(((?:[^()\\]|\\.)*)\)((?:[^()\\|*+?{]|\\.)(?:[^()\\|]|\\.)*)?$/s.exec(source);
  if (group !== null) {
    if (/[*+?{]/.test((group[3] ?? '')[0] ?? '')) return undefined;
    return splitBar(group[2]!).map((option) => `${group[1]!}${option}${group[3] ?? ''}`);
  }
  if (/(^|[^\\])[()]/.test(source)) return undefined;
  return splitBar(source);
}

function splitBar(source: string): readonly string[] {
  const out: string[] = [];
  let current = '';
  for (let i = 0; i < source.length; i++) {
    if (source[i] === '\\') current += source[i]! + (source[++i] ?? '');
    else if (source[i] === '|') {
      out.push(current);
      current = '';
    } else current += source[i]!;
  }
  out.push(current);
  return out;
}

function branchPattern(branch: string): Text | undefined {
  const start = branch.startsWith('^');
  const end = /(?:^|[^\\])(?:\\\\)*\$$/.test(branch);
  const body = branch.slice(start ? 1 : 0, end ? -1 : undefined);
  const parts: Text[] = start ? [] : [any];
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (c === '\\') {
      const next = body[++i];
      if (next === undefined || /[\w<>]/.test(next)) return undefined;
      if (/[*+?{]/.test(body[i + 1] ?? '')) return undefined;
      parts.push(lit(next));
    } else if (c === '.') {
      if (body[i + 1] === '*') {
        parts.push(any);
        i++;
      } else if (/[+?{]/.test(body[i + 1] ?? '')) return undefined;
      else parts.push([{ kind: 'wild', glob: '???' }]);
    } else if ('*+?[]{}()|^$'.includes(c)) return undefined;
    else {
      if (/[*+?{]/.test(body[i + 1] ?? '')) return undefined;
      parts.push(lit(c));
    }
  }
  if (!end) parts.push(any);
  const text = concat(...parts);
  return text.filter(
    (piece, i) => !(piece.kind === 'wild' && piece.glob === '***' && text[i - 1]?.kind === 'wild' && (text[i - 1] as { glob: string }).glob === '***'),
  );
}
