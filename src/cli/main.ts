import { nodeMachine } from './node-machine.ts';
import { run } from './run.ts';
import { inWorkflowLog } from './workflow-log.ts';

/** Runs the process's command line; the exit code is set, so that what is still being written is written. */
export async function main(): Promise<void> {
  const code = await run(process.argv.slice(2), inWorkflowLog(nodeMachine));
  // A write error may have set one already.
  process.exitCode ??= code;
}
