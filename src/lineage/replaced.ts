import { lit, nameSet } from '../values/index.ts';
import type { Machine } from './machine.ts';

/** Whether a step wrote a file of this name. An archive that was unpacked around it is taken to hold other files than the checkout's scripts. */
export function isReplaced(machine: Machine, name: string): boolean {
  return machine.files
    .read(nameSet([lit(name)]))
    .entries.some(
      ({ item, entry }) => !machine.trace.unpacked.has(item.batch) || entry.path.include.every((path) => path.every((piece) => piece.kind !== 'wild')),
    );
}
