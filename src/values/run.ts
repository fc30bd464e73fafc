import { Machine, type Subset } from './machine.ts';
import { compile } from './nfa.ts';
import type { Token } from './tokens.ts';

/** Work for one string; a count. */
const workPerRun = 2_000_000;

export type Size = 'shortest' | 'longest';

/** A match in a string, as offsets of its code units. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/**
 * The offset at which the shortest or longest prefix that the tokens match ends (for a suffix: at which it starts).
 * Undefined when there is none.
 */
export function affixEnd(value: string, tokens: readonly Token[], side: 'prefix' | 'suffix', size: Size): number | undefined | 'gave-up' {
  const machine = new Machine(workPerRun);
  const codes = [...value];
  if (side === 'suffix') codes.reverse();
  const length = runFrom(machine, codes, 0, side === 'prefix' ? tokens : reversed(tokens), size);
  if (machine.exhausted) return 'gave-up';
  if (length === undefined) return undefined;
  return side === 'prefix' ? length : value.length - length;
}

/** The matches that the shell replaces: the longest at the leftmost place, then (when `all`) on behind it. */
export function findMatches(value: string, tokens: readonly Token[], wanted: 'first' | 'all'): readonly Match[] | 'gave-up' {
  const machine = new Machine(workPerRun);
  const codes = [...value];
  const found: Match[] = [];
  let offset = 0;
  for (let i = 0; i < codes.length && !machine.exhausted;) {
    const length = runFrom(machine, codes, i, tokens, 'longest');
    if (length === undefined || length === 0) {
      offset += codes[i]!.length;
      i++;
      continue;
    }
    found.push({ start: offset, end: offset + length });
    if (wanted === 'first') break;
    const stop = offset + length;
    for (; i < codes.length && offset < stop; i++) offset += codes[i]!.length;
  }
  return machine.exhausted ? 'gave-up' : found;
}

/** How many code units the shortest or longest match from `start` has. */
function runFrom(machine: Machine, codes: readonly string[], start: number, tokens: readonly Token[], size: Size): number | undefined {
  let at: Subset = machine.subset([compile(tokens).possible]);
  let length = 0;
  let found = at.accepts() ? 0 : undefined;
  for (let i = start; i < codes.length && at.states.length > 0 && !machine.exhausted; i++) {
    if (found !== undefined && size === 'shortest') break;
    at = machine.step(at, codes[i]!.codePointAt(0)!);
    length += codes[i]!.length;
    machine.charge(1);
    if (at.accepts()) found = length;
  }
  return found;
}

const backwards = new WeakMap<readonly Token[], readonly Token[]>();

function reversed(tokens: readonly Token[]): readonly Token[] {
  const known = backwards.get(tokens);
  if (known !== undefined) return known;
  const made = tokens.toReversed().map((token): Token => (token.kind === 'text' ? { kind: 'text', text: [...token.text].reverse().join('') } : token));
  backwards.set(tokens, made);
  return made;
}
