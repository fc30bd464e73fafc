import type { Machine, Stream } from './machine.ts';

/** Whether to colour what goes to a stream: the option, then FORCE_COLOR, then NO_COLOR, then whether it is a terminal. */
export function wantsColour(machine: Machine, stream: Stream, option: 'auto' | 'never'): boolean {
  if (option === 'never') return false;
  const forced = machine.env('FORCE_COLOR');
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  const refused = machine.env('NO_COLOR');
  if (refused !== undefined && refused !== '') return false;
  return stream.isTerminal && machine.env('TERM') !== 'dumb';
}

const usualColumns = 100;
const mostColumns = 160;

/** The columns to lay a report out for. */
export function columnsFor(stream: Stream): number {
  return stream.isTerminal ? Math.min(stream.columns ?? usualColumns, mostColumns) : usualColumns;
}
