import type { Effect } from '../../catalog/index.ts';
import { basename, type NameSet, type Text } from '../../values/index.ts';
import type { Found, Machine } from '../machine.ts';
import type { ApplyContext } from './context.ts';

/** The files that a name of a loop variable names, where something is copied to that name: each of them gets other bytes. */
export function overwritten(machine: Machine, effect: Extract<Effect, { kind: 'copies' }>, target: NameSet, ctx: ApplyContext): readonly Found[] {
  const isOne = effect.link === undefined && effect.toFolder !== true && effect.from.length === 1;
  return isOne && isEach(basename(effect.to)) ? machine.find(target, ctx.at) : [];
}

/** What does not have the bytes of what is copied already: a file that is only given another name keeps what is known of it. */
export function otherThan(over: readonly Found[], copied: readonly Found[]): readonly Found[] {
  return over.filter(({ item }) => !copied.some((f) => f.item.batch === item.batch) || copied.some((f) => f.certain && f.item.batch !== item.batch));
}

/** Whether a loop gives a name, so that it stands for one file in each round. */
function isEach(name: Text): boolean {
  return name.some((piece) => piece.kind === 'hole' && piece.each !== undefined);
}
