import type { Disposition } from './model.ts';

/** Returns the ids of decisions that were not there before, and of those that said something else: another decision, end, condition or premise. */
export function changedSince(now: readonly Disposition[], before: readonly Disposition[]): ReadonlyMap<string, 'new' | 'changed'> {
  const then = new Map(before.map((one) => [one.id, holds(one)]));
  return new Map(
    now.flatMap((one): readonly (readonly [string, 'new' | 'changed'])[] => {
      const was = then.get(one.id);
      return was === holds(one) ? [] : [[one.id, was === undefined ? 'new' : 'changed']];
    }),
  );
}

/** What a decision settles and for how long. Who made it, and in what words, settles nothing. */
function holds({ disposition, finding, rule, surface, date, reviewBy, revisit, premise }: Disposition): string {
  return JSON.stringify([disposition, finding, rule, surface, date, reviewBy, revisit, premise]);
}
