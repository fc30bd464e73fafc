import type { Weakness } from '../lineage/index.ts';

/** Whether two things can never both happen: a condition of one is the opposite of a condition of the other. */
export function contradict(a: readonly Weakness[], b: readonly Weakness[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return a.some((one) => one.kind === 'conditional' && b.some((other) => other.kind === 'conditional' && excludes(one.key, other.key)));
}

interface Comparison {
  readonly left: string;
  readonly sign: string;
  readonly value: string;
}

/** What the keys of conditions compare; each key is asked for with every other. */
const comparisons = new Map<string, Comparison | undefined>();
const mostKept = 10_000;

function comparisonOf(key: string): Comparison | undefined {
  if (comparisons.has(key)) return comparisons.get(key);
  const [, left = '', sign = '', value = ''] = /^(\S+) (==|!=) (\S+)$/.exec(key) ?? [];
  const found = sign === '' ? undefined : { left, sign, value };
  if (comparisons.size >= mostKept) comparisons.clear();
  comparisons.set(key, found);
  return found;
}

function excludes(a: string, b: string): boolean {
  if (a === b) return false;
  if (isOpposite(a, b) || isOpposite(b, a)) return true;
  const one = comparisonOf(a);
  const other = one === undefined ? undefined : comparisonOf(b);
  if (one === undefined || other === undefined || one.left !== other.left) return false;
  return one.sign === other.sign ? one.sign === '==' && one.value !== other.value && isQuoted(one.value) && isQuoted(other.value) : one.value === other.value;
}

function isOpposite(a: string, b: string): boolean {
  return a.length === b.length + 1 && a.startsWith('!') && a.endsWith(b);
}

function isQuoted(value: string): boolean {
  return /^'.*'$/.test(value);
}
