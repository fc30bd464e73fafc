import { known, yes } from '../condition.ts';
import type { Call } from '../commands.ts';
import { done, outcome, type Machine, type Outcome } from '../machine.ts';
import { line } from '../output.ts';
import { controls } from './control.ts';
import { callers } from './callers.ts';
import { printers } from './print.ts';
import { columns } from './columns.ts';
import { filters } from './filters.ts';
import { names } from './names.ts';
import { paths } from './paths.ts';

/** A command that the interpreter carries out itself. Undefined leaves the call to the host. */
export type Builtin = (m: Machine, call: Call) => Outcome | undefined;

const simple: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['true', () => done],
  [':', () => done],
  // With a command it is peeled off before; alone it redirects.
  ['exec', () => done],
  ['false', () => outcome(known(false))],
  [
    'pwd',
    (m, call) => {
      m.io.out.add(line(m.workingFolder(call.node)));
      return outcome(yes);
    },
  ],
]);

const all: ReadonlyMap<string, Builtin> = new Map([...simple, ...controls, ...callers, ...printers, ...paths, ...columns, ...filters, ...names]);

/** Runs a builtin or a text function; undefined when the name is neither, or it needs what only the host knows. */
export function runBuiltin(m: Machine, name: string, call: Call): Outcome | undefined {
  const builtin = all.get(name);
  if (builtin !== undefined) return builtin(m, call);
  return name.includes('/') ? all.get('./')?.(m, call) : undefined;
}
