import type { Disposition } from './model.ts';

/** What a decision is on, as text: the same for the same thing. */
export function subjectId(one: Pick<Disposition, 'finding' | 'rule' | 'surface'>): string {
  return one.finding ?? `${one.rule ?? '*'} > ${one.surface ?? '*'}`;
}
