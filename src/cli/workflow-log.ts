import { logSafe } from '../report/index.ts';
import type { Machine, Stream } from './machine.ts';

/**
 * A machine whose streams are the log of a workflow run, which takes lines for commands: what is written there is not one,
 * whatever the audited repository has in its names and texts. Only annotations are meant to be. Elsewhere the machine as it is.
 */
export function inWorkflowLog(machine: Machine): Machine {
  if (machine.env('GITHUB_ACTIONS') !== 'true') return machine;
  return { ...machine, stdout: quiet(machine.stdout), stderr: quiet(machine.stderr) };
}

function quiet(stream: Stream): Stream {
  return {
    get isTerminal() {
      return stream.isTerminal;
    },
    get columns() {
      return stream.columns;
    },
    write: (text) => stream.write(logSafe(text).replaceAll('##[', '#\\u0023[')),
    command: (text) => stream.write(text),
  };
}
