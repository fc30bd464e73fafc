import { known, yes } from '../condition.ts';
import type { Call } from '../commands.ts';
import { done, outcome, type Machine, type Outcome } from '../machine.ts';
import { lit, literalOf } from '../../values/index.ts';
import { line } from '../output.ts';
import { controls } from './control.ts';
import { callers } from './callers.ts';
import { printers } from './print.ts';
import { columns } from './columns.ts';
import { filters } from './filters.ts';
import { jq } from './jq.ts';
import { names } from './names.ts';
import { paths } from './paths.ts';
import { pythons } from './python-print.ts';

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

/** `dist print-upload-files-from-manifest --manifest F` prints a list of that file's JSON. */
const dist: Builtin = (m, call) => {
  if (literalOf(call.words[1] ?? []) !== 'print-upload-files-from-manifest') return undefined;
  const at = call.words.findIndex((word) => literalOf(word) === '--manifest');
  const file = call.words[at + 1];
  return at === -1 || file === undefined ? undefined : jq(m, { ...call, words: [lit('jq'), lit('-r'), lit('.upload_files[]'), file] });
};

const all: ReadonlyMap<string, Builtin> = new Map([
  ...simple,
  ...controls,
  ...callers,
  ...printers,
  ...paths,
  ...columns,
  ...filters,
  ...names,
  ...pythons,
  ['dist', dist],
]);

/** Runs a builtin or a text function; undefined when the name is neither, or it needs what only the host knows. */
export function runBuiltin(m: Machine, name: string, call: Call): Outcome | undefined {
  const builtin = all.get(name);
  if (builtin !== undefined) return builtin(m, call);
  return name.includes('/') ? all.get('./')?.(m, call) : undefined;
}
