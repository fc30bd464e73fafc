import type { Progress } from '../audit/index.ts';
import { printable } from '../report/index.ts';
import type { Machine } from './machine.ts';

const quietMs = 1_000;
const everyMs = 100;

/** A line on standard error while work takes longer than a second; nothing where that is no terminal. */
export interface ProgressLine {
  readonly report: (progress: Progress) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

export function progressLine(machine: Machine, label: string): ProgressLine {
  const { stderr } = machine;
  if (!stderr.isTerminal) return { report: () => undefined, clear: () => undefined };
  const start = machine.elapsedMs();
  let last = start + quietMs - everyMs;
  let shown = false;
  return {
    report: ({ stage, done, total }) => {
      const now = machine.elapsedMs();
      if (now - last < everyMs) return;
      last = now;
      shown = true;
      stderr.write(`\r\u001b[2K${`${printable(label)}: ${stage} ${done} of ${total}`.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    clear: () => {
      if (shown) stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}
