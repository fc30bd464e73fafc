import { limits } from '../base/index.ts';

const maxLength = 4_096;

/**
 * Expands `{a,b}` and `{1..3}` in the source of a word, before anything else is expanded, as Bash does. Quotes,
 * `${…}` and `$(…)` are left whole. Returns undefined when there are too many or nothing to expand.
 */
export function expandBraces(source: string): readonly string[] | undefined {
  if (source.length > maxLength) return undefined;
  const out = expandFrom(source, 0);
  return out === undefined || out.length > limits.maxAlternatives || (out.length === 1 && out[0] === source) ? undefined : out;
}

function expandFrom(source: string, depth: number): readonly string[] | undefined {
  if (depth > 12) return undefined;
  for (let i = 0; i < source.length; i = skip(source, i)) {
    if (source[i] !== '{') continue;
    const group = groupAt(source, i);
    if (group === undefined) continue;
    const tails = expandFrom(source.slice(group.end), depth + 1);
    if (tails === undefined) return undefined;
    const heads: string[] = [];
    for (const option of group.options) {
      const inner = group.sequence ? [option] : expandFrom(option, depth + 1);
      if (inner === undefined) return undefined;
      heads.push(...inner);
    }
    if (heads.length * tails.length > limits.maxAlternatives) return undefined;
    return heads.flatMap((head) => tails.map((tail) => source.slice(0, i) + head + tail));
  }
  return [source];
}

/** The index after the character, escape, quoted string or expansion that starts at `i`. */
function skip(source: string, i: number): number {
  const c = source[i]!;
  if (c === '\\') return i + 2;
  if (c === "'") {
    const end = source.indexOf("'", i + 1);
    return end === -1 ? source.length : end + 1;
  }
  if (c === '"' || c === '`') {
    for (let j = i + 1; j < source.length; j++) {
      if (source[j] === '\\') j++;
      else if (source[j] === c) return j + 1;
    }
    return source.length;
  }
  if (c === '$' && (source[i + 1] === '{' || source[i + 1] === '(')) {
    const open = source[i + 1]!;
    const close = open === '{' ? '}' : ')';
    let depth = 0;
    for (let j = i + 1; j < source.length; j++) {
      if (source[j] === '\\') j++;
      else if (source[j] === open) depth++;
      else if (source[j] === close && --depth === 0) return j + 1;
    }
    return source.length;
  }
  return i + 1;
}

function groupAt(source: string, open: number): { readonly options: readonly string[]; readonly end: number; readonly sequence: boolean } | undefined {
  const options: string[] = [];
  let from = open + 1;
  let depth = 0;
  for (let i = open + 1; i < source.length;) {
    const c = source[i]!;
    if (c === '{') depth++;
    else if (c === '}') {
      if (depth === 0) {
        options.push(source.slice(from, i));
        const numbers = options.length === 1 ? sequence(options[0]!) : undefined;
        if (options.length === 1 && numbers === undefined) return undefined;
        return { options: numbers ?? options, end: i + 1, sequence: numbers !== undefined };
      }
      depth--;
    } else if (c === ',' && depth === 0) {
      options.push(source.slice(from, i));
      from = i + 1;
    }
    i = skip(source, i);
  }
  return undefined;
}

function sequence(text: string): readonly string[] | undefined {
  const found = /^(-?\d{1,5}|[a-zA-Z])\.\.(-?\d{1,5}|[a-zA-Z])(?:\.\.(-?\d{1,4}))?$/.exec(text);
  if (found === null) return undefined;
  const [from, to] = [found[1]!, found[2]!];
  const numeric = /\d/.test(from);
  if (numeric !== /\d/.test(to)) return undefined;
  const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0;
  const start = numeric ? Number(from) : from.charCodeAt(0);
  const end = numeric ? Number(to) : to.charCodeAt(0);
  const step = Math.max(1, Math.abs(Number(found[3] ?? 1))) * (start <= end ? 1 : -1);
  const out: string[] = [];
  for (let n = start; step > 0 ? n <= end : n >= end; n += step) {
    out.push(numeric ? (n < 0 ? `-${String(-n).padStart(width - 1, '0')}` : String(n).padStart(width, '0')) : String.fromCharCode(n));
    if (out.length > limits.maxAlternatives) return out;
  }
  return out;
}
