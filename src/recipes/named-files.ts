import { whatItNames, type VerifyCommand } from '../documents/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { lit, mayIntersect, nameSet } from '../values/index.ts';

/** The file that a command verifies, where its name is told and none of these names can be meant; undefined otherwise. */
export function namesNoneOf(command: VerifyCommand, names: readonly string[]): string | undefined {
  const things = whatItNames(command).filter((one) => one.kind === 'file' || one.kind === 'checksum-list');
  if (things.length === 0 || things.some((one) => one.isAnything)) return undefined;
  const there = nameSet(names.map((name) => lit(name)));
  return things.every((one) => !mayIntersect(nameSet(one.patterns), there)) ? things[0]!.written : undefined;
}

/** Whether any of these names may be one of the files of a unit. */
export function mayBeOf(unit: Unit, names: readonly string[]): boolean {
  const there = nameSet(names.map((name) => lit(name)));
  return unit.files.some((file) => mayIntersect(file.names, there));
}
