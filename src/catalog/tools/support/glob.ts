/** Whether one path segment fits a pattern in which `*` is any run and `?` any character; linear in both. */
function segmentFits(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let mark = 0;
  while (n < name.length) {
    if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n]) && pattern[p] !== '*') {
      p++;
      n++;
    } else if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      mark = n;
    } else if (star !== -1) {
      p = star + 1;
      n = ++mark;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

const maxSegments = 40;

/** What comparing the folders of one workspace with its patterns may cost, in segments compared. */
const maxWork = 20_000_000;

/** Patterns of `*`, `?`, `**` (any number of folders) and `{a,b}`, read once and compared with many folders. */
export class PathPatterns {
  readonly #patterns: readonly (readonly string[])[];
  #left = maxWork;

  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.flatMap(braces).map((one) => one.split('/').filter((s) => s !== '' && s !== '.'));
  }

  /** True once the comparisons cost more than they may: from then on nothing fits. */
  get isCut(): boolean {
    return this.#left < 0;
  }

  fits(path: string): boolean {
    const parts = path.split('/').filter((s) => s !== '');
    for (const pattern of this.#patterns) {
      this.#left -= (pattern.length + 1) * (parts.length + 1);
      if (this.isCut) return false;
      if (fits(pattern, parts)) return true;
    }
    return false;
  }
}

/** Whether a folder fits one pattern. */
export function pathFits(pattern: string, path: string): boolean {
  return new PathPatterns([pattern]).fits(path);
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.length > maxSegments || path.length > maxSegments) return false;
  // Most folders of a workspace differ in their first name or their depth, which is seen without a table.
  if (!pattern.includes('**')) return pattern.length === path.length && pattern.every((part, i) => segmentFits(part, path[i] ?? ''));
  if (pattern[0] !== '**' && !segmentFits(pattern[0] ?? '', path[0] ?? '')) return false;
  let row: boolean[] = Array.from({ length: path.length + 1 }, (_, i) => i === 0);
  for (const part of pattern) {
    const next: boolean[] = Array.from({ length: path.length + 1 }, () => false);
    for (let i = 0; i <= path.length; i++) {
      if (part === '**') next[i] = row[i] === true || (i > 0 && next[i - 1] === true);
      else if (i > 0) next[i] = row[i - 1] === true && segmentFits(part, path[i - 1] ?? '');
    }
    row = next;
  }
  return row[path.length] === true;
}

/** Opens `{a,b}` to at most 64 patterns. */
function braces(pattern: string): readonly string[] {
  let done: readonly string[] = [pattern];
  for (let i = 0; i < 6; i++) {
    const next = done.flatMap((one) => {
      const match = /\{([^{}]*,[^{}]*)\}/.exec(one);
      return match === null ? [one] : (match[1] ?? '').split(',').map((word) => one.slice(0, match.index) + word + one.slice(match.index + match[0].length));
    });
    if (next.length === done.length || next.length > 64) return done;
    done = next;
  }
  return done;
}
