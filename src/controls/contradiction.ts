import type { Weakness } from '../lineage/index.ts';

/** Whether two things can never both happen: a condition of one is the opposite of a condition of the other. */
export function contradict(a: readonly Weakness[], b: readonly Weakness[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return a.some((one) => one.kind === 'conditional' && b.some((other) => other.kind === 'conditional' && excludes(one.key, other.key)));
}

const comparison = /^(\S+) (==|!=) (\S+)$/;

function excludes(a: string, b: string): boolean {
  if (a === b) return false;
  if (a.length === b.length + 1 ? a.startsWith('!') && a.endsWith(b) : b.length === a.length + 1 && b.startsWith('!') && b.endsWith(a)) return true;
  const [, left, sign, value] = comparison.exec(a) ?? [];
  const [, left2, sign2, value2] = comparison.exec(b) ?? [];
  if (left === undefined || left !== left2) return false;
  return sign === sign2 ? sign === '==' && value !== value2 && isQuoted(value) && isQuoted(value2) : value === value2;
}

function isQuoted(value: string | undefined): boolean {
  return value !== undefined && /^'.*'$/.test(value);
}
