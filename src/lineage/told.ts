import type { Span } from '../base/index.ts';
import { findAction, type ActionRow, type CommandRow } from '../catalog/index.ts';
import type { Machine } from './machine.ts';

/** What the audited checkout's own configuration says of actions and commands: whoever wrote the one wrote the other. */
export interface OwnConfiguration {
  /** The file, as a report names it. */
  readonly file: string;
  readonly rows: ReadonlySet<ActionRow | CommandRow>;
  /** `owner/repo@ref`, in lower case, of the folders that it names. */
  readonly resolved: ReadonlySet<string>;
}

/** A step of which the checkout's own configuration tells what it does. */
export interface ToldRecord {
  /** As an assumption. */
  readonly what: string;
  readonly run: string;
  readonly jobKey: string;
  readonly at: Span;
}

/** Notes that a step is known by a row of the checkout's own configuration. Returns what is assumed, or nothing. */
export function toldByRow(machine: Machine, row: ActionRow | CommandRow, at: Span): readonly string[] {
  const own = machine.trace.input.own;
  if (own === undefined || ![...own.rows].some((one) => one === row || (one.kind === 'command' && row.kind === 'command' && one.words === row.words)))
    return [];
  const name = row.kind === 'command' ? `\`${[row.program, ...row.words].join(' ')}\`` : row.uses;
  return [note(machine, `what ${name} does is told by ${own.file} of this checkout`, at)];
}

/**
 * Whether a folder may stand for another repository. One that the checkout's own configuration names may not where the
 * catalog knows what is called; where it may, that is noted.
 */
export function mayStandFor(machine: Machine, called: { readonly name: string; readonly repository: string }, at: Span): boolean {
  const own = machine.trace.input.own;
  if (own?.resolved.has(called.repository) !== true) return true;
  if (findAction(called.name) !== undefined) {
    machine.trace.notRead(at, `the folder that ${own.file} of this checkout gives for ${called.name} is left out: the catalog knows it [CONFIG_ROW_IGNORED]`);
    return false;
  }
  note(machine, `what ${called.name} does is read from a folder that ${own.file} of this checkout gives for it`, at);
  return true;
}

function note(machine: Machine, what: string, at: Span): string {
  machine.trace.told.push({ what, run: machine.run.record.id, jobKey: machine.jobKey, at });
  return what;
}
