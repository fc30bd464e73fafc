import type { Weakness } from '../lineage/index.ts';

/** Whether two things can never both happen: a condition of one is the opposite of a condition of the other. */
export function contradict(a: readonly Weakness[], b: readonly Weakness[]): boolean {
  const keys = (list: readonly Weakness[]): readonly string[] => list.flatMap((w) => (w.kind === 'conditional' ? [w.key] : []));
  const others = keys(b);
  return keys(a).some((key) => others.some((other) => excludes(key, other)));
}

const comparison = /^(\S+) (==|!=) (\S+)$/;

function excludes(a: string, b: string): boolean {
  if (a === `!${b}` || b === `!${a}`) return true;
  const [, left, sign, value] = comparison.exec(a) ?? [];
  const [, left2, sign2, value2] = comparison.exec(b) ?? [];
  if (left === undefined || left !== left2) return false;
  return sign === sign2 ? sign === '==' && value !== value2 && isQuoted(value) && isQuoted(value2) : value === value2;
}

function isQuoted(value: string | undefined): boolean {
  return value !== undefined && /^'.*'$/.test(value);
}
