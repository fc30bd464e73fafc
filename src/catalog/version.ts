import type { Tri } from '../base/index.ts';

/** The versions that a reference can stand for, both ends included, as ordered numbers. */
export interface VersionSpan {
  readonly low: number;
  readonly high: number;
}

const unit = 1_000_000;
const last = unit - 1;

/** Nothing is known of the version. */
export const anyVersion: VersionSpan = { low: 0, high: Number.MAX_SAFE_INTEGER };

function rank(major: number, minor: number, patch: number): number {
  return (Math.min(major, 8_000) * unit + Math.min(minor, last)) * unit + Math.min(patch, last);
}

interface Parts {
  readonly major: number;
  readonly minor: number | undefined;
  readonly patch: number | undefined;
}

/** What a call names is asked of every default and condition of its row. */
const maxKept = 2_000;
const partsOf = new Map<string, Parts | undefined>();

function parts(text: string): Parts | undefined {
  if (partsOf.has(text)) return partsOf.get(text);
  if (partsOf.size >= maxKept) partsOf.clear();
  const read = readParts(text);
  if (text.length <= 200) partsOf.set(text, read);
  return read;
}

function readParts(text: string): Parts | undefined {
  const found = /^(?:[A-Za-z][\w.-]*[/@-])?[vV]?(\d{1,6})(?:\.(\d{1,6}|[xX*]))?(?:\.(\d{1,6}|[xX*]))?(?:[-+.][\w.+-]{0,80})?$/.exec(text.trim());
  if (found === null) return undefined;
  const number = (digits: string | undefined): number | undefined => (digits === undefined || !/^\d/.test(digits) ? undefined : Number(digits));
  const minor = number(found[2]);
  return { major: Number(found[1]), minor, patch: minor === undefined ? undefined : number(found[3]) };
}

/** True for a full commit id, which names one version without saying which. */
export function isCommit(ref: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/i.test(ref);
}

/**
 * Reads a version as one span. `v4.1.0` is that version. A moving tag (`v4`, `v4.1`, `release/v1`) and `latest` stand for
 * the newest of their line. Anything else may be any version.
 */
export function versionSpan(text: string | undefined): VersionSpan {
  if (text === undefined) return anyVersion;
  if (text.trim().toLowerCase() === 'latest') return { low: anyVersion.high, high: anyVersion.high };
  const found = parts(text);
  if (found === undefined) return anyVersion;
  const at = rank(found.major, found.minor ?? last, found.patch ?? last);
  return { low: at, high: at };
}

/**
 * The span of an action's reference. A commit whose comment names only a line (`# v4`) is some version of that line,
 * because the comment was right when the commit was pinned; a commit without a comment may be any version.
 */
export function refSpan(ref: string, version: string | undefined): VersionSpan {
  if (!isCommit(ref)) {
    const own = versionSpan(parts(ref) === undefined ? version : ref);
    return ref.trim().toLowerCase() === 'latest' && version === undefined ? anyVersion : own;
  }
  const found = version === undefined ? undefined : parts(version);
  if (found === undefined) return anyVersion;
  return { low: rank(found.major, found.minor ?? 0, found.patch ?? 0), high: rank(found.major, found.minor ?? last, found.patch ?? last) };
}

/** Half-open: `low` is in, `high` is not. */
interface Interval {
  readonly low: number;
  readonly high: number;
}

function comparator(text: string): Interval | undefined {
  const found = /^(>=|<=|>|<|=|\^|~>?)?\s*(.+)$/.exec(text);
  const operator = found?.[1] ?? '=';
  const version = found?.[2] === undefined ? undefined : parts(found[2]);
  if (version === undefined) return undefined;
  const { major, minor, patch } = version;
  const low = rank(major, minor ?? 0, patch ?? 0);
  const after = minor === undefined ? rank(major + 1, 0, 0) : patch === undefined ? rank(major, minor + 1, 0) : low + 1;
  switch (operator) {
    case '>=':
      return { low, high: Number.POSITIVE_INFINITY };
    case '>':
      return { low: after, high: Number.POSITIVE_INFINITY };
    case '<':
      return { low: 0, high: low };
    case '<=':
      return { low: 0, high: after };
    case '^':
      if (major > 0 || minor === undefined) return { low, high: rank(major + 1, 0, 0) };
      return { low, high: minor > 0 || patch === undefined ? rank(0, minor + 1, 0) : low + 1 };
    case '~':
    case '~>':
      return { low, high: minor === undefined ? rank(major + 1, 0, 0) : rank(major, minor + 1, 0) };
    default:
      return { low, high: after };
  }
}

function intervals(range: string): readonly Interval[] | undefined {
  const found: Interval[] = [];
  for (const alternative of range.split('||')) {
    let low = 0;
    let high = Number.POSITIVE_INFINITY;
    const words = alternative
      .replaceAll(/(>=|<=|>|<|=|\^|~>?)\s+/g, '$1')
      .split(/\s+/)
      .filter((word) => word !== '' && word !== '*');
    for (const word of words) {
      const one = comparator(word);
      if (one === undefined) return undefined;
      low = Math.max(low, one.low);
      high = Math.min(high, one.high);
    }
    found.push({ low, high });
  }
  return found;
}

/** True when a range of versions can be read: comparators, `^`, `~`, `1.x`, blanks for "and", `||` for "or". */
export function isRange(range: string): boolean {
  return rangeOf(range) !== undefined;
}

const ranges = new Map<string, readonly Interval[] | undefined>();

function rangeOf(range: string): readonly Interval[] | undefined {
  if (range.length > 200) return undefined;
  if (ranges.has(range)) return ranges.get(range);
  if (ranges.size >= maxKept) ranges.clear();
  const read = intervals(range);
  ranges.set(range, read);
  return read;
}

/** Whether every version of the span is in the range, none is, or it cannot be told. An unreadable range cannot be told. */
export function satisfies(span: VersionSpan, range: string): Tri {
  const sets = rangeOf(range);
  if (sets === undefined) return 'unknown';
  if (sets.some((one) => span.low >= one.low && span.high < one.high)) return true;
  return sets.some((one) => span.low < one.high && span.high >= one.low) ? 'unknown' : false;
}

/** Whether the span lies in `[since, until)`; a bound left out is open. */
export function within(span: VersionSpan, bounds: { readonly since?: string; readonly until?: string }): Tri {
  const range = [bounds.since === undefined ? '' : `>=${bounds.since}`, bounds.until === undefined ? '' : `<${bounds.until}`].join(' ').trim();
  return satisfies(span, range === '' ? '*' : range);
}
